/**
 * What a device that was remembered says of itself to the other page: a signature over the very channel that it goes through, so
 * that nobody who is in between can use it in another one. `docs/encryption.md`, 16.
 */
import { hashOf, type Bytes } from './encoding.js';

const ALGORITHM = 'Ed25519';

/** For whom a proof is made, and in which channel. */
export interface ProofPlace {
  /** The 32 bytes of the safety code: they depend on everything that was agreed, and on the keys of the channel. */
  readonly code: Bytes;
  /** Who says it. */
  readonly sender: string;
}

const statement = ({ code, sender }: ProofPlace, key: Bytes): Promise<Bytes> =>
  hashOf('ts-sas/1 device', code, sender, key);

/** A pair whose private key nobody can read out. Rejects where the browser has no Ed25519. */
export const makeDeviceKeys = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey({ name: ALGORITHM }, false, ['sign', 'verify']);

/** 32 bytes. */
export const publicBytes = async ({ publicKey }: CryptoKeyPair): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));

/** 64 bytes. */
export const proveDevice = async (keys: CryptoKeyPair, place: ProofPlace): Promise<Bytes> => {
  const said = await statement(place, await publicBytes(keys));
  return new Uint8Array(await crypto.subtle.sign({ name: ALGORITHM }, keys.privateKey, said));
};

/** Never rejects, whatever the bytes are. */
export const isProvenBy = async (key: Bytes, place: ProofPlace, proof: Bytes): Promise<boolean> => {
  try {
    const publicKey = await crypto.subtle.importKey('raw', key, { name: ALGORITHM }, true, ['verify']);
    return await crypto.subtle.verify({ name: ALGORITHM }, publicKey, proof, await statement(place, key));
  } catch {
    return false;
  }
};
