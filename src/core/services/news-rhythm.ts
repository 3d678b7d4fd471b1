/** When a page asks its practice's server for news, and how: pure decisions; `news-line.ts` carries them out. */

/**
 * `probe`: a stream stayed silent, and one poll tells whether somebody on the way holds it back (a proxy that collects
 * whole answers, a virus scanner) or whether nothing gets through at all.
 */
export interface Rhythm {
  readonly how: 'stream' | 'probe' | 'poll';
  /** Turns in a row that brought nothing. */
  readonly failures: number;
}

/**
 * How one turn ended. `lived`: the stream gave signs of life and then broke off or was closed. `silent`: it gave none.
 * `polled`: a poll was answered. `failed`: no answer, or a refusal.
 */
export type Turn = 'lived' | 'silent' | 'polled' | 'failed';

export const FIRST_RHYTHM: Rhythm = { how: 'stream', failures: 0 };

/** The server gives a sign of life at once and then every 15 s. Milliseconds, as everything here. */
export const FIRST_SIGN_MS = 20_000;
export const SILENCE_MS = 45_000;
export const POLL_ANSWER_MS = 10_000;

const POLL_MS = 2_000;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;

/** A stream that was held back once is not tried again: every try would cost the news of twenty seconds. */
export const rhythmAfter = ({ how, failures }: Rhythm, turn: Turn): Rhythm => {
  switch (turn) {
    case 'lived':
      return { how, failures: 0 };
    case 'polled':
      return { how: 'poll', failures: 0 };
    case 'silent':
      return { how: 'probe', failures: failures + 1 };
    case 'failed':
      return { how: how === 'probe' ? 'stream' : how, failures: failures + 1 };
    default:
      return turn satisfies never;
  }
};

/**
 * How long to wait before the next turn. Chance (0 to 1) spreads it, so that a server that comes back is not met by all
 * its pages in one moment.
 */
export const delayBefore = ({ failures }: Rhythm, turn: Turn, chance: number): number => {
  switch (turn) {
    case 'lived':
      return FIRST_DELAY_MS * (0.5 + chance);
    case 'polled':
      return POLL_MS;
    case 'silent':
      return 0;
    case 'failed':
      return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** failures) * (0.5 + chance / 2);
    default:
      return turn satisfies never;
  }
};

/** Long enough that a server which is only started anew alarms nobody. */
const OUT_OF_REACH_MS = 8_000;

/** Whether a person has to know that nothing comes through: what stands on their screen may be old. */
export const isOutOfReach = ({ failures }: Rhythm, silentMs: number): boolean =>
  failures >= 2 && silentMs >= OUT_OF_REACH_MS;
