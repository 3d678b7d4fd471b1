import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { NEW_LINE, watchLine, type LineSample, type LineWatch } from '../../src/core/line-watch.js';
import type { Line } from '../../src/core/session-snapshot.js';

const GOOD: LineSample = {
  roundTripMs: 80,
  lostOnTheWayOut: 0,
  lostOnTheWayIn: 0,
  outgoingBps: 2_000_000,
  freezes: 0,
  doubted: false,
};

/** Nothing was measured. */
const NOTHING: LineSample = {
  roundTripMs: null,
  lostOnTheWayOut: null,
  lostOnTheWayIn: null,
  outgoingBps: null,
  freezes: 0,
  doubted: false,
};

const NARROW: LineSample = { ...GOOD, lostOnTheWayIn: 0.2 };
const BROKEN: LineSample = { ...GOOD, lostOnTheWayOut: 0.5 };

/** What the line is called after each of these. */
const lines = (...samples: LineSample[]): Line[] => {
  let watch = NEW_LINE;
  return samples.map((sample) => {
    watch = watchLine(watch, sample);
    return watch.line;
  });
};

const times = (count: number, sample: LineSample): LineSample[] =>
  Array.from({ length: count }, () => sample);

/** What it is called when it has been like that for long. */
const inTheEnd = (sample: LineSample): Line | undefined => lines(...times(20, sample)).at(-1);

describe('what the line is called', () => {
  const TABLE: readonly (readonly [string, Partial<LineSample>, Line])[] = [
    ['an ordinary one', {}, 'good'],
    ['one of which nothing is known', NOTHING, 'good'],
    ['300 ms each way', { roundTripMs: 600 }, 'good'],
    ['a second there and back', { roundTripMs: 1_001 }, 'narrow'],
    ['four seconds', { roundTripMs: 4_001 }, 'broken'],
    ['a tenth lost on the way out', { lostOnTheWayOut: 0.1 }, 'good'],
    ['a tenth lost on the way in', { lostOnTheWayIn: 0.1 }, 'good'],
    ['a tenth lost, and the server doubts it', { lostOnTheWayIn: 0.1, doubted: true }, 'narrow'],
    ['three in ten lost on the way out', { lostOnTheWayOut: 0.3 }, 'narrow'],
    ['three in ten lost on the way in', { lostOnTheWayIn: 0.3 }, 'narrow'],
    ['four in ten lost', { lostOnTheWayIn: 0.4 }, 'broken'],
    ['too little for the small picture', { outgoingBps: 149_999 }, 'narrow'],
    ['enough for the small picture', { outgoingBps: 150_000 }, 'good'],
    ['no pictures of its own', { outgoingBps: null }, 'good'],
    ['pictures that stand still once', { freezes: 1 }, 'good'],
    ['pictures that stand still again and again', { freezes: 2 }, 'narrow'],
    ['nothing but the doubts of the server', { doubted: true }, 'good'],
  ];
  for (const [title, sample, line] of TABLE)
    it(`${title}: ${line}`, () => {
      expect(inTheEnd({ ...GOOD, ...sample })).to.equal(line);
    });

  it('is called worse when it was so three times in a row, and not for a dip', () => {
    expect(lines(...times(3, NARROW))).to.deep.equal(['good', 'good', 'narrow']);
    expect(lines(...times(2, NARROW), GOOD, ...times(2, NARROW)).at(-1)).to.equal('good');
  });

  it('is called by the mildest of what was bad, and worse only when that goes on', () => {
    expect(lines(BROKEN, NARROW, BROKEN)).to.deep.equal(['good', 'good', 'narrow']);
    expect(lines(...times(3, BROKEN)).at(-1)).to.equal('broken');
    expect(lines(...times(3, NARROW), ...times(3, BROKEN)).at(-1)).to.equal('broken');
  });

  it('is called better only when it was so for much longer, and not better than the worst of it', () => {
    const narrow = times(3, NARROW);
    expect(lines(...narrow, ...times(7, GOOD)).at(-1)).to.equal('narrow');
    expect(lines(...narrow, ...times(8, GOOD)).at(-1)).to.equal('good');
    expect(lines(...narrow, ...times(7, GOOD), NARROW, ...times(7, GOOD)).at(-1)).to.equal('narrow');
    expect(lines(...times(3, BROKEN), ...times(7, GOOD), NARROW).at(-1)).to.equal('narrow');
  });

  it('has to be better than what made it narrow before it is called good again', () => {
    const halfway = { ...GOOD, lostOnTheWayIn: 0.1 };
    expect(lines(...times(20, halfway)).at(-1)).to.equal('good');
    expect(lines(...times(3, NARROW), ...times(20, halfway)).at(-1)).to.equal('narrow');
  });

  it('never changes twice within three samples', () => {
    const sample = fc.constantFrom(GOOD, NARROW, BROKEN, NOTHING);
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 60 }), (samples) => {
        let watch: LineWatch = NEW_LINE;
        let sinceChange = Infinity;
        for (const one of samples) {
          const next = watchLine(watch, one);
          sinceChange += 1;
          if (next.line !== watch.line) {
            if (sinceChange < 3) return false;
            sinceChange = 0;
          }
          watch = next;
        }
        return true;
      }),
    );
  });
});
