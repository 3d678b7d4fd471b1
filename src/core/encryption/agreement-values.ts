/**
 * What one side brings to a key agreement, what it binds itself to before it has seen anything of the other, and what is
 * checked when the other shows its own. `docs/encryption.md`, 5.
 */
import type { Revealed } from './agreement-messages.js';
import { hashOf, sameBytes, type Bytes } from './encoding.js';
import type { PairContext, Party } from './party.js';
import type { Randomness } from './randomness.js';

export interface OwnValues {
  readonly keyPair: CryptoKeyPair;
  readonly encapsulation: CryptoKeyPair;
  readonly revealed: Revealed;
}

/** A commitment and what it was made for, of either side. */
export interface Opening {
  readonly commitment: Bytes;
  readonly revealed: Revealed;
}

export type KeyFault =
  /** No X25519 key in its one canonical form. */
  | 'bad-key'
  /** Our own, sent back to us. */
  | 'own-key'
  /** A key with which the shared secret is the same for everybody. */
  | 'low-order';

const rawKey = async ({ publicKey }: CryptoKeyPair): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));

export const makeOwnValues = async (randomness: Randomness): Promise<OwnValues> => {
  const keyPair = await randomness.keyPair();
  const encapsulation = await randomness.keyPair();
  return {
    keyPair,
    encapsulation,
    revealed: {
      key: await rawKey(keyPair),
      encapsulated: await rawKey(encapsulation),
      nonce: randomness.bytes(32),
    },
  };
};

/**
 * Binds a side to everything that the safety code depends on. The encapsulated key is among it: the code is taken from the
 * channel, and who could choose that key last could try until the code comes out as wanted.
 */
export const commitmentOf = (
  { encoded }: PairContext,
  { identity, role }: Party,
  run: Bytes,
  { key, encapsulated, nonce }: Revealed,
): Promise<Bytes> => hashOf('ts-sas/1 commit', encoded, run, identity, role, key, encapsulated, nonce);

/** The whole agreement in 32 bytes. Both sides compute it from what they sent and what they received. */
export const transcriptOf = (
  { encoded, side }: PairContext,
  run: Bytes,
  own: Opening,
  theirs: Opening,
): Promise<Bytes> => {
  const [a, b] = side === 0 ? [own, theirs] : [theirs, own];
  const shown = ({ revealed: { key, encapsulated, nonce } }: Opening): Bytes[] => [key, encapsulated, nonce];
  return hashOf('ts-sas/1 transcript', encoded, run, a.commitment, b.commitment, ...shown(a), ...shown(b));
};

/** Below p = 2²⁵⁵ − 19 and without the bit that X25519 ignores: each point then has one encoding only. */
const isCanonical = (key: Bytes): boolean => {
  const last = key[31] ?? 0;
  if (last !== 0x7f) return last < 0x7f;
  return (key[0] ?? 0) < 0xed || key.subarray(1, 31).some((byte) => byte !== 0xff);
};

export const importPublicKey = (key: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', key, { name: 'X25519' }, true, []);

const sharedIsZero = async ({ privateKey }: CryptoKeyPair, key: Bytes): Promise<boolean> => {
  try {
    const algorithm = { name: 'X25519', public: await importPublicKey(key) };
    const shared = new Uint8Array(await crypto.subtle.deriveBits(algorithm, privateKey, 256));
    const zero = shared.every((byte) => byte === 0);
    shared.fill(0);
    return zero;
  } catch {
    // WebCrypto itself refuses a secret of zeros.
    return true;
  }
};

/** What is wrong with the keys that the other side showed; `null` where nothing is. */
export const keyFault = async (own: OwnValues, theirs: Revealed): Promise<KeyFault | null> => {
  const shown = [theirs.key, theirs.encapsulated];
  if (!shown.every(isCanonical)) return 'bad-key';
  const ours = [own.revealed.key, own.revealed.encapsulated];
  if (shown.some((key) => ours.some((mine) => sameBytes(mine, key)))) return 'own-key';
  for (const key of shown) if (await sharedIsZero(own.keyPair, key)) return 'low-order';
  return null;
};
