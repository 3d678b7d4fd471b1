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
/** Of a page and the one before it. More are made up by whoever carries, and push out the oldest. */
const MOST_STREAMS = 4;

class StreamOrder {
  #next = 0;
  #hasBegun = false;
  readonly #held = new Map<number, Bytes>();
  #waitsSince: number | null = null;

  take({ number, content }: CarriedFrame, at: number): readonly Bytes[] {
    const isTooMuch = this.#held.size >= MOST_HELD && number !== this.#next;
    if (number < this.#next || isTooMuch) return [];
    this.#held.set(number, content);
    return this.#ready(at);
  }

  tick(at: number): readonly Bytes[] {
    const patience = this.#hasBegun ? WAIT_FOR_MISSING : WAIT_FOR_BEGINNING;
    if (this.#waitsSince === null || at - this.#waitsSince < patience) return [];
    this.#next = Math.min(...this.#held.keys());
    return this.#ready(at);
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

/**
 * Brings the frames of one other page into their order, each once. Streams do not touch each other, so that nobody who carries
 * ends one by inventing another. `at`: milliseconds of a clock that never goes back.
 */
export class FrameOrder {
  /** The one that was heard of last comes last. */
  readonly #streams = new Map<string, StreamOrder>();

  /** What is in order now. */
  take(frame: CarriedFrame, at: number): readonly Bytes[] {
    const order = this.#streams.get(frame.stream) ?? new StreamOrder();
    this.#streams.delete(frame.stream);
    this.#streams.set(frame.stream, order);
    const [oldest] = this.#streams.keys();
    if (this.#streams.size > MOST_STREAMS && oldest !== undefined) this.#streams.delete(oldest);
    return order.take(frame, at);
  }

  /** The clock went on: what is still missing is given up, and the next ones are handed out. */
  tick(at: number): readonly Bytes[] {
    return [...this.#streams.values()].flatMap((order) => order.tick(at));
  }
}
