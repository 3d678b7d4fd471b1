/**
 * Carries sealed bytes to one other page: at once and side by side, since they are numbered; again where nobody took them,
 * and where they went into a room whose line then broke.
 */
import { SessionError, type ProblemCode } from '../problems.js';
import { encodeCarried, newStream } from './carried-frames.js';
import type { Bytes } from './encoding.js';

/** Where bytes were handed over: the practice keeps them until they are delivered, the room's line may break. */
export type Way = 'room' | 'practice';

/** Rejects with a `SessionError` where nobody takes them. */
export type Carry = (bytes: Bytes) => Promise<Way>;

/** Milliseconds after which a broken line would have been noticed: what is older has arrived. */
const ARRIVED_AFTER = 20_000;
const RETRY_AFTER = 1_000;
const RETRY_AFTER_AT_MOST = 8_000;
/** Bounds what a page without any line keeps. */
const MOST_KEPT = 128;

/** What passes. Everything else will be refused again: this person may not be written to any more. */
const PASSES: readonly ProblemCode[] = ['service-unreachable', 'too-many-tries', 'connection-lost'];

interface Frame {
  readonly bytes: Bytes;
  state: 'under-way' | 'in-room' | 'waiting';
  since: number;
  tries: number;
}

export class Carrier {
  readonly #stream = newStream();
  #number = 0;
  #frames: readonly Frame[] = [];

  /** @param now milliseconds of a clock that never goes back */
  constructor(
    private readonly carry: Carry,
    private readonly now: () => number,
  ) {}

  send(content: Bytes): void {
    const bytes = encodeCarried(this.#stream, this.#number, content);
    this.#number += 1;
    const frame: Frame = { bytes, state: 'under-way', since: this.now(), tries: 0 };
    this.#frames = [...this.#frames, frame].slice(-MOST_KEPT);
    void this.#hand(frame);
  }

  /** The line broke on which these were: whoever has got them drops the doubles. */
  again(): void {
    for (const frame of this.#frames) if (frame.state === 'in-room') void this.#hand(frame);
  }

  tick(): void {
    const at = this.now();
    this.#frames = this.#frames.filter(
      ({ state, since }) => state !== 'in-room' || at - since < ARRIVED_AFTER,
    );
    for (const frame of this.#frames) {
      const pause = Math.min(RETRY_AFTER * 2 ** (frame.tries - 1), RETRY_AFTER_AT_MOST);
      if (frame.state === 'waiting' && at - frame.since >= pause) void this.#hand(frame);
    }
  }

  async #hand(frame: Frame): Promise<void> {
    frame.state = 'under-way';
    frame.tries += 1;
    try {
      if ((await this.carry(frame.bytes)) === 'room') frame.state = 'in-room';
      else this.#drop(frame);
    } catch (error) {
      if (error instanceof SessionError && PASSES.includes(error.code)) frame.state = 'waiting';
      else this.#drop(frame);
    }
    frame.since = this.now();
  }

  #drop(frame: Frame): void {
    this.#frames = this.#frames.filter((one) => one !== frame);
  }
}
