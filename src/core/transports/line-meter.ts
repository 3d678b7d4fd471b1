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

export class LineMeter {
  #before: Totals = { received: 0, lost: 0, freezes: 0 };

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
    const lostOut = reports.flatMap((report) =>
      [...report.values()].filter(({ type }) => type === 'remote-inbound-rtp').map((one) => one.fractionLost),
    );
    const sample: LineSample = {
      roundTripMs: largest(
        pairs.map((pair) => pair?.currentRoundTripTime && pair.currentRoundTripTime * 1_000),
      ),
      lostOnTheWayOut: largest(lostOut),
      lostOnTheWayIn: expected >= ENOUGH_PACKETS ? since('lost') / expected : null,
      outgoingBps: now.sendsPictures ? largest(pairs.map((pair) => pair?.availableOutgoingBitrate)) : null,
      freezes: since('freezes'),
      doubted: now.opinion === 'poor' || now.opinion === 'lost',
    };
    this.#before = totals;
    return sample;
  }
}
