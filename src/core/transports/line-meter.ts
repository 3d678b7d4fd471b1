/** Reads from the reports of the connections how the line is, as far as it can be measured. */
import type { LineSample } from '../line-watch.js';
import type { LineOpinion } from './livekit-port.js';
import { selectedPair, type Report, type Stats } from './stats-report.js';

interface Totals {
  readonly received: number;
  readonly lost: number;
  readonly freezes: number;
}

const totalsOf = (reports: readonly Report[]): Totals => {
  const streams = reports
    .flatMap((report) => [...report.values()])
    .filter(({ type }) => type === 'inbound-rtp');
  const sum = (part: (stream: Stats) => number | undefined): number =>
    streams.reduce((total, stream) => total + (part(stream) ?? 0), 0);
  return {
    received: sum(({ packetsReceived }) => packetsReceived),
    lost: sum(({ packetsLost }) => packetsLost),
    freezes: sum(({ freezeCount }) => freezeCount),
  };
};

const largest = (values: readonly (number | undefined)[]): number | null => {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? Math.max(...known) : null;
};

/** A share of fewer packets than these says nothing. */
const ENOUGH_PACKETS = 20;

/**
 * Looks in a row at which the other end has said nothing new of a stream. Of one that is not sent any more a browser keeps the
 * last word for ever; on a poor line some words are lost, and the one before still counts.
 */
const OUTDATED_AFTER = 3;

interface Word {
  readonly timestamp: number | undefined;
  readonly looks: number;
}

export class LineMeter {
  #before: Totals = { received: 0, lost: 0, freezes: 0 };
  #words: ReadonlyMap<string, Word> = new Map();

  /** Since the look before. */
  read(
    reports: readonly Report[],
    now: { readonly sendsPictures: boolean; readonly opinion: LineOpinion },
  ): LineSample {
    const totals = totalsOf(reports);
    // A stream that ended takes its totals with it.
    const since = (part: keyof Totals): number => Math.max(0, totals[part] - this.#before[part]);
    const expected = since('received') + since('lost');
    const pairs = reports.map(selectedPair);
    const sample: LineSample = {
      roundTripMs: largest(
        pairs.map((pair) => pair?.currentRoundTripTime && pair.currentRoundTripTime * 1_000),
      ),
      lostOnTheWayOut: largest(this.#lostOut(reports)),
      lostOnTheWayIn: expected >= ENOUGH_PACKETS ? since('lost') / expected : null,
      outgoingBps: now.sendsPictures ? largest(pairs.map((pair) => pair?.availableOutgoingBitrate)) : null,
      freezes: since('freezes'),
      doubted: now.opinion === 'poor' || now.opinion === 'lost',
    };
    this.#before = totals;
    return sample;
  }

  /** What the other end says of each stream that it still says something of. */
  #lostOut(reports: readonly Report[]): readonly (number | undefined)[] {
    const words = new Map<string, Word>();
    const shares = reports.flatMap((report, connection) =>
      [...report.values()].map(({ type, id, timestamp, fractionLost }) => {
        if (type !== 'remote-inbound-rtp') return undefined;
        const key = `${connection} ${id}`;
        const last = this.#words.get(key);
        const isNew = timestamp === undefined || timestamp !== last?.timestamp;
        const word = { timestamp, looks: isNew ? 0 : last.looks + 1 };
        words.set(key, word);
        return word.looks < OUTDATED_AFTER ? fractionLost : undefined;
      }),
    );
    this.#words = words;
    return shares;
  }
}
