/** What an export is made from, and whether it may be made at all. */
import type { ConsentRecord } from '../../core/consent.js';
import type { ShownDocument } from '../../core/consent-shown.js';
import type { LedgerEntry } from '../consent-ledger.js';

export interface ExportFacts {
  /** Of one subject, oldest first. */
  readonly ledger: readonly LedgerEntry[];
  /** What was on the screen, by the hash that the records carry. */
  readonly documents: Readonly<Record<string, ShownDocument>>;
  /** `id` is opaque; `name` is what the practice is called. */
  readonly practice: { readonly id: string; readonly name: string };
}

export interface RecordedConsent extends LedgerEntry {
  readonly record: ConsentRecord;
  readonly shown: ShownDocument;
}

/** What is left of a FHIR id (64 characters) beside the longest ending that we add to a record's. */
const RECORD_ID = /^[A-Za-z0-9.-]{1,50}$/;

const objectionTo = (
  record: ConsentRecord,
  shown: ShownDocument | undefined,
  subject: string,
): string | null => {
  if (!RECORD_ID.test(record.recordId)) return 'has an id that FHIR does not allow';
  if (record.subject !== subject) return 'is about somebody else';
  if (record.rehearsal) return 'comes from a rehearsal';
  if (!shown) return `names a document that is missing: ${record.document.hash}`;
  if (shown.id !== record.document.id || shown.language !== record.document.language)
    return 'names another document than the one with its hash';
  if (record.signature && shown.reviewedBy === null) return 'is signed below a text that nobody has reviewed';
  const unseen = record.decisions.find(
    (made) => !shown.topics.some(({ id, version }) => id === made.topic && version === made.version),
  );
  return unseen ? `answers "${unseen.topic}" ${unseen.version}, which was not shown` : null;
};

/**
 * The entries that still have their record, each with what was shown. Throws a `TypeError` that names the record where
 * one is not fit to be handed on: a consent that nobody could have given must not look like one in another system.
 */
export const recordedConsents = ({ ledger, documents }: ExportFacts): readonly RecordedConsent[] => {
  const kept = ledger.flatMap((entry) => (entry.record ? [{ ...entry, record: entry.record }] : []));
  return kept.map((entry) => {
    const { record } = entry;
    const { hash } = record.document;
    const shown = Object.hasOwn(documents, hash) ? documents[hash] : undefined;
    const objection = objectionTo(record, shown, kept[0]?.record.subject ?? '');
    if (objection !== null || !shown) throw new TypeError(`record ${record.recordId} ${objection ?? ''}`);
    return { ...entry, shown };
  });
};
