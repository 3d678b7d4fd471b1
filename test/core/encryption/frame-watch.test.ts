import { expect } from '@open-wc/testing';
import type { FrameCounts } from '../../../src/core/encryption/frame-messages.js';
import { CANNOT_OPEN_MS, FrameWatch } from '../../../src/core/encryption/frame-watch.js';

const counts = (sealed: number, arrived: number, opened: number): FrameCounts => ({
  sealed,
  dropped: 0,
  people: { client: { arrived, opened } },
});

const cannot = (is: boolean) => ({ type: 'cannot-open', person: 'client', cannot: is });
const frames = (sealed: boolean, ...opened: string[]) => ({ type: 'frames', sealed, opened });

describe('what our own counters of frames say', () => {
  it('tells once that frames left sealed, and whose frames opened', () => {
    const watch = new FrameWatch();
    expect(watch.counted(counts(0, 0, 0), 0)).to.deep.equal([]);
    expect(watch.counted(counts(1, 1, 0), 10)).to.deep.equal([frames(true)]);
    expect(watch.counted(counts(2, 2, 1), 20)).to.deep.equal([frames(true, 'client')]);
    expect(watch.counted(counts(50, 50, 49), 30)).to.deep.equal([]);
  });

  it('says that nothing is seen to leave sealed while there is no key, and then only what it has seen anew', () => {
    const watch = new FrameWatch();
    watch.counted(counts(5, 0, 0), 0);
    expect(watch.stopped()).to.deep.equal([frames(false)]);
    expect(watch.counted(counts(5, 0, 0), 10)).to.deep.equal([]);
    expect(watch.counted(counts(6, 0, 0), 20)).to.deep.equal([frames(true)]);
  });

  it('tells of somebody whose frames arrive and do not open for three seconds, and when they do again', () => {
    const watch = new FrameWatch();
    watch.counted(counts(0, 5, 5), 0);
    expect(watch.counted(counts(0, 6, 5), 1_000)).to.deep.equal([]);
    expect(watch.counted(counts(0, 9, 5), 1_000 + CANNOT_OPEN_MS - 1)).to.deep.equal([]);
    expect(watch.counted(counts(0, 10, 5), 1_000 + CANNOT_OPEN_MS)).to.deep.equal([
      cannot(true),
      frames(false),
    ]);
    expect(watch.counted(counts(0, 20, 5), 9_000)).to.deep.equal([]);
    expect(watch.counted(counts(0, 21, 6), 9_500)).to.deep.equal([cannot(false), frames(false, 'client')]);
  });

  it('does not count silence, nor a frame that opened in between', () => {
    const watch = new FrameWatch();
    watch.counted(counts(0, 1, 0), 0);
    expect(watch.counted(counts(0, 1, 0), 60_000)).to.deep.equal([]);
    const other = new FrameWatch();
    other.counted(counts(0, 1, 0), 0);
    other.counted(counts(0, 2, 1), 2_000);
    expect(other.counted(counts(0, 3, 1), 4_000)).to.deep.equal([]);
  });

  it('forgets somebody whose keys were taken away', () => {
    const watch = new FrameWatch();
    watch.counted(counts(0, 5, 5), 0);
    expect(watch.closed('client')).to.deep.equal([frames(false)]);
    watch.counted(counts(0, 6, 5), 0);
    watch.counted(counts(0, 7, 5), CANNOT_OPEN_MS);
    expect(watch.closed('client')).to.deep.equal([cannot(false)]);
    expect(watch.closed('nobody')).to.deep.equal([]);
  });
});
