import { expect } from '@open-wc/testing';
import { fromHex, sameBytes, type Bytes } from '../../../src/core/encryption/encoding.js';
import { GroupVouching, type VouchingStep } from '../../../src/core/encryption/group-vouching.js';
import type { PairNote, PairTranscript } from '../../../src/core/encryption/pair-notes.js';
import type { Roster } from '../../../src/core/encryption/roster.js';
import { ANCHOR, ANNA, BEN, CLEO, rosterFor } from './support/epoch-page.js';

const transcript = (value: number): Bytes => new Uint8Array(32).fill(value);
const pair = (low: number, high: number, value: number): PairTranscript => ({
  low,
  high,
  transcript: transcript(value),
});

/** Anna and Ben, Anna and the anchor, Ben and the anchor. */
const [AB, AT, BT] = [pair(0, 1, 1), pair(0, 2, 2), pair(1, 2, 3)];

type PairsNote = Extract<PairNote, { readonly type: 'pairs' }>;

const noteFor = (roster: Roster, ...pairs: readonly PairTranscript[]): PairsNote => ({
  type: 'pairs',
  roster: fromHex(roster.hash),
  pairs,
});

describe('the word of the anchor', () => {
  let three: Roster;
  let other: Roster;

  before(async () => {
    three = await rosterFor(ANNA, BEN, ANCHOR);
    // As many people, and so the same places in the list.
    other = await rosterFor(ANNA, CLEO, ANCHOR);
  });

  const asAnchor = (vouching: GroupVouching, ben = 3): Promise<VouchingStep> =>
    vouching.review(three, (identity) => transcript(identity === ANNA.identity ? 2 : ben));
  const asAnna = (vouching: GroupVouching): Promise<VouchingStep> =>
    vouching.review(three, (identity) => transcript(identity === BEN.identity ? 1 : 2));

  const told = (): GroupVouching => {
    const vouching = new GroupVouching(ANCHOR.identity);
    vouching.hear(ANNA.identity, noteFor(three, AB, AT));
    vouching.hear(BEN.identity, noteFor(three, AB, BT));
    return vouching;
  };

  it('goes to everybody once all have said the same, and once only', async () => {
    const vouching = told();
    const { vouching: result, notes } = await asAnchor(vouching);
    expect(result.state).to.equal('agreed');
    const note = noteFor(three, AB, AT, BT);
    expect(notes).to.deep.equal([
      { to: ANNA.identity, note },
      { to: BEN.identity, note },
    ]);
    expect((await asAnchor(vouching)).notes).to.deep.equal([]);
  });

  it('is not given for what was said of other people, in the same places', async () => {
    const vouching = told();
    vouching.hear(BEN.identity, noteFor(other, AB, BT));
    const { vouching: result, code, notes } = await asAnchor(vouching);
    expect(result).to.deep.equal({ state: 'open' });
    expect(code).to.equal(null);
    expect(notes).to.deep.equal([]);
  });

  it('is withdrawn when there is a new channel, until both ends say so', async () => {
    const vouching = told();
    await asAnchor(vouching);
    expect((await asAnchor(vouching, 9)).vouching).to.deep.equal({
      state: 'differ',
      between: [BEN.identity, ANCHOR.identity],
    });
    vouching.hear(BEN.identity, noteFor(three, AB, pair(1, 2, 9)));
    const again = await asAnchor(vouching, 9);
    expect(again.vouching.state).to.equal('agreed');
    expect(again.notes).to.have.lengthOf(2);
  });

  it('is asked for by each member, with their own pairs', async () => {
    const { vouching, notes } = await asAnna(new GroupVouching(ANNA.identity));
    expect(vouching).to.deep.equal({ state: 'open' });
    expect(notes).to.deep.equal([{ to: ANCHOR.identity, note: noteFor(three, AB, AT) }]);
  });

  it('counts for the people on screen, and from the anchor alone', async () => {
    const vouching = new GroupVouching(ANNA.identity);
    vouching.hear(ANCHOR.identity, noteFor(other, AB, AT, BT));
    expect((await asAnna(vouching)).vouching).to.deep.equal({ state: 'open' });
    vouching.hear(BEN.identity, noteFor(three, AB, AT, BT));
    expect((await asAnna(vouching)).vouching).to.deep.equal({ state: 'open' });
    vouching.hear(ANCHOR.identity, noteFor(three, AB, AT, BT));
    const { vouching: result, code } = await asAnna(vouching);
    expect(result.state).to.equal('agreed');
    const anchors = (await asAnchor(told())).code;
    expect(sameBytes(code!, anchors!)).to.equal(true);
  });

  it('is held against what a member knows of their own pairs', async () => {
    const vouching = new GroupVouching(ANNA.identity);
    vouching.hear(ANCHOR.identity, noteFor(three, pair(0, 1, 9), AT, BT));
    const { vouching: result, code } = await asAnna(vouching);
    expect(result).to.deep.equal({ state: 'differ', between: [ANNA.identity, BEN.identity] });
    expect(code).to.equal(null);
  });
});
