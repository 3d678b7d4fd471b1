/** From a sender's secret to the keys that media and messages are sealed with. `docs/encryption.md`, 9. */
import { fields, uint32, type Bytes } from './encoding.js';
import type { Place } from './party.js';

const MATERIAL_BITS = 256;

/** Frames carry a number of four bits, so a key's place is reused after sixteen epochs. */
export const keyIndexOf = (epoch: number): number => epoch % 16;

const hkdf = async (input: Bytes, salt: Bytes, info: Bytes): Promise<Bytes> => {
  const key = await crypto.subtle.importKey('raw', input, 'HKDF', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt, info },
    key,
    MATERIAL_BITS,
  );
  return new Uint8Array(bits);
};

/** Derives, imports and wipes: the bytes themselves are gone when it returns. */
const derived = async (
  input: Bytes,
  salt: Bytes,
  info: Bytes,
  importAs: (raw: Bytes) => Promise<CryptoKey>,
): Promise<CryptoKey> => {
  const raw = await hkdf(input, salt, info);
  const key = await importAs(raw);
  raw.fill(0);
  return key;
};

/** What the media worker takes: a non-extractable HKDF key, the same at every member. `secret`: 32 bytes. */
export const mediaMaterial = (
  secret: Bytes,
  { appointment, room }: Place,
  epoch: number,
  sender: string,
): Promise<CryptoKey> =>
  derived(
    secret,
    new Uint8Array(0),
    fields('ts-sas/1 media', appointment, room, uint32(epoch), sender),
    (raw) => crypto.subtle.importKey('raw', raw, 'HKDF', false, ['deriveBits', 'deriveKey']),
  );

/** Who sends to whom; `exported` is what the channel of these two exports for that direction, 32 bytes. */
export interface DataPath {
  readonly sender: string;
  readonly recipient: string;
  readonly exported: Bytes;
}

export const DATA_EXPORT = 'ts-sas/1 data';

/**
 * The key for one person's messages to another, AES-256-GCM, non-extractable. The channel of the two goes into it, so that
 * no third member can read or imitate them, though all members know the secret. `secret` is empty in epoch 0, before the
 * first one.
 */
export const dataKey = (
  secret: Bytes,
  { appointment, room }: Place,
  epoch: number,
  { sender, recipient, exported }: DataPath,
): Promise<CryptoKey> =>
  derived(
    exported,
    secret,
    fields('ts-sas/1 data', appointment, room, uint32(epoch), sender, recipient),
    (raw) => crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']),
  );
