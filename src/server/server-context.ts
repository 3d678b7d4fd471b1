/** What every part of the server works with. */
import type { ConsentDocument } from '../core/consent.js';
import type { LogEntry } from './log.js';
import type { RoomWork } from './media/act-on-room.js';
import type { MediaServer } from './media/media-server.js';
import type { ReceiptSigner } from './receipt-signer.js';
import type { Retention } from './retention.js';
import type { Database } from './store/database.js';

export interface ServerContext {
  readonly database: Database;
  readonly media: MediaServer;
  /** What this instance tells the media server. */
  readonly rooms: RoomWork;
  readonly signer: ReceiptSigner;
  /** The documents that new appointments may name, by id. */
  readonly documents: ReadonlyMap<string, { readonly hash: string; readonly document: ConsentDocument }>;
  /** Whether required topics may be put off in an emergency. */
  readonly emergencyDeferral: boolean;
  readonly retention: Retention;
  /** Where the handler is mounted, without a slash at the end. */
  readonly basePath: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: (entry: LogEntry) => void;
}

/** On which channel instances tell each other that an appointment has changed; the payload is its id. */
export const CHANGES = 'safe_session_changes';
