/**
 * How much the line carries, decided from what the browser measured. It has to be bad for a while before it is called so,
 * and good for longer before it is called good again, so that nobody's pictures come and go with every dip.
 */
import type { Line } from './session-snapshot.js';

/** What was measured since the sample before, each `null` where there is nothing to measure. */
export interface LineSample {
  /** To the media server and back, in milliseconds. */
  readonly roundTripMs: number | null;
  /** Shares of packets that did not arrive, 0 to 1. */
  readonly lostOnTheWayOut: number | null;
  readonly lostOnTheWayIn: number | null;
  /** What the browser thinks it can send, in bits a second; only while it sends pictures, otherwise it does not try. */
  readonly outgoingBps: number | null;
  /** How often a picture stood still for longer than the browser can smooth over. */
  readonly freezes: number;
  /** The media server's opinion. It cannot see everything, so it only tips the balance. */
  readonly doubted: boolean;
}

export interface LineWatch {
  readonly line: Line;
  /** How many samples in a row said that it is worse than that, or in a row that it is better. */
  readonly inARow: number;
  /** The one of them that is nearest to `line`. */
  readonly nearest: Line;
}

/** Seconds between two samples. */
export const SAMPLE_SECONDS = 2;

/** To be called worse, and to be called better: in samples. */
const WORSE_AFTER = 3;
const BETTER_AFTER = 8;

interface Limits {
  readonly roundTripMs: number;
  readonly lost: number;
  readonly outgoingBps: number;
  readonly freezes: number;
}

/**
 * Judged, and open to better figures. ITU-T G.114 calls more than 400 ms one way unfit for talking; a whole second both
 * ways is talking in turns. Opus carries single losses over (in-band FEC, RFC 7587), and beyond a third nothing helps.
 * Below 150 kbit/s not even the small picture fits, which takes 160.
 */
const NARROW: Limits = { roundTripMs: 1_000, lost: 0.14, outgoingBps: 150_000, freezes: 2 };
const BROKEN: Limits = { roundTripMs: 4_000, lost: 0.35, outgoingBps: 0, freezes: Infinity };
/** Where the server has doubts as well, or the line was called narrow already. */
const DOUBTED: Limits = { roundTripMs: 600, lost: 0.07, outgoingBps: 250_000, freezes: 1 };

export const NEW_LINE: LineWatch = { line: 'good', inARow: 0, nearest: 'good' };

const exceeds = (sample: LineSample, limits: Limits): boolean =>
  (sample.roundTripMs ?? 0) > limits.roundTripMs ||
  Math.max(sample.lostOnTheWayOut ?? 0, sample.lostOnTheWayIn ?? 0) > limits.lost ||
  (sample.outgoingBps ?? Infinity) < limits.outgoingBps ||
  sample.freezes >= limits.freezes;

const lineOf = (sample: LineSample, before: Line): Line => {
  if (exceeds(sample, BROKEN)) return 'broken';
  const strict = sample.doubted || before !== 'good';
  return exceeds(sample, strict ? DOUBTED : NARROW) ? 'narrow' : 'good';
};

const RANK: Readonly<Record<Line, number>> = { good: 0, narrow: 1, broken: 2 };

const difference = (line: Line, from: Line): number => RANK[line] - RANK[from];

/** What one more sample makes of it. */
export const watchLine = ({ line, inARow, nearest }: LineWatch, sample: LineSample): LineWatch => {
  const seen = lineOf(sample, line);
  const by = difference(seen, line);
  if (by === 0) return { line, inARow: 0, nearest: line };
  const goesOn = by * difference(nearest, line) > 0;
  const near = goesOn && Math.abs(difference(nearest, line)) < Math.abs(by) ? nearest : seen;
  const count = goesOn ? inARow + 1 : 1;
  return count >= (by > 0 ? WORSE_AFTER : BETTER_AFTER)
    ? { line: near, inARow: 0, nearest: near }
    : { line, inARow: count, nearest: near };
};
