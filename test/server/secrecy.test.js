/** A whole session, and what of it is left: in the store, in the log, in the audit. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { openStore, startPractice } from './support/practice.js';
import { answers, SIGNATURE } from './support/sample-consent.js';

/** What people type, each unmistakable. */
const TYPED = {
  relayed: 'words-on-their-way',
  late: 'words-about-lateness',
  declined: 'words-of-not-today',
  feedback: 'words-of-feedback',
  signed: SIGNATURE.statement,
};

let store;
let practice;
let met;
const secrets = [];

before(async () => {
  store = await openStore();
  practice = await startPractice({ store, addressOf: () => '192.0.2.77' });
  met = await wholeSession();
});
after(async () => {
  await practice?.close();
  await store?.close();
});

/** Everything that can be said in a session, once. */
async function wholeSession() {
  const appointment = await practice.appointment({ clients: [{}] });
  const pages = await Promise.all(
    [appointment.clients[0], appointment.therapists[0]].map(async (person) => {
      const page = await practice.arrive(person);
      await page.follow();
      secrets.push(person.invitation, ...page.cookies.values());
      return page;
    }),
  );
  const [client, therapist] = pages;
  const crossSite = practice.page({ site: 'cross' });
  await crossSite.exchange({ invitation: appointment.clients[0].invitation });
  secrets.push(crossSite.credential);
  await therapist.post(`/people/${client.person}/place`, { newer: false });
  await practice
    .page()
    .refusal('POST', '/exchange', { invitation: 'a-wrong-invitation-of-enough-characters' });

  await client.post('/consent/records', { answers: answers() });
  await client.post('/entry', { urgent: false });
  const bytes = Buffer.from(TYPED.relayed).toString('base64url');
  await client.post('/relay', { to: therapist.person, bytes });
  await therapist.line.fact({ type: 'relayed', bytes });
  await therapist.post('/relay/seen', { cursor: therapist.line.cursor });
  await therapist.post('/late', { late: { minutes: 5, words: TYPED.late } });
  await therapist.post(`/people/${client.person}/decline`, { message: TYPED.declined });
  await client.post('/entry', { urgent: true });
  await therapist.post('/entry', { urgent: false });
  await therapist.post(`/people/${client.person}/admit`);
  for (const page of pages) await page.post('/pass');
  await client.post('/pause');
  await client.post('/resume');
  await client.post('/consent/withdrawals', { topics: ['contact'] });
  await client.post('/leave');
  await client.post('/feedback', { answers: { words: TYPED.feedback } });
  await client.refusal('POST', '/people/nobody/admit', { garbage: TYPED.signed });
  return { appointment, client, therapist };
}

describe('the store', () => {
  it('holds no invitation, no session’s secret and no key of the practice', async () => {
    const dump = await practice.dump();
    assert.ok(secrets.length > 4);
    for (const secret of [...secrets, 'sample-practice-key', 'a-wrong-invitation'])
      assert.ok(!dump.includes(secret), secret);
  });

  it('holds no address of anybody', async () => {
    assert.doesNotMatch(await practice.dump(), /192\.0\.2\.77/u);
  });

  it('holds what was relayed until it has arrived, and not a moment longer', async () => {
    const dump = await practice.dump();
    for (const form of ['utf8', 'hex', 'base64', 'base64url'])
      assert.ok(!dump.includes(Buffer.from(TYPED.relayed).toString(form)), form);
  });

  it('holds after the end nothing that anybody typed but consent and feedback', async () => {
    await practice.handler.practice.closeAppointment(met.appointment.id);
    const lines = (await practice.dump()).split('\n');
    const tablesWith = (words) =>
      [...new Set(lines.filter((line) => line.includes(words)).map((line) => line.split(' ')[0]))].sort();
    assert.deepEqual(tablesWith(TYPED.late), []);
    assert.deepEqual(tablesWith(TYPED.declined), []);
    assert.deepEqual(tablesWith(TYPED.feedback), ['feedback']);
    assert.deepEqual(tablesWith(TYPED.signed), ['consent_records']);
    assert.deepEqual(tablesWith(SIGNATURE.name), ['consent_records']);
  });

  it('does not say whose feedback it is', async () => {
    const [row] = await store.query('select * from safe_session.feedback');
    assert.deepEqual(Object.keys(row).sort(), ['answers', 'appointment', 'created_at', 'id']);
  });
});

describe('the log', () => {
  it('holds codes and opaque ids alone', async () => {
    await practice.page().request('POST', '/exchange', { body: { invitation: secrets[0] } });
    const known = new Set(['level', 'event', 'appointment', 'person', 'code', 'route']);
    for (const entry of practice.log)
      for (const [name, value] of Object.entries(entry)) {
        assert.ok(known.has(name), name);
        assert.match(value, /^[\w:/ .-]{1,60}$/u);
      }
    const text = JSON.stringify(practice.log);
    for (const word of [...secrets, ...Object.values(TYPED), SIGNATURE.name]) assert.ok(!text.includes(word));
  });
});

describe('the audit', () => {
  it('says who was admitted, present and gone, when, by opaque id, and nothing else', async () => {
    const { entries } = await practice.backEnd().get(`/practice/appointments/${met.appointment.id}/audit`);
    const ofClient = entries.filter(({ person }) => person === met.client.person).map(({ event }) => event);
    for (const event of [
      'arrived',
      'second-page-asked',
      'second-page-refused',
      'consent-recorded',
      'asked',
      'declined',
      'asked-urgently',
      'admitted',
      'entered',
      'paused',
      'resumed',
      'left',
    ])
      assert.ok(ofClient.includes(event), event);
    const admitted = entries.find(({ event }) => event === 'admitted');
    assert.equal(admitted.by, met.therapist.person);
    assert.match(admitted.at, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/u);
    const text = JSON.stringify(entries);
    for (const word of [...secrets, ...Object.values(TYPED), SIGNATURE.name]) assert.ok(!text.includes(word));
    for (const { detail } of entries) assert.deepEqual(Object.keys(detail ?? { record: '' }), ['record']);
  });

  it('names records, so that one that was cut off the end of the book is missed', async () => {
    const { entries } = await practice.handler.practice.consentHistory(met.client.person);
    const audit = await practice.handler.practice.audit(met.appointment.id);
    assert.deepEqual(
      audit.flatMap(({ detail }) => detail?.record ?? []),
      entries.map(({ record }) => record.recordId),
    );
  });
});
