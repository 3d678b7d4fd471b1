/** Rooms full of real encryption, and the relay between their pages, which does with every message what a test wants. */
import { toHex, utf8, type Bytes } from '../../../../src/core/encryption/encoding.js';
import { EncryptedGroup } from '../../../../src/core/encryption/encrypted-group.js';
import type { GroupEvent } from '../../../../src/core/encryption/group-events.js';
import type { Party } from '../../../../src/core/encryption/party.js';
import { PLACE } from './two-pages.js';

type Told<T extends GroupEvent['type']> = Extract<GroupEvent, { readonly type: T }>;

export interface InTransit {
  readonly from: string;
  readonly to: string;
  readonly bytes: Bytes;
}

/** Keys that nobody can read out are the same when the same comes out of them. */
const fingerprint = async (material: CryptoKey): Promise<string> => {
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(1), info: new Uint8Array(1) };
  return toHex(new Uint8Array(await crypto.subtle.deriveBits(hkdf, material, 128)));
};

/** One person's page: its part of the encryption, and everything it was told. */
export class Page {
  readonly group: EncryptedGroup;
  readonly events: GroupEvent[] = [];

  constructor(
    readonly party: Party,
    carry: (message: InTransit) => void,
  ) {
    const { identity: from } = party;
    this.group = new EncryptedGroup(PLACE, party, {
      carry: (to, bytes) => carry({ from, to, bytes }),
      tell: (event) => this.events.push(event),
    });
  }

  get identity(): string {
    return this.party.identity;
  }

  told<T extends GroupEvent['type']>(type: T): readonly Told<T>[] {
    return this.events.filter((event): event is Told<T> => event.type === type);
  }

  /** What was shown to this person, as `who: what`. */
  get read(): readonly string[] {
    return this.told('message').map(({ from, content }) => `${from}: ${new TextDecoder().decode(content)}`);
  }

  /** The keys that its media were ever sealed with, by epoch. */
  async used(): Promise<ReadonlyMap<number, string>> {
    const keys = this.told('use-key').map(
      async ({ epoch, material }) => [epoch, await fingerprint(material)] as const,
    );
    return new Map(await Promise.all(keys));
  }

  /** The key that its media are sealed with now. */
  async uses(): Promise<string | null> {
    const last = this.events.findLast(({ type }) => type === 'use-key' || type === 'silence');
    return last?.type === 'use-key' ? fingerprint(last.material) : null;
  }

  /** Every key for somebody's media that it was ever given. */
  async givenBy(sender: string): Promise<readonly string[]> {
    const keys = this.told('install-key').filter(({ from }) => from === sender);
    return Promise.all(keys.map(({ material }) => fingerprint(material)));
  }

  /** The keys with which it opens somebody's media now. */
  async opens(sender: string): Promise<readonly string[]> {
    const keys = new Map<number, CryptoKey>();
    for (const event of this.events) {
      if (event.type === 'install-key' && event.from === sender) keys.set(event.keyIndex, event.material);
      if (event.type === 'drop-key' && event.from === sender) keys.delete(event.keyIndex);
    }
    return Promise.all([...keys.values()].map(fingerprint));
  }
}

export class Room {
  readonly pages = new Map<string, Page>();
  readonly underWay: InTransit[] = [];
  /** Everything that was ever handed to the relay. */
  readonly said: InTransit[] = [];
  at = 0;

  /** A page is opened, or loaded again; nobody has met anybody yet. */
  open(party: Party): Page {
    const page = new Page(party, (message) => {
      this.underWay.push(message);
      this.said.push(message);
    });
    this.pages.set(party.identity, page);
    return page;
  }

  page({ identity }: Party): Page {
    const page = this.pages.get(identity);
    if (!page) throw new Error(`Nobody is called ${identity}.`);
    return page;
  }

  /** Each of them agrees with each other one. */
  async meet(...people: readonly Party[]): Promise<void> {
    for (const one of people)
      for (const other of people) if (one !== other) await this.page(one).group.meet(other, this.at);
    await this.settle();
  }

  /** Everybody of them has everybody of them on screen. */
  async show(...people: readonly Party[]): Promise<void> {
    for (const one of people) await this.page(one).group.show(people, this.at);
    await this.settle();
  }

  /** A room in which they all are, with keys in use. */
  static async of(...people: readonly Party[]): Promise<Room> {
    const room = new Room();
    for (const party of people) room.open(party);
    await room.meet(...people);
    await room.show(...people);
    return room;
  }

  async deliver({ from, to, bytes }: InTransit): Promise<void> {
    await this.pages.get(to)?.group.receive(from, bytes, this.at);
  }

  /** As an honest relay: in order, until nobody has anything to say. */
  async settle(): Promise<void> {
    for (let next = this.underWay.shift(); next; next = this.underWay.shift()) await this.deliver(next);
  }

  /** Milliseconds go by, as every page notices. */
  async pass(ms: number): Promise<void> {
    this.at += ms;
    for (const { group } of this.pages.values()) await group.tick(this.at);
  }

  say(from: Party, text: string, ...to: readonly Party[]): Promise<readonly string[]> {
    return this.page(from).group.say(
      utf8(text),
      to.map(({ identity }) => identity),
    );
  }
}
