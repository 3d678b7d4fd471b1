import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { concat, uint32, utf8, type Bytes } from '../../../src/core/encryption/encoding.js';
import type { LineOutcome, MessageLine } from '../../../src/core/encryption/message-line.js';
import { sealEnvelope } from '../../../src/core/encryption/sealed-envelope.js';
import { epochOf, freshKey, sequenceOf, TwoLines } from './support/two-lines.js';
import { CLIENT, PLACE, THERAPIST } from './support/two-pages.js';

const refusedFor = (reason: string): object => ({ type: 'refused', reason });
const message = (text: string): object => ({ type: 'message', content: utf8(text) });
const read = (outcome: LineOutcome): string =>
  outcome.type === 'message' ? new TextDecoder().decode(outcome.content) : outcome.type;

/** Said and sealed, as far as the key in use has not carried it yet. */
const saying = async (line: MessageLine, ...texts: readonly string[]): Promise<readonly Bytes[]> => {
  for (const text of texts) line.say(utf8(text));
  return line.due();
};

const heard = async (line: MessageLine, envelopes: readonly Bytes[]): Promise<readonly string[]> => {
  const outcomes: string[] = [];
  for (const bytes of envelopes) outcomes.push(read(await line.open(bytes)));
  return outcomes;
};

/** Another envelope with the client's key, of whatever it says. */
const forged = (
  key: CryptoKey,
  type: 'message' | 'passing' | 'acknowledgement',
  number: number,
  content: Bytes,
  sequence = 0,
): Promise<Bytes> =>
  sealEnvelope(
    key,
    { place: PLACE, sender: CLIENT.identity, recipient: THERAPIST.identity },
    { type, epoch: 0, sequence },
    { number, content },
  );

describe('the line of messages between two pages', () => {
  it('carries messages in both directions, in order', async () => {
    const { client, therapist } = await TwoLines.make();
    expect(await heard(therapist, await saying(client, 'one', 'two'))).to.deep.equal(['one', 'two']);
    expect(await heard(client, await saying(therapist, 'three'))).to.deep.equal(['three']);
    expect(await heard(therapist, await saying(client, 'four'))).to.deep.equal(['four']);
  });

  it('seals nothing without a key, and what waits as soon as there is one', async () => {
    const lines = new TwoLines();
    expect(await saying(lines.client, 'early')).to.deep.equal([]);
    expect(await lines.client.passing(utf8('now or never'))).to.equal(null);
    expect(await lines.client.acknowledgement()).to.equal(null);
    await lines.change(0);
    expect(await heard(lines.therapist, await lines.client.due())).to.deep.equal(['early']);
  });

  it('seals nothing any more once it is silent', async () => {
    const { client } = await TwoLines.make();
    client.silence();
    expect(await saying(client, 'late')).to.deep.equal([]);
    expect(await client.passing(utf8('late'))).to.equal(null);
    expect(await client.acknowledgement()).to.equal(null);
  });

  it('takes no message that is too large, and no more than may wait', async () => {
    const { client } = await TwoLines.make();
    expect(client.say(new Uint8Array(16_385))).to.equal(false);
    expect(await client.passing(new Uint8Array(16_385))).to.equal(null);
    for (let count = 0; count < 16; count += 1) expect(client.say(new Uint8Array(16_384))).to.equal(true);
    expect(client.say(utf8('one more'))).to.equal(false);
    expect(await client.due()).to.have.lengthOf(16);
  });

  it('never uses a sequence twice, even for what is sealed at the same time', async () => {
    const { client } = await TwoLines.make();
    client.say(utf8('one'));
    client.say(utf8('two'));
    const sealed = await Promise.all([
      client.passing(utf8('a')),
      client.acknowledgement(),
      client.passing(utf8('b')),
    ]);
    const sequences = [...sealed.map((bytes) => sequenceOf(bytes!)), ...(await client.due()).map(sequenceOf)];
    expect(sequences).to.deep.equal([0, 1, 2, 3, 4]);
  });

  describe('shows', () => {
    it('each envelope once', async () => {
      const { client, therapist } = await TwoLines.make();
      const [one, two] = await saying(client, 'one', 'two');
      expect(await therapist.open(one!)).to.deep.equal(message('one'));
      expect(await therapist.open(one!)).to.deep.equal(refusedFor('repeated'));
      expect(await therapist.open(two!)).to.deep.equal(message('two'));
      for (const old of [one!, two!]) expect(await therapist.open(old)).to.deep.equal(refusedFor('repeated'));
    });

    it('nothing of a key in which one is missing, not even that one when it comes late', async () => {
      const { client, therapist } = await TwoLines.make();
      const [one, two, three] = await saying(client, 'one', 'two', 'three');
      expect(await therapist.open(two!)).to.deep.equal({ type: 'gap', epoch: 0 });
      for (const next of [one!, two!, three!])
        expect(await therapist.open(next)).to.deep.equal({ type: 'gap', epoch: 0 });
    });

    it('what went missing, once and in order, when it comes under the next key', async () => {
      const lines = await TwoLines.make();
      const { client, therapist } = lines;
      const [one, , three] = await saying(client, 'one', 'two', 'three');
      await therapist.open(one!);
      expect((await therapist.open(three!)).type).to.equal('gap');
      await lines.change(1);
      expect(await heard(therapist, await client.due())).to.deep.equal(['refused', 'two', 'three']);
    });

    it('no message twice that comes again because its acknowledgement was lost', async () => {
      const lines = await TwoLines.make();
      const { client, therapist } = lines;
      await heard(therapist, await saying(client, 'one'));
      await lines.change(1);
      const [again] = await client.due();
      expect(await therapist.open(again!)).to.deep.equal(refusedFor('doubled'));
      const acknowledgement = await therapist.acknowledgement();
      expect(await client.open(acknowledgement!)).to.deep.equal({ type: 'acknowledged' });
      await lines.change(2);
      expect(await client.due()).to.deep.equal([]);
    });

    it('nothing that somebody else has sealed, sent back or changed', async () => {
      const { client, therapist } = await TwoLines.make();
      const [own] = await saying(therapist, 'own');
      expect(await therapist.open(own!)).to.deep.equal(refusedFor('forged'));
      const stranger = await forged(await freshKey(), 'message', 1, utf8('not me'));
      expect(await therapist.open(stranger)).to.deep.equal(refusedFor('forged'));
      const [one] = await saying(client, 'one');
      const changed = Uint8Array.from(one!);
      changed[1] = 0x11;
      expect(await therapist.open(changed)).to.deep.equal(refusedFor('forged'));
      // What was refused has changed nothing.
      expect(await therapist.open(one!)).to.deep.equal(message('one'));
    });

    it('nothing without a number, or with one where there is none', async () => {
      const lines = new TwoLines();
      const key = await lines.change(0);
      const wrong = [
        await forged(key, 'message', 0, utf8('no number'), 0),
        await forged(key, 'passing', 1, utf8('a number'), 1),
        await forged(key, 'acknowledgement', 1, uint32(0), 2),
        await forged(key, 'acknowledgement', 0, utf8('five.'), 3),
      ];
      for (const bytes of wrong)
        expect(await lines.therapist.open(bytes)).to.deep.equal(refusedFor('malformed'));
    });
  });

  describe('believes an acknowledgement', () => {
    it('only of what was said', async () => {
      const lines = new TwoLines();
      const key = await lines.change(0);
      await saying(lines.therapist, 'one', 'two');
      expect(await lines.therapist.open(await forged(key, 'acknowledgement', 0, uint32(3)))).to.deep.equal(
        refusedFor('malformed'),
      );
      expect(await lines.therapist.open(await forged(key, 'acknowledgement', 0, uint32(1), 1))).to.deep.equal(
        { type: 'acknowledged' },
      );
      await lines.change(1);
      expect(await heard(lines.client, await lines.therapist.due())).to.deep.equal(['two']);
    });

    it('and keeps what is not acknowledged for every key that follows', async () => {
      const lines = await TwoLines.make();
      await saying(lines.client, 'one');
      for (const epoch of [1, 2, 3]) {
        await lines.change(epoch);
        expect(await lines.client.due()).to.have.lengthOf(1);
        expect(await lines.client.due()).to.have.lengthOf(0);
      }
    });

    it('but keeps nothing that only passes', async () => {
      const lines = await TwoLines.make();
      const passing = await lines.client.passing(utf8('a key frame, please'));
      expect(await lines.therapist.open(passing!)).to.deep.equal({
        type: 'passing',
        content: utf8('a key frame, please'),
      });
      await lines.change(1);
      expect(await lines.client.due()).to.deep.equal([]);
    });
  });

  describe('knows of an epoch', () => {
    it('that is over as soon as something of a later one was opened', async () => {
      const lines = await TwoLines.make();
      const [old] = await saying(lines.client, 'one');
      await lines.change(1);
      const [again] = await lines.client.due();
      expect(epochOf(again!)).to.equal(1);
      expect(await lines.therapist.open(again!)).to.deep.equal(message('one'));
      expect(await lines.therapist.open(old!)).to.deep.equal(refusedFor('expired'));
    });

    it('that what was sealed before still arrives while nothing later did', async () => {
      const lines = await TwoLines.make();
      const [old] = await saying(lines.client, 'one');
      await lines.change(1);
      expect(await lines.therapist.open(old!)).to.deep.equal(message('one'));
    });

    it('that it is gone, once its key was dropped', async () => {
      const lines = await TwoLines.make();
      const [old] = await saying(lines.client, 'one');
      await lines.change(1);
      lines.therapist.drop(0);
      expect(await lines.therapist.open(old!)).to.deep.equal(refusedFor('expired'));
    });

    it('that its key is under way, and keeps sixteen envelopes for it', async () => {
      const lines = await TwoLines.make();
      const key = await lines.change(1, { installed: false });
      const texts = Array.from({ length: 17 }, (_, count) => `message ${count}`);
      const envelopes = await saying(lines.client, ...texts);
      const outcomes = await heard(lines.therapist, envelopes);
      expect(outcomes).to.deep.equal([...new Array<string>(16).fill('early'), 'refused']);
      const early = lines.therapist.receiveWith(1, key);
      expect(await heard(lines.therapist, early)).to.deep.equal(texts.slice(0, 16));
      expect(lines.therapist.receiveWith(2, await freshKey())).to.deep.equal([]);
    });

    it('nothing any more when there is a new channel, in which numbers may begin anew', async () => {
      const lines = await TwoLines.make();
      const [one] = await saying(lines.client, 'one');
      await lines.therapist.open(one!);
      lines.client.restart();
      lines.therapist.restart();
      expect(await lines.therapist.open(one!)).to.deep.equal(refusedFor('expired'));
      await lines.change(0);
      expect(await lines.therapist.open(one!)).to.deep.equal(refusedFor('forged'));
      expect(await heard(lines.therapist, await lines.client.due())).to.deep.equal(['one']);
    });
  });

  it('never shows what was not said, twice, or in another order, whatever a relay does with it', async () => {
    const acts = fc.array(
      fc.record({
        what: fc.constantFrom(
          'say',
          'say',
          'carry',
          'carry',
          'carry',
          'swap',
          'drop',
          'repeat',
          'flip',
          'cut',
          'change',
          'answer',
        ),
        which: fc.nat(1_000),
        bit: fc.nat(300 * 8),
      }),
      { minLength: 10, maxLength: 60 },
    );
    let shownAtAll = 0;
    await fc.assert(
      fc.asyncProperty(acts, async (steps) => {
        const lines = await TwoLines.make();
        const { client, therapist } = lines;
        const underWay: Bytes[] = [];
        const all: Bytes[] = [];
        const shown: number[] = [];
        let [said, epoch] = [0, 0];
        const seal = async (): Promise<void> => {
          const due = await client.due();
          underWay.push(...due);
          all.push(...due);
        };
        const open = async (bytes: Bytes | undefined): Promise<void> => {
          const outcome = bytes && (await therapist.open(bytes));
          if (outcome?.type === 'message') shown.push(new DataView(outcome.content.buffer).getUint32(0));
          expect(outcome?.type).not.to.equal('acknowledged');
        };
        for (const { what, which, bit } of steps) {
          const old = all[which % Math.max(1, all.length)];
          if (what === 'say' && client.say(concat(uint32((said += 1)), new Uint8Array(which)))) await seal();
          if (what === 'carry') await open(underWay.shift());
          if (what === 'swap') underWay.reverse();
          if (what === 'drop') underWay.shift();
          if (what === 'repeat') await open(old);
          if (what === 'cut') await open(old?.slice(0, bit % old.byteLength));
          if (what === 'flip' && old) {
            const changed = Uint8Array.from(old);
            const at = (bit >> 3) % changed.byteLength;
            changed[at] = changed[at]! ^ (1 << (bit & 7));
            await open(changed);
          }
          if (what === 'change') {
            await lines.change((epoch += 1));
            await seal();
          }
          if (what === 'answer') {
            const acknowledgement = await therapist.acknowledgement();
            await client.open(acknowledgement!);
          }
          expect(shown).to.deep.equal(shown.map((_, index) => index + 1));
        }
        // As soon as the relay is honest, everything has arrived that was said.
        await lines.change(epoch + 1);
        underWay.length = 0;
        await seal();
        for (const bytes of underWay.splice(0)) await open(bytes);
        expect(shown).to.deep.equal(Array.from({ length: said }, (_, index) => index + 1));
        shownAtAll += shown.length;
      }),
      { numRuns: 80, seed: 9 },
    );
    expect(shownAtAll).to.be.above(100);
  });
});
