/**
 * What pages hand to the room or to the practice to be carried: sealed bytes with a number. Both ways deliver, but one may be
 * quicker than the other, and what was on a line that broke is sent again by the other one; the sealed channel inside needs
 * everything once and in order. The number is not trusted with more than that. `docs/encryption.md`, 4.
 */
import { VERSION } from './agreement-messages.js';
import { concat, readUint32, toHex, uint32, type Bytes } from './encoding.js';

/** Apart from what it carries: see `isEnvelope`. */
const KIND = 0x20;
const STREAM_BYTES = 4;
const HEADER_BYTES = 2 + STREAM_BYTES + 4;

export interface CarriedFrame {
  /** Of one page towards another one, in hex; a page that is loaded anew has a new one. */
  readonly stream: string;
  /** Counts from 0. */
  readonly number: number;
  readonly content: Bytes;
}

export const newStream = (): Bytes => crypto.getRandomValues(new Uint8Array(STREAM_BYTES));

export const encodeCarried = (stream: Bytes, number: number, content: Bytes): Bytes =>
  concat(Uint8Array.of(VERSION, KIND), stream, uint32(number), content);

/** `null` for whatever is none of ours: a message in the clear, for one. */
export const decodeCarried = (bytes: Uint8Array): CarriedFrame | null => {
  if (bytes.byteLength <= HEADER_BYTES || bytes[0] !== VERSION || bytes[1] !== KIND) return null;
  return {
    stream: toHex(bytes.subarray(2, 2 + STREAM_BYTES)),
    number: readUint32(bytes, 2 + STREAM_BYTES),
    content: Uint8Array.from(bytes.subarray(HEADER_BYTES)),
  };
};

/** Milliseconds that a missing frame is waited for, while it may be on the slower way or is sent again. */
const WAIT_FOR_MISSING = 5_000;
/** At first nobody knows where the other page's count stands: it may have begun long before this page was loaded. */
const WAIT_FOR_BEGINNING = 500;

/** More than two pages ever have under way; a page that is flooded takes no more. */
const MOST_HELD = 64;
const MOST_STREAMS = 16;

/** Brings the frames of one other page into their order, each once. `at`: milliseconds of a clock that never goes back. */
export class FrameOrder {
  #stream: string | null = null;
  #next = 0;
  #hasBegun = false;
  readonly #held = new Map<number, Bytes>();
  #waitsSince: number | null = null;
  /** Of pages that were there before: nothing of theirs counts any more. */
  readonly #over = new Set<string>();

  /** What is in order now. */
  take({ stream, number, content }: CarriedFrame, at: number): readonly Bytes[] {
    if (this.#over.has(stream)) return [];
    if (stream !== this.#stream) this.#begin(stream);
    const isTooMuch = this.#held.size >= MOST_HELD && number !== this.#next;
    if (number < this.#next || isTooMuch) return [];
    this.#held.set(number, content);
    return this.#ready(at);
  }

  /** The clock went on: what is still missing is given up, and the next ones are handed out. */
  tick(at: number): readonly Bytes[] {
    const patience = this.#hasBegun ? WAIT_FOR_MISSING : WAIT_FOR_BEGINNING;
    if (this.#waitsSince === null || at - this.#waitsSince < patience) return [];
    this.#next = Math.min(...this.#held.keys());
    return this.#ready(at);
  }

  #begin(stream: string): void {
    if (this.#stream !== null && this.#over.size < MOST_STREAMS) this.#over.add(this.#stream);
    this.#stream = stream;
    this.#next = 0;
    this.#hasBegun = false;
    this.#held.clear();
    this.#waitsSince = null;
  }

  #ready(at: number): readonly Bytes[] {
    const ready: Bytes[] = [];
    for (let next = this.#held.get(this.#next); next; next = this.#held.get(this.#next)) {
      this.#held.delete(this.#next);
      this.#next += 1;
      ready.push(next);
    }
    this.#hasBegun ||= ready.length > 0;
    if (this.#held.size === 0) this.#waitsSince = null;
    else if (ready.length > 0 || this.#waitsSince === null) this.#waitsSince = at;
    return ready;
  }
}
