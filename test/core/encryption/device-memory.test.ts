import { expect } from '@open-wc/testing';
import {
  deviceVerdict,
  keyToRemember,
  mayShowKey,
  NEW_STANDING,
  withTheirs,
  type DeviceStanding,
} from '../../../src/core/encryption/device-memory.js';
import type { KeptDevice } from '../../../src/core/encryption/device-store.js';

const keys = {} as CryptoKeyPair;
const kept = (...theirs: readonly string[]): KeptDevice => ({ relation: 'r', keys, theirs });
const standing = (change: Partial<DeviceStanding>): DeviceStanding => ({ ...NEW_STANDING, ...change });

describe('what is made of what devices say', () => {
  it('says nothing, knows, or finds another device, and nothing else', () => {
    for (const [verdict, change] of [
      [null, {}],
      [null, { told: 'proof', provenBy: 'a' }],
      [null, { kept: kept('a') }],
      [null, { kept: kept(), told: 'nothing' }],
      [null, { kept: kept(), told: 'proof', provenBy: 'b', shown: 'b' }],
      ['known', { kept: kept('a'), told: 'proof', provenBy: 'a' }],
      ['known', { kept: kept('b', 'a'), told: 'proof', provenBy: 'b' }],
      ['changed', { kept: kept('a'), told: 'nothing' }],
      ['changed', { kept: kept('a'), told: 'proof' }],
      ['changed', { kept: kept('a'), told: 'proof', provenBy: 'b', shown: 'b' }],
    ] as const)
      expect(deviceVerdict(standing(change)), JSON.stringify(change)).to.equal(verdict);
  });

  it('shows its key only to whom it has compared with or knows, and only where one is kept', () => {
    for (const [may, change] of [
      [false, {}],
      [false, { isCompared: true }],
      [false, { kept: kept('a') }],
      [false, { kept: kept('a'), told: 'proof', provenBy: 'b' }],
      [true, { kept: kept(), isCompared: true }],
      [true, { kept: kept('a'), told: 'proof', provenBy: 'a' }],
    ] as const)
      expect(mayShowKey(standing(change)), JSON.stringify(change)).to.equal(may);
  });

  it('remembers only what was proven and compared, where it was asked to, and once', () => {
    for (const [key, change] of [
      [null, {}],
      [null, { shown: 'a', isCompared: true }],
      [null, { kept: kept(), shown: 'a' }],
      [null, { kept: kept('b'), shown: 'a', told: 'proof', provenBy: 'b' }],
      [null, { kept: kept(), isCompared: true }],
      [null, { kept: kept('a'), shown: 'a', isCompared: true }],
      ['a', { kept: kept(), shown: 'a', isCompared: true }],
      ['a', { kept: kept('b'), shown: 'a', isCompared: true }],
    ] as const)
      expect(keyToRemember(standing(change)), JSON.stringify(change)).to.equal(key);
  });

  it('remembers eight devices, and the one of longest ago gives way', () => {
    const all = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].reduce(withTheirs, kept());
    expect(all.theirs).to.deep.equal(['2', '3', '4', '5', '6', '7', '8', '9']);
    expect(withTheirs(all, '2').theirs.at(-1)).to.equal('2');
    expect(withTheirs(all, '2').theirs).to.have.lengthOf(8);
  });
});
