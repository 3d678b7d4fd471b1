/**
 * The book of consent: append-only, one chain for each subject. Each entry carries the hash of the one before it, and the
 * server signs both. What is lawfully deleted leaves its hash, so that the chain can still be checked.
 */
import { recordHashOf } from '../core/consent-document.js';
import type { ConsentRecord, ReceiptProof } from '../core/consent.js';
import type { ShownDocument } from '../core/consent-shown.js';
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

/** What is wrong with a chain, entry by entry; empty where it holds. */
export interface LedgerFault {
  readonly recordHash: string;
  /** `changed`: the record is not what was hashed. `missing`: the entry before it is not there. `forged`: not signed by us. */
  readonly fault: 'changed' | 'missing' | 'forged';
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

/** In a transaction. Two who write to one chain at once do so one after the other. */
export const appendRecord = async (
  tx: Queryable,
  signer: ReceiptSigner,
  record: ConsentRecord,
  shown: ShownDocument,
  documentHash: string,
): Promise<ReceiptProof> => {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`consent ${record.subject}`]);
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

/** Every record is what was hashed, every entry stands on the one before it, and all of it is signed by us. */
export const verifyLedger = async (
  entries: readonly LedgerEntry[],
  signer: Pick<ReceiptSigner, 'verify'>,
): Promise<readonly LedgerFault[]> => {
  const faults: LedgerFault[] = [];
  let before: string | null = null;
  for (const { record, recordHash, previousHash, signature } of entries) {
    if (previousHash !== before) faults.push({ recordHash, fault: 'missing' });
    if (record && (await recordHashOf(record, previousHash)) !== recordHash)
      faults.push({ recordHash, fault: 'changed' });
    if (!(await signer.verify(signature, { recordHash, previousHash })))
      faults.push({ recordHash, fault: 'forged' });
    before = recordHash;
  }
  return faults;
};

/** Deletes what a record says and keeps that there was one. For erasure that a law asks for. */
export const forgetRecord = async (
  database: Queryable,
  recordId: string,
  because: string,
  now: number,
): Promise<boolean> => {
  const rows = await database.query(
    `update safe_session.consent_records set record = null, deleted_at = $2, deleted_because = $3
     where record_id = $1 and record is not null returning seq`,
    [recordId, new Date(now), because],
  );
  return rows.length > 0;
};
