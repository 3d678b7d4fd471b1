/** What the server tells its host. */
import { Refusal } from './refusal.js';
import { StoreError } from './store/store-error.js';

/** A line of the log: codes, opaque ids. Never what somebody entered, never an address or a secret. */
export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly appointment?: string;
  readonly person?: string;
  /** Of what went wrong. */
  readonly code?: string;
  /** Method and path as in the table of routes. */
  readonly route?: string;
}

/** What of an error may stand in it: our code, or the database's. Its words may quote what somebody entered. */
export const codeOf = (error: unknown): Pick<LogEntry, 'code'> => {
  if (error instanceof Refusal) return { code: error.code };
  if (!(error instanceof StoreError)) return {};
  return { code: [error.code, error.sqlState, error.constraint].filter(Boolean).join(' ') };
};
