/** What pages need to agree on keys goes through the practice's relay, also where a room is full and everything is begun five times. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';

import { encodeCarried, newStream } from '../../dist/core/encryption/carried-frames.js';
import { EncryptedGroup } from '../../dist/core/encryption/encrypted-group.js';
import { MAX_RUNS } from '../../dist/core/encryption/key-agreement.js';
import { MAX_MEMBERS } from '../../dist/core/encryption/roster.js';
import { MAX_CONTENT_BYTES } from '../../dist/core/encryption/sealed-envelope.js';
import { LIMITS } from '../../dist/server/rate-limit.js';
import { MAX_RELAY_BYTES, MOST_UNDER_WAY } from '../../dist/server/relay.js';

const place = { appointment: 'sample-appointment', room: 'sample-appointment' };
const people = Array.from({ length: MAX_MEMBERS }, (_, index) => ({
  identity: `person-${index}`,
  role: index === 0 ? 'therapist' : 'client',
}));

/** Pages of all these people and an honest relay between them that counts. */
class Room {
  sent = [];
  agreed = 0;
  #underWay = [];
  #groups = new Map();

  constructor() {
    for (const self of people) {
      const carry = (to, content) => {
        const bytes = encodeCarried(newStream(), 0, content);
        this.sent.push({ from: self.identity, to, size: bytes.byteLength });
        this.#underWay.push({ from: self.identity, to, content });
      };
      const tell = ({ type }) => {
        if (type === 'agreed') this.agreed += 1;
      };
      this.#groups.set(self.identity, new EncryptedGroup(place, self, { carry, tell }));
    }
  }

  async everybody(act) {
    for (const self of people) await act(this.#groups.get(self.identity), self);
    for (let next = this.#underWay.shift(); next; next = this.#underWay.shift())
      await this.#groups.get(next.to).receive(next.from, next.content, 0);
  }

  /** Everybody calls: both at once is the most that a run can cost. */
  meet() {
    return this.everybody(async (group, self) => {
      for (const other of people) if (other !== self) await group.meet(other, 0);
    });
  }

  /** The most that one page has sent since it was asked last. */
  most() {
    const counts = people.map(({ identity }) => this.sent.filter(({ from }) => from === identity).length);
    this.largest = Math.max(...this.sent.map(({ size }) => size));
    this.sent = [];
    return Math.max(...counts);
  }
}

describe('the relay’s limits', { timeout: 240_000 }, () => {
  const room = new Room();
  let handshakes = 0;

  before(async () => {
    for (let run = 1; run <= MAX_RUNS; run += 1) await room.meet();
    handshakes = room.most();
  });

  it('let a full room agree, and begin anew as often as a page may, at once', () => {
    const pairs = (MAX_MEMBERS * (MAX_MEMBERS - 1)) / 2;
    assert.equal(room.agreed, pairs * MAX_RUNS * 2);
    assert.ok(handshakes <= LIMITS.relay.burst, `${handshakes} messages of one page`);
  });

  it('let a full room be let in, with everybody’s keys for everybody, within a minute after that', async () => {
    await room.everybody((group) => group.show(people, 0));
    await room.everybody((group) =>
      group.say(
        new Uint8Array(MAX_CONTENT_BYTES),
        people.map(({ identity }) => identity),
      ),
    );
    const keys = room.most();
    assert.ok(keys <= LIMITS.relay.perMinute, `${keys} messages of one page`);
  });

  it('let the largest message through', () => {
    assert.ok(room.largest > MAX_CONTENT_BYTES && room.largest <= MAX_RELAY_BYTES, `${room.largest} bytes`);
  });

  it('hold whatever a page that never answers is told by all others', () => {
    // Begun three times a minute by everybody, and kept for ten.
    assert.ok((MAX_MEMBERS - 1) * 3 * 10 <= MOST_UNDER_WAY);
  });
});
