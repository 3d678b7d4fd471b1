/**
 * The line on which the practice's server tells a page what is new: a stream that comes back by itself where it left
 * off, or polling where a stream does not get through.
 */
import { EventStreamParser } from './event-stream.js';
import {
  delayBefore,
  FIRST_RHYTHM,
  FIRST_SIGN_MS,
  isOutOfReach,
  POLL_ANSWER_MS,
  rhythmAfter,
  SILENCE_MS,
  type Turn,
} from './news-rhythm.js';
import type { News } from './service-protocol.js';

export interface NewsRequest {
  /** What was heard last; empty at the beginning. */
  readonly after: string;
  readonly how: 'stream' | 'poll';
  readonly signal: AbortSignal;
}

/** Time and chance, so that a test can bring both. */
export interface NewsClock {
  now(): number;
  /** Calls back once, unless what it gives is called first. */
  after(ms: number, act: () => void): () => void;
  /** 0 to 1. */
  chance(): number;
}

export interface NewsLineOptions {
  /** Rejects where there is no answer, or a refusal. */
  readonly ask: (request: NewsRequest) => Promise<Response>;
  readonly hear: (news: News) => void;
  /** At every sign of life. */
  readonly lives?: () => void;
  /** Told when it changes. Until then the server is taken to be in reach. */
  readonly reach: (reached: boolean) => void;
  readonly clock?: NewsClock;
}

const REAL_CLOCK: NewsClock = {
  now: () => Date.now(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => {
      clearTimeout(timer);
    };
  },
  chance: () => Math.random(),
};

const TOO_SILENT = new Error('[safe-session] the server gave no sign of life');

export class NewsLine {
  readonly #options: NewsLineOptions;
  readonly #clock: NewsClock;
  readonly #stopped = new AbortController();
  #turn = new AbortController();
  #cursor: string;
  #rhythm = FIRST_RHYTHM;
  #lastSign: number;
  #reached = true;
  #hurry: () => void = () => undefined;

  constructor(cursor: string, options: NewsLineOptions) {
    this.#cursor = cursor;
    this.#options = options;
    this.#clock = options.clock ?? REAL_CLOCK;
    this.#lastSign = this.#clock.now();
    // A phone that has its net back does not sit out the waiting.
    addEventListener('online', () => this.#hurry(), { signal: this.#stopped.signal });
    void this.#run();
  }

  /**
   * Hears what is new from there on, as the session that counts now. It hurries nothing: a server that forgets a session as
   * soon as it has made it must not be asked again and again.
   */
  goOnFrom(cursor: string): void {
    this.#cursor = cursor;
    this.#turn.abort();
  }

  /** Synchronous: nothing is heard after it, and no timer is left. */
  stop(): void {
    this.#stopped.abort();
    this.#turn.abort();
    this.#hurry();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      this.#turn = new AbortController();
      const turn = await this.#take(this.#turn);
      this.#turn.abort();
      this.#rhythm = rhythmAfter(this.#rhythm, turn);
      if (isOutOfReach(this.#rhythm, this.#clock.now() - this.#lastSign)) this.#tellReach(false);
      await this.#wait(delayBefore(this.#rhythm, turn, this.#clock.chance()));
    }
  }

  async #take(turn: AbortController): Promise<Turn> {
    return this.#rhythm.how === 'stream' ? this.#stream(turn) : this.#poll(turn);
  }

  async #stream(turn: AbortController): Promise<Turn> {
    const { signal } = turn;
    let signs = 0;
    let unwatch = this.#watch(turn, FIRST_SIGN_MS);
    try {
      const { body } = await this.#options.ask({ after: this.#cursor, how: 'stream', signal });
      if (!body) return 'silent';
      await this.#read(body, signal, () => {
        signs += 1;
        unwatch();
        unwatch = this.#watch(turn, SILENCE_MS);
        this.#sign();
      });
      return signs > 0 ? 'lived' : 'failed';
    } catch (error) {
      // What cannot be understood is not asked for again at once: it would only come again.
      if (error instanceof SyntaxError || error instanceof RangeError) return 'failed';
      if (signs > 0) return 'lived';
      return signal.reason === TOO_SILENT ? 'silent' : 'failed';
    } finally {
      unwatch();
    }
  }

  async #poll(turn: AbortController): Promise<Turn> {
    const { signal } = turn;
    const unwatch = this.#watch(turn, POLL_ANSWER_MS);
    try {
      const response = await this.#options.ask({ after: this.#cursor, how: 'poll', signal });
      const news = (await response.json()) as News;
      this.#sign();
      this.#hear(news, signal);
      return 'polled';
    } catch {
      return 'failed';
    } finally {
      unwatch();
    }
  }

  #watch(turn: AbortController, ms: number): () => void {
    return this.#clock.after(ms, () => {
      turn.abort(TOO_SILENT);
    });
  }

  async #read(body: ReadableStream<Uint8Array>, signal: AbortSignal, sign: () => void): Promise<void> {
    const parser = new EventStreamParser();
    const decoder = new TextDecoder();
    const reader = body.getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      signal.throwIfAborted();
      sign();
      for (const { type, data } of parser.push(decoder.decode(value, { stream: true })))
        if (type === 'news') this.#hear(JSON.parse(data) as News, signal);
    }
  }

  /** What was heard before is dropped, and so is what comes after the end. */
  #hear(news: News, signal: AbortSignal): void {
    if (signal.aborted || (news.cursor === this.#cursor && !news.place && !news.end)) return;
    this.#cursor = news.cursor;
    this.#options.hear(news);
  }

  #sign(): void {
    this.#lastSign = this.#clock.now();
    this.#tellReach(true);
    this.#options.lives?.();
  }

  #tellReach(reached: boolean): void {
    if (reached === this.#reached || this.#stopped.signal.aborted) return;
    this.#reached = reached;
    this.#options.reach(reached);
  }

  async #wait(ms: number): Promise<void> {
    if (this.#stopped.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const forget = this.#clock.after(ms, resolve);
      this.#hurry = () => {
        forget();
        resolve();
      };
    });
  }
}
