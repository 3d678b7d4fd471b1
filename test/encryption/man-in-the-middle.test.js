/**
 * Somebody in between who swaps keys and tries values, against the real pages: docs/encryption.md, 5. The code is cut to eight
 * bits, so that the difference shows within a few runs.
 */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';

import { loadSource } from '../package/support/load-source.js';
import {
  channel,
  commitment,
  hash,
  keyPair,
  SecondAgreement,
  transcript,
  u32,
} from './second-implementation.js';

const MODULES = `
  export * from './src/core/encryption/key-agreement';
  export * from './src/core/encryption/party';
  export * from './test/core/encryption/support/fixed-randomness';
`;

const VALUES = 'src/core/encryption/agreement-values.ts';
const AGREEMENT = 'src/core/encryption/key-agreement.ts';

const WITHOUT_CHECK = {
  file: AGREEMENT,
  text: `return this.#fail('commitment-differs');`,
  replacement: ';',
};
const WITHOUT_ENCAPSULATED_KEY = {
  file: VALUES,
  text: `run, identity, role, key, encapsulated, nonce);`,
  replacement: `run, identity, role, key, nonce);`,
};

const PLACE = { appointment: 'sample-appointment', room: 'sample-room' };
const CLIENT = { identity: 'p-client', role: 'client' };
const THERAPIST = { identity: 'p-therapist', role: 'therapist' };

/** How many values it tries after it has seen everything. Of 256 one fits, so all of them fail in 4 of 10 000 attacks. */
const TRIALS = 2_000;

const short = (code) => code[0];

/** The one in between, towards one of the two pages and in the place of the other: a program of its own. */
class Pretender extends SecondAgreement {
  #commitmentOf;

  constructor(self, other, run, seed, commitmentOf) {
    const [e, x, n] = ['e', 'x', 'n'].map((name) => hash('pretender', seed, self.identity, name));
    super(PLACE, self, other, { e, x, n }, run);
    this.#commitmentOf = commitmentOf;
  }

  commit() {
    const bytes = super.commit();
    this.shown.C = this.#commitmentOf(this);
    return Buffer.concat([bytes.subarray(0, -32), this.shown.C]);
  }

  /** What the honest page has committed to, or shown. */
  hear(bytes) {
    const rest = Buffer.from(bytes).subarray(19);
    if (bytes[1] === 2) this.theirs = { C: rest.subarray(32) };
    else
      this.theirs = {
        ...this.theirs,
        E: rest.subarray(0, 32),
        X: rest.subarray(32, 64),
        N: rest.subarray(64),
      };
  }

  /** Other values than it has committed to: another nonce, or another encapsulated key. */
  change(count, seed, free) {
    const fresh = hash('trial', seed, u32(count));
    if (free === 'nonce') this.shown.N = fresh;
    else {
      this.own.x = keyPair(fresh);
      this.shown.X = this.own.x.raw;
    }
  }

  /** The code that there will be, computed as both ends will compute it. */
  look() {
    const [a, b] = this.side === 0 ? [this.shown, this.theirs] : [this.theirs, this.shown];
    this.T = transcript(this.ctx, this.run, a, b);
    this.channel = channel(this.own, this.theirs, this.T);
    const { sending, receiving } = this.channel;
    return hash('ts-sas/1 code', this.T, (this.side === 0 ? sending : receiving).export('ts-sas/1 code'));
  }

  /** Its values, and the confirmation of what comes of them. */
  finish() {
    return [this.reveal(), this.seal('confirm', hash('ts-sas/1 confirm', this.T, this.self.identity))];
  }
}

const asSpecified = ({ ctx, run, self, shown }) => commitment(ctx, run, self, shown);
const withoutEncapsulatedKey = ({ ctx, run, self, shown: { E, N } }) =>
  hash('ts-sas/1 commit', ctx, run, self.identity, self.role, E, N);

/**
 * Towards the client it is done first, so the client's code stands; then it looks for values with which the therapist's page
 * will show the same one. Without `free` it shows what it has committed to and hopes.
 */
const attack = async (core, seed, free = null, commitmentOf = asSpecified) => {
  const page = async (self, other) => {
    const context = await core.pairContext(PLACE, self, other);
    return new core.KeyAgreement(context, await core.seededRandomness(`${seed} ${self.identity}`));
  };
  const [client, therapist] = [await page(CLIENT, THERAPIST), await page(THERAPIST, CLIENT)];
  const answersOf = async (to, bytes) => (await to.receive(bytes, 0)).send;

  const [first] = (await client.begin()).send;
  const run = Buffer.from(first.subarray(3, 19));
  const asTherapist = new Pretender(THERAPIST, CLIENT, run, seed, commitmentOf);
  const asClient = new Pretender(CLIENT, THERAPIST, run, seed, commitmentOf);
  asTherapist.hear(first);
  // The therapist's page commits and shows its values for the commitment of somebody else.
  for (const bytes of await answersOf(therapist, asClient.commit())) asClient.hear(bytes);
  for (const bytes of await answersOf(client, asTherapist.commit())) asTherapist.hear(bytes);
  const wanted = short(asTherapist.look());
  for (const bytes of asTherapist.finish()) await client.receive(bytes, 0);

  let found = short(asClient.look());
  for (let count = 1; free && found !== wanted && count <= TRIALS; count += 1) {
    asClient.change(count, seed, free);
    found = short(asClient.look());
  }
  const outcomes = [];
  for (const bytes of asClient.finish()) outcomes.push((await therapist.receive(bytes, 0)).outcome);
  return { outcome: outcomes[0], codes: [client, therapist].map(({ agreed }) => agreed && agreed.code) };
};

const isAlike = ([one, other], bits) =>
  Boolean(one && other) && one[0] >> (8 - bits) === other[0] >> (8 - bits);

const attacks = async (core, count, ...how) => {
  const results = [];
  for (let number = 0; number < count; number += 1)
    results.push(await attack(core, `attack ${number}`, ...how));
  return results;
};

const wins = (results) => results.filter(({ codes }) => isAlike(codes, 8)).length;

describe('somebody in between who swaps keys and tries values, with a code of eight bits', () => {
  let core;
  before(async () => {
    core = await loadSource(MODULES);
  });

  it('wins nearly always when what is shown is not held against the commitment', async () => {
    const results = await attacks(await loadSource(MODULES, [WITHOUT_CHECK]), 6, 'nonce');
    assert.ok(wins(results) >= 5, `${wins(results)} of 6`);
  });

  it('wins nearly always when the encapsulated key is not part of the commitment', async () => {
    const weak = await loadSource(MODULES, [WITHOUT_ENCAPSULATED_KEY]);
    const results = await attacks(weak, 6, 'encapsulated', withoutEncapsulatedKey);
    assert.ok(wins(results) >= 5, `${wins(results)} of 6`);
  });

  it('is refused whenever it shows what it found by trying, and no run comes of it', async () => {
    for (const free of ['nonce', 'encapsulated'])
      for (const { outcome, codes } of await attacks(core, 3, free)) {
        assert.deepEqual(outcome, { type: 'failed', reason: 'commitment-differs' });
        assert.equal(codes[1], null);
      }
  });

  it('wins no more often than by chance when it keeps to its commitment', async () => {
    const results = await attacks(core, 128);
    // It does take part; only the code comes out as it will.
    for (const { codes } of results) assert.ok(codes.every(Boolean));
    // Of 128, one in two hundred and fifty-six; more than three come with 1 seed in 600, and this one is fixed.
    assert.ok(wins(results) <= 3, `${wins(results)} of 128`);
    // With three bits it is one in eight, so that "never" would be noticed, too.
    const lucky = results.filter(({ codes }) => isAlike(codes, 3)).length;
    assert.ok(lucky >= 6 && lucky <= 28, `${lucky} of 128 with three bits`);
  });
});
