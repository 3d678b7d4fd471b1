import type { Database, Queryable } from './database.js';
import { inTurn, loadPg, type PgPool, type PgQueryable } from './pg-driver.js';
import { PgListener } from './pg-listener.js';
import { toParameter } from './sql-values.js';
import { fromDriver, rejectAsOurs, StoreError } from './store-error.js';
import { endable, withRetries } from './transaction.js';

/** Our face of a pool or of a connection. */
const queryable = (driver: PgQueryable): Queryable => ({
  query: async <Row extends object>(text: string, values: readonly unknown[] = []) => {
    const query = { text, values: values.map(toParameter), queryMode: 'extended' } as const;
    const { rows } = await driver.query(query).catch(rejectAsOurs);
    return rows as readonly Row[];
  },
  script: async (sql) => {
    await driver.query(sql).catch(rejectAsOurs);
  },
});

/** After an error that the work has swallowed, PostgreSQL answers a commit with a rollback, and calls it a success. */
const commit = async (connection: PgQueryable): Promise<void> => {
  const { command } = await connection.query('commit').catch(rejectAsOurs);
  if (command !== 'COMMIT') {
    throw new StoreError('refused', '25P02: rolled back, because a statement had failed', {
      sqlState: '25P02',
    });
  }
};

/** A PostgreSQL server: a pool of connections, and one more that listens. */
class PgDatabase implements Database {
  readonly #pool: PgPool;
  readonly #listener: PgListener;
  #closed: Promise<void> | null = null;

  constructor(pool: PgPool, listener: PgListener) {
    this.#pool = pool;
    this.#listener = listener;
  }

  async query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]> {
    return this.#open().query<Row>(sql, values);
  }

  async script(sql: string): Promise<void> {
    return this.#open().script(sql);
  }

  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    return withRetries(() => this.#attempt(work));
  }

  async listen(
    channel: string,
    listener: (payload: string) => void,
    { onReconnect = () => undefined }: { readonly onReconnect?: () => void } = {},
  ): Promise<() => Promise<void>> {
    this.#open();
    return this.#listener.listen(channel, { listener, onReconnect });
  }

  close(): Promise<void> {
    this.#closed ??= Promise.all([this.#listener.close(), this.#pool.end()]).then(() => undefined);
    return this.#closed;
  }

  #open(): Queryable {
    if (this.#closed) throw new StoreError('closed', 'The database was closed.');
    return queryable(this.#pool);
  }

  async #attempt<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    this.#open();
    const client = await this.#pool.connect().catch(rejectAsOurs);
    const connection = inTurn(client);
    const { tx, end } = endable(queryable(connection));
    try {
      await tx.script('begin');
      const result = await work(tx);
      end();
      await commit(connection);
      client.release();
      return result;
    } catch (error) {
      end();
      await connection.query('rollback').then(
        () => client.release(),
        // Whatever is wrong with this connection, nobody else should get it.
        (broken: unknown) => client.release(fromDriver(broken)),
      );
      throw error;
    }
  }
}

/** @throws StoreError `package-missing`, `unreachable` */
export const openPg = async (url: string, onError: (error: unknown) => void): Promise<Database> => {
  const { pool: newPool, client } = await loadPg(url);
  const pool = newPool();
  // An error that no one listens to ends the process. The pool listens while a connection is idle; while it is taken,
  // its query is rejected as well.
  pool.on('error', (error) => onError(fromDriver(error)));
  pool.on('connect', (taken) => taken.on('error', () => undefined));
  const database = new PgDatabase(pool, new PgListener(client, onError));
  try {
    await database.query('select 1');
  } catch (error) {
    await database.close();
    // A URL that cannot be read is an error of its own, with the URL in it.
    throw fromDriver(error);
  }
  return database;
};
