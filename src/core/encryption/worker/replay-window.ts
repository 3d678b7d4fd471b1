/**
 * Whether a frame was opened before. A server that has sealed frames could show them again as long as their key is open, up to
 * ten minutes; with this, each is shown once. `docs/encryption.md`, 15.
 *
 * A frame is known by its nonce, which the seal covers: SSRC, RTP timestamp, and a count within them (`FrameCryptor.ts` of
 * livekit-client 2.23.0), four bytes each. Timestamps of one SSRC only grow on their way out; on their way in frames overtake
 * each other, as when a packet had to be sent again. Nothing is concluded from gaps, and each layer of a picture has an SSRC
 * of its own, so that a server may leave out and switch as it does.
 */
import type { PersonId } from '../../session-snapshot.js';

/** Frames that may still come late: five seconds of sound, eight of a picture. */
const MOST_REMEMBERED = 256;

/** Of counters that begin anew after 2³². */
const isAfter = (one: number, other: number): boolean => ((one - other) | 0) > 0;

/** Of one key and one SSRC. */
class Window {
  /** Nonces of frames that were opened, in order, with their timestamps. */
  readonly #opened = new Map<string, number>();
  /** What is not newer than this is not remembered any more. */
  #forgotten: number | null = null;

  takes(nonce: string, timestamp: number): boolean {
    const isTooOld = this.#forgotten !== null && !isAfter(timestamp, this.#forgotten);
    if (isTooOld || this.#opened.has(nonce)) return false;
    this.#opened.set(nonce, timestamp);
    if (this.#opened.size > MOST_REMEMBERED) this.#forget();
    return true;
  }

  #forget(): void {
    const [oldest] = this.#opened;
    if (!oldest) return;
    const [nonce, timestamp] = oldest;
    this.#opened.delete(nonce);
    if (this.#forgotten === null || isAfter(timestamp, this.#forgotten)) this.#forgotten = timestamp;
  }
}

export class ReplayWindows {
  /** By person, index of the key, and SSRC: so many as the person themselves has sealed with. */
  readonly #windows = new Map<PersonId, Map<number, Map<number, Window>>>();

  /** `nonce`: of a frame that opened with this key of theirs. Gives whether it is the first time. */
  takes(person: PersonId, keyIndex: number, nonce: Uint8Array): boolean {
    const view = new DataView(nonce.buffer, nonce.byteOffset, nonce.byteLength);
    const keys = getOrAdd(this.#windows, person, () => new Map<number, Map<number, Window>>());
    const ofKey = getOrAdd(keys, keyIndex, () => new Map<number, Window>());
    const window = getOrAdd(ofKey, view.getUint32(0), () => new Window());
    return window.takes(nonce.join(), view.getUint32(4));
  }

  /** That key of theirs is closed; the next one at this index is another. */
  forget(person: PersonId, keyIndex: number): void {
    this.#windows.get(person)?.delete(keyIndex);
  }
}

const getOrAdd = <K, V>(map: Map<K, V>, key: K, make: () => V): V => {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
};
