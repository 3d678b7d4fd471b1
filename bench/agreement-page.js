/** Pages that agree on keys, all of them in one page and with nothing between them: what is left is the computing. */
import { EncryptedGroup } from '../dist/core/encryption/encrypted-group.js';

const MOST = 8;

class Room {
  #groups = new Map();
  #place = { appointment: crypto.randomUUID(), room: crypto.randomUUID() };
  #waiting = [];

  constructor(size) {
    this.people = Array.from({ length: size }, (_, index) => ({
      identity: `person-${index}`,
      role: index === 0 ? 'therapist' : 'client',
    }));
    for (const self of this.people) {
      const port = {
        carry: (to, bytes) =>
          void this.#groups.get(to)?.receive(self.identity, bytes.slice(), performance.now()),
        tell: (event) => this.#told(self.identity, event),
      };
      this.#groups.set(self.identity, new EncryptedGroup(this.#place, self, port));
    }
  }

  /** Everybody with everybody. Resolves when all have told an event of this type of everybody else. */
  meet() {
    const { length } = this.people;
    const agreed = this.#until('agreed', length * (length - 1));
    for (const [identity, group] of this.#groups)
      for (const party of this.people)
        if (party.identity !== identity) void group.meet(party, performance.now());
    return agreed;
  }

  /** The first keys of the room. */
  async enter() {
    const used = this.#until('use-key', this.people.length);
    for (const group of this.#groups.values()) void group.show(this.people, performance.now());
    await used;
  }

  /** New keys of everybody, while everybody writes to everybody. Resolves when all of them are in use. */
  async renew() {
    const { length } = this.people;
    const used = this.#until('use-key', length, true);
    const content = crypto.getRandomValues(new Uint8Array(200));
    for (const [identity, group] of this.#groups)
      void group.say(
        content,
        this.people.map((one) => one.identity).filter((one) => one !== identity),
      );
    void this.#groups.get('person-0').renew(performance.now());
    await used;
  }

  async end() {
    for (const group of this.#groups.values()) await group.end();
  }

  #until(type, times, ofNewest = false) {
    return new Promise((resolve) => {
      this.#waiting.push({ type, times, ofNewest, from: new Map(), newest: 0, resolve });
    });
  }

  #told(self, event) {
    for (const one of [...this.#waiting]) {
      if (one.type !== event.type) continue;
      const who = one.type === 'agreed' ? `${self} ${event.with}` : self;
      one.from.set(who, event.epoch);
      one.newest = Math.max(one.newest, event.epoch ?? 0);
      const epochs = [...one.from.values()];
      if (one.from.size < one.times || (one.ofNewest && epochs.some((epoch) => epoch !== one.newest)))
        continue;
      this.#waiting.splice(this.#waiting.indexOf(one), 1);
      one.resolve();
    }
  }
}

const timed = async (work) => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

globalThis.agreement = {
  /** Milliseconds from nothing to a channel between two pages, which are told so on both. */
  async handshake() {
    const room = new Room(2);
    const time = await timed(() => room.meet());
    await room.end();
    return time;
  },

  /** Milliseconds of each of so many changes of the keys of a full room. */
  async renewals(times) {
    const room = new Room(MOST);
    await room.meet();
    await room.enter();
    const measured = [];
    for (let one = 0; one < times; one += 1) measured.push(await timed(() => room.renew()));
    await room.end();
    return measured;
  },
};
