/**
 * How values become bytes before they are hashed or sealed: one way only, so that two pages that mean the same always hash
 * the same, and two that mean different things never do. `docs/encryption.md`, 2.
 */

/** What WebCrypto takes and gives: bytes of their own, not a window into somebody else's. */
export type Bytes = Uint8Array<ArrayBuffer>;

export const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

/** Four bytes, the highest first. `value` is a whole number from 0 to 2³² − 1. */
export const uint32 = (value: number): Bytes => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
};

export const readUint32 = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at);

export const concat = (...parts: readonly Uint8Array[]): Bytes => {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.byteLength;
  }
  return joined;
};

/** In a time that does not tell where they differ. */
export const sameBytes = (one: Uint8Array, other: Uint8Array): boolean => {
  if (one.byteLength !== other.byteLength) return false;
  let difference = 0;
  for (const [index, byte] of one.entries()) difference |= byte ^ (other[index] ?? 0);
  return difference === 0;
};

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Of what `toHex` made. */
export const fromHex = (hex: string): Bytes =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** Each field behind its own length, so that no two lists of fields give the same bytes. */
export const fields = (...parts: readonly (string | Uint8Array)[]): Bytes =>
  concat(
    ...parts
      .map((part) => (typeof part === 'string' ? utf8(part) : part))
      .flatMap((part) => [uint32(part.byteLength), part]),
  );

/** SHA-256 over fields, the first of which says what is hashed: a hash made for one purpose never serves another. */
export const hashOf = async (label: string, ...parts: readonly (string | Uint8Array)[]): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', fields(label, ...parts)));
