/**
 * Whether what pages handed to a relay is sealed, judged by opening it: from its bytes alone and with the keys of the test, by
 * another way than the code that sealed it. `docs/encryption.md`, 15.
 */
import type { MediaKind, PersonId } from '../../../src/core/session-snapshot.js';
import { sampleKey } from '../media-keys.js';

const IV_BYTES = 12;
const TRAILER_BYTES = IV_BYTES + 2;
const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const frameKey = async (person: PersonId, epoch: number): Promise<CryptoKey> => {
  const { material } = await sampleKey(person, epoch);
  const way = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: utf8('LKFrameEncryptionKey'),
    info: new Uint8Array(128),
  };
  return crypto.subtle.deriveKey(way, material, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
};

/** Of VP8 the lowest bit of the first byte is clear in a whole picture (RFC 6386, 9.1). */
export const isWholePicture = (frame: Uint8Array): boolean => (frame[0]! & 1) === 0;

const clearBytes = (kind: MediaKind, frame: Uint8Array): number =>
  kind === 'microphone' ? 1 : isWholePicture(frame) ? 10 : 3;

/** What is certain not to be there by chance. */
const CERTAIN_BYTES = 8;

const contains = (bytes: Uint8Array, part: Uint8Array): boolean =>
  bytes.some((_, at) => part.every((byte, offset) => bytes[at + offset] === byte));

export class Opener {
  readonly #keys = new Map<string, Promise<CryptoKey>>();

  /** `null` where it is as it has to be; otherwise what is wrong with it. */
  async fault(person: PersonId, kind: MediaKind, data: ArrayBuffer): Promise<string | null> {
    const frame = new Uint8Array(data);
    const index = frame.at(-1) ?? -1;
    if (frame.at(-2) !== IV_BYTES) return 'it does not end as a sealed one';
    const clear = clearBytes(kind, frame);
    const name = `${person} ${index}`;
    const key = this.#keys.get(name) ?? frameKey(person, index);
    this.#keys.set(name, key);
    const iv = frame.slice(-TRAILER_BYTES, -2);
    const additionalData = frame.slice(0, clear);
    try {
      const way = { name: 'AES-GCM', iv, additionalData };
      const plain = await crypto.subtle.decrypt(way, await key, frame.slice(clear, -TRAILER_BYTES));
      const known = new Uint8Array(plain).slice(0, CERTAIN_BYTES);
      return known.byteLength === CERTAIN_BYTES && contains(frame, known)
        ? 'its plain bytes are in it'
        : null;
    } catch {
      return `it does not open with key ${index} of ${person}`;
    }
  }
}
