import { expect } from '@open-wc/testing';
import type { Revealed } from '../../../src/core/encryption/agreement-messages.js';
import { fromHex, sameBytes, toHex, utf8, type Bytes } from '../../../src/core/encryption/encoding.js';
import { KeyAgreement, MAX_RUNS } from '../../../src/core/encryption/key-agreement.js';
import { pairContext, type Party } from '../../../src/core/encryption/party.js';
import { BROWSER_RANDOMNESS } from '../../../src/core/encryption/randomness.js';
import { codePictures, codeWords } from '../../../src/core/encryption/safety-code.js';
import { revealedIn, rightConfirmation, Rogue } from './support/rogue.js';
import { CLIENT, contextOf, PLACE, THERAPIST, TwoPages } from './support/two-pages.js';

const COMMIT = 2;
const REVEAL = 3;

const kindOf = (bytes: Bytes): number | undefined => bytes[1];

const changed = (bytes: Bytes, at: number, value: number): Bytes => {
  const copy = Uint8Array.from(bytes);
  copy[at] = value;
  return copy;
};

const refusedFor = (reason: string): object => ({ type: 'refused', reason });
const failedFor = (reason: string): object => ({ type: 'failed', reason });

describe('the agreement on keys', () => {
  it('ends with the same code, transcript and run on both pages', async () => {
    const [client, therapist] = await (await TwoPages.meet()).agree();
    expect(client.run).to.equal(therapist.run);
    expect(client.transcript).to.deep.equal(therapist.transcript);
    expect(codePictures(client.code)).to.deep.equal(codePictures(therapist.code));
    expect(codeWords(client.code)).to.deep.equal(codeWords(therapist.code));
  });

  it('has another code every time', async () => {
    const pages = await TwoPages.meet();
    const [first] = await pages.agree();
    const [second] = await pages.agree();
    expect(toHex(second.code)).not.to.equal(toHex(first.code));
  });

  it('makes private keys that cannot be read out', async () => {
    const { privateKey } = await BROWSER_RANDOMNESS.keyPair();
    expect(privateKey.extractable).to.equal(false);
  });

  it('can be asked for by either side, or by both at once', async () => {
    for (const beginners of [[0], [1], [0, 1], [1, 0]] as const) {
      const pages = await TwoPages.meet();
      for (const side of beginners) await pages.begin(side);
      await pages.settle();
      const [client, therapist] = pages.agreed();
      expect(client.run).to.equal(therapist.run);
      expect(pages.ends.map(({ runs }) => runs)).to.deep.equal([1, 1]);
    }
  });

  it('shows nothing before the commitment of the other side has come', async () => {
    const pages = await TwoPages.meet();
    const heard = [false, false];
    await pages.begin(0);
    for (let next = pages.underWay.shift(); next; next = pages.underWay.shift()) {
      if (kindOf(next.bytes) === REVEAL) expect(heard[next.from]).to.equal(true);
      const to = next.from === 0 ? 1 : 0;
      if (kindOf(next.bytes) === COMMIT) heard[to] = true;
      await pages.deliver(to, next.bytes);
    }
    expect(heard).to.deep.equal([true, true]);
    const shown = pages.said.filter(({ bytes }) => kindOf(bytes) === REVEAL);
    expect(shown).to.have.lengthOf(2);
  });

  it('never shows the same values for two commitments', async () => {
    const pages = await TwoPages.meet();
    const rogue = await Rogue.facing(pages);
    await pages.deliver(0, await rogue.commitTo(rogue.values.revealed));
    const other = { ...rogue.values.revealed, nonce: new Uint8Array(32) };
    expect(await pages.deliver(0, await rogue.commitTo(other))).to.deep.equal(refusedFor('repeated'));
    expect(pages.underWay).to.have.lengthOf(1);
  });

  it('carries notes in both directions once it stands, and none before', async () => {
    const pages = await TwoPages.meet();
    expect(await pages.ends[0].seal(utf8('early'))).to.equal(null);
    await pages.agree();
    for (const [from, to] of [
      [0, 1],
      [1, 0],
      [0, 1],
    ] as const) {
      const note = utf8(`from ${from}`);
      const outcome = await pages.deliver(to, (await pages.ends[from].seal(note))!);
      expect(outcome).to.deep.equal({ type: 'note', plaintext: note });
    }
  });

  it('seals no note that is empty or larger than four kilobytes', async () => {
    const pages = await TwoPages.meet();
    await pages.agree();
    expect(await pages.ends[0].seal(new Uint8Array(0))).to.equal(null);
    expect(await pages.ends[0].seal(new Uint8Array(4_097))).to.equal(null);
    const largest = await pages.ends[0].seal(new Uint8Array(4_096));
    expect((await pages.deliver(1, largest!)).type).to.equal('note');
  });

  it('begins anew for a page that was loaded again', async () => {
    const pages = await TwoPages.meet();
    const [before] = await pages.agree();
    const again = new TwoPages([
      pages.ends[0],
      new KeyAgreement(await contextOf(THERAPIST, CLIENT), BROWSER_RANDOMNESS),
    ]);
    await again.begin(1);
    expect(again.ends[0].agreed).not.to.equal(null);
    await again.settle();
    const [client, therapist] = again.agreed();
    expect(client.run).to.equal(therapist.run);
    expect(client.run).not.to.equal(before.run);
    expect(again.ends[0].runs).to.equal(2);
  });

  it('finds together again when an answer was lost', async () => {
    const pages = await TwoPages.meet();
    await pages.begin(0);
    await pages.deliver(1, pages.underWay.shift()!.bytes);
    pages.underWay.length = 0;
    // Side 1 waits in a run that side 0 believes unanswered, and asks.
    await pages.begin(1);
    await pages.settle();
    const [client, therapist] = pages.agreed();
    expect(client.run).to.equal(therapist.run);
  });

  it('answers a request that comes again while its answer may be lost, without another run', async () => {
    const pages = await TwoPages.meet();
    await pages.begin(1);
    const request = pages.underWay.shift()!.bytes;
    await pages.deliver(0, request);
    const [answer] = pages.underWay.splice(0);
    expect((await pages.deliver(0, request)).type).to.equal('under-way');
    expect(pages.underWay.map(({ bytes }) => bytes)).to.deep.equal([answer!.bytes]);
    await pages.settle();
    pages.agreed();
    expect(pages.ends[0].runs).to.equal(1);
    expect(await pages.deliver(0, request)).to.deep.equal(refusedFor('repeated'));
  });

  describe('refuses, and goes on undisturbed, when a message', () => {
    /** Between the commitments and the end; what is refused here must not hinder it. */
    const midway = async (): Promise<TwoPages> => {
      const pages = await TwoPages.meet();
      await pages.begin(0);
      await pages.deliver(1, pages.underWay.shift()!.bytes);
      return pages;
    };

    const goesOn = async (pages: TwoPages): Promise<void> => {
      await pages.settle();
      const [client, therapist] = pages.agreed();
      expect(client.run).to.equal(therapist.run);
    };

    it('is of another version', async () => {
      const pages = await midway();
      for (const { from, bytes } of [...pages.said]) {
        const outcome = await pages.deliver(from === 0 ? 1 : 0, changed(bytes, 0, 2));
        expect(outcome).to.deep.equal(refusedFor('wrong-version'));
      }
      await goesOn(pages);
    });

    it('is of a kind or a side that does not exist, or of a wrong length', async () => {
      const pages = await midway();
      const { bytes } = pages.said[1]!;
      const wrong = [
        changed(bytes, 1, 0),
        changed(bytes, 1, 6),
        changed(bytes, 2, 2),
        bytes.slice(0, -1),
        new Uint8Array([...bytes, 0]),
        new Uint8Array(0),
        new Uint8Array(1_000_000).fill(1),
      ];
      for (const message of wrong)
        expect(await pages.deliver(0, message)).to.deep.equal(refusedFor('malformed'));
      await goesOn(pages);
    });

    it('is our own, sent back', async () => {
      const pages = await midway();
      for (const { from, bytes } of [...pages.said])
        expect(await pages.deliver(from, bytes)).to.deep.equal(refusedFor('reflected'));
      await goesOn(pages);
    });

    it('is of another room, appointment, person or role', async () => {
      const stranger: Party = { identity: 'p-stranger', role: 'therapist' };
      const asClient: Party = { ...THERAPIST, role: 'client' };
      const elsewhere = [
        await contextOf(THERAPIST, CLIENT, { ...PLACE, room: 'another-room' }),
        await contextOf(THERAPIST, CLIENT, { ...PLACE, appointment: 'another-appointment' }),
        await contextOf(THERAPIST, { ...CLIENT, identity: 'p-another' }),
        await contextOf(stranger, CLIENT),
        await contextOf(asClient, CLIENT),
        await contextOf(THERAPIST, { ...CLIENT, role: 'therapist' }),
      ];
      const pages = await midway();
      for (const context of elsewhere) {
        const other = new KeyAgreement(context, BROWSER_RANDOMNESS);
        const { send } = await other.begin();
        const outcome = await pages.deliver(context.side === 0 ? 1 : 0, send[0]!);
        expect(outcome).to.deep.equal(refusedFor('wrong-context'));
      }
      await goesOn(pages);
    });

    it('comes twice', async () => {
      const pages = await TwoPages.meet();
      await pages.begin(0);
      await pages.settle();
      for (const { from, bytes } of [...pages.said])
        expect(await pages.deliver(from === 0 ? 1 : 0, bytes)).to.deep.equal(refusedFor('repeated'));
      pages.agreed();
    });

    it('is of an earlier run', async () => {
      const pages = await TwoPages.meet();
      await pages.agree();
      const old = [...pages.said];
      await pages.agree();
      for (const { from, bytes } of old)
        expect(await pages.deliver(from === 0 ? 1 : 0, bytes)).to.deep.equal(refusedFor('stale'));
      pages.agreed();
    });

    it('comes before its turn', async () => {
      const pages = await TwoPages.meet();
      await pages.begin(0);
      await pages.deliver(1, pages.underWay.shift()!.bytes);
      const [commit, reveal] = pages.underWay.splice(0);
      expect(await pages.deliver(0, reveal!.bytes)).to.deep.equal(refusedFor('unexpected'));
      await pages.deliver(0, commit!.bytes);
      await pages.deliver(0, reveal!.bytes);
      await goesOn(pages);
    });
  });

  describe('ends the run when the other side', () => {
    const showing = async (
      change: (own: Revealed, theirs: Revealed) => Partial<Revealed>,
      committed: 'before' | 'after' = 'after',
    ): Promise<unknown> => {
      const pages = await TwoPages.meet();
      const rogue = await Rogue.facing(pages);
      const own = rogue.values.revealed;
      if (committed === 'before') {
        await pages.deliver(0, await rogue.commitTo(own));
        const theirs = revealedIn(pages.underWay.shift()!.bytes);
        return pages.deliver(0, rogue.reveal({ ...own, ...change(own, theirs) }));
      }
      // Committed to what it will show, so that only the check of the keys can refuse it.
      const shown = { ...own, ...change(own, own) };
      await pages.deliver(0, await rogue.commitTo(shown));
      const outcome = await pages.deliver(0, rogue.reveal(shown));
      expect(pages.ends[0].agreed).to.equal(null);
      return outcome;
    };

    it('shows anything else than it has committed to', async () => {
      const fresh = new Uint8Array(32).fill(7);
      for (const change of [{ nonce: fresh }, { key: fresh }, { encapsulated: fresh }])
        expect(await showing(() => change, 'before')).to.deep.equal(failedFor('commitment-differs'));
    });

    it('shows our own keys, having seen them', async () => {
      const outcome = await showing((_own, { key, encapsulated }) => ({ key, encapsulated }), 'before');
      expect(outcome).to.deep.equal(failedFor('commitment-differs'));
    });

    it('has committed to our own keys, as only somebody can who knows them beforehand', async () => {
      for (const part of ['key', 'encapsulated'] as const) {
        const pair = await BROWSER_RANDOMNESS.keyPair();
        const known = { ...BROWSER_RANDOMNESS, keyPair: () => Promise.resolve(pair) };
        const pages = await TwoPages.meet([known, BROWSER_RANDOMNESS]);
        const rogue = await Rogue.facing(pages);
        const key = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
        const shown = { ...rogue.values.revealed, [part]: key };
        await pages.deliver(0, await rogue.commitTo(shown));
        expect(await pages.deliver(0, rogue.reveal(shown))).to.deep.equal(failedFor('own-key'));
      }
    });

    it('shows a key with which the secret would be the same for everybody', async () => {
      const lowOrder = [
        '00'.repeat(32),
        `01${'00'.repeat(31)}`,
        'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
        '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
        `ec${'ff'.repeat(30)}7f`,
      ].map(fromHex);
      for (const point of lowOrder) {
        expect(await showing(() => ({ key: point }))).to.deep.equal(failedFor('low-order'));
        expect(await showing(() => ({ encapsulated: point }))).to.deep.equal(failedFor('low-order'));
      }
    });

    it('shows a key in another form than its one', async () => {
      const zeroAgain = fromHex(`ed${'ff'.repeat(30)}7f`);
      const oneAgain = fromHex(`ee${'ff'.repeat(30)}7f`);
      for (const key of [zeroAgain, oneAgain])
        expect(await showing(() => ({ key }))).to.deep.equal(failedFor('bad-key'));
      const withIgnoredBit = (key: Bytes): Bytes => changed(key, 31, key[31]! | 0x80);
      expect(await showing(({ key }) => ({ key: withIgnoredBit(key) }))).to.deep.equal(failedFor('bad-key'));
      expect(
        await showing(({ encapsulated }) => ({ encapsulated: withIgnoredBit(encapsulated) })),
      ).to.deep.equal(failedFor('bad-key'));
    });

    it('confirms something else, or with another key', async () => {
      for (const [says, expected] of [
        [rightConfirmation, 'agreed'],
        [() => Promise.resolve(new Uint8Array(32)), 'failed'],
        [(transcript: Bytes) => Promise.resolve(transcript), 'failed'],
      ] as const) {
        const pages = await TwoPages.meet();
        const rogue = await Rogue.facing(pages);
        await pages.deliver(0, await rogue.commitTo(rogue.values.revealed));
        const theirs = revealedIn(pages.underWay.shift()!.bytes);
        await pages.deliver(0, rogue.reveal(rogue.values.revealed));
        const outcome = await pages.deliver(0, await rogue.confirm(theirs, says));
        expect(outcome.type).to.equal(expected);
        if (expected === 'failed') expect(outcome).to.deep.equal(failedFor('confirmation-differs'));
      }
    });

    it('does not answer within fifteen seconds of having committed', async () => {
      const pages = await TwoPages.meet();
      const rogue = await Rogue.facing(pages);
      // Before there is an answer nothing runs out: the other page may not be there yet.
      expect((await pages.ends[0].tick(1_000_000)).outcome.type).to.equal('under-way');
      await pages.deliver(0, await rogue.commitTo(rogue.values.revealed), 1_000_000);
      expect((await pages.ends[0].tick(1_014_999)).outcome.type).to.equal('under-way');
      expect((await pages.ends[0].tick(1_015_000)).outcome).to.deep.equal(failedFor('no-answer'));
      expect((await pages.ends[0].tick(2_000_000)).outcome.type).to.equal('under-way');
    });
  });

  describe('loses the channel when a sealed note', () => {
    const notes = async (): Promise<{ pages: TwoPages; first: Bytes; second: Bytes }> => {
      const pages = await TwoPages.meet();
      await pages.agree();
      const first = (await pages.ends[0].seal(utf8('first')))!;
      const second = (await pages.ends[0].seal(utf8('second')))!;
      return { pages, first, second };
    };

    it('is missing', async () => {
      const { pages, second } = await notes();
      expect(await pages.deliver(1, second)).to.deep.equal(failedFor('channel-broken'));
      expect(pages.ends[1].agreed).to.equal(null);
    });

    it('was changed in a single bit, anywhere behind its run', async () => {
      const { first } = await notes();
      for (const at of [23, 30, first.byteLength - 1]) {
        const { pages, first: note } = await notes();
        const outcome = await pages.deliver(1, changed(note, at, note[at]! ^ 1));
        expect(outcome).to.deep.equal(failedFor('channel-broken'));
      }
    });

    it('says another number than its own', async () => {
      const { pages, second } = await notes();
      expect(await pages.deliver(1, changed(second, 22, 1))).to.deep.equal(failedFor('channel-broken'));
    });

    it('but not when it only comes again', async () => {
      const { pages, first, second } = await notes();
      await pages.deliver(1, first);
      expect(await pages.deliver(1, first)).to.deep.equal(refusedFor('repeated'));
      expect((await pages.deliver(1, second)).type).to.equal('note');
    });
  });

  describe('counts its runs', () => {
    it('and has no sixth one on either side', async () => {
      const pages = await TwoPages.meet();
      for (let run = 1; run <= MAX_RUNS; run += 1) {
        await pages.agree();
        expect(pages.ends.map(({ runs }) => runs)).to.deep.equal([run, run]);
      }
      expect(await pages.begin(0)).to.deep.equal({ type: 'exhausted' });
      expect(await pages.begin(1)).to.deep.equal({ type: 'exhausted' });
      // What stands goes on standing.
      pages.agreed();
    });

    it('also those that somebody else forces on it', async () => {
      const pages = await TwoPages.meet();
      await pages.agree();
      for (let run = 2; run <= MAX_RUNS + 1; run += 1) {
        const stranger = new KeyAgreement(await contextOf(CLIENT, THERAPIST), BROWSER_RANDOMNESS);
        const { send } = await stranger.begin();
        const outcome = await pages.deliver(1, send[0]!);
        expect(outcome.type).to.equal(run <= MAX_RUNS ? 'under-way' : 'exhausted');
      }
    });

    it('from before, when the same person is met again', async () => {
      const agreement = new KeyAgreement(await contextOf(CLIENT, THERAPIST), BROWSER_RANDOMNESS, MAX_RUNS);
      expect((await agreement.begin()).outcome).to.deep.equal({ type: 'exhausted' });
    });
  });

  it('does nothing any more after its end', async () => {
    const pages = await TwoPages.meet();
    await pages.agree();
    const note = await pages.ends[1].seal(utf8('late'));
    await pages.ends[0].end();
    expect(pages.ends[0].agreed).to.equal(null);
    expect(await pages.ends[0].seal(utf8('late'))).to.equal(null);
    expect(await pages.deliver(0, note!)).to.deep.equal(refusedFor('stale'));
    expect(await pages.begin(0)).to.deep.equal({ type: 'exhausted' });
  });

  it('has no context for ids that cannot be ones, or for one person with themselves', async () => {
    const bad = ['', ' ', 'a b', 'ø', 'x'.repeat(129), 'line\nbreak'];
    for (const identity of bad) {
      expect(await pairContext(PLACE, CLIENT, { ...THERAPIST, identity })).to.equal(null);
      expect(await pairContext({ ...PLACE, room: identity }, CLIENT, THERAPIST)).to.equal(null);
      expect(await pairContext({ ...PLACE, appointment: identity }, CLIENT, THERAPIST)).to.equal(null);
    }
    expect(await pairContext(PLACE, CLIENT, { ...THERAPIST, identity: CLIENT.identity })).to.equal(null);
  });

  it('gives no two lists of fields the same bytes', async () => {
    const moved = await pairContext({ appointment: 'ab', room: 'c' }, CLIENT, THERAPIST);
    const other = await pairContext({ appointment: 'a', room: 'bc' }, CLIENT, THERAPIST);
    expect(sameBytes(moved!.encoded, other!.encoded)).to.equal(false);
  });
});
