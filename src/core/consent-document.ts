/** Reads, checks and hashes consent documents and makes receipts. (Types first; the rest follows.) */
import type { ConsentRecord, ConsentTopic, TopicWords } from './consent.js';

/** Exactly what was on the screen, in one language: this is what is hashed. */
export interface ShownDocument {
  readonly id: string;
  readonly language: string;
  readonly title: string;
  readonly practice: string;
  readonly reviewedBy: string | null;
  readonly topics: readonly (ConsentTopic & TopicWords)[];
}

/** What the person takes with them: the record and everything that was shown. */
export interface ConsentReceipt {
  readonly schemaVersion: 1;
  readonly rehearsal: boolean;
  readonly record: ConsentRecord;
  readonly shown: ShownDocument;
}
