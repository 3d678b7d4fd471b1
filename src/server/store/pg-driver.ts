/** The package `pg`: as much of it as is used here, and how its connections are set up. */
import { READERS } from './sql-values.js';
import { packageMissing } from './store-error.js';

export interface PgResult {
  readonly command: string;
  readonly rows: readonly object[];
}

interface PgQuery {
  readonly text: string;
  readonly values: readonly unknown[];
  /** One statement only, with and without values. */
  readonly queryMode: 'extended';
}

export interface PgQueryable {
  query(query: PgQuery | string): Promise<PgResult>;
}

export interface PgClient extends PgQueryable {
  connect(): Promise<unknown>;
  end(): Promise<void>;
  on(event: 'error' | 'end', listener: (error: unknown) => void): unknown;
  on(event: 'notification', listener: (message: PgNotification) => void): unknown;
}

export interface PgNotification {
  readonly channel: string;
  readonly payload: string;
}

export interface PgPoolClient extends PgQueryable {
  on(event: 'error', listener: (error: unknown) => void): unknown;
  /** With an error the connection is thrown away. */
  release(error?: Error): void;
}

export interface PgPool extends PgQueryable {
  connect(): Promise<PgPoolClient>;
  end(): Promise<void>;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  on(event: 'connect', listener: (client: PgPoolClient) => void): unknown;
}

type Reader = (text: string) => unknown;

interface PgTypes {
  getTypeParser(type: number, format?: string): Reader;
}

interface PgConfig {
  readonly connectionString: string;
  readonly types: PgTypes;
  readonly fallback_application_name: string;
  readonly connectionTimeoutMillis: number;
  readonly idle_in_transaction_session_timeout: number;
  readonly keepAlive: boolean;
  readonly keepAliveInitialDelayMillis: number;
}

interface PgPackage {
  readonly Pool: new (config: PgConfig) => PgPool;
  readonly Client: new (config: PgConfig) => PgClient;
  readonly types: PgTypes;
}

export interface PgConnections {
  readonly pool: () => PgPool;
  readonly client: () => PgClient;
}

const importPg = async (): Promise<PgPackage> => {
  try {
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-assertion -- see `packageMissing`
    return (await import('pg' as string)) as PgPackage;
  } catch (cause) {
    throw packageMissing('pg', cause);
  }
};

/** A connection on which queries wait for each other: `pg` is giving up to queue them. */
export const inTurn = (connection: PgQueryable): PgQueryable => {
  let last: Promise<unknown> = Promise.resolve();
  return {
    query: (query) => {
      const ask = (): Promise<PgResult> => connection.query(query);
      const result = last.then(ask, ask);
      last = result;
      return result;
    },
  };
};

/** @throws StoreError `package-missing` */
export const loadPg = async (url: string): Promise<PgConnections> => {
  const pg = await importPg();
  const config: PgConfig = {
    connectionString: url,
    types: { getTypeParser: (type, format) => READERS[type] ?? pg.types.getTypeParser(type, format) },
    fallback_application_name: 'safe-session',
    // Somebody is waiting for an answer: better a problem that says so than a page that hangs.
    connectionTimeoutMillis: 10_000,
    // An instance that stopped in the middle must not keep its locks.
    idle_in_transaction_session_timeout: 60_000,
    // A peer that is gone without a word is noticed; see `tcp(7)`.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  };
  return { pool: () => new pg.Pool(config), client: () => new pg.Client(config) };
};
