/** Brings the tables of a database to where this version needs them. */
import type { Database, Queryable } from './database.js';
import { MIGRATIONS } from './migrations/every-migration.js';
import { StoreError } from './store-error.js';

export interface Migration {
  /** Four digits and a name: `0001-beginning`. */
  readonly id: string;
  readonly sql: string;
}

/** Any number will do, as long as every instance takes the same one. */
const LOCK = 5_173_550_116;

const BOOK = `
  create table safe_session.migrations (
    id text primary key,
    checksum text not null,
    applied_at timestamptz not null default now()
  )`;

interface Applied {
  readonly id: string;
  readonly checksum: string;
}

const checksumOf = async (sql: string): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(sql));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** An account that may create nothing can still use what was made for it: even `if not exists` asks for that right. */
const openBook = async (tx: Queryable): Promise<readonly Applied[]> => {
  const [schema] = await tx.query(`select from pg_namespace where nspname = 'safe_session'`);
  if (!schema) await tx.script('create schema safe_session');
  const [book] = await tx.query(
    `select from pg_tables where schemaname = 'safe_session' and tablename = 'migrations'`,
  );
  if (!book) await tx.script(BOOK);
  return tx.query<Applied>('select id, checksum from safe_session.migrations order by id');
};

/** @throws StoreError `migration-unknown`, `migration-changed` */
const checkBook = (applied: readonly Applied[], known: ReadonlyMap<string, string>): void => {
  for (const { id, checksum } of applied) {
    if (!known.has(id)) {
      throw new StoreError(
        'migration-unknown',
        `The database has migration ${id}, which this version does not know: a newer version of safe-session was here.`,
      );
    }
    if (known.get(id) !== checksum) {
      throw new StoreError(
        'migration-changed',
        `Migration ${id} was changed after it had been applied to this database. Changes go into a new migration.`,
      );
    }
  }
};

/** Applies the next one; `null` when there is none. */
const step = async (
  tx: Queryable,
  migrations: readonly Migration[],
  checksums: ReadonlyMap<string, string>,
): Promise<string | null> => {
  // Several instances may start at once: the others wait here until this transaction ends, and then read what it did.
  await tx.query('select pg_advisory_xact_lock($1)', [LOCK]);
  const applied = await openBook(tx);
  checkBook(applied, checksums);
  const next = migrations.find(({ id }) => !applied.some((one) => one.id === id));
  if (!next) return null;
  await tx.script(next.sql);
  await tx.query('insert into safe_session.migrations (id, checksum) values ($1, $2)', [
    next.id,
    checksums.get(next.id),
  ]);
  return next.id;
};

/**
 * Applies what is missing, each in a transaction of its own. Everything lives in the schema `safe_session`.
 *
 * @returns the ids of those that were applied now
 * @throws StoreError `migration-changed`, `migration-unknown`, and whatever the database refuses
 */
export const migrate = async (
  database: Database,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<readonly string[]> => {
  const checksums = new Map(
    await Promise.all(migrations.map(async ({ id, sql }) => [id, await checksumOf(sql)] as const)),
  );
  const done: string[] = [];
  for (;;) {
    const id = await database.transaction((tx) => step(tx, migrations, checksums));
    if (id === null) return done;
    done.push(id);
  }
};
