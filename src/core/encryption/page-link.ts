/** One other page, as far as bytes go to it and come from it. What comes before it was met waits. */
import { FrameOrder, type CarriedFrame } from './carried-frames.js';
import { Carrier, type Carry, type Way } from './carrier.js';
import type { Bytes } from './encoding.js';
import type { Party } from './party.js';

/** Milliseconds without a word, after which a handshake is begun once more: longer than a run may last. */
const STUCK_AFTER = 20_000;

/** A handshake that the other page begins when it knows sooner than this one that both are there. */
const MOST_EARLY = 16;

export class PageLink {
  readonly #carrier: Carrier;
  readonly #order = new FrameOrder();
  #early: readonly Bytes[] | null = [];
  #way: Way = 'practice';
  #heardAt = 0;
  /** Nothing is under way: there is a channel, or there will be none. */
  isSettled = false;

  constructor(
    readonly party: Party,
    /** What the media path calls the page; empty where it is not known. */
    private seat: string,
    carry: Carry,
    private readonly now: () => number,
  ) {
    this.#carrier = new Carrier(carry, now);
  }

  get isMet(): boolean {
    return this.#early === null;
  }

  /** Whether it is still that page. */
  isOn(seat: string): boolean {
    if (this.seat === '') this.seat = seat;
    return this.seat === seat;
  }

  /** Agreeing is begun, also once more. Gives what came before, in order. */
  meet(): readonly Bytes[] {
    const early = this.#early ?? [];
    this.#early = null;
    this.#heardAt = this.now();
    this.isSettled = false;
    return early;
  }

  /** What was said to begin with may be lost for good: both pages would wait for each other. */
  isStuck(at: number): boolean {
    return this.isMet && !this.isSettled && at - this.#heardAt >= STUCK_AFTER;
  }

  send(bytes: Bytes): void {
    this.#carrier.send(bytes);
  }

  /** What can be opened now. */
  take(frame: CarriedFrame, at: number): readonly Bytes[] {
    this.#heardAt = at;
    return this.#whenMet(this.#order.take(frame, at));
  }

  tick(at: number): readonly Bytes[] {
    this.#carrier.tick();
    return this.#whenMet(this.#order.tick(at));
  }

  /** By which way they can be reached now. What went into a room where they are no longer goes once more. */
  standsIn(way: Way): void {
    const lost = this.#way === 'room' && way === 'practice';
    this.#way = way;
    if (lost) this.#carrier.again();
  }

  #whenMet(frames: readonly Bytes[]): readonly Bytes[] {
    if (this.#early === null) return frames;
    this.#early = [...this.#early, ...frames].slice(0, MOST_EARLY);
    return [];
  }
}
