import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { ReplayWindows } from '../../../../src/core/encryption/worker/replay-window.js';

const nonce = (ssrc: number, timestamp: number, count = 0): Uint8Array => {
  const view = new DataView(new ArrayBuffer(12));
  view.setUint32(0, ssrc);
  view.setUint32(4, timestamp);
  view.setUint32(8, timestamp - count);
  return new Uint8Array(view.buffer);
};

/** Sound: 20 ms of 48 000 a second. */
const STEP = 960;

describe('a window for frames that were opened before', () => {
  it('takes each frame once', () => {
    const windows = new ReplayWindows();
    expect(windows.takes('sam', 1, nonce(7, 100))).to.equal(true);
    expect(windows.takes('sam', 1, nonce(7, 100))).to.equal(false);
    expect(windows.takes('sam', 1, nonce(7, 100, 1)), 'two of one moment').to.equal(true);
  });

  it('takes no old frame again, however long ago it was', () => {
    const windows = new ReplayWindows();
    const frames = Array.from({ length: 2_000 }, (_, count) => nonce(7, count * STEP, count));
    for (const frame of frames) expect(windows.takes('sam', 1, frame)).to.equal(true);
    for (const frame of frames) expect(windows.takes('sam', 1, frame)).to.equal(false);
  });

  it('takes what comes late once, also where the count of time begins anew', () => {
    const start = 2 ** 32 - 50 * STEP;
    const windows = new ReplayWindows();
    const late = nonce(7, start + STEP, 1);
    for (let count = 2; count < 200; count += 1)
      expect(windows.takes('sam', 1, nonce(7, start + count * STEP, count))).to.equal(true);
    expect(windows.takes('sam', 1, late)).to.equal(true);
    expect(windows.takes('sam', 1, late)).to.equal(false);
  });

  it('keeps layers, people and keys apart, and begins anew with a new key', () => {
    const windows = new ReplayWindows();
    for (let count = 0; count < 1_000; count += 1) windows.takes('sam', 1, nonce(7, count * STEP));
    expect(windows.takes('sam', 1, nonce(8, 0)), 'another layer').to.equal(true);
    expect(windows.takes('kim', 1, nonce(7, 0)), 'another person').to.equal(true);
    expect(windows.takes('sam', 2, nonce(7, 0)), 'another key').to.equal(true);
    windows.forget('sam', 1);
    expect(windows.takes('sam', 1, nonce(7, 0)), 'a new key at the same index').to.equal(true);
  });

  it('takes every frame of a line that loses, reorders and doubles, and none of them twice', () => {
    const line = fc.array(
      fc.record({ skip: fc.nat(40), back: fc.nat(60), twice: fc.boolean(), lost: fc.boolean() }),
      { minLength: 100, maxLength: 700 },
    );
    fc.assert(
      fc.property(line, fc.nat(2 ** 32 - 1), (moves, start) => {
        const windows = new ReplayWindows();
        let time = start;
        const sent = moves.map(({ skip, ...move }, count) => {
          time = (time + (skip + 1) * STEP) >>> 0;
          return { ...move, place: count + move.back, frame: nonce(7, time, count) };
        });
        const arriving = sent.filter(({ lost }) => !lost).sort((one, other) => one.place - other.place);
        for (const { frame, twice } of arriving) {
          expect(windows.takes('sam', 1, frame)).to.equal(true);
          if (twice) expect(windows.takes('sam', 1, frame)).to.equal(false);
        }
        for (const { frame } of arriving) expect(windows.takes('sam', 1, frame)).to.equal(false);
      }),
      { numRuns: 60, seed: 11 },
    );
  });
});
