/** What every part of the server works with. */
import type { ConsentDocument } from '../core/consent.js';
import type { MediaServer } from './media/media-server.js';
import type { ReceiptSigner } from './receipt-signer.js';
import type { Retention } from './retention.js';
import type { Database } from './store/database.js';

/** A line of the log: a code, opaque ids, numbers. Never what somebody entered, never an address or a secret. */
export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly appointment?: string;
  readonly person?: string;
  readonly code?: string;
  readonly ms?: number;
}

export interface ServerContext {
  readonly database: Database;
  readonly media: MediaServer;
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
