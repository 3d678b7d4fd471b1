/** The code and the second implementation, talking to each other with fresh keys, on either side. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { before, describe, it } from 'node:test';

import { loadSource } from '../package/support/load-source.js';
import {
  dataKey,
  epochNote,
  installedNote,
  mediaKey,
  openEnvelope,
  readEpochNote,
  rosterHash,
  SecondAgreement,
  sealEnvelope,
} from './second-implementation.js';

const place = { appointment: 'sample-appointment-2', room: 'sample-room-2' };
const client = { identity: 'p-1f0c', role: 'client' };
const therapist = { identity: 'p-77ab', role: 'therapist' };

let core;
before(async () => {
  core = await loadSource(`export * from './src/core/encryption/encrypted-group';`);
});

const text = (words) => new TextEncoder().encode(words);
const read = (bytes) => new TextDecoder().decode(bytes);
const only = (list) => {
  assert.equal(list.length, 1);
  return list[0];
};

/** A page of ours, and the second implementation at the other end; `ours` is who the page belongs to. */
const meeting = (ours, other) => {
  const said = [];
  const events = [];
  const page = new core.EncryptedGroup(place, ours, {
    carry: (_to, bytes) => said.push(Buffer.from(bytes)),
    tell: (event) => events.push(event),
  });
  const own = { e: randomBytes(32), x: randomBytes(32), n: randomBytes(32) };
  const second = new SecondAgreement(place, other, ours, own, randomBytes(16));
  const deliver = (bytes) => page.receive(other.identity, bytes, 0);
  return { page, second, said, events, deliver, take: () => said.splice(0) };
};

const agree = async ({ page, second, take, deliver }, other) => {
  await page.meet(other, 0);
  // Side 0 begins by itself; our page asks for that where it is side 1.
  const queue = take();
  while (queue.length > 0 && !second.agreed) {
    for (const answer of second.receive(queue.shift())) await deliver(answer);
    queue.push(...take());
  }
};

for (const [name, ours, other] of [
  ['where it is side 0', client, therapist],
  ['where it is side 1', therapist, client],
]) {
  describe(`the code, ${name}, and the second implementation`, () => {
    it('agree and show the same code', async () => {
      const pair = meeting(ours, other);
      await agree(pair, other);
      assert.ok(pair.second.agreed);
      const { code } = only(pair.events.filter(({ type }) => type === 'agreed'));
      assert.equal(Buffer.from(code).toString('hex'), pair.second.D.toString('hex'));
    });

    it('read each other before there is an epoch', async () => {
      const pair = meeting(ours, other);
      await agree(pair, other);
      const { sending, receiving } = pair.second.channel;
      const [from, to] = [ours.identity, other.identity];
      const theirs = dataKey(receiving.export('ts-sas/1 data'), Buffer.alloc(0), place, 0, from, to);
      await pair.page.say(text('Good morning'), [to]);
      const opened = openEnvelope(theirs, place, from, to, only(pair.take()));
      assert.deepEqual([opened.number, opened.type, read(opened.content)], [1, 'message', 'Good morning']);
      const mine = dataKey(sending.export('ts-sas/1 data'), Buffer.alloc(0), place, 0, to, from);
      const content = Buffer.from('Good morning to you');
      const header = { type: 'message', epoch: 0, sequence: 0, number: 1 };
      await pair.deliver(sealEnvelope(mine, place, to, from, { ...header, content }));
      const { content: shown } = only(pair.events.filter(({ type }) => type === 'message'));
      assert.equal(read(shown), 'Good morning to you');
      const acknowledged = openEnvelope(theirs, place, from, to, only(pair.take()));
      assert.deepEqual(
        [acknowledged.type, acknowledged.content.toString('hex')],
        ['acknowledgement', '00000001'],
      );
    });

    it('give each other the secrets of an epoch, and use them', async () => {
      const pair = meeting(ours, other);
      await agree(pair, other);
      const { second, page, events } = pair;
      const roster = rosterHash(place, [client, therapist]);
      await page.show([client, therapist], 0);
      const secret = randomBytes(32);
      await pair.deliver(second.seal('sealed', epochNote(1, secret, roster)));
      const notes = pair.take().map((bytes) => second.open(bytes));
      const { secret: told } = readEpochNote(notes.find((note) => note[0] === 1));
      assert.ok(notes.some((note) => note.equals(installedNote(1))));
      await pair.deliver(second.seal('sealed', installedNote(1)));

      const installed = only(events.filter(({ type }) => type === 'install-key')).material;
      const used = only(events.filter(({ type }) => type === 'use-key')).material;
      for (const [material, expected] of [
        [installed, mediaKey(secret, place, 1, other.identity)],
        [used, mediaKey(told, place, 1, ours.identity)],
      ])
        assert.deepEqual(await probe(material), await probe(await hkdfKey(expected)));

      const exported = second.channel.receiving.export('ts-sas/1 data');
      const key = dataKey(exported, told, place, 1, ours.identity, other.identity);
      await page.say(text('In the room'), [other.identity]);
      const opened = openEnvelope(key, place, ours.identity, other.identity, only(pair.take()));
      assert.deepEqual([opened.epoch, opened.sequence, read(opened.content)], [1, 0, 'In the room']);
    });
  });
}

const hkdfKey = (raw) => crypto.subtle.importKey('raw', raw, 'HKDF', false, ['deriveBits']);

/** Keys that nobody can read out are the same when the same comes out of them. */
const probe = async (key) => {
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: text('salt'), info: text('info') };
  return Buffer.from(await crypto.subtle.deriveBits(hkdf, key, 256)).toString('hex');
};
