import { expect } from '@open-wc/testing';
import {
  delayBefore,
  FIRST_RHYTHM,
  isOutOfReach,
  rhythmAfter,
  type Rhythm,
  type Turn,
} from '../../../src/core/services/news-rhythm.js';

const after = (...turns: Turn[]): Rhythm => turns.reduce(rhythmAfter, FIRST_RHYTHM);

describe('the rhythm of the news', () => {
  const rows: readonly (readonly [Turn[], Rhythm])[] = [
    [[], { how: 'stream', failures: 0 }],
    [['lived'], { how: 'stream', failures: 0 }],
    [['failed'], { how: 'stream', failures: 1 }],
    [['failed', 'failed'], { how: 'stream', failures: 2 }],
    [['failed', 'lived'], { how: 'stream', failures: 0 }],
    [['silent'], { how: 'probe', failures: 1 }],
    // Nothing gets through at all: the stream is not to blame.
    [['silent', 'failed'], { how: 'stream', failures: 2 }],
    // Somebody on the way holds streams back.
    [['silent', 'polled'], { how: 'poll', failures: 0 }],
    [['silent', 'polled', 'polled'], { how: 'poll', failures: 0 }],
    [['silent', 'polled', 'failed'], { how: 'poll', failures: 1 }],
    [['silent', 'polled', 'failed', 'polled'], { how: 'poll', failures: 0 }],
  ];
  for (const [turns, rhythm] of rows)
    it(`after ${turns.join(', ') || 'nothing'}: ${rhythm.how}, ${String(rhythm.failures)} failed`, () => {
      expect(after(...turns)).to.deep.equal(rhythm);
    });

  it('comes back soon after a line that lived, polls every two seconds, and probes at once', () => {
    expect(delayBefore(after('lived'), 'lived', 0)).to.equal(250);
    expect(delayBefore(after('lived'), 'lived', 1)).to.equal(750);
    expect(delayBefore(after('silent', 'polled'), 'polled', 0.5)).to.equal(2_000);
    expect(delayBefore(after('silent'), 'silent', 0.5)).to.equal(0);
  });

  it('waits longer after each failure, up to a quarter of a minute, and never two pages alike', () => {
    const failed = (count: number): Rhythm => after(...Array<Turn>(count).fill('failed'));
    const delays = [1, 2, 3, 4, 5, 6, 60].map((count) => delayBefore(failed(count), 'failed', 1));
    expect(delays).to.deep.equal([1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
    expect(delayBefore(failed(60), 'failed', 0)).to.equal(7_500);
  });

  it('is out of reach after more than one failure and eight silent seconds', () => {
    expect(isOutOfReach({ how: 'stream', failures: 1 }, 60_000)).to.be.false;
    expect(isOutOfReach({ how: 'stream', failures: 5 }, 7_999)).to.be.false;
    expect(isOutOfReach({ how: 'stream', failures: 2 }, 8_000)).to.be.true;
  });
});
