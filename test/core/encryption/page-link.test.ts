import { expect } from '@open-wc/testing';
import { uint32 } from '../../../src/core/encryption/encoding.js';
import { PageLink } from '../../../src/core/encryption/page-link.js';

const world = { at: 0 };

const link = (seat = 'seat'): PageLink =>
  new PageLink(
    { identity: 'other', role: 'client' },
    seat,
    () => Promise.resolve('practice'),
    () => world.at,
  );

const frame = (number: number) => ({ stream: 'a', number, content: uint32(number) });

describe('the link to another page', () => {
  beforeEach(() => {
    world.at = 0;
  });

  it('keeps what comes before it is met, and hands it out then', () => {
    const other = link();
    expect(other.take(frame(0), 0)).to.deep.equal([]);
    expect(other.isMet).to.equal(false);
    expect(other.meet()).to.deep.equal([uint32(0)]);
    expect(other.take(frame(1), 0)).to.deep.equal([uint32(1)]);
  });

  it('keeps only so much of it', () => {
    const other = link();
    for (let number = 0; number < 100; number += 1) other.take(frame(number), 0);
    expect(other.meet()).to.have.lengthOf(16);
  });

  it('is another one when the person comes on another page', () => {
    const other = link('');
    expect(other.isOn('first'), 'it was not known before').to.equal(true);
    expect(other.isOn('first')).to.equal(true);
    expect(other.isOn('second')).to.equal(false);
  });

  it('is stuck where nothing was heard for longer than a run may last, and nothing stands', () => {
    const other = link();
    expect(other.isStuck(100_000), 'not met').to.equal(false);
    other.meet();
    expect(other.isStuck(19_999)).to.equal(false);
    other.take(frame(0), 10_000);
    expect(other.isStuck(29_999)).to.equal(false);
    expect(other.isStuck(30_000)).to.equal(true);
    other.isSettled = true;
    expect(other.isStuck(100_000)).to.equal(false);
  });
});
