import { expect } from '@open-wc/testing';
import { toHex, utf8 } from '../../../src/core/encryption/encoding.js';
import { MAX_RUNS } from '../../../src/core/encryption/key-agreement.js';
import type { Party } from '../../../src/core/encryption/party.js';
import { isEnvelope } from '../../../src/core/encryption/sealed-envelope.js';
import { ANCHOR, ANNA, BEN, CLEO } from './support/epoch-page.js';
import { Room, type Page } from './support/room.js';

const EIGHT: readonly Party[] = [
  ...Array.from({ length: 7 }, (_, count): Party => ({ identity: `p-${count}`, role: 'client' })),
  ANCHOR,
];

const codeWith = (page: Page, other: Party): string => {
  const agreed = page.told('agreed').findLast((event) => event.with === other.identity);
  if (!agreed) throw new Error('They do not agree.');
  return toHex(agreed.code);
};

/** Without what came twice: where both begin at the same time, a commitment does. */
const refusals = (page: Page): readonly string[] =>
  page
    .told('refused')
    .filter(({ reason }) => reason !== 'repeated')
    .map(({ from, reason }) => `${from}: ${reason}`);

/** That everybody opens what everybody else sends now, and nothing else can be meant by it. */
const expectToOpenEachOther = async (room: Room, people: readonly Party[]): Promise<void> => {
  for (const one of people) {
    const key = await room.page(one).uses();
    expect(key).not.to.equal(null);
    for (const other of people)
      if (other !== one) expect(await room.page(other).opens(one.identity)).to.include(key);
  }
};

describe('the encryption of a room', () => {
  for (const people of [[ANNA, ANCHOR], [ANNA, BEN, ANCHOR], EIGHT]) {
    describe(`of ${people.length}`, () => {
      let room: Room;

      before(async () => {
        room = await Room.of(...people);
      });

      it('has one code for each two, on both pages', () => {
        const codes = new Set<string>();
        for (const one of people)
          for (const other of people) {
            if (one === other) continue;
            expect(codeWith(room.page(one), other)).to.equal(codeWith(room.page(other), one));
            codes.add(codeWith(room.page(one), other));
          }
        expect(codes.size).to.equal((people.length * (people.length - 1)) / 2);
      });

      it('gives everybody the key of everybody else', async () => {
        await expectToOpenEachOther(room, people);
        const keys = await Promise.all(people.map((party) => room.page(party).uses()));
        expect(new Set(keys).size).to.equal(people.length);
      });

      it('carries what people say to whom they say it, once, and nobody else reads it', async () => {
        const [one, other] = [people[0]!, people.at(-1)!];
        const before = room.said.length;
        await room.say(one, 'only for you', other);
        expect(room.said.length - before).to.equal(1);
        await room.settle();
        for (const party of people) {
          const expected = party === other ? [`${one.identity}: only for you`] : [];
          expect(room.page(party).read).to.deep.equal(expected);
        }
        expect(room.page(one).told('acknowledged')).to.have.lengthOf(1);
      });

      it('has a group code that is the same for all, where there are three or more', () => {
        const codes = people.map((party) => {
          const last = room.page(party).told('vouching').at(-1);
          return last?.state === 'agreed' ? toHex(last.code) : (last?.state ?? 'none');
        });
        expect(new Set(codes).size).to.equal(1);
        if (people.length === 2) expect(codes[0]).to.equal('none');
        else expect(codes[0]).to.match(/^[0-9a-f]{64}$/);
      });

      it('refused nothing on the way', () => {
        for (const party of people) expect(refusals(room.page(party))).to.deep.equal([]);
      });
    });
  }

  describe('gives', () => {
    it('a newcomer nothing of what was before', async () => {
      const room = await Room.of(ANNA, ANCHOR);
      await room.say(ANNA, 'before', ANCHOR);
      await room.settle();
      const earlier = new Set([
        ...(await room.page(ANNA).used()).values(),
        ...(await room.page(ANCHOR).used()).values(),
      ]);
      room.open(BEN);
      await room.meet(ANNA, BEN, ANCHOR);
      await room.show(ANNA, BEN, ANCHOR);
      await expectToOpenEachOther(room, [ANNA, BEN, ANCHOR]);
      for (const { identity } of [ANNA, ANCHOR])
        for (const key of await room.page(BEN).givenBy(identity)) expect(earlier.has(key)).to.equal(false);
      // Everything that was ever carried, handed over once more.
      for (const message of [...room.said]) await room.deliver({ ...message, to: BEN.identity });
      expect(room.page(BEN).read).to.deep.equal([]);
    });

    it('whoever left nothing of what comes after, from the same moment on', async () => {
      const room = await Room.of(ANNA, BEN, ANCHOR);
      const ben = room.page(BEN);
      // Ben's page stays, and keeps on listening to everything.
      for (const party of [ANNA, ANCHOR]) {
        const before = await room.page(party).uses();
        await room.page(party).group.show([ANNA, ANCHOR], room.at);
        expect(await room.page(party).uses(), 'at once').not.to.equal(before);
      }
      await room.settle();
      await room.say(ANNA, 'after', ANCHOR);
      await room.settle();
      for (const party of [ANNA, ANCHOR])
        expect(await ben.givenBy(party.identity)).not.to.include(await room.page(party).uses());
      for (const message of [...room.said]) await room.deliver({ ...message, to: BEN.identity });
      expect(ben.read).to.deep.equal([]);
      await expectToOpenEachOther(room, [ANNA, ANCHOR]);
    });

    it('nobody the keys of whoever left any longer', async () => {
      const room = await Room.of(ANNA, BEN, ANCHOR);
      await room.page(ANNA).group.show([ANNA, ANCHOR], room.at);
      expect(await room.page(ANNA).opens(BEN.identity)).to.deep.equal([]);
      const other = await Room.of(ANNA, BEN, ANCHOR);
      await other.page(ANNA).group.part(BEN.identity, other.at);
      expect(await other.page(ANNA).opens(BEN.identity)).to.deep.equal([]);
    });

    it('new keys when they are asked for, and every ten minutes', async () => {
      const room = await Room.of(ANNA, ANCHOR);
      const before = [await room.page(ANNA).uses(), await room.page(ANCHOR).uses()];
      await room.page(ANNA).group.renew(room.at);
      await room.settle();
      const renewed = [await room.page(ANNA).uses(), await room.page(ANCHOR).uses()];
      await expectToOpenEachOther(room, [ANNA, ANCHOR]);
      await room.pass(600_000);
      await room.settle();
      await expectToOpenEachOther(room, [ANNA, ANCHOR]);
      const later = [await room.page(ANNA).uses(), await room.page(ANCHOR).uses()];
      expect(new Set([...before, ...renewed, ...later]).size).to.equal(6);
    });

    it('a page that was loaded again the keys that are in use, and another code', async () => {
      const room = await Room.of(ANNA, BEN, ANCHOR);
      const before = codeWith(room.page(ANCHOR), ANNA);
      room.open(ANNA);
      for (const other of [BEN, ANCHOR]) await room.page(ANNA).group.meet(other, room.at);
      await room.settle();
      await room.page(ANNA).group.show([ANNA, BEN, ANCHOR], room.at);
      await room.settle();
      await expectToOpenEachOther(room, [ANNA, BEN, ANCHOR]);
      expect(codeWith(room.page(ANCHOR), ANNA)).not.to.equal(before);
      expect(codeWith(room.page(ANCHOR), ANNA)).to.equal(codeWith(room.page(ANNA), ANCHOR));
      await room.say(ANNA, 'here again', ANCHOR);
      await room.settle();
      expect(room.page(ANCHOR).read).to.deep.equal([`${ANNA.identity}: here again`]);
    });
  });

  describe('carries what was said', () => {
    it('before there is anybody, as soon as they are', async () => {
      const room = new Room();
      for (const party of [ANNA, ANCHOR]) room.open(party);
      expect(await room.say(ANNA, 'nobody', ANCHOR)).to.deep.equal([ANCHOR.identity]);
      await room.page(ANNA).group.meet(ANCHOR, 0);
      expect(await room.say(ANNA, 'somebody', ANCHOR)).to.deep.equal([]);
      await room.page(ANCHOR).group.meet(ANNA, 0);
      await room.settle();
      expect(room.page(ANCHOR).read).to.deep.equal([`${ANNA.identity}: somebody`]);
    });

    it('and was lost, under the next key', async () => {
      const room = await Room.of(ANNA, ANCHOR);
      await room.say(ANNA, 'one', ANCHOR);
      room.underWay.length = 0;
      await room.say(ANNA, 'two', ANCHOR);
      await room.settle();
      expect(refusals(room.page(ANCHOR))).to.deep.equal([`${ANNA.identity}: gap`]);
      expect(room.page(ANCHOR).read).to.deep.equal([`${ANNA.identity}: one`, `${ANNA.identity}: two`]);
      expect(room.page(ANCHOR).told('agreed')[0]?.runs).to.equal(1);
    });

    it('and was lost before there was an epoch, through another run', async () => {
      const room = new Room();
      for (const party of [ANNA, ANCHOR]) room.open(party);
      await room.meet(ANNA, ANCHOR);
      await room.say(ANNA, 'one', ANCHOR);
      room.underWay.length = 0;
      await room.say(ANNA, 'two', ANCHOR);
      await room.settle();
      expect(room.page(ANCHOR).read).to.deep.equal([`${ANNA.identity}: one`, `${ANNA.identity}: two`]);
      expect(room.page(ANCHOR).told('agreed').at(-1)?.runs).to.equal(2);
    });

    it('to and from somebody who waits, while keys change for those who are in', async () => {
      const room = await Room.of(ANNA, ANCHOR);
      room.open(BEN);
      await room.meet(ANCHOR, BEN);
      await room.page(ANCHOR).group.renew(room.at);
      await room.settle();
      await room.say(ANCHOR, 'one moment, please', BEN);
      await room.say(BEN, 'I am here', ANCHOR);
      await room.settle();
      expect(room.page(BEN).read).to.deep.equal([`${ANCHOR.identity}: one moment, please`]);
      expect(room.page(ANCHOR).read).to.deep.equal([`${BEN.identity}: I am here`]);
      expect(room.page(BEN).told('install-key')).to.deep.equal([]);
    });

    it('and acknowledges it once more, when the acknowledgement was lost', async () => {
      const room = await Room.of(ANNA, ANCHOR);
      await room.say(ANNA, 'one', ANCHOR);
      await room.deliver(room.underWay.shift()!);
      room.underWay.length = 0;
      await room.page(ANNA).group.renew(room.at);
      await room.settle();
      expect(room.page(ANNA).told('acknowledged')).to.have.lengthOf(1);
      expect(room.page(ANCHOR).read).to.deep.equal([`${ANNA.identity}: one`]);
      // From here on nothing is owed to anybody.
      const before = room.said.length;
      await room.page(ANNA).group.renew(room.at);
      await room.settle();
      expect(room.said.slice(before).filter(({ bytes }) => isEnvelope(bytes))).to.deep.equal([]);
    });

    it('in passing, only to whoever can read it now', async () => {
      const room = await Room.of(ANNA, ANCHOR);
      await room.page(ANNA).group.pass(utf8('a key frame, please'), [ANCHOR.identity, 'p-nobody']);
      await room.settle();
      expect(room.page(ANCHOR).read).to.deep.equal([`${ANNA.identity}: a key frame, please`]);
    });

    it('in order also while keys change', async () => {
      const room = await Room.of(ANNA, ANCHOR);
      for (let count = 0; count < 12; count += 1) {
        await room.say(ANNA, `${count}`, ANCHOR);
        if (count % 3 === 0) await room.page(ANCHOR).group.renew(room.at);
        if (count % 4 === 0) await room.settle();
      }
      await room.settle();
      const expected = Array.from({ length: 12 }, (_, count) => `${ANNA.identity}: ${count}`);
      expect(room.page(ANCHOR).read).to.deep.equal(expected);
    });
  });

  describe('takes nothing', () => {
    it('that somebody else has sealed, whoever is said to have sent it', async () => {
      const room = await Room.of(ANNA, BEN, ANCHOR);
      await room.say(ANNA, 'from Anna', ANCHOR);
      const sealed = room.said.at(-1);
      room.underWay.length = 0;
      await room.deliver({ ...sealed!, from: BEN.identity });
      await room.deliver({ ...sealed!, to: BEN.identity });
      await room.deliver({ ...sealed!, to: ANNA.identity, from: ANCHOR.identity });
      await room.deliver({ ...sealed!, from: 'p-stranger' });
      expect(refusals(room.page(ANCHOR))).to.deep.equal([
        `${BEN.identity}: forged`,
        'p-stranger: unknown-sender',
      ]);
      expect(refusals(room.page(BEN))).to.deep.equal([`${ANNA.identity}: forged`]);
      expect(refusals(room.page(ANNA))).to.deep.equal([`${ANCHOR.identity}: forged`]);
      await room.deliver(sealed!);
      expect(room.page(ANCHOR).read).to.deep.equal([`${ANNA.identity}: from Anna`]);
    });

    it('of a person who is met in another role', async () => {
      const room = new Room();
      for (const party of [ANNA, ANCHOR]) room.open(party);
      await room.page(ANNA).group.meet({ ...ANCHOR, role: 'client' }, 0);
      await room.page(ANCHOR).group.meet(ANNA, 0);
      await room.settle();
      expect(room.page(ANNA).told('agreed')).to.deep.equal([]);
      expect(new Set(refusals(room.page(ANCHOR)))).to.deep.equal(
        new Set([`${ANNA.identity}: wrong-context`]),
      );
      // As soon as both mean the same, they agree.
      await room.meet(ANNA, ANCHOR);
      expect(codeWith(room.page(ANNA), ANCHOR)).to.equal(codeWith(room.page(ANCHOR), ANNA));
    });

    it('of whoever is gone, and counts their runs on', async () => {
      const room = await Room.of(ANNA, ANCHOR);
      await room.say(ANNA, 'too late', ANCHOR);
      await room.page(ANCHOR).group.part(ANNA.identity, room.at);
      await room.settle();
      expect(room.page(ANCHOR).read).to.deep.equal([]);
      expect(refusals(room.page(ANCHOR))).to.deep.equal([`${ANNA.identity}: unknown-sender`]);
      await room.meet(ANNA, ANCHOR);
      expect(room.page(ANCHOR).told('agreed').at(-1)?.runs).to.be.above(1);
    });

    it('of a ninth person, or of ids that cannot be ones', async () => {
      const room = await Room.of(...EIGHT);
      const page = room.page(ANCHOR);
      const before = room.said.length;
      await page.group.meet({ identity: 'p-ninth', role: 'client' }, 0);
      await page.group.meet({ identity: 'not one', role: 'client' }, 0);
      await page.group.meet(ANCHOR, 0);
      await page.group.show([...EIGHT, { identity: 'p-ninth', role: 'client' }], 0);
      expect(room.said.length).to.equal(before);
    });
  });

  it('raises an alarm and says nothing more when somebody gives out keys for a person who is not on screen', async () => {
    const room = await Room.of(ANNA, ANCHOR);
    const anchor = room.page(ANCHOR);
    // Anna's page is made to believe that Cleo is here, too.
    await room.page(ANNA).group.show([ANNA, CLEO, ANCHOR], room.at);
    await room.page(ANNA).group.renew(room.at);
    await room.settle();
    const key = await anchor.uses();
    await room.pass(4_999);
    await room.settle();
    expect(anchor.told('alarm')).to.deep.equal([]);
    expect(await anchor.uses()).to.equal(key);
    await room.pass(1);
    expect(anchor.told('alarm')).to.deep.equal([{ type: 'alarm', from: ANNA.identity }]);
    expect(await anchor.uses()).to.equal(null);
    // Whatever happens from here on, nothing of this person leaves the page, and no key is taken.
    const [said, told] = [room.said.length, anchor.events.length];
    expect(await room.say(ANCHOR, 'hello', ANNA)).to.deep.equal([ANNA.identity]);
    await anchor.group.pass(utf8('hello'), [ANNA.identity]);
    await anchor.group.renew(room.at);
    await anchor.group.show([ANNA, ANCHOR], room.at);
    await anchor.group.meet(ANNA, room.at);
    await room.page(ANNA).group.meet(ANCHOR, room.at);
    await room.page(ANNA).group.show([ANNA, ANCHOR], room.at);
    await room.settle();
    await room.pass(600_000);
    await room.settle();
    expect(room.said.slice(said).filter(({ from }) => from === ANCHOR.identity)).to.deep.equal([]);
    expect(anchor.events.slice(told)).to.deep.equal([]);
  });

  it('notices somebody in between two clients, though everybody compares with the therapist alone', async () => {
    const room = new Room();
    for (const party of [ANNA, BEN, ANCHOR]) room.open(party);
    // Whoever carries the messages of these two answers each of them in the other's place.
    const asBen = new Room();
    const asAnna = new Room();
    const between = new Map([
      [ANNA.identity, { place: asBen, self: asBen.open(BEN), victim: ANNA }],
      [BEN.identity, { place: asAnna, self: asAnna.open(ANNA), victim: BEN }],
    ]);
    for (const { self, victim } of between.values()) await self.group.meet(victim, 0);
    for (const one of [ANNA, BEN, ANCHOR])
      for (const other of [ANNA, BEN, ANCHOR]) if (one !== other) await room.page(one).group.meet(other, 0);
    const isTheirs = (from: string, to: string): boolean =>
      from !== ANCHOR.identity && to !== ANCHOR.identity;
    const carry = async (): Promise<void> => {
      for (let busy = true; busy;) {
        busy = false;
        for (const message of room.underWay.splice(0)) {
          busy = true;
          if (isTheirs(message.from, message.to))
            await between.get(message.from)!.self.group.receive(message.from, message.bytes, 0);
          else await room.deliver(message);
        }
        for (const { place } of between.values())
          for (const message of place.underWay.splice(0)) {
            busy = true;
            await room.deliver(message);
          }
      }
    };
    await carry();
    for (const party of [ANNA, BEN, ANCHOR]) await room.page(party).group.show([ANNA, BEN, ANCHOR], 0);
    await carry();
    expect(codeWith(room.page(ANNA), BEN)).not.to.equal(codeWith(room.page(BEN), ANNA));
    expect(room.page(ANCHOR).told('vouching').at(-1)).to.deep.equal({
      type: 'vouching',
      state: 'differ',
      between: [ANNA.identity, BEN.identity],
    });
    for (const party of [ANNA, BEN])
      expect(room.page(party).told('vouching').at(-1)).to.deep.equal({ type: 'vouching', state: 'open' });
  });

  it('has no sixth run with anybody, and says so', async () => {
    const room = await Room.of(ANNA, ANCHOR);
    for (let run = 2; run <= MAX_RUNS; run += 1) {
      await room.page(ANNA).group.meet(ANCHOR, room.at);
      await room.settle();
    }
    expect(room.page(ANNA).told('agreed').at(-1)?.runs).to.equal(MAX_RUNS);
    expect(room.page(ANNA).told('exhausted')).to.deep.equal([]);
    await room.page(ANNA).group.meet(ANCHOR, room.at);
    expect(room.page(ANNA).told('exhausted')).to.deep.equal([{ type: 'exhausted', with: ANCHOR.identity }]);
    // What stands goes on standing.
    await room.say(ANNA, 'still here', ANCHOR);
    await room.settle();
    expect(room.page(ANCHOR).read).to.deep.equal([`${ANNA.identity}: still here`]);
  });

  it('does nothing any more after its end', async () => {
    const room = await Room.of(ANNA, ANCHOR);
    const anna = room.page(ANNA);
    await anna.group.end();
    const [said, told] = [room.said.length, anna.events.length];
    expect(await room.say(ANNA, 'late', ANCHOR)).to.deep.equal([ANCHOR.identity]);
    await anna.group.pass(utf8('late'), [ANCHOR.identity]);
    await anna.group.meet(ANCHOR, 0);
    await anna.group.show([ANNA, ANCHOR], 0);
    await anna.group.renew(0);
    await anna.group.receive(ANCHOR.identity, new Uint8Array(51), 0);
    await room.pass(600_000);
    expect(room.said.slice(said).filter(({ from }) => from === ANNA.identity)).to.deep.equal([]);
    expect(anna.events.slice(told)).to.deep.equal([]);
  });
});
