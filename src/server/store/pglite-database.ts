import type { Database, Queryable } from './database.js';
import { holdFolder } from './folder-lock.js';
import { checkChannel, shielded } from './listening.js';
import { READERS, toParameter } from './sql-values.js';
import { fromDriver, packageMissing, rejectAsOurs, StoreError } from './store-error.js';
import { endable, withRetries } from './transaction.js';

interface Statements {
  query(sql: string, values: readonly unknown[]): Promise<{ readonly rows: readonly object[] }>;
  exec(sql: string): Promise<unknown>;
}

/** The package PGlite: as much of it as is used here. */
interface Pglite extends Statements {
  /** One at a time; queries outside wait. */
  transaction<T>(work: (tx: Statements) => Promise<T>): Promise<T>;
  listen(channel: string, listener: (payload: string) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

interface PglitePackage {
  readonly PGlite: {
    create(options: { readonly dataDir: string; readonly parsers: typeof READERS }): Promise<Pglite>;
  };
}

const queryable = (driver: Statements): Queryable => ({
  query: async <Row extends object>(sql: string, values: readonly unknown[] = []) => {
    const parameters = values.map(toParameter);
    const { rows } = await driver.query(sql, parameters).catch(rejectAsOurs);
    return rows as readonly Row[];
  },
  script: async (sql) => {
    await driver.exec(sql).catch(rejectAsOurs);
  },
});

/** Carries what the work threw past the driver: it is passed on as it is, unlike what the driver says itself. */
class WorkFailed extends Error {}

/** PostgreSQL in this process, with a single connection. */
class PgliteDatabase implements Database {
  readonly #pglite: Pglite;
  readonly #release: () => Promise<void>;
  readonly #onError: (error: unknown) => void;
  #closed: Promise<void> | null = null;

  constructor(pglite: Pglite, release: () => Promise<void>, onError: (error: unknown) => void) {
    this.#pglite = pglite;
    this.#release = release;
    this.#onError = onError;
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

  async listen(channel: string, listener: (payload: string) => void): Promise<() => Promise<void>> {
    checkChannel(channel);
    this.#open();
    const stop = await this.#pglite.listen(channel, shielded(listener, this.#onError));
    return async () => {
      if (!this.#closed) await stop();
    };
  }

  close(): Promise<void> {
    this.#closed ??= this.#pglite.close().then(this.#release);
    return this.#closed;
  }

  #open(): Queryable {
    if (this.#closed) throw new StoreError('closed', 'The database was closed.');
    return queryable(this.#pglite);
  }

  async #attempt<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    this.#open();
    try {
      return await this.#pglite.transaction(async (statements) => {
        const { tx, end } = endable(queryable(statements));
        try {
          return await work(tx);
        } catch (error) {
          throw new WorkFailed('the work of a transaction failed', { cause: error });
        } finally {
          end();
        }
      });
    } catch (error) {
      throw error instanceof WorkFailed ? error.cause : fromDriver(error);
    }
  }
}

const importPglite = async (): Promise<PglitePackage> => {
  try {
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-assertion -- see `packageMissing`
    return (await import('@electric-sql/pglite' as string)) as PglitePackage;
  } catch (cause) {
    throw packageMissing('@electric-sql/pglite', cause);
  }
};

/**
 * @param folder `null`: in memory
 * @throws StoreError `package-missing`, `folder-in-use`
 */
export const openPglite = async (
  folder: string | null,
  onError: (error: unknown) => void,
): Promise<Database> => {
  const { PGlite } = await importPglite();
  const held = folder === null ? null : await holdFolder(folder).catch(rejectAsOurs);
  const release = async (): Promise<void> => held?.release();
  try {
    const pglite = await PGlite.create({ dataDir: held?.data ?? 'memory://', parsers: READERS });
    return new PgliteDatabase(pglite, release, onError);
  } catch (error) {
    await release();
    throw fromDriver(error);
  }
};
