/**
 * Port: PostgreSQL, as the server uses it. Two drivers stand behind it: `pg` for a server, PGlite for the same database
 * embedded. One SQL serves both, with what `sql-values.ts` says about values.
 *
 * Every rejection is a `StoreError`, except what the work of a transaction throws itself.
 */
import { openPg } from './pg-database.js';
import { openPglite } from './pglite-database.js';

export interface Queryable {
  /** One statement, with values for `$1`, `$2`, …; its rows, none where it returns nothing. */
  query<Row extends object = Record<string, unknown>>(
    sql: string,
    values?: readonly unknown[],
  ): Promise<readonly Row[]>;
  /** Several statements, without values. */
  script(sql: string): Promise<void>;
}

export interface Database extends Queryable {
  /**
   * Commits when the work resolves, rolls back when it rejects. After a serialization failure or a deadlock (SQLSTATE
   * 40001, 40P01) the work is run again, a few times at most: it must do nothing but ask `tx`.
   *
   * Read committed, as is PostgreSQL's default: lock what the decision rests on (`select … for update`), or begin with
   * `set transaction isolation level serializable`.
   *
   * Inside, never wait for the database itself or for another transaction: the embedded one has a single connection,
   * which this transaction holds.
   */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  /**
   * Told every payload that any instance notifies on the channel (`select pg_notify($1, $2)`, sent by the commit), from
   * the resolving of this promise until the returned function is called. Payloads end at 8000 bytes and are seen by
   * every instance: send what to read, not what is in it.
   *
   * `onReconnect`: the connection was lost and stands again, and notifications may be missing. Read again.
   *
   * @param channel lower case letters, digits and `_`
   */
  listen(
    channel: string,
    listener: (payload: string) => void,
    options?: { readonly onReconnect?: () => void },
  ): Promise<() => Promise<void>>;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `postgres://…`. PostgreSQL 15 or newer, with the package `pg`. Wins over `folder`. */
  readonly url?: string;
  /** Where the embedded database keeps its files; it alone may be there. Without `url` and `folder`: in memory. */
  readonly folder?: string;
  /** What nobody waits for and so could not reject: a lost idle connection, a listener that threw. */
  readonly onError?: (error: unknown) => void;
}

/** @throws StoreError `package-missing`, `folder-in-use`, `unreachable` */
export const openDatabase = ({
  url,
  folder,
  onError = () => undefined,
}: DatabaseOptions): Promise<Database> => (url ? openPg(url, onError) : openPglite(folder || null, onError));
