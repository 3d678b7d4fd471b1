/** Secrets as keys that nobody can read. */
import type { Bytes } from './encoding.js';

/** Non-extractable. `raw`: 32 bytes. */
export const importHkdf = (raw: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', raw, 'HKDF', false, ['deriveBits', 'deriveKey']);

/** Imports and wipes: nobody can read the bytes any more when it resolves. `raw`: 32 bytes. */
export const sealAway = async (raw: Bytes): Promise<CryptoKey> => {
  const key = await importHkdf(raw);
  raw.fill(0);
  return key;
};
