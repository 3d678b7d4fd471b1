/** Two handlers on one PostgreSQL behave as one: commands at one, events at the other, and one of them may die. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';

import { postgresForTests } from '../../scripts/postgres.js';
import { newClock, openStore, startPractice } from './support/practice.js';
import { answers } from './support/sample-consent.js';
import { sampleMedia } from './support/sample-media.js';

const postgres = await postgresForTests();
after(() => postgres.stop());

describe('two instances on one PostgreSQL', { skip: postgres.skip, timeout: 240_000 }, () => {
  let url;
  let stores;
  let here;
  let there;

  before(async () => {
    url = await postgres.createDatabase();
  });
  beforeEach(async () => {
    stores = [await openStore(url), await openStore(url)];
    const clock = newClock();
    const media = sampleMedia();
    [here, there] = await Promise.all(stores.map((store) => startPractice({ store, clock, media })));
  });
  afterEach(async () => {
    await Promise.all([here.close(), there.close()]);
    await Promise.all(stores.map((store) => store.close()));
  });

  /** The client's page at one instance, the therapist's at the other. */
  const apart = async () => {
    const appointment = await here.appointment();
    const client = await here.arrive(appointment.clients[0]);
    const therapist = await there.arrive(appointment.therapists[0]);
    for (const page of [client, therapist]) await page.follow();
    return { appointment, client, therapist };
  };

  /** The same page, whose next requests go to the other instance. */
  const moved = (page, instance) => Object.assign(page, { fetch: instance.handler.fetch });

  it('tell each other in both directions', async () => {
    const { client, therapist } = await apart();
    await client.post('/consent/records', { answers: answers() });
    await therapist.line.fact({ type: 'consent-changed' });
    await client.post('/entry', { urgent: false });
    await therapist.line.fact({ type: 'person-state', person: client.person, state: 'asking' });
    await therapist.post(`/people/${client.person}/admit`);
    await client.line.fact({ type: 'admitted', person: client.person });
    await client.post('/relay', { to: therapist.person, bytes: 'aGVyZQ' });
    await therapist.line.fact({ type: 'relayed', bytes: 'aGVyZQ' });
    await therapist.post('/relay', { to: client.person, bytes: 'dGhlcmU' });
    await client.line.fact({ type: 'relayed', bytes: 'dGhlcmU' });
  });

  it('know the sessions, the cookies and the limits of each other', async (t) => {
    here.clock.stop();
    t.after(() => here.clock.start());
    const { appointment, client } = await apart();
    moved(client, there);
    assert.equal((await client.get('/appointment')).facts.self, client.person);
    const outcomes = [];
    for (let index = 0; index < 25; index += 1)
      outcomes.push(
        await [here, there][index % 2].page().refusal('POST', '/exchange', {
          invitation: appointment.clients[0].invitation,
        }),
      );
    assert.equal(outcomes.at(-1), 'too-many-tries');
  });

  it('lose no message, however many are sent at once by way of both', async () => {
    const { client, therapist } = await apart();
    const elsewhere = client.reload();
    Object.assign(elsewhere, { session: client.session, fetch: there.handler.fetch });
    const sent = Array.from({ length: 60 }, (_, index) => Buffer.from([index, index]).toString('base64url'));
    await Promise.all(
      sent.map((bytes, index) =>
        [client, elsewhere][index % 2].post('/relay', { to: therapist.person, bytes }),
      ),
    );
    await therapist.line.heard(
      'all',
      ({ facts }) => facts.filter(({ type }) => type === 'relayed').length === 60,
    );
    const arrived = therapist.line.facts.flatMap(({ bytes }) => bytes ?? []);
    assert.deepEqual(arrived.toSorted(), sent.toSorted());
  });

  it('carry out commands that come at once by way of both as if they came one after the other', async () => {
    const { client, therapist } = await apart();
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 2
          ? client.post('/pause')
          : therapist.post('/late', { late: { minutes: index + 1, words: '' } }),
      ),
    );
    const [one, other] = [await client.get('/appointment'), await therapist.get('/appointment')];
    assert.deepEqual(one.facts.pausedBy, [client.person]);
    assert.deepEqual(one.facts.late, other.facts.late);
    assert.equal(one.cursor, other.cursor);
  });

  it('let a page go from one to the other, and nobody notices', async () => {
    const { client, therapist } = await apart();
    await client.post('/entry', { urgent: false });
    await therapist.line.fact({ type: 'person-state', person: client.person, state: 'asking' });
    const told = therapist.line.facts.length;
    const older = client.line;
    moved(client, there);
    client.line = await client.listen();
    await older.close();
    await Promise.all([here.handler.runJobs(), there.handler.runJobs()]);
    await client.post('/relay', { to: therapist.person, bytes: 'aGVyZQ' });
    await therapist.line.fact({ type: 'relayed' });
    assert.deepEqual(
      therapist.line.facts.slice(told).map(({ type }) => type),
      ['relayed'],
    );
  });

  it('notice pages whose instance died without a word', async () => {
    const { client, therapist } = await apart();
    await client.post('/entry', { urgent: false });
    await therapist.line.fact({ type: 'person-state', person: client.person, state: 'asking' });
    const told = therapist.line.facts.length;
    await here.close();
    here.clock.skip(60_000);
    // The therapist's own page has given a sign of life since.
    await therapist.line.heard(
      'a sign of life',
      ({ beats }) => beats > 3 && therapist.line.facts.length >= told,
    );
    await there.handler.runJobs();
    await therapist.line.fact({ type: 'person-state', person: client.person, state: 'expected' }, told);
    moved(client, there);
    client.line = await client.listen();
    await therapist.line.fact({ type: 'person-state', person: client.person, state: 'asking' }, told);
  });

  it('hear again what they missed when the line to the database broke', async () => {
    const { client, therapist } = await apart();
    await stores[0].query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and query ilike 'listen%'`,
    );
    await client.post('/entry', { urgent: true });
    await therapist.line.fact({ type: 'person-state', person: client.person, state: 'asking', urgent: true });
    await therapist.post('/late', { late: { minutes: 5, words: '' } });
    await client.line.fact({ type: 'late-told' });
  });

  it('start where the database cannot be listened to yet, and listen when it can', async () => {
    const { client } = await apart();
    const [, store] = stores;
    let broken = true;
    const listen = store.listen.bind(store);
    const late = await startPractice({
      store: Object.assign(Object.create(store), {
        query: store.query.bind(store),
        transaction: store.transaction.bind(store),
        listen: (...given) => (broken ? Promise.reject(new Error('not yet')) : listen(...given)),
      }),
      clock: here.clock,
    });
    moved(client, late);
    const failed = await client.request('GET', '/events', { headers: { accept: 'text/event-stream' } });
    await assert.rejects(failed.text());
    broken = false;
    const line = await client.listen();
    await line.fact({ type: 'appointment-known' });
    await late.close();
  });
});
