/**
 * What two people compare: a hash of everything they agreed on, shown as four pictures, as three words, or for a group as
 * ten pictures. Numbers only; the pictures and words belong to whoever shows them. `docs/encryption.md`, 7.
 */
import { hashOf, type Bytes } from './encoding.js';
import type { PairChannel } from './pair-channel.js';
import type { Side } from './party.js';

const CODE = 'ts-sas/1 code';

/** Alike on both sides: both take it from the direction from side 0 to side 1. 32 bytes. */
export const codeDigest = async (side: Side, transcript: Bytes, channel: PairChannel): Promise<Bytes> => {
  const exported = await (side === 0 ? channel.exportSending(CODE) : channel.exportReceiving(CODE));
  return hashOf(CODE, transcript, exported);
};

/** `count` numbers of `width` bits each, from bit `from` on, the highest bit of the first byte being bit 0. */
const numbersOf = (digest: Uint8Array, from: number, count: number, width: number): number[] => {
  const bit = (index: number): number => ((digest[index >> 3] ?? 0) >> (7 - (index & 7))) & 1;
  return Array.from({ length: count }, (_, number) =>
    Array.from({ length: width }, (_bit, place) => bit(from + number * width + place)).reduce(
      (value, one) => value * 2 + one,
      0,
    ),
  );
};

/** Four of the 64 pictures: bits 0 to 23. */
export const codePictures = (digest: Uint8Array): readonly number[] => numbersOf(digest, 0, 4, 6);

/** Three of the 256 words: bits 24 to 47, as strong as the pictures and independent of them. */
export const codeWords = (digest: Uint8Array): readonly number[] => numbersOf(digest, 24, 3, 8);

/** Ten of the 64 pictures, of a group's digest: bits 0 to 59. */
export const groupPictures = (digest: Uint8Array): readonly number[] => numbersOf(digest, 0, 10, 6);
