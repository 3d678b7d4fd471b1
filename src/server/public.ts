/** `safe-session/server`: what a practice's own server imports. */
export { createSessionHandler } from './session-handler.js';
export type { SessionHandler, SessionHandlerOptions, PortalPerson } from './session-handler.js';
export { openDatabase } from './store/database.js';
export type { Database, DatabaseOptions } from './store/database.js';
export { livekitMedia } from './media/livekit-media.js';
export type { LivekitKey, LivekitMediaOptions } from './media/livekit-media.js';
export { tabMedia } from './media/tab-media.js';
export type { MediaServer } from './media/media-server.js';
export { generateReceiptKey } from './receipt-signer.js';
export { Refusal } from './refusal.js';
export type { AppointmentInput, NewAppointment, NewPerson, PersonInput } from './appointments.js';
export type { AuditEntry } from './audit.js';
export type { PaperConsent } from './consent-desk.js';
export type { LedgerEntry, LedgerFault } from './consent-ledger.js';
export type { ConsentHistory, Feedback, PracticeDesk } from './practice-desk.js';
export type { Retention } from './retention.js';
export type { LogEntry } from './server-context.js';
