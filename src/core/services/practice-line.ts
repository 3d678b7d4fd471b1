/** The line between the pages of a rehearsal: who has which place, who is there, and what is said. */
import { holdLock, hasLocks, isAnyHeld, whenReleased } from '../presence-lock.js';
import { SessionError } from '../problems.js';
import { randomId } from '../random-id.js';
import type { Role } from '../session-snapshot.js';
import { readMessage, type ChannelMessage } from './practice-channel.js';

/** How long a page that was just closed may take to give up its place. */
const PLACE_WAIT_MS = 1_500;

/** How long a page that is there may take to answer, and how long to listen where nobody can tell who is there. */
const ANSWER_WAIT_MS = 2_000;
const BLIND_WAIT_MS = 250;

export class PracticeLine {
  readonly page = randomId();
  readonly #name: string;
  readonly #channel: BroadcastChannel;
  readonly #ended = new AbortController();
  readonly #locks: (() => void)[] = [];
  readonly #watched = new Set<string>();
  #answered: () => void = () => undefined;

  constructor(
    appointment: string,
    readonly role: Role,
    hear: (message: ChannelMessage) => void,
  ) {
    this.#name = `safe-session:${appointment}`;
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.onmessage = ({ data }) => {
      const message = readMessage(data);
      if (!message) return;
      hear(message);
      if (message.type === 'entries') this.#answered();
    };
  }

  /** Takes the place of this role and hears what the others know. Rejects where somebody has the place. */
  async join(signal: AbortSignal): Promise<void> {
    const until = AbortSignal.any([signal, this.#ended.signal]);
    const place = await holdLock(`${this.#name}:${this.role}`, { waitMs: PLACE_WAIT_MS, signal: until });
    if (!place) throw new SessionError('place-taken', `another page of this browser is the ${this.role}`);
    this.#locks.push(place);
    // A second lock, of this page alone: its release says which page is gone, even when the next one is there.
    const there = await holdLock(this.#lockOf(this.page), { waitMs: PLACE_WAIT_MS, signal: until });
    if (there) this.#locks.push(there);
    const others = await isAnyHeld(this.#lockOf(''), this.#lockOf(this.page));
    if (others !== false) await this.#swap(others ? ANSWER_WAIT_MS : BLIND_WAIT_MS, until);
    until.throwIfAborted();
  }

  say(message: ChannelMessage): void {
    if (!this.#ended.signal.aborted) this.#channel.postMessage(message);
  }

  /** Calls back once, when that page closed or crashed. */
  watch(page: string, gone: () => void): void {
    if (page === this.page || this.#watched.has(page) || !hasLocks()) return;
    this.#watched.add(page);
    whenReleased(this.#lockOf(page), this.#ended.signal, gone);
  }

  close(): void {
    if (this.#ended.signal.aborted) return;
    this.#ended.abort();
    this.#channel.onmessage = null;
    this.#channel.close();
    for (const release of this.#locks) release();
  }

  #lockOf(page: string): string {
    return `${this.#name}:page:${page}`;
  }

  async #swap(waitMs: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#answered = done;
      signal.addEventListener('abort', done);
      this.say({ v: 1, type: 'swap' });
    });
  }
}
