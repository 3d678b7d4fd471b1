/** Everything that can go wrong between the server and its database, without a word of what is stored in it. */

export type StoreErrorCode =
  /** `pg` or `@electric-sql/pglite` is not installed; both are optional. */
  | 'package-missing'
  /** Another process has the folder of the embedded database open. */
  | 'folder-in-use'
  /** No connection, or it was lost. Whether a commit that was under way took effect is unknown. */
  | 'unreachable'
  /** The database said no; `sqlState` says why. */
  | 'refused'
  /** The database was closed, or the transaction has ended. */
  | 'closed'
  /** A migration was changed after it had been applied. */
  | 'migration-changed'
  /** The database was migrated by a newer version. */
  | 'migration-unknown';

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  /** Five characters, see https://www.postgresql.org/docs/current/errcodes-appendix.html; `null` without an answer. */
  readonly sqlState: string | null;
  /** The name of the constraint that was violated. */
  readonly constraint: string | null;

  constructor(
    code: StoreErrorCode,
    message: string,
    { sqlState = null, constraint = null, cause }: StoreErrorDetails = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.sqlState = sqlState;
    this.constraint = constraint;
  }
}

export interface StoreErrorDetails {
  readonly sqlState?: string | null;
  readonly constraint?: string | null;
  readonly cause?: unknown;
}

/** What both drivers' errors have, besides what is not to go further. */
interface DriverError {
  readonly code?: string;
  readonly constraint?: string;
  readonly message?: string;
}

/** Five characters and a digit among them: system errors like `EPIPE` look alike but have none. */
const SQL_STATE = /^(?=.*\d)[0-9A-Z]{5}$/;

/** Connection lost, server stopping or starting, no connection left; not a breach of the protocol, which is ours. */
const UNREACHABLE = /^(08(?!P01)|53|57P0)/;

/** Classes whose messages name tables, columns and constraints. All others may quote what somebody entered. */
const QUOTES_NOTHING = /^(08|23|25|28|3D|3F|40|42|53|55|57|58)/;

/**
 * What a driver threw, reduced to what may be logged. Drivers hang the values of the row and of the query on their
 * errors (`detail`, `params`), so the original goes no further, not even as `cause`.
 */
export const fromDriver = (thrown: unknown): StoreError => {
  if (thrown instanceof StoreError) return thrown;
  const { code = '', constraint = null, message = '' } = thrown as DriverError;
  if (!SQL_STATE.test(code)) {
    // Several failed attempts to connect come as one error, whose message is empty.
    return new StoreError('unreachable', `The database cannot be reached: ${message || code}`);
  }
  return new StoreError(
    UNREACHABLE.test(code) ? 'unreachable' : 'refused',
    QUOTES_NOTHING.test(code) ? `${code}: ${message}` : `The database refused with SQLSTATE ${code}.`,
    { sqlState: code, constraint },
  );
};

/** For `.catch` on a promise of a driver. */
export const rejectAsOurs = (thrown: unknown): never => {
  throw fromDriver(thrown);
};

/**
 * `pg` and PGlite are optional: a practice installs the one it uses. Both are imported under a type that hides their
 * name from TypeScript, because their own types bring those of Node along, for browser code as well.
 */
export const packageMissing = (name: string, cause: unknown): StoreError =>
  new StoreError('package-missing', `The package "${name}" is needed: npm install ${name}`, { cause });
