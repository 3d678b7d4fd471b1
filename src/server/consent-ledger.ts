/**
 * The book of consent: append-only, one chain for each subject. Each entry carries the hash of the one before it, and the
 * server signs both. What is lawfully deleted leaves its hash, so that the chain can still be checked.
 */
import { hashOf, recordHashOf } from '../core/consent-document.js';
import type { ConsentRecord, ReceiptProof } from '../core/consent.js';
import type { ShownDocument } from '../core/consent-shown.js';
import type { PersonId } from '../core/session-snapshot.js';
import type { ReceiptSigner } from './receipt-signer.js';
import type { Queryable } from './store/database.js';

export interface LedgerEntry {
  /** `null`: lawfully deleted. */
  readonly record: ConsentRecord | null;
  readonly recordHash: string;
  readonly previousHash: string | null;
  /** Compact JWS of the server. */
  readonly signature: string;
}

/** What is wrong with a chain, entry by entry. */
export interface LedgerFault {
  readonly recordHash: string;
  /**
   * `changed`: the record is not what was hashed, or about somebody else. `missing`: the entry before it is not there.
   * `forged`: not signed by us. `text-changed`: what was on the screen is not what was hashed, or not there.
   */
  readonly fault: 'changed' | 'missing' | 'forged' | 'text-changed';
}

interface LedgerRow {
  readonly record: ConsentRecord | null;
  readonly record_hash: string;
  readonly previous_hash: string | null;
  readonly signature: string;
}

const entryOf = (row: LedgerRow): LedgerEntry => ({
  record: row.record,
  recordHash: row.record_hash,
  previousHash: row.previous_hash,
  signature: row.signature,
});

/** Of one subject, oldest first. */
export const ledgerOf = async (database: Queryable, subject: string): Promise<readonly LedgerEntry[]> => {
  const rows = await database.query<LedgerRow>(
    `select record, record_hash, previous_hash, signature from safe_session.consent_records
     where subject = $1 order by seq`,
    [subject],
  );
  return rows.map(entryOf);
};

/** Why an entry is nothing but a hash. */
export interface Deletion {
  readonly recordHash: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly because: string;
}

export const deletionsOf = async (database: Queryable, subject: string): Promise<readonly Deletion[]> => {
  const rows = await database.query<{ record_hash: string; deleted_at: Date; deleted_because: string }>(
    `select record_hash, deleted_at, deleted_because from safe_session.consent_records
     where subject = $1 and record is null order by seq`,
    [subject],
  );
  return rows.map((row) => ({
    recordHash: row.record_hash,
    at: row.deleted_at.toISOString(),
    because: row.deleted_because,
  }));
};

/** Of several subjects, oldest first, without what was deleted. */
export const recordsOf = async (
  database: Queryable,
  subjects: readonly string[],
): Promise<readonly ConsentRecord[]> => {
  const rows = await database.query<{ record: ConsentRecord }>(
    `select record from safe_session.consent_records
     where subject = any($1) and record is not null order by seq`,
    [subjects],
  );
  return rows.map(({ record }) => record);
};

export const proofOf = async (database: Queryable, recordId: string): Promise<ReceiptProof | null> => {
  const [row] = await database.query<LedgerRow>(
    `select record, record_hash, previous_hash, signature from safe_session.consent_records
     where record_id = $1`,
    [recordId],
  );
  if (!row) return null;
  const { recordHash, previousHash, signature } = entryOf(row);
  return { recordHash, previousHash, signature };
};

/** In a transaction: who writes to the chain of this client does so one after the other, in whatever appointment. */
export const lockChain = async (tx: Queryable, appointment: string, client: PersonId): Promise<void> => {
  await tx.query(
    `select pg_advisory_xact_lock(hashtextextended('consent ' || subject, 0))
     from safe_session.people where appointment = $1 and id = $2`,
    [appointment, client],
  );
};

/** In a transaction that holds the chain. */
export const appendRecord = async (
  tx: Queryable,
  signer: ReceiptSigner,
  record: ConsentRecord,
  shown: ShownDocument,
  documentHash: string,
): Promise<ReceiptProof> => {
  const [last] = await tx.query<{ record_hash: string }>(
    'select record_hash from safe_session.consent_records where subject = $1 order by seq desc limit 1',
    [record.subject],
  );
  const previousHash = last?.record_hash ?? null;
  const recordHash = await recordHashOf(record, previousHash);
  const signature = await signer.sign({ recordHash, previousHash });
  await tx.query(
    'insert into safe_session.shown_documents (hash, shown) values ($1, $2) on conflict do nothing',
    [record.document.hash, JSON.stringify(shown)],
  );
  await tx.query(
    `insert into safe_session.consent_records
     (subject, record_id, record, record_hash, previous_hash, signature, document_hash, shown_hash, decided_at, appointment)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      record.subject,
      record.recordId,
      JSON.stringify(record),
      recordHash,
      previousHash,
      signature,
      documentHash,
      record.document.hash,
      new Date(record.decidedAt),
      record.appointment || null,
    ],
  );
  return { recordHash, previousHash, signature };
};

const faultsOf = async (
  { record, recordHash, previousHash, signature }: LedgerEntry,
  before: string | null,
  { subject, shown, signer }: LedgerFacts,
): Promise<readonly LedgerFault['fault'][]> => {
  const faults: LedgerFault['fault'][] = [];
  if (previousHash !== before) faults.push('missing');
  if (record && (record.subject !== subject || (await recordHashOf(record, previousHash)) !== recordHash))
    faults.push('changed');
  if (!(await signer.verify(signature, { recordHash, previousHash }))) faults.push('forged');
  const text = record && shown[record.document.hash];
  if (record && (!text || (await hashOf(text)) !== record.document.hash)) faults.push('text-changed');
  return faults;
};

interface LedgerFacts {
  readonly subject: string;
  /** What was on the screen, by its hash. */
  readonly shown: Readonly<Record<string, ShownDocument>>;
  readonly signer: Pick<ReceiptSigner, 'verify'>;
}

/**
 * Whether every record is what was hashed, every entry stands on the one before it, and all of it is signed by us. What it
 * cannot see: entries that were cut off at the end. Those, the receipts that people hold and the audit still name.
 */
export const verifyLedger = async (
  entries: readonly LedgerEntry[],
  facts: LedgerFacts,
): Promise<readonly LedgerFault[]> => {
  const faults: LedgerFault[] = [];
  let before: string | null = null;
  for (const entry of entries) {
    const { recordHash } = entry;
    for (const fault of await faultsOf(entry, before, facts)) faults.push({ recordHash, fault });
    before = recordHash;
  }
  return faults;
};

/** Deletes what a record says and keeps that there was one. Gives whose it was; `null` where there is none. */
export const forgetRecord = async (
  database: Queryable,
  recordId: string,
  because: string,
  now: number,
): Promise<string | null> => {
  const [row] = await database.query<{ subject: string }>(
    `update safe_session.consent_records set record = null, deleted_at = $2, deleted_because = $3
     where record_id = $1 and record is not null returning subject`,
    [recordId, new Date(now), because],
  );
  return row?.subject ?? null;
};
