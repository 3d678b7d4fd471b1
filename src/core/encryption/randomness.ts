/** Where the core takes chance from. Passed in, because test vectors need the same values every time. */
import type { Bytes } from './encoding.js';

export interface Randomness {
  bytes(length: number): Bytes;
  /** A fresh X25519 pair whose private key nobody can read out, not even this page. */
  keyPair(): Promise<CryptoKeyPair>;
}

export const BROWSER_RANDOMNESS: Randomness = {
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  keyPair: () => crypto.subtle.generateKey({ name: 'X25519' }, false, ['deriveBits']),
};
