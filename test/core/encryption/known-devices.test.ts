import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { DEVICE_DATABASE, keepsDevices } from '../../../src/core/encryption/device-marker.js';
import { readDevice } from '../../../src/core/encryption/device-store.js';
import { fromHex, hashOf, toHex } from '../../../src/core/encryption/encoding.js';
import {
  KnownDevices,
  type DeviceNews,
  type DeviceSaying,
} from '../../../src/core/encryption/known-devices.js';
import { withOwnDevices } from '../../support/own-devices.js';

const RELATION = { ada: 'client subject-1', bo: 'therapist subject-1' } as const;
type Name = keyof typeof RELATION;
const OTHER = { ada: 'bo', bo: 'ada' } as const;

/** Two pages of one appointment, with what they say to each other in the hands of the test. */
class TwoPages {
  readonly news: Record<Name, DeviceNews[]> = { ada: [], bo: [] };
  readonly said: Record<Name, DeviceSaying[]> = { ada: [], bo: [] };
  readonly #run = toHex(crypto.getRandomValues(new Uint8Array(16)));
  readonly #under: Promise<void>[] = [];
  readonly #pages: Record<Name, KnownDevices> = { ada: this.#page('ada'), bo: this.#page('bo') };

  /** `codes` differ where somebody is in between. */
  async agree(codes: Record<Name, string> = { ada: 'code', bo: 'code' }): Promise<void> {
    for (const name of ['ada', 'bo'] as const)
      this.#under.push(
        this.#pages[name].meet({
          person: OTHER[name],
          self: name,
          run: this.#run,
          code: await hashOf(codes[name]),
          relation: RELATION[name],
        }),
      );
    await this.settled();
  }

  async act(name: Name, what: 'compared' | 'remember' | 'forget'): Promise<void> {
    const page = this.#pages[name];
    await (what === 'compared' ? page.compared(OTHER[name], this.#run) : page[what](OTHER[name]));
    await this.settled();
  }

  async tell(name: Name, saying: Partial<DeviceSaying>): Promise<void> {
    await this.#pages[name].told(OTHER[name], { run: this.#run, proof: '', key: '', ...saying });
    await this.settled();
  }

  /** What this page was told last of the other's device; `undefined` for nothing. */
  known(name: Name): boolean | undefined {
    const states = this.news[name].flatMap((news) => (news.type === 'device-shown' ? [news.state] : []));
    const last = states.at(-1) ?? 'unchecked';
    return last === 'unchecked' ? undefined : last === 'known-device';
  }

  async settled(): Promise<void> {
    for (let waits = this.#under.splice(0); waits.length > 0; waits = this.#under.splice(0))
      await Promise.all(waits);
  }

  #page(name: Name): KnownDevices {
    return new KnownDevices({
      say: (saying, to) => {
        this.said[name].push(saying);
        this.#under.push(this.#pages[to as Name].told(name, saying));
      },
      learn: (news) => this.news[name].push(news),
    });
  }
}

const meet = async (): Promise<TwoPages> => {
  const pages = new TwoPages();
  await pages.agree();
  return pages;
};

/** Compared on both sides, and remembered by those who press. */
const compared = async (...remember: readonly Name[]): Promise<TwoPages> => {
  const pages = await meet();
  for (const name of ['ada', 'bo'] as const) await pages.act(name, 'compared');
  for (const name of remember) await pages.act(name, 'remember');
  return pages;
};

const empty = async (): Promise<void> => {
  const pages = await meet();
  for (const name of ['ada', 'bo'] as const) await pages.act(name, 'forget');
};

describe('devices that know each other again', () => {
  withOwnDevices();
  beforeEach(empty);
  afterEach(empty);

  it('say nothing and keep nothing while nobody asks for it', async () => {
    const pages = await compared();
    expect(pages.said).to.deep.equal({ ada: [], bo: [] });
    expect(pages.news).to.deep.equal({ ada: [], bo: [] });
    expect(await keepsDevices()).to.equal(false);
  });

  it('never open the browser’s store while nobody asks for it', async () => {
    const opened: string[] = [];
    const open = indexedDB.open.bind(indexedDB);
    Object.defineProperty(indexedDB, 'open', {
      configurable: true,
      value: (name: string, version?: number) => (opened.push(name), open(name, version)),
    });
    try {
      const pages = await compared();
      await pages.tell('ada', { proof: 'aa'.repeat(64) });
      await pages.act('ada', 'forget');
      expect(opened).to.deep.equal([]);
      await pages.act('ada', 'remember');
      expect(opened).to.include(DEVICE_DATABASE);
    } finally {
      delete (indexedDB as { open?: unknown }).open;
    }
  });

  for (const order of [
    ['ada', 'bo'],
    ['bo', 'ada'],
  ] as const)
    it(`know each other in the next session, whoever pressed first: ${order.join(' and ')}`, async () => {
      await compared(...order);
      const pages = await meet();
      expect([pages.known('ada'), pages.known('bo')]).to.deep.equal([true, true]);
    });

  it('know each other also where one pressed before the other had compared', async () => {
    const first = await meet();
    await first.act('ada', 'compared');
    await first.act('ada', 'remember');
    await first.act('bo', 'remember');
    await first.act('bo', 'compared');
    const pages = await meet();
    expect([pages.known('ada'), pages.known('bo')]).to.deep.equal([true, true]);
  });

  it('make nothing of it where one alone pressed', async () => {
    await compared('ada');
    const pages = await meet();
    expect([pages.known('ada'), pages.known('bo')]).to.deep.equal([undefined, undefined]);
  });

  it('remember nobody who was not compared with', async () => {
    const first = await meet();
    for (const name of ['ada', 'bo'] as const) await first.act(name, 'remember');
    const pages = await meet();
    expect([pages.known('ada'), pages.known('bo')]).to.deep.equal([undefined, undefined]);
    expect(pages.said.ada.map(({ key }) => key)).to.deep.equal(['']);
  });

  it('show the key to nobody before the comparison, so that no server in between learns it', async () => {
    await compared('ada', 'bo');
    const pages = new TwoPages();
    await pages.agree({ ada: 'code of ada and a server', bo: 'code of a server and bo' });
    for (const name of ['ada', 'bo'] as const) {
      expect(
        pages.said[name].map(({ key }) => key),
        name,
      ).to.deep.equal(['']);
      expect(pages.known(name), name).to.equal(false);
    }
  });

  it('are unknown where what they say was said in another channel', async () => {
    const before = await compared('ada', 'bo');
    const [old] = before.said.bo.slice(-1);
    const pages = new TwoPages();
    await pages.agree({ ada: 'another', bo: 'one' });
    await pages.tell('ada', { proof: old?.proof ?? '', key: old?.key ?? '' });
    expect(pages.known('ada')).to.equal(false);
    await pages.act('ada', 'compared');
    await pages.act('bo', 'forget');
    expect((await meet()).known('ada'), 'and not remembered').to.equal(false);
  });

  it('are unknown where their own words come back to them', async () => {
    await compared('ada', 'bo');
    const pages = new TwoPages();
    await pages.agree({ ada: 'mine', bo: 'another' });
    const [own] = pages.said.ada;
    await pages.tell('ada', { proof: own?.proof ?? '' });
    expect(pages.known('ada')).to.equal(false);
  });

  it('find another device where the other side has forgotten its own, and know it after a comparison', async () => {
    const first = await compared('ada', 'bo');
    await first.act('bo', 'forget');
    const second = await meet();
    expect([second.known('ada'), second.known('bo')]).to.deep.equal([false, undefined]);
    for (const name of ['ada', 'bo'] as const) await second.act(name, 'compared');
    await second.act('bo', 'remember');
    const third = await meet();
    expect([third.known('ada'), third.known('bo')]).to.deep.equal([true, true]);
  });

  it('forget so that nothing is left, and say nothing from then on', async () => {
    const first = await compared('ada', 'bo');
    await first.act('ada', 'forget');
    expect(await keepsDevices(), 'the other side’s, in the same browser here').to.equal(true);
    await first.act('bo', 'forget');
    expect(await keepsDevices()).to.equal(false);
    const pages = await meet();
    expect(pages.said).to.deep.equal({ ada: [], bo: [] });
  });

  it('are remembered anew with another key after they were forgotten', async () => {
    const pages = await compared('ada', 'bo');
    await pages.act('bo', 'forget');
    await pages.act('bo', 'remember');
    const keys = new Set(pages.said.bo.map(({ key }) => key).filter(Boolean));
    expect(keys.size).to.equal(2);
    expect((await meet()).known('ada')).to.equal(true);
  });

  it('keep a key that cannot be read out, under a name that says nothing', async () => {
    await compared('ada', 'bo');
    const relation = toHex(await hashOf('ts-sas/1 relation', RELATION.ada));
    const kept = await readDevice(relation);
    expect(kept?.keys.privateKey.extractable).to.equal(false);
    expect(Object.keys(kept ?? {}).sort()).to.deep.equal(['keys', 'relation', 'theirs']);
    expect(kept?.theirs).to.have.lengthOf(1);
    let failed: unknown;
    if (kept)
      await crypto.subtle
        .exportKey('pkcs8', kept.keys.privateKey)
        .catch((error: unknown) => (failed = error));
    expect(failed).to.be.instanceOf(DOMException);
    expect(await readDevice(RELATION.ada)).to.equal(undefined);
  });

  it('go on without it, and say so, where the browser keeps nothing', async () => {
    const pages = await compared();
    Object.defineProperty(indexedDB, 'open', {
      configurable: true,
      value: () => {
        throw new DOMException('blocked', 'SecurityError');
      },
    });
    try {
      await pages.act('ada', 'remember');
    } finally {
      delete (indexedDB as { open?: unknown }).open;
    }
    expect(pages.news.ada).to.deep.equal([{ type: 'device-kept', person: 'bo', device: 'refused' }]);
    expect(pages.said.ada).to.deep.equal([]);
  });

  it('take whatever is said without being known by it', async () => {
    await compared('ada', 'bo');
    const hex = (bytes: number): fc.Arbitrary<string> =>
      fc.uint8Array({ minLength: bytes, maxLength: bytes }).map(toHex);
    const pages = new TwoPages();
    await pages.agree({ ada: 'mine', bo: 'another' });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(hex(64), fc.constant('')),
        fc.oneof(hex(32), fc.constant(''), fc.constant('00'.repeat(32))),
        async (proof, key) => {
          await pages.tell('ada', { proof, key });
          expect(pages.known('ada')).to.equal(false);
        },
      ),
      { numRuns: 40 },
    );
    expect(fromHex(pages.said.ada[0]?.proof ?? '')).to.have.lengthOf(64);
  });
});
