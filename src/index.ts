/** For bundlers: defines every element and re-exports what a practice's own code needs. */

export type * from './core/consent.js';
export type * from './core/practice-service.js';
export type * from './core/session-controller.js';
export type * from './core/session-snapshot.js';
export type * from './core/session-transport.js';
export type { ConsentReceipt } from './core/consent-document.js';
export {
  PROBLEMS,
  SessionError,
  type ProblemAction,
  type ProblemCode,
  type ProblemFacts,
} from './core/problems.js';
export { isWayOut, WAYS_OUT } from './core/session-snapshot.js';
export * from './elements/session-events.js';
export { registerLanguage, type LanguagePack } from './locales/catalogue.js';
export type { Messages, PartialMessages, Section } from './locales/messages.js';
export { SafeSessionElement } from './elements/safe-session.js';
export { SessionWelcomeElement } from './elements/session-welcome.js';
export { ConsentFormElement } from './elements/consent-form.js';
export { SpaceCheckElement } from './elements/space-check.js';
export { TechCheckElement } from './elements/tech-check.js';
export { WaitingRoomElement } from './elements/waiting-room.js';
export { AdmissionDeskElement } from './elements/admission-desk.js';
export { SessionRoomElement } from './elements/session-room.js';
export { SessionControlsElement } from './elements/session-controls.js';
export { SessionPauseElement } from './elements/session-pause.js';
export { SessionClosingElement } from './elements/session-closing.js';
export { FeedbackFormElement } from './elements/feedback-form.js';
export { EncryptionStatusElement } from './elements/encryption-status.js';
export { SafetyCodeElement } from './elements/safety-code.js';
export { SupportCardElement } from './elements/support-card.js';
