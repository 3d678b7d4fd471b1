import type { ConsentRecord } from '../core/consent.js';

/** What a page learns of a recorded consent: that and when, to which text; not the typed name and not the answers. */
export interface PublicReceipt {
  readonly recordId: string;
  readonly rehearsal: boolean;
  readonly document: ConsentRecord['document'];
  readonly topics: readonly { readonly topic: string; readonly version: string }[];
  readonly method: ConsentRecord['method'];
  readonly decidedAt: string;
}

export const publicReceipt = ({
  recordId,
  rehearsal,
  document,
  decisions,
  method,
  decidedAt,
}: ConsentRecord): PublicReceipt => ({
  recordId,
  rehearsal,
  document,
  topics: decisions.map(({ topic, version }) => ({ topic, version })),
  method,
  decidedAt,
});
