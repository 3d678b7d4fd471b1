import { fromHex, hashOf, uint32, type Bytes } from '../../../../src/core/encryption/encoding.js';
import type { Randomness } from '../../../../src/core/encryption/randomness.js';

interface Curve {
  readonly name: string;
  /** What stands before the secret bytes in PKCS #8. */
  readonly pkcs8: Bytes;
  readonly uses: KeyUsage[];
  readonly publicUses: KeyUsage[];
}

const X25519: Curve = {
  name: 'X25519',
  pkcs8: fromHex('302e020100300506032b656e04220420'),
  uses: ['deriveBits'],
  publicUses: [],
};

const ED25519: Curve = {
  name: 'Ed25519',
  pkcs8: fromHex('302e020100300506032b657004220420'),
  uses: ['sign'],
  publicUses: ['verify'],
};

const pairOf = async ({ name, uses, publicUses, ...curve }: Curve, secret: Bytes): Promise<CryptoKeyPair> => {
  const pkcs8 = new Uint8Array([...curve.pkcs8, ...secret]);
  const open = await crypto.subtle.importKey('pkcs8', pkcs8, { name }, true, uses);
  const { x } = await crypto.subtle.exportKey('jwk', open);
  const publicJwk = { kty: 'OKP', crv: name, x: x ?? '' };
  return {
    privateKey: await crypto.subtle.importKey('pkcs8', pkcs8, { name }, false, uses),
    publicKey: await crypto.subtle.importKey('jwk', publicJwk, { name }, true, publicUses),
  };
};

/** An X25519 pair from 32 secret bytes, the private key as closed as the real one. */
export const keyPairOf = (secret: Bytes): Promise<CryptoKeyPair> => pairOf(X25519, secret);

/** The same for signatures, with Ed25519. */
export const signingPairOf = (seed: Bytes): Promise<CryptoKeyPair> => pairOf(ED25519, seed);

/** Gives out these values in order, and fails when more are asked for. */
export const listedRandomness = (bytes: readonly Bytes[], secrets: readonly Bytes[]): Randomness => {
  const [values, keys] = [[...bytes], [...secrets]];
  const next = (list: Bytes[]): Bytes => {
    const value = list.shift();
    if (!value) throw new Error('Nothing random is left.');
    return value;
  };
  return { bytes: () => next(values), keyPair: () => keyPairOf(next(keys)) };
};

/** As many values as one likes, the same for the same seed. */
export const seededRandomness = async (seed: string): Promise<Randomness> => {
  const pool: Bytes[] = [];
  for (let count = 0; count < 64; count += 1) pool.push(await hashOf('test seed', seed, uint32(count)));
  const next = (): Bytes => {
    const value = pool.shift();
    if (!value) throw new Error('Nothing random is left.');
    return value;
  };
  return { bytes: (length) => next().slice(0, length), keyPair: () => keyPairOf(next()) };
};
