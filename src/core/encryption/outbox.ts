/**
 * A person's messages to another until they are acknowledged, as a value and pure functions. What was sent under an earlier
 * key and never acknowledged is due again under the next one. `docs/encryption.md`, 11.
 */
import type { Bytes } from './encoding.js';

export interface KeptMessage {
  readonly number: number;
  readonly content: Bytes;
  /** Which of this page's keys for the other it was last sealed with; 0 for none yet. */
  readonly sealedWith: number;
}

export type Outbox = readonly KeptMessage[];

/** A line that is silent for so long has broken, and the person is told. */
const MAX_KEPT = 64;
const MAX_KEPT_BYTES = 262_144;

/** `null` where no more is taken in. */
export const keep = (outbox: Outbox, number: number, content: Bytes): Outbox | null => {
  const size = outbox.reduce((sum, kept) => sum + kept.content.byteLength, content.byteLength);
  if (outbox.length >= MAX_KEPT || size > MAX_KEPT_BYTES) return null;
  return [...outbox, { number, content, sealedWith: 0 }];
};

/** What this key has to carry, in the order in which it was said. */
export const dueUnder = (outbox: Outbox, key: number): Outbox =>
  outbox.filter(({ sealedWith }) => sealedWith !== key);

export const sealedUnder = (outbox: Outbox, number: number, key: number): Outbox =>
  outbox.map((kept) => (kept.number === number ? { ...kept, sealedWith: key } : kept));

export const acknowledged = (outbox: Outbox, upTo: number): Outbox =>
  outbox.filter(({ number }) => number > upTo);
