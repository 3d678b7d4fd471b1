import { expect } from '@open-wc/testing';
import type { Party } from '../../../src/core/encryption/party.js';
import { anchorOf, MAX_MEMBERS, rosterOf } from '../../../src/core/encryption/roster.js';
import { ANCHOR, ANNA, BEN, rosterFor } from './support/epoch-page.js';
import { PLACE } from './support/two-pages.js';

const crowd = (count: number): readonly Party[] =>
  Array.from({ length: count }, (_, index): Party => ({ identity: `p-${index}`, role: 'client' }));

describe('the roster of a room', () => {
  it('is the same in whatever order people are named', async () => {
    const one = await rosterFor(ANNA, BEN, ANCHOR);
    expect(await rosterFor(ANCHOR, BEN, ANNA)).to.deep.equal(one);
    expect(one.members).to.deep.equal([ANNA, BEN, ANCHOR]);
  });

  it('has another hash for each other person, role, room and appointment', async () => {
    const hashes = [
      await rosterOf(PLACE, [ANNA, ANCHOR]),
      await rosterOf(PLACE, [BEN, ANCHOR]),
      await rosterOf(PLACE, [ANNA, BEN, ANCHOR]),
      await rosterOf(PLACE, [ANCHOR]),
      await rosterOf(PLACE, [{ ...ANNA, role: 'therapist' }, ANCHOR]),
      await rosterOf({ ...PLACE, room: 'another-room' }, [ANNA, ANCHOR]),
      await rosterOf({ ...PLACE, appointment: 'another-appointment' }, [ANNA, ANCHOR]),
    ].map((roster) => roster?.hash);
    expect(new Set(hashes).size).to.equal(hashes.length);
    for (const hash of hashes) expect(hash).to.match(/^[0-9a-f]{64}$/);
  });

  it('is none with more than eight people, with one of them twice, or with an id that cannot be one', async () => {
    expect((await rosterOf(PLACE, crowd(MAX_MEMBERS)))?.members).to.have.lengthOf(8);
    expect(await rosterOf(PLACE, crowd(MAX_MEMBERS + 1))).to.equal(null);
    expect(await rosterOf(PLACE, [ANNA, { ...ANNA, role: 'therapist' }])).to.equal(null);
    expect(await rosterOf(PLACE, [ANNA, { identity: 'two words', role: 'client' }])).to.equal(null);
  });

  it('has the first therapist for its anchor, or else the first person', () => {
    const second: Party = { identity: 'p-99', role: 'therapist' };
    expect(anchorOf([ANNA, BEN, ANCHOR, second])).to.equal(ANCHOR.identity);
    expect(anchorOf([ANNA, BEN])).to.equal(ANNA.identity);
    expect(anchorOf([])).to.equal(null);
  });
});
