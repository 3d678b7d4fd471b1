/** From a sender's secret to the keys that media and messages are sealed with. `docs/encryption.md`, 9. */
import { fields, uint32, type Bytes } from './encoding.js';
import { importHkdf, sealAway } from './sealed-away.js';
import type { Place } from './party.js';

/** Frames carry a number of four bits, so a key's place is reused after sixteen epochs. */
export const keyIndexOf = (epoch: number): number => epoch % 16;

const hkdf = (salt: Bytes, info: Bytes): HkdfParams => ({ name: 'HKDF', hash: 'SHA-256', salt, info });

/**
 * What the media worker takes: a non-extractable HKDF key, the same at every member. `secret`: the sender's for this epoch,
 * 32 bytes.
 */
export const mediaMaterial = async (
  secret: Bytes,
  { appointment, room }: Place,
  epoch: number,
  sender: string,
): Promise<CryptoKey> => {
  const info = fields('ts-sas/1 media', appointment, room, uint32(epoch), sender);
  const bits = await crypto.subtle.deriveBits(hkdf(new Uint8Array(0), info), await importHkdf(secret), 256);
  return sealAway(new Uint8Array(bits));
};

/** The label under which a channel exports what goes into the keys for messages. */
export const DATA_EXPORT = 'ts-sas/1 data';

export interface DataPath {
  readonly sender: string;
  readonly recipient: string;
  /** What the channel of the two exports for this direction, sealed away. */
  readonly exported: CryptoKey;
}

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
  crypto.subtle.deriveKey(
    hkdf(secret, fields('ts-sas/1 data', appointment, room, uint32(epoch), sender, recipient)),
    exported,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
