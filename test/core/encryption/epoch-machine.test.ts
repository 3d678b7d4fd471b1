import { expect } from '@open-wc/testing';
import type { EpochEffect, EpochInput } from '../../../src/core/encryption/epoch-state.js';
import type { Party } from '../../../src/core/encryption/party.js';
import type { Roster } from '../../../src/core/encryption/roster.js';
import { ANCHOR, ANNA, BEN, CLEO, EpochPage, rosterFor } from './support/epoch-page.js';

const LATER = 100_000;
const TEN_MINUTES = 600_000;

const told = (from: Party, epoch: number, roster: Roster, at = 0): EpochInput => ({
  type: 'secret-told',
  from: from.identity,
  epoch,
  roster: roster.hash,
  at,
});
const installed = (from: Party, epoch: number): EpochInput => ({
  type: 'installed',
  from: from.identity,
  epoch,
});
const newest = (from: Party, epoch: number): EpochInput => ({
  type: 'newest-told',
  from: from.identity,
  epoch,
  at: LATER,
});
const tick = (at: number): EpochInput => ({ type: 'tick', at });

const make = (epoch: number, roster: Roster, ...to: readonly Party[]): EpochEffect => ({
  type: 'make',
  epoch,
  to: to.map(({ identity }) => identity),
  roster: roster.hash,
});
const install = (from: Party, epoch: number): EpochEffect => ({
  type: 'install',
  from: from.identity,
  epoch,
});
const drop = (from: Party, epoch: number): EpochEffect => ({ type: 'drop', from: from.identity, epoch });
const discard = (from: Party, epoch: number): EpochEffect => ({
  type: 'discard',
  from: from.identity,
  epoch,
});
const switchTo = (epoch: number): EpochEffect => ({ type: 'switch', epoch });
const tellNewest = (to: Party, epoch: number): EpochEffect => ({
  type: 'tell-newest',
  to: to.identity,
  epoch,
});

const ahead = (roster: Roster | null, at = 0): EpochInput => ({ type: 'ahead', roster, at });
const shown = (roster: Roster, at = 0): EpochInput => ({ type: 'roster', roster, at });

describe('the epochs of a room', () => {
  let two: Roster;
  let three: Roster;

  before(async () => {
    two = await rosterFor(ANNA, ANCHOR);
    three = await rosterFor(ANNA, BEN, ANCHOR);
  });

  /** Two people in their first epoch, both keys in use. */
  const settled = (self: Party = ANCHOR): EpochPage => {
    const page = new EpochPage(self);
    const other = self === ANCHOR ? ANNA : ANCHOR;
    page.meet(two);
    page.tell(told(other, 1, two), installed(other, 1));
    return page;
  };

  describe('begin', () => {
    it('not while nobody else is here', async () => {
      const page = new EpochPage(ANCHOR);
      const alone = await rosterFor(ANCHOR);
      expect(page.tell({ type: 'roster', roster: alone, at: 0 })).to.deep.equal([{ type: 'silence' }]);
      expect(page.tell({ type: 'renew', at: 0 }, tick(LATER))).to.deep.equal([]);
    });

    it('not while this person is not shown themselves', () => {
      const page = new EpochPage(BEN);
      expect(page.meet(two)).to.deep.equal([{ type: 'silence' }]);
      expect(page.tell({ type: 'renew', at: 0 }, told(ANCHOR, 1, two), tick(LATER))).to.deep.equal([]);
    });

    it('when somebody comes, on the page of the anchor alone', () => {
      expect(new EpochPage(ANCHOR).meet(two)).to.deep.equal([make(1, two, ANNA)]);
      expect(new EpochPage(ANNA).meet(two)).to.deep.equal([]);
      const page = settled();
      page.tell({ type: 'linked', with: BEN.identity, at: LATER });
      expect(page.tell({ type: 'roster', roster: three, at: LATER })).to.deep.equal([
        make(2, three, ANNA, BEN),
      ]);
    });

    it('where there is no therapist, on the page of the lowest identity', async () => {
      const clients = await rosterFor(ANNA, BEN);
      expect(new EpochPage(ANNA).meet(clients)).to.deep.equal([make(1, clients, BEN)]);
      expect(new EpochPage(BEN).meet(clients)).to.deep.equal([]);
    });

    it('when somebody leaves, on every page and without waiting for anybody', () => {
      for (const self of [ANNA, ANCHOR]) {
        const page = new EpochPage(self);
        const other = self === ANNA ? ANCHOR : ANNA;
        page.meet(three);
        page.tell(told(other, 1, three), told(BEN, 1, three), installed(other, 1), installed(BEN, 1));
        expect(page.state.sending?.epoch).to.equal(1);
        expect(page.tell({ type: 'roster', roster: two, at: LATER })).to.deep.equal([
          drop(BEN, 0),
          drop(BEN, 1),
          make(2, two, other),
          switchTo(2),
        ]);
      }
    });

    it('when the page asks for it, as after a pause', () => {
      for (const self of [ANNA, ANCHOR]) {
        const other = self === ANNA ? ANCHOR : ANNA;
        expect(settled(self).tell({ type: 'renew', at: LATER })).to.deep.equal([make(2, two, other)]);
      }
    });

    it('ten minutes after the one before, on the page of the anchor alone', () => {
      const page = settled();
      expect(page.tell(tick(TEN_MINUTES - 1))).to.deep.equal([drop(ANNA, 0)]);
      expect(page.tell(tick(TEN_MINUTES))).to.deep.equal([make(2, two, ANNA)]);
      page.tell(told(ANNA, 2, two, TEN_MINUTES), installed(ANNA, 2));
      expect(page.tell(tick(2 * TEN_MINUTES - 1))).to.deep.equal([drop(ANNA, 1)]);
      expect(page.tell(tick(2 * TEN_MINUTES))).to.deep.equal([make(3, two, ANNA)]);
      const client = settled(ANNA);
      client.tell(tick(LATER));
      expect(client.tell(tick(10 * TEN_MINUTES))).to.deep.equal([]);
    });

    it('no more at the end of all numbers, and then nothing is sent at all', () => {
      const last = 0xffff_fff0;
      const page = settled();
      // As if somebody had counted up, in the steps that are allowed.
      page.state = { ...page.state, newest: last - 1, heard: { [ANNA.identity]: last - 1 } };
      page.tell(told(ANNA, last, two), installed(ANNA, last));
      expect(page.state.sending?.epoch).to.equal(last);
      page.tell({ type: 'linked', with: BEN.identity, at: 0 });
      expect(page.tell({ type: 'roster', roster: three, at: 0 })).to.deep.equal([{ type: 'silence' }]);
      expect(page.state.sending).to.equal(null);
      expect(page.tell(tick(LATER)).filter(({ type }) => type === 'switch')).to.deep.equal([]);
    });

    it('with what somebody else has begun', () => {
      const page = new EpochPage(ANNA);
      page.meet(two);
      expect(page.tell(told(ANCHOR, 7, two))).to.deep.equal([install(ANCHOR, 7), make(7, two, ANCHOR)]);
    });

    it('for those alone with whom there is a channel, and for the others once there is one', () => {
      const page = new EpochPage(ANCHOR);
      page.tell({ type: 'linked', with: ANNA.identity, at: 0 });
      expect(page.tell({ type: 'roster', roster: three, at: 0 })).to.deep.equal([make(1, three, ANNA)]);
      expect(page.tell({ type: 'linked', with: BEN.identity, at: 0 })).to.deep.equal([
        { type: 'share', epoch: 1, to: BEN.identity, roster: three.hash },
      ]);
    });

    it('and are never given to whoever came after them', () => {
      const page = settled(ANNA);
      page.tell({ type: 'roster', roster: three, at: LATER });
      expect(page.tell({ type: 'linked', with: BEN.identity, at: LATER })).to.deep.equal([]);
    });

    it('and are not given to whoever is gone', () => {
      const page = settled();
      page.tell({ type: 'unlinked', with: ANNA.identity });
      expect(page.tell({ type: 'renew', at: LATER })).to.deep.equal([make(2, two)]);
    });
  });

  describe('are taken', () => {
    it('from a person on screen, with the people on screen, and only upwards', () => {
      const table: readonly [string, EpochInput, readonly EpochEffect[]][] = [
        ['the next one', told(ANNA, 2, two), [install(ANNA, 2), make(2, two, ANNA)]],
        ['the same once more', told(ANNA, 1, two), [discard(ANNA, 1), tellNewest(ANNA, 1)]],
        ['none at all', told(ANNA, 0, two), [discard(ANNA, 0)]],
        ['for other people', told(ANNA, 2, three), []],
        ['of somebody who is not there', told(CLEO, 2, two), []],
        ['beyond all numbers', told(ANNA, 0xffff_fff1, two), [discard(ANNA, 0xffff_fff1)]],
        [
          'as far ahead as may be',
          told(ANNA, 65_537, two),
          [drop(ANNA, 1), install(ANNA, 65_537), make(65_537, two, ANNA)],
        ],
        ['too far ahead', told(ANNA, 65_538, two), [discard(ANNA, 65_538)]],
      ];
      for (const [name, input, expected] of table)
        expect(settled().tell(input), name).to.deep.equal(expected);
    });

    it('within reach also as the very first', () => {
      const table: readonly [number, readonly string[]][] = [
        [65_536, ['install', 'make']],
        [65_537, ['discard']],
      ];
      for (const [epoch, expected] of table) {
        const page = new EpochPage(ANNA);
        page.meet(two);
        expect(page.tell(told(ANCHOR, epoch, two)).map(({ type }) => type)).to.deep.equal(expected);
      }
    });

    it('of whoever fell behind, who is told so', () => {
      const page = settled();
      page.tell({ type: 'renew', at: 0 }, { type: 'renew', at: 0 });
      expect(page.tell(told(ANNA, 2, two))).to.deep.equal([install(ANNA, 2), tellNewest(ANNA, 3)]);
    });

    it('anew from the beginning, when there is a new channel', () => {
      const page = settled();
      expect(page.tell({ type: 'linked', with: ANNA.identity, at: 0 }, told(ANNA, 1, two))).to.deep.equal([
        { type: 'share', epoch: 1, to: ANNA.identity, roster: two.hash },
        install(ANNA, 1),
      ]);
    });

    it('as soon as this page shows the same people', () => {
      const page = settled();
      page.tell({ type: 'linked', with: BEN.identity, at: 0 });
      expect(page.tell(told(ANNA, 2, three), told(BEN, 2, three))).to.deep.equal([]);
      expect(page.tell({ type: 'roster', roster: three, at: 4_999 })).to.deep.equal([
        make(2, three, ANNA, BEN),
        install(ANNA, 2),
        install(BEN, 2),
      ]);
      expect(page.tell(tick(LATER)).filter(({ type }) => type === 'alarm')).to.deep.equal([]);
    });

    it('in their newest form alone, where several were held', () => {
      const page = settled();
      expect(page.tell(told(ANNA, 2, three), told(ANNA, 3, three))).to.deep.equal([discard(ANNA, 2)]);
      expect(page.tell(told(ANNA, 2, three))).to.deep.equal([discard(ANNA, 2), tellNewest(ANNA, 3)]);
    });

    it('no more from whoever left while theirs was held', () => {
      const page = new EpochPage(ANCHOR);
      page.meet(three);
      page.tell(told(BEN, 2, two));
      expect(page.tell({ type: 'roster', roster: two, at: 0 })).to.deep.include(discard(BEN, 2));
      expect(page.tell(tick(LATER)).filter(({ type }) => type === 'alarm')).to.deep.equal([]);
    });
  });

  describe('raise an alarm', () => {
    it('five seconds after somebody gave out keys for other people than are on screen', () => {
      const page = settled();
      page.tell(told(ANNA, 2, three, LATER));
      expect(page.tell(tick(LATER + 4_999)).map(({ type }) => type)).to.deep.equal(['drop']);
      expect(page.tell(tick(LATER + 5_000))).to.deep.equal([
        { type: 'silence' },
        discard(ANNA, 2),
        { type: 'alarm', from: ANNA.identity },
      ]);
      expect(page.state.alarm).to.equal(true);
      expect(page.state.sending).to.equal(null);
    });

    it('also where newer ones for other people follow', () => {
      const page = settled();
      page.tell(told(ANNA, 2, three, 0), told(ANNA, 3, three, 4_000));
      expect(page.tell(tick(5_000)).at(-1)).to.deep.equal({ type: 'alarm', from: ANNA.identity });
    });

    it('not for keys of somebody who is not on screen, until they are', async () => {
      const four = await rosterFor(ANNA, BEN, CLEO, ANCHOR);
      const page = settled();
      page.tell({ type: 'linked', with: BEN.identity, at: 0 }, told(BEN, 2, four, 0));
      expect(page.tell(tick(LATER))).to.deep.equal([drop(ANNA, 0)]);
      page.tell({ type: 'roster', roster: three, at: LATER });
      expect(page.tell(tick(LATER + 4_999)).some(({ type }) => type === 'alarm')).to.equal(false);
      expect(page.tell(tick(LATER + 5_000)).at(-1)).to.deep.equal({ type: 'alarm', from: BEN.identity });
    });

    it('after which nothing is made, used or installed any more', () => {
      const page = settled();
      page.tell(told(ANNA, 2, three, 0), tick(5_000));
      const inputs: readonly EpochInput[] = [
        { type: 'roster', roster: three, at: LATER },
        { type: 'roster', roster: two, at: LATER },
        { type: 'linked', with: ANNA.identity, at: LATER },
        { type: 'renew', at: LATER },
        installed(ANNA, 1),
        newest(ANNA, 9),
        tick(10 * TEN_MINUTES),
      ];
      expect(page.tell(...inputs)).to.deep.equal([]);
      expect(page.tell(told(ANNA, 9, two))).to.deep.equal([discard(ANNA, 9)]);
    });
  });

  describe('are used', () => {
    it('once everybody has said that they have the key', () => {
      const page = new EpochPage(ANCHOR);
      page.meet(three);
      expect(page.tell(installed(ANNA, 1), installed(ANNA, 1))).to.deep.equal([]);
      expect(page.tell(installed(BEN, 1))).to.deep.equal([switchTo(1)]);
    });

    it('a second later at the latest', () => {
      const page = new EpochPage(ANCHOR);
      page.meet(two, LATER);
      expect(page.tell(tick(LATER + 999))).to.deep.equal([]);
      expect(page.tell(tick(LATER + 1_000))).to.deep.equal([switchTo(1)]);
      expect(page.tell(tick(LATER + 2_000), installed(ANNA, 1))).to.deep.equal([]);
    });

    it('not because somebody has another one, or somebody else has it', () => {
      const page = settled();
      page.tell({ type: 'renew', at: LATER });
      expect(page.tell(installed(ANNA, 1), installed(ANNA, 3), installed(BEN, 2))).to.deep.equal([]);
      expect(page.state.sending?.epoch).to.equal(1);
      expect(page.tell(installed(ANNA, 2))).to.deep.equal([switchTo(2)]);
    });

    it('never by fewer people than they were made for', () => {
      const page = settled();
      page.tell({ type: 'renew', at: LATER });
      expect(page.state.sending?.members).to.deep.equal([ANNA.identity]);
      page.tell({ type: 'linked', with: BEN.identity, at: LATER });
      page.tell({ type: 'roster', roster: three, at: LATER }, installed(ANNA, 2), installed(ANNA, 3));
      expect(page.state.sending?.epoch).to.equal(1);
      page.tell(installed(BEN, 3));
      expect(page.state.sending).to.deep.equal({ epoch: 3, members: [ANNA.identity, BEN.identity] });
    });

    it('no more when everybody else has left', async () => {
      const page = settled();
      const alone = await rosterFor(ANCHOR);
      expect(page.tell({ type: 'roster', roster: alone, at: 0 })).to.deep.equal([
        drop(ANNA, 0),
        drop(ANNA, 1),
        { type: 'silence' },
      ]);
      expect(page.state.sending).to.equal(null);
      expect(page.tell(tick(LATER))).to.deep.equal([]);
    });
  });

  describe('are forgotten', () => {
    it('five seconds after a newer one of the same person came', () => {
      const page = settled();
      page.tell(tick(LATER), told(ANNA, 2, two, LATER));
      expect(page.tell(tick(LATER + 4_999))).not.to.deep.include(drop(ANNA, 1));
      expect(page.tell(tick(LATER + 5_000))).to.deep.include(drop(ANNA, 1));
      expect(page.state.keys).to.deep.equal([{ from: ANNA.identity, epoch: 2, expiresAt: null }]);
    });

    it('no later because of others that follow', () => {
      const page = settled();
      page.tell(tick(LATER), told(ANNA, 2, two, LATER), told(ANNA, 3, two, LATER + 4_000));
      expect(page.tell(tick(LATER + 5_000))).to.deep.include(drop(ANNA, 1));
    });

    it('at once when a newer one takes their place among the sixteen', () => {
      const page = settled();
      expect(page.tell(told(ANNA, 17, two, 0))).to.deep.equal([
        drop(ANNA, 1),
        install(ANNA, 17),
        make(17, two, ANNA),
      ]);
      expect(page.tell(tick(5_000)).filter(({ type }) => type === 'drop')).to.deep.equal([drop(ANNA, 0)]);
    });
  });

  describe('find together again', () => {
    it('when somebody is told of a higher one', () => {
      expect(settled().tell(newest(ANNA, 5))).to.deep.equal([make(6, two, ANNA)]);
    });

    it('but not for what is not higher, out of reach, or said by a stranger', () => {
      const page = settled();
      expect(page.tell(newest(ANNA, 1), newest(ANNA, 0), newest(ANNA, 65_538), newest(BEN, 5))).to.deep.equal(
        [],
      );
    });

    it('on two pages that begin at the same moment', () => {
      const [anchor, anna] = [settled(), settled(ANNA)];
      anchor.tell({ type: 'renew', at: LATER });
      anna.tell({ type: 'renew', at: LATER });
      expect(anchor.tell(told(ANNA, 2, two, LATER))).to.deep.equal([install(ANNA, 2)]);
      expect(anna.tell(told(ANCHOR, 2, two, LATER))).to.deep.equal([install(ANCHOR, 2)]);
      expect(anchor.tell(installed(ANNA, 2))).to.deep.equal([switchTo(2)]);
    });
  });

  describe('made ready ahead of letting in', () => {
    /** Keys of both are installed on both pages, and somebody waits. */
    const ready = (self: Party): EpochPage => {
      const page = new EpochPage(self);
      const other = self === ANCHOR ? ANNA : ANCHOR;
      page.tell({ type: 'linked', with: other.identity, at: 0 });
      page.tell(ahead(two), told(other, 1, two), installed(other, 1));
      return page;
    };

    it('are made, taken and answered, by the anchor first, and used by nobody', () => {
      const anchor = new EpochPage(ANCHOR);
      anchor.tell({ type: 'linked', with: ANNA.identity, at: 0 });
      expect(anchor.tell(ahead(two))).to.deep.equal([make(1, two, ANNA)]);
      expect(
        anchor.tell(told(ANNA, 1, two), installed(ANNA, 1), tick(LATER), tick(TEN_MINUTES)),
      ).to.deep.equal([install(ANNA, 1)]);
      const anna = new EpochPage(ANNA);
      anna.tell({ type: 'linked', with: ANCHOR.identity, at: 0 });
      expect(anna.tell(ahead(two))).to.deep.equal([]);
      expect(anna.tell(told(ANCHOR, 1, two), installed(ANCHOR, 1), tick(LATER))).to.deep.equal([
        install(ANCHOR, 1),
        make(1, two, ANCHOR),
      ]);
      for (const { state } of [anchor, anna]) expect(state.sending).to.equal(null);
    });

    it('are taken also where they came before anybody was expected', () => {
      const page = new EpochPage(ANNA);
      page.tell({ type: 'linked', with: ANCHOR.identity, at: 0 }, told(ANCHOR, 1, two));
      expect(page.tell(ahead(two))).to.deep.equal([install(ANCHOR, 1), make(1, two, ANCHOR)]);
    });

    it('are used in the step in which these people are shown, and only then do older ones age', () => {
      for (const self of [ANCHOR, ANNA]) {
        const page = ready(self);
        const other = self === ANCHOR ? ANNA : ANCHOR;
        expect(page.tell(tick(LATER)), 'what is in use goes on').to.deep.equal([]);
        expect(page.tell(shown(two, LATER))).to.deep.equal([switchTo(1)]);
        expect(page.tell(tick(LATER + 5_000))).to.deep.equal([drop(other, 0)]);
        expect(page.tell(ahead(two, LATER)), 'nobody else is expected').to.deep.equal([]);
      }
    });

    it('are used a second after that at the latest, where the other has not said that they have them', () => {
      const page = new EpochPage(ANCHOR);
      page.tell({ type: 'linked', with: ANNA.identity, at: 0 });
      page.tell(ahead(two), tick(LATER));
      expect(page.tell(shown(two, LATER), tick(LATER + 999))).to.deep.equal([]);
      expect(page.tell(tick(LATER + 1_000))).to.deep.equal([switchTo(1)]);
    });

    it('are dropped, and used for nobody, where others are shown or nobody is expected', async () => {
      const page = ready(ANCHOR);
      page.tell({ type: 'linked', with: BEN.identity, at: 0 });
      const withBen = await rosterFor(BEN, ANCHOR);
      expect(page.tell(shown(withBen))).to.deep.equal([drop(ANNA, 1), make(2, withBen, BEN)]);
      expect(page.state.sending).to.equal(null);
      const waiting = ready(ANNA);
      expect(waiting.tell(ahead(null))).to.deep.equal([drop(ANCHOR, 1)]);
      expect(waiting.tell(shown(two), tick(LATER))).to.deep.equal([]);
      expect(waiting.state.sending).to.equal(null);
    });

    it('are not shared with another page of the same person', () => {
      for (const gone of ['unlinked', 'parted'] as const) {
        const page = ready(ANCHOR);
        page.tell({ type: gone, with: ANNA.identity });
        expect(page.tell({ type: 'linked', with: ANNA.identity, at: 0 }), gone).to.deep.include(
          make(2, two, ANNA),
        );
        expect(page.tell(shown(two)), 'nobody has said that they have these').to.deep.equal([]);
      }
      const waiting = ready(ANNA);
      waiting.tell({ type: 'unlinked', with: ANCHOR.identity });
      expect(waiting.tell({ type: 'linked', with: ANCHOR.identity, at: 0 })).to.deep.include(
        make(2, two, ANCHOR),
      );
    });

    it('are not used for a page with which there is no channel any more', () => {
      const page = ready(ANCHOR);
      page.tell({ type: 'parted', with: ANNA.identity });
      expect(page.tell(shown(two))).to.deep.equal([make(2, two)]);
    });

    it('raise no alarm over other people, since nobody is shown yet', () => {
      const page = ready(ANNA);
      page.tell(told(ANCHOR, 2, three));
      expect(page.tell(tick(LATER))).to.deep.equal([]);
      expect(page.state.alarm).to.equal(false);
    });

    it('are of no interest to whoever is with others', () => {
      const page = settled();
      expect(page.tell(ahead(three, LATER))).to.deep.equal([]);
    });
  });
});
