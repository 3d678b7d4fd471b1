import { expect } from '@open-wc/testing';
import { toHex, type Bytes } from '../../../src/core/encryption/encoding.js';
import { checkVouched, groupDigest, ownPairs, vouch } from '../../../src/core/encryption/group-code.js';
import type { PairTranscript } from '../../../src/core/encryption/pair-notes.js';
import type { Roster } from '../../../src/core/encryption/roster.js';
import { groupPictures } from '../../../src/core/encryption/safety-code.js';
import { ANCHOR, ANNA, BEN, rosterFor } from './support/epoch-page.js';

const transcript = (value: number): Bytes => new Uint8Array(32).fill(value);
const pair = (low: number, high: number, value: number): PairTranscript => ({
  low,
  high,
  transcript: transcript(value),
});

/** Anna and Ben, Anna and the anchor, Ben and the anchor. */
const [AB, AT, BT] = [pair(0, 1, 1), pair(0, 2, 2), pair(1, 2, 3)];
const ALL = [AB, AT, BT];

describe('the code of a room of three', () => {
  let roster: Roster;
  before(async () => {
    roster = await rosterFor(ANNA, BEN, ANCHOR);
  });

  const said = (
    ...each: readonly (readonly PairTranscript[])[]
  ): ReadonlyMap<string, readonly PairTranscript[]> =>
    new Map(each.map((pairs, index) => [roster.members[index]!.identity, pairs]));

  it('is vouched for when both ends of each pair say the same', () => {
    expect(vouch(roster, said([AB, AT], [AB, BT], [AT, BT]))).to.deep.equal({ state: 'agreed', pairs: ALL });
  });

  it('stays open while somebody has not said', () => {
    expect(vouch(roster, said([AB, AT], [AB, BT]))).to.deep.equal({ state: 'open' });
    expect(vouch(roster, said([AB, AT], [AB], [AT, BT]))).to.deep.equal({ state: 'open' });
  });

  it('is nobody’s when two ends say different things, also while another pair is open', () => {
    const differ = { state: 'differ', between: [ANNA.identity, BEN.identity] };
    expect(vouch(roster, said([pair(0, 1, 9), AT], [AB, BT], [AT, BT]))).to.deep.equal(differ);
    expect(vouch(roster, said([pair(0, 1, 9)], [AB]))).to.deep.equal(differ);
  });

  it('is not touched by what somebody says of a pair in which they are not', () => {
    expect(vouch(roster, said([AB, AT, pair(1, 2, 9)], [AB, BT], [AT, BT]))).to.deep.equal({
      state: 'agreed',
      pairs: ALL,
    });
  });

  it('is told by each member of their own pairs, once all of them are there', () => {
    const known = new Map([
      [ANNA.identity, AB.transcript],
      [ANCHOR.identity, BT.transcript],
    ]);
    const transcriptWith = (identity: string): Bytes | null => known.get(identity) ?? null;
    expect(ownPairs(roster, BEN.identity, transcriptWith)).to.deep.equal([AB, BT]);
    known.delete(ANNA.identity);
    expect(ownPairs(roster, BEN.identity, transcriptWith)).to.equal(null);
    expect(ownPairs(roster, 'p-nobody', transcriptWith)).to.equal(null);
  });

  it('is taken by a member only where the list is whole, in order, and says of their own pairs what they know', () => {
    const own = [AB, BT];
    expect(checkVouched(roster, own, ALL)).to.deep.equal({ state: 'agreed', pairs: ALL });
    const open = { state: 'open' };
    expect(checkVouched(roster, null, ALL)).to.deep.equal(open);
    for (const told of [[], [AB, AT], [AT, AB, BT], [AB, AT, AT], [...ALL, BT]])
      expect(checkVouched(roster, own, told)).to.deep.equal(open);
    expect(checkVouched(roster, own, [pair(0, 1, 9), AT, BT])).to.deep.equal({
      state: 'differ',
      between: [ANNA.identity, BEN.identity],
    });
    expect(checkVouched(roster, own, [AB, AT, pair(1, 2, 9)]).state).to.equal('differ');
  });

  it('changes with every transcript and with the roster', async () => {
    const other = await rosterFor(ANNA, BEN, { ...ANCHOR, role: 'client' });
    const digests = [
      await groupDigest(roster, ALL),
      await groupDigest(other, ALL),
      await groupDigest(roster, [pair(0, 1, 9), AT, BT]),
      await groupDigest(roster, [AB, pair(0, 2, 9), BT]),
      await groupDigest(roster, [AB, AT, pair(1, 2, 9)]),
    ];
    expect(new Set(digests.map(toHex)).size).to.equal(digests.length);
  });

  it('is ten pictures of the first sixty bits', () => {
    expect(groupPictures(new Uint8Array(32).fill(0xff))).to.deep.equal(new Array<number>(10).fill(63));
    const digest = new Uint8Array(32);
    digest[7] = 0b0001_0000;
    expect(groupPictures(digest).at(-1)).to.equal(1);
    digest[7] = 0b0000_1111;
    expect(groupPictures(digest)).to.deep.equal(new Array<number>(10).fill(0));
  });
});
