import type { ShownDocument } from '../core/consent-shown.js';
import {
  deletionsOf,
  ledgerOf,
  verifyLedger,
  type Deletion,
  type LedgerEntry,
  type LedgerFault,
} from './consent-ledger.js';
import type { ServerContext } from './server-context.js';
import type { Queryable } from './store/database.js';

/** Everything that the book holds of one subject. */
export interface ConsentHistory {
  /** Oldest first. */
  readonly entries: readonly LedgerEntry[];
  /** What was on the screen, by the hash that the records name. */
  readonly shown: Readonly<Record<string, ShownDocument>>;
  /** When and why entries were deleted down to their hashes. */
  readonly deletions: readonly Deletion[];
  /** What is wrong with the chain; empty where it holds. */
  readonly faults: readonly LedgerFault[];
}

const shownIn = async (
  database: Queryable,
  entries: readonly LedgerEntry[],
): Promise<ConsentHistory['shown']> => {
  const hashes = entries.flatMap(({ record }) => (record ? [record.document.hash] : []));
  const rows = await database.query<{ hash: string; shown: ShownDocument }>(
    'select hash, shown from safe_session.shown_documents where hash = any($1)',
    [hashes],
  );
  return Object.fromEntries(rows.map(({ hash, shown }) => [hash, shown]));
};

export const consentHistory = async (
  { database, signer }: ServerContext,
  subject: string,
): Promise<ConsentHistory> => {
  const entries = await ledgerOf(database, subject);
  const shown = await shownIn(database, entries);
  return {
    entries,
    shown,
    deletions: await deletionsOf(database, subject),
    faults: await verifyLedger(entries, { subject, shown, signer }),
  };
};
