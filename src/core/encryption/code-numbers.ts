/**
 * A code as people see it: four pictures, three words, or for a group ten pictures. Numbers only; the pictures and words belong
 * to whoever shows them. `docs/encryption.md`, 7.
 */

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
