import { expect } from '@open-wc/testing';
import { OwnIndexes, TheirIndexes } from '../../../../src/core/encryption/worker/open-keys.js';

describe('which keys are open', () => {
  it('lets nothing leave before the first key is in its place', () => {
    const own = new OwnIndexes();
    const done = own.begin(1);
    expect([...own.now]).to.deep.equal([]);
    expect(done()).to.deep.equal([]);
    expect([...own.now]).to.deep.equal([1]);
  });

  it('lets frames leave under the old and the new key until the new one is in its place', () => {
    const own = new OwnIndexes();
    own.begin(1)();
    const done = own.begin(2);
    expect([...own.now]).to.deep.equal([1, 2]);
    expect(done()).to.deep.equal([1]);
    expect([...own.now]).to.deep.equal([2]);
  });

  it('follows keys that come faster than they are put in their place', () => {
    const own = new OwnIndexes();
    own.begin(1)();
    const second = own.begin(2);
    const third = own.begin(3);
    expect([...own.now]).to.deep.equal([1, 2, 3]);
    expect(second()).to.deep.equal([]);
    expect([...own.now]).to.deep.equal([1, 2, 3]);
    expect(third()).to.deep.equal([1, 2]);
    expect([...own.now]).to.deep.equal([3]);
  });

  it('lets nothing leave after it was stopped, whatever was under way', () => {
    const own = new OwnIndexes();
    own.begin(1)();
    const late = own.begin(2);
    expect(own.stop()).to.deep.equal([1, 2]);
    expect(late()).to.deep.equal([]);
    expect([...own.now]).to.deep.equal([]);
    expect(own.begin(3)()).to.deep.equal([]);
    expect([...own.now]).to.deep.equal([3]);
  });

  it('takes the same key again without putting it out of use', () => {
    const own = new OwnIndexes();
    own.begin(1)();
    expect(own.begin(1)()).to.deep.equal([]);
    expect([...own.now]).to.deep.equal([1]);
  });

  it('keeps what is open of each person apart', () => {
    const theirs = new TheirIndexes();
    theirs.add('client', 1);
    theirs.add('client', 2);
    theirs.add('therapist', 2);
    expect([...theirs.of('client')]).to.deep.equal([1, 2]);
    expect(theirs.remove('client', 1)).to.deep.equal([1]);
    expect(theirs.remove('client', 1)).to.deep.equal([]);
    expect([...theirs.of('client')]).to.deep.equal([2]);
    expect(theirs.remove('client', null)).to.deep.equal([2]);
    expect([...theirs.of('client')]).to.deep.equal([]);
    expect([...theirs.of('therapist')]).to.deep.equal([2]);
    expect([...theirs.of('nobody'), ...theirs.of(null)]).to.deep.equal([]);
  });
});
