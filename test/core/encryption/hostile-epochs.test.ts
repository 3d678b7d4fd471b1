import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { EpochEffect, EpochInput } from '../../../src/core/encryption/epoch-state.js';
import type { Party } from '../../../src/core/encryption/party.js';
import type { Roster } from '../../../src/core/encryption/roster.js';
import { ANCHOR, ANNA, BEN, CLEO, EpochPage, rosterFor } from './support/epoch-page.js';

const OTHERS: readonly Party[] = [ANNA, BEN, CLEO];

/** Everything that can happen to the page of the anchor, in any order; times go up by themselves. */
const inputs = (rosters: readonly Roster[]): fc.Arbitrary<readonly EpochInput[]> => {
  const who = fc.constantFrom(...OTHERS.map(({ identity }) => identity));
  const roster = fc.constantFrom(...rosters);
  const epoch = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constantFrom(65_536, 0xffff_fff0, 0xffff_ffff));
  const one = fc.oneof(
    fc.record({ type: fc.constant('roster' as const), roster }),
    fc.record({ type: fc.constant('linked' as const), with: who }),
    fc.record({ type: fc.constant('unlinked' as const), with: who }),
    fc.record({ type: fc.constant('parted' as const), with: who }),
    fc.record({ type: fc.constant('renew' as const) }),
    fc.record({
      type: fc.constant('secret-told' as const),
      from: who,
      epoch,
      roster: roster.map(({ hash }) => hash),
    }),
    fc.record({ type: fc.constant('installed' as const), from: who, epoch }),
    fc.record({ type: fc.constant('newest-told' as const), from: who, epoch }),
    fc.record({ type: fc.constant('tick' as const) }),
  );
  const steps = fc.array(fc.tuple(one, fc.constantFrom(0, 100, 1_000, 6_000, 600_000)), {
    minLength: 20,
    maxLength: 60,
  });
  return steps.map((list) => {
    const clock = { at: 0 };
    return list.map(([input, pause]): EpochInput => {
      clock.at += pause;
      return { ...input, ...clock };
    });
  });
};

const of = <T extends EpochEffect['type']>(
  effects: readonly EpochEffect[],
  type: T,
): readonly Extract<EpochEffect, { readonly type: T }>[] =>
  effects.filter((effect): effect is Extract<EpochEffect, { readonly type: T }> => effect.type === type);

/** What has to hold after each input. */
const judge = (
  page: EpochPage,
  input: EpochInput,
  effects: readonly EpochEffect[],
  wasAlarmed: boolean,
): void => {
  const { state } = page;
  const present = state.roster?.members.map(({ identity }) => identity) ?? [];
  const isPresent = (id: string): boolean => present.includes(id);
  if (wasAlarmed) {
    expect(effects.every(({ type }) => type === 'discard')).to.equal(true);
    return;
  }
  for (const { to, roster } of of(effects, 'make')) {
    expect(roster).to.equal(state.roster?.hash);
    expect(to.every((id) => isPresent(id) && state.linked.includes(id))).to.equal(true);
  }
  for (const { to } of of(effects, 'share')) expect(isPresent(to)).to.equal(true);
  // In use comes what was made last, whatever is made after it in the same step.
  for (const [place, effect] of effects.entries()) {
    if (effect.type !== 'switch') continue;
    const made = of(effects.slice(0, place), 'make').at(-1);
    expect(effect.epoch).to.equal(made?.epoch ?? state.newest);
  }
  for (const { from } of of(effects, 'install')) {
    expect(isPresent(from)).to.equal(true);
    if (input.type === 'secret-told' && input.from === from)
      expect(input.roster).to.equal(state.roster?.hash);
  }
  // Whoever is not on screen has no key in use, and none of theirs is open.
  for (const id of state.sending?.members ?? []) expect(isPresent(id)).to.equal(true);
  for (const { from, epoch } of state.keys) if (epoch > 0) expect(isPresent(from)).to.equal(true);
  if (state.alarm) expect(state.sending).to.equal(null);
};

describe('the epoch machine, whatever happens', () => {
  it('keeps to its rules, and leaves no secret lying about', async () => {
    const rosters = [
      await rosterFor(ANCHOR),
      await rosterFor(ANNA, ANCHOR),
      await rosterFor(ANNA, BEN, ANCHOR),
      await rosterFor(ANNA, BEN, CLEO, ANCHOR),
      await rosterFor(BEN, ANCHOR),
    ];
    let alarms = 0;
    let installs = 0;
    fc.assert(
      fc.property(inputs(rosters), (list) => {
        const page = new EpochPage(ANCHOR);
        for (const input of list) {
          const wasAlarmed = page.state.alarm;
          judge(page, input, page.tell(input), wasAlarmed);
        }
        const made = of(page.effects, 'make').map(({ epoch }) => epoch);
        expect(made).to.deep.equal([...new Set(made)].sort((one, other) => one - other));
        // Each secret that was told is used, thrown away or still held.
        const told = list.filter(({ type }) => type === 'secret-told').length;
        const [used, gone] = [of(page.effects, 'install').length, of(page.effects, 'discard').length];
        expect(used + gone + page.state.held.length).to.equal(told);
        alarms += page.state.alarm ? 1 : 0;
        installs += used;
      }),
      { numRuns: 1_000, seed: 13 },
    );
    expect(alarms).to.be.above(20);
    expect(installs).to.be.above(100);
  });
});
