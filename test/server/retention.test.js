/** What is deleted when, by rules that the practice sets as data, and what the jobs do on several instances. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';

import { openStore, startPractice } from './support/practice.js';
import { answers } from './support/sample-consent.js';

const DAY = 24 * 60 * 60 * 1000;
const NOTHING = { appointments: 0, consentRecords: 0, audit: 0 };

let store;
let practice;

const started = (retention) => startPractice({ store, retention });

before(async () => {
  store = await openStore();
});
beforeEach(async () => {
  practice = await started({ appointments: 30, consentRecords: 365, audit: 100 });
});
afterEach(async () => {
  practice.clock.skip(10_000 * DAY);
  // The next case begins with nothing.
  await practice.handler.runJobs();
  await practice.handler.runJobs();
  await practice.close();
});
after(() => store?.close());

const rowsOf = async (table) => (await store.query(`select 1 from safe_session.${table}`)).length;

/** An appointment that was held, and is closed. */
const held = async (change) => {
  const met = await practice.admitted(change);
  await met.client.post('/feedback', { answers: { words: 'calm' } });
  await practice.handler.practice.closeAppointment(met.appointment.id);
  return met;
};

describe('the retention job', () => {
  it('deletes nothing before its time', async () => {
    await held();
    practice.clock.skip(29 * DAY);
    assert.deepEqual(await practice.handler.runJobs(), NOTHING);
    assert.equal(await rowsOf('appointments'), 1);
  });

  it('deletes an appointment with everything that hangs on it, and keeps consent and audit', async () => {
    const { client } = await held();
    const audit = await rowsOf('audit');
    practice.clock.skip(31 * DAY);
    assert.deepEqual(await practice.handler.runJobs(), { ...NOTHING, appointments: 1 });
    for (const table of ['appointments', 'people', 'invitations', 'sessions', 'states', 'relays', 'feedback'])
      assert.equal(await rowsOf(table), 0, table);
    assert.equal(await rowsOf('audit'), audit);
    const { entries, faults } = await practice.handler.practice.consentHistory(client.person);
    assert.deepEqual([entries.length, entries[0].record.subject, faults], [1, client.person, []]);
  });

  it('deletes what consent says down to its hashes, and the chain still holds', async () => {
    const clients = [{ subject: 'subject-for-years' }];
    await held({ clients });
    practice.clock.skip(300 * DAY);
    const { client } = await practice.meet({ clients });
    await client.post('/consent/records', { answers: answers({ decisions: { contact: 'yes' } }) });
    practice.clock.skip(70 * DAY);
    const { consentRecords } = await practice.handler.runJobs();
    assert.equal(consentRecords, 1);
    const { entries, deletions, faults } =
      await practice.handler.practice.consentHistory('subject-for-years');
    assert.deepEqual(
      entries.map(({ record }) => record === null),
      [true, false],
    );
    assert.deepEqual(
      deletions.map(({ because }) => because),
      ['past its time'],
    );
    assert.deepEqual(faults, []);
    assert.doesNotMatch((await practice.dump()).match(/^consent_records.*$/mu)[0], /Sample Client/u);
  });

  it('deletes from the audit alone what is past its time', async () => {
    const { appointment } = await held();
    practice.clock.skip(90 * DAY);
    const later = await held();
    practice.clock.skip(20 * DAY);
    assert.ok((await practice.handler.runJobs()).audit > 0);
    assert.deepEqual(await practice.handler.practice.audit(appointment.id), []);
    assert.ok((await practice.handler.practice.audit(later.appointment.id)).length > 0);
  });

  it('leaves alone what a practice never wants to be deleted', async () => {
    const patient = await started({ appointments: null, consentRecords: null, audit: null });
    await held();
    patient.clock.skip(9_000 * DAY);
    assert.deepEqual(await patient.handler.runJobs(), NOTHING);
    await patient.close();
  });

  it('never deletes an appointment that is not closed yet', async () => {
    const hasty = await started({ appointments: 0, consentRecords: null, audit: null });
    const { client } = await hasty.admitted({ endsAt: hasty.clock.now() + 1_000 });
    hasty.clock.skip(2_000);
    assert.deepEqual(await hasty.handler.runJobs(), NOTHING);
    assert.equal(await client.refusal('POST', '/pass'), null);
    await hasty.close();
  });

  it('says what it did once, however many instances run it at the same time', async () => {
    await held();
    await held();
    const second = await startPractice({
      store,
      clock: practice.clock,
      retention: { appointments: 30, consentRecords: 365, audit: 100 },
    });
    practice.clock.skip(400 * DAY);
    const all = await Promise.all(
      [practice, second, practice, second].map(({ handler }) => handler.runJobs()),
    );
    const sum = (kind) => all.reduce((total, forgotten) => total + forgotten[kind], 0);
    assert.deepEqual([sum('appointments'), sum('consentRecords')], [2, 2]);
    await second.close();
  });

  it('keeps at its work where one job fails, and says which', async () => {
    await held();
    practice.clock.skip(31 * DAY);
    await store.script('alter table safe_session.sessions rename to gone');
    try {
      assert.equal((await practice.handler.runJobs()).appointments, 1);
    } finally {
      await store.script('alter table safe_session.gone rename to sessions');
    }
    const [failure] = practice.log.filter(({ event }) => event === 'noting-silent-pages-failed');
    assert.deepEqual(failure, { level: 'error', event: 'noting-silent-pages-failed', code: 'refused 42P01' });
  });
});

describe('buckets that count how often somebody asks', () => {
  it('are gone after minutes', async () => {
    await practice.page().refusal('POST', '/exchange', { invitation: 'x'.repeat(43) });
    assert.ok((await rowsOf('rate')) > 0);
    practice.clock.skip(11 * 60_000);
    await practice.handler.runJobs();
    assert.equal(await rowsOf('rate'), 0);
  });
});

describe('feedback', () => {
  it('reaches the practice without a name', async () => {
    const { appointment } = await held();
    const { feedback } = await practice.backEnd().get(`/practice/appointments/${appointment.id}/feedback`);
    assert.deepEqual(
      feedback.map(({ answers: given }) => given),
      [{ words: 'calm' }],
    );
  });
});
