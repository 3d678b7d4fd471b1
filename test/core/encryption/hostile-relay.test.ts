import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { AgreementOutcome } from '../../../src/core/encryption/agreement-outcomes.js';
import { sameBytes, utf8, type Bytes } from '../../../src/core/encryption/encoding.js';
import { KeyAgreement, MAX_RUNS } from '../../../src/core/encryption/key-agreement.js';
import { BROWSER_RANDOMNESS } from '../../../src/core/encryption/randomness.js';
import { CLIENT, contextOf, PLACE, THERAPIST, TwoPages, type Carried } from './support/two-pages.js';

type Side = 0 | 1;

/** What a relay can do with what it was given, and what people and the clock do meanwhile. */
const OPERATIONS = [
  'deliver',
  'deliver',
  'deliver',
  'reorder',
  'drop',
  'repeat',
  'flip',
  'cut',
  'extend',
  'reflect',
  'version',
  'foreign',
  'begin',
  'seal',
  'tick',
] as const;

interface Operation {
  readonly what: (typeof OPERATIONS)[number];
  readonly side: Side;
  readonly which: number;
  readonly bit: number;
}

const operations = fc.array(
  fc.record<Operation>({
    what: fc.constantFrom(...OPERATIONS),
    side: fc.constantFrom<Side>(0, 1),
    which: fc.nat(1_000),
    bit: fc.nat(40_000),
  }),
  { minLength: 5, maxLength: 40 },
);

const KNOWN: readonly AgreementOutcome['type'][] = [
  'under-way',
  'agreed',
  'note',
  'refused',
  'failed',
  'exhausted',
];

const otherSide = (side: Side): Side => (side === 0 ? 1 : 0);

const flipped = (bytes: Bytes, bit: number): Bytes => {
  const copy = Uint8Array.from(bytes);
  const at = (bit >> 3) % copy.byteLength;
  copy[at] = copy[at]! ^ (1 << (bit & 7));
  return copy;
};

/** Two pages, and everything that may not come out of them. */
class Watched {
  readonly #taken: Carried[] = [];
  #at = 0;

  constructor(
    readonly pages: TwoPages,
    private readonly foreign: readonly Carried[],
  ) {}

  async run({ what, side, which, bit }: Operation): Promise<void> {
    const { underWay, said } = this.pages;
    const pick = (list: readonly Carried[]): Carried | undefined => list[which % Math.max(1, list.length)];
    const old = pick(said);
    this.#at += 1_000;
    switch (what) {
      case 'deliver': {
        const next = underWay.shift();
        return next && this.#deliver(otherSide(next.from), next.bytes);
      }
      case 'reorder': {
        const [next] = underWay.splice(which % Math.max(1, underWay.length), 1);
        return next && this.#deliver(otherSide(next.from), next.bytes);
      }
      case 'drop':
        underWay.shift();
        return;
      case 'repeat':
        return old && this.#deliver(otherSide(old.from), old.bytes);
      case 'flip':
        return old && this.#deliver(otherSide(old.from), flipped(old.bytes, bit));
      case 'cut':
        return old && this.#deliver(otherSide(old.from), old.bytes.slice(0, bit % old.bytes.byteLength));
      case 'extend':
        return old && this.#deliver(otherSide(old.from), new Uint8Array([...old.bytes, bit & 255]));
      case 'reflect':
        // With its side byte turned as well, since that is not sealed.
        return old && this.#deliver(old.from, bit & 1 ? old.bytes : flipped(old.bytes, 16));
      case 'version':
        return old && this.#deliver(otherSide(old.from), new Uint8Array([2, ...old.bytes.slice(1)]));
      case 'foreign': {
        const strange = pick(this.foreign);
        return strange && this.#deliver(otherSide(strange.from), strange.bytes);
      }
      case 'begin':
        this.#judge(side, null, await this.pages.begin(side));
        return;
      case 'seal': {
        const bytes = await this.pages.ends[side].seal(utf8(`note ${which}`));
        if (bytes) {
          underWay.push({ from: side, bytes });
          said.push({ from: side, bytes });
        }
        return;
      }
      case 'tick':
        this.#judge(side, null, (await this.pages.ends[side].tick(this.#at)).outcome);
    }
  }

  /** From here on everything arrives, and each page begins anew where its run has failed. */
  async heal(): Promise<void> {
    const { pages } = this;
    pages.underWay.length = 0;
    for (const side of [0, 1] as const) {
      const { outcome } = await pages.ends[side].tick(this.#at + 15_000);
      if (outcome.type === 'failed') await pages.begin(side);
    }
    await pages.begin(1);
    await pages.settle();
  }

  async #deliver(to: Side, bytes: Bytes): Promise<void> {
    this.#judge(to, bytes, await this.pages.deliver(to, bytes, this.#at));
  }

  /** Never an accepted forgery: what was taken was said by the other page, byte for byte, and is taken once. */
  #judge(side: Side, bytes: Bytes | null, outcome: AgreementOutcome): void {
    expect(KNOWN).to.include(outcome.type);
    if (outcome.type === 'agreed' || outcome.type === 'note') {
      const same = (one: Carried): boolean =>
        one.from === otherSide(side) && bytes !== null && sameBytes(one.bytes, bytes);
      expect(this.pages.said.some(same), 'said by the other').to.equal(true);
      expect(this.#taken.some(same), 'taken before').to.equal(false);
      if (bytes) this.#taken.push({ from: otherSide(side), bytes });
    }
    const [client, therapist] = this.pages.ends.map(({ agreed }) => agreed);
    if (client && client.run === therapist?.run) {
      expect(sameBytes(client.code, therapist.code), 'the same code').to.equal(true);
      expect(sameBytes(client.transcript, therapist.transcript), 'the same transcript').to.equal(true);
    }
    for (const { runs } of this.pages.ends) expect(runs).to.be.at.most(MAX_RUNS);
  }
}

/** What was said between the same two people in another room, and by a page that was loaded before this one. */
const recorded = async (): Promise<readonly Carried[]> => {
  const elsewhere = { ...PLACE, room: 'another-room' };
  const other = new TwoPages([
    new KeyAgreement(await contextOf(CLIENT, THERAPIST, elsewhere), BROWSER_RANDOMNESS),
    new KeyAgreement(await contextOf(THERAPIST, CLIENT, elsewhere), BROWSER_RANDOMNESS),
  ]);
  const earlier = await TwoPages.meet();
  for (const pages of [other, earlier]) {
    await pages.agree();
    const note = await pages.ends[0].seal(utf8('from before'));
    if (note) pages.said.push({ from: 0, bytes: note });
  }
  return [...other.said, ...earlier.said];
};

describe('the agreement on keys over a hostile relay', () => {
  it('takes no forgery, never throws, and always says what became of a message', async () => {
    const foreign = await recorded();
    await fc.assert(
      fc.asyncProperty(operations, async (steps) => {
        const watched = new Watched(await TwoPages.meet(), foreign);
        await watched.pages.begin(0);
        for (const step of steps) await watched.run(step);
      }),
      { numRuns: 100, seed: 5 },
    );
  });

  it('agrees as soon as the relay is honest again, while there are runs left', async () => {
    let reached = 0;
    await fc.assert(
      fc.asyncProperty(operations, async (steps) => {
        const pages = await TwoPages.meet();
        const watched = new Watched(pages, []);
        await pages.begin(0);
        for (const step of steps) await watched.run(step);
        await watched.heal();
        if (pages.outcomes.flat().some(({ type }) => type === 'exhausted')) return;
        const [client, therapist] = pages.agreed();
        expect(client.run).to.equal(therapist.run);
        reached += 1;
      }),
      { numRuns: 60, seed: 7 },
    );
    expect(reached).to.be.at.least(20);
  });

  it('takes nothing at all from whoever knows the form but not the keys', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 }), async (noise) => {
        const pages = await TwoPages.meet();
        await pages.agree();
        const { run } = pages.agreed()[0];
        const id = Uint8Array.from(run.match(/../g)!, (pair) => Number.parseInt(pair, 16));
        for (const tail of noise) {
          const outcome = await pages.deliver(0, new Uint8Array([1, 5, 1, ...id, ...tail]));
          expect(['refused', 'failed']).to.include(outcome.type);
        }
      }),
      { numRuns: 40, seed: 11 },
    );
  });
});
