import { expect } from '@open-wc/testing';
import type { Bytes } from '../../../src/core/encryption/encoding.js';
import { EpochSecrets } from '../../../src/core/encryption/epoch-secrets.js';
import { BROWSER_RANDOMNESS } from '../../../src/core/encryption/randomness.js';

const WIPED = new Uint8Array(32);
const told = (): Bytes => new Uint8Array(32).fill(5);

describe('the secrets of epochs', () => {
  it('are new each time, and the one before is wiped', () => {
    const secrets = new EpochSecrets(BROWSER_RANDOMNESS);
    const first = secrets.make(1);
    expect(first).to.have.lengthOf(32);
    const copy = Uint8Array.from(first);
    const second = secrets.make(2);
    expect(first).to.deep.equal(WIPED);
    expect(second).not.to.deep.equal(copy);
    expect(secrets.own(1)).to.equal(null);
    expect(secrets.own(2)).to.equal(second);
  });

  it('of others are handed out once, to whoever names person and epoch', () => {
    const secrets = new EpochSecrets(BROWSER_RANDOMNESS);
    secrets.told('p-1', 3, told());
    expect(secrets.take('p-1', 4)).to.equal(null);
    expect(secrets.take('p-2', 3)).to.equal(null);
    expect(secrets.take('p-1', 3)).to.deep.equal(told());
    expect(secrets.take('p-1', 3)).to.equal(null);
  });

  it('are all wiped at the end', () => {
    const secrets = new EpochSecrets(BROWSER_RANDOMNESS);
    const [own, theirs] = [secrets.make(1), told()];
    secrets.told('p-1', 1, theirs);
    secrets.wipe();
    for (const secret of [own, theirs]) expect(secret).to.deep.equal(WIPED);
    expect(secrets.own(1)).to.equal(null);
    expect(secrets.take('p-1', 1)).to.equal(null);
  });
});
