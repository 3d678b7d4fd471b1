/** What a page is told: in order, once, also after its line broke, and only what its person may know. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { openStore, startPractice } from './support/practice.js';
import { answers } from './support/sample-consent.js';

let store;
let practice;

before(async () => {
  store = await openStore();
  practice = await startPractice({ store });
});
after(async () => {
  await practice?.close();
  await store?.close();
});

const stateIn = (line, person) =>
  line.facts.findLast(({ type, person: who }) => type === 'person-state' && who === person)?.state;

describe('the event stream', () => {
  it('begins with everything where nothing was heard before', async () => {
    const { clients } = await practice.appointment();
    const client = await practice.arrive(clients[0]);
    const line = await client.listen();
    const { appointment } = await line.fact({ type: 'appointment-known' });
    assert.deepEqual(appointment, (await client.get('/appointment')).facts);
  });

  it('goes on from a cursor with what was missed, and nothing twice', async () => {
    const { client, therapist } = await practice.meet();
    const { cursor } = await client.get('/appointment');
    await client.line.close();
    await therapist.post('/entry', { urgent: false });
    await therapist.post('/late', { late: { minutes: 5, words: 'Traffic' } });
    for (const how of [{ after: cursor }, { headers: { 'last-event-id': cursor } }]) {
      const line = await client.listen(how);
      await line.fact({ type: 'late-told', late: { minutes: 5, words: 'Traffic' } });
      assert.deepEqual(
        line.facts.map(({ type }) => type),
        ['late-told', 'person-state'],
      );
      assert.equal(line.news.length, 1);
    }
  });

  it('prefers what the browser says was heard last', async () => {
    const { client, therapist } = await practice.meet();
    const { cursor } = await client.get('/appointment');
    await therapist.post('/late', { late: { minutes: 5, words: '' } });
    const { cursor: newest } = await client.get('/appointment');
    const line = await client.listen({ after: cursor, headers: { 'last-event-id': newest } });
    await therapist.post('/late', { late: null });
    await line.fact({ type: 'late-told', late: null });
    assert.equal(line.facts.length, 1);
  });

  it('tells everything anew at a cursor that nobody remembers', async () => {
    const { client } = await practice.meet();
    for (const after of ['999.0', 'nonsense', '1', '-1.0', '0.0'])
      await (await client.listen({ after })).fact({ type: 'appointment-known' });
  });

  it('gives signs of life while there is nothing new', async () => {
    const { client } = await practice.meet();
    const { news } = client.line;
    const before = news.length;
    await client.line.heard('three more', ({ beats }) => beats > 3);
    assert.equal(news.length, before);
  });

  it('ends for the older line of a page that opens a newer one', async () => {
    const { client } = await practice.meet();
    const newer = await client.listen();
    await client.line.finished;
    await newer.fact({ type: 'appointment-known' });
  });

  it('ends with the reason, and nothing is answered afterwards', async () => {
    const { appointment, client, therapist } = await practice.meet();
    await practice.handler.practice.closeAppointment(appointment.id);
    for (const { line } of [client, therapist]) {
      await line.finished;
      assert.equal(line.news.at(-1).end, 'over');
    }
    assert.equal(await client.refusal('POST', '/entry', { urgent: false }), 'appointment-over');
  });

  it('tells nothing of what comes between the same two states', async () => {
    const { client, therapist } = await practice.meet();
    const { cursor } = await client.get('/appointment');
    await client.line.close();
    await therapist.post('/late', { late: { minutes: 5, words: '' } });
    await therapist.post('/late', { late: null });
    await therapist.post('/entry', { urgent: false });
    const line = await client.listen({ after: cursor });
    await line.fact({ type: 'person-state', state: 'here' });
    assert.ok(!line.facts.some(({ type }) => type === 'late-told'));
  });

  it('is let go where nobody reads it, and its page comes back with its cursor', async () => {
    const { client, therapist } = await practice.meet();
    await client.line.close();
    const response = await client.request('GET', '/events', { headers: { accept: 'text/event-stream' } });
    const reader = response.body.getReader();
    const text = Buffer.alloc(60_000, 7).toString('base64url');
    // Far more than is kept for a page that does not read; what is delivered is taken away, lest it is too much under way.
    for (let sent = 0; sent < 120; sent += 1) {
      await therapist.post('/relay', { to: client.person, bytes: text });
      await store.query(
        'delete from safe_session.relays where recipient = $1 and id < (select max(id) from safe_session.relays)',
        [client.person],
      );
    }
    let [bytes, whole] = [0, ''];
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      bytes += value.length;
      whole += Buffer.from(value).toString('latin1');
    }
    assert.ok(bytes < 6_000_000, `${bytes} were kept for it`);
    const cursor = whole
      .match(/id: (\d+\.\d+)/gu)
      .at(-1)
      .slice('id: '.length);
    const line = await client.listen({ after: cursor });
    await line.fact({ type: 'relayed' });
  });
});

describe('polling', () => {
  const poll = (page, after = '') =>
    page.get(`/events${after && `?after=${after}`}`, { accept: 'application/json' });

  it('tells the same as the stream', async () => {
    const { client, therapist } = await practice.meet();
    await client.line.close();
    const first = await poll(client);
    assert.equal(first.facts[0].type, 'appointment-known');
    await therapist.post('/entry', { urgent: false });
    const second = await poll(client, first.cursor);
    assert.deepEqual(
      second.facts.map(({ type, state }) => [type, state]),
      [['person-state', 'here']],
    );
    assert.deepEqual(await poll(client, second.cursor), { cursor: second.cursor, facts: [] });
  });

  it('counts as being there', async () => {
    const { client, therapist } = await practice.atTheDoor();
    await client.line.close();
    await therapist.line.fact({ type: 'person-state', person: client.person, state: 'asking' });
    const { facts } = therapist.line;
    await therapist.line.heard('gone', (line) => stateIn(line, client.person) === 'expected');
    await poll(client);
    await therapist.line.heard('back', (line) => stateIn(line, client.person) === 'asking');
    assert.ok(facts.length > 0);
  });
});

describe('a line that closes', () => {
  it('is told after the grace: whoever stood at the door is expected, whoever was in the room is lost', async () => {
    const { client, therapist } = await practice.admitted();
    await client.post('/pass');
    await client.line.close();
    await therapist.line.heard('lost', (line) => stateIn(line, client.person) === 'lost');
    await therapist.line.close();
    const line = await client.listen();
    await line.heard('lost', () => stateIn(line, therapist.person) === 'lost');
  });

  it('alarms nobody where the page is back within the grace', async () => {
    const patient = await startPractice({ store, times: { graceMs: 60_000 } });
    const { client, therapist } = await patient.atTheDoor();
    await therapist.line.fact({ type: 'person-state', person: client.person, state: 'asking' });
    await client.line.close();
    client.line = await client.listen();
    await client.line.fact({ type: 'appointment-known' });
    await patient.handler.runJobs();
    await client.post('/relay', { to: therapist.person, bytes: 'aGVyZQ' });
    await therapist.line.fact({ type: 'relayed' });
    assert.equal(stateIn(therapist.line, client.person), 'asking');
    await patient.close();
  });

  it('whose page comes back puts its person where they stood: at the door, or in the room', async () => {
    const { client, therapist } = await practice.atTheDoor();
    await client.line.close();
    await therapist.line.heard('gone', (line) => stateIn(line, client.person) === 'expected');
    client.line = await client.listen();
    await therapist.line.heard('at the door', (line) => stateIn(line, client.person) === 'asking');
    await therapist.post(`/people/${client.person}/admit`);
    await client.line.close();
    await therapist.line.heard('lost', (line) => stateIn(line, client.person) === 'lost');
    await client.listen();
    await therapist.line.heard('in the room', (line) => stateIn(line, client.person) === 'here');
  });

  it('brings nobody back to where they were told not to be any more', async () => {
    const { client, therapist } = await practice.atTheDoor();
    await client.line.close();
    await therapist.line.heard('gone', (line) => stateIn(line, client.person) === 'expected');
    await therapist.post(`/people/${client.person}/decline`, { message: 'Tomorrow' });
    const line = await client.listen();
    await line.fact({ type: 'appointment-known' });
    const { facts } = await therapist.get('/appointment');
    assert.equal(facts.people[0].state, 'expected');
  });

  it('of long ago means nothing to a page that has a newer one', async () => {
    const { client, therapist } = await practice.atTheDoor();
    const older = client.line;
    client.line = await client.listen();
    await older.close();
    await practice.handler.runJobs();
    await client.post('/relay', { to: therapist.person, bytes: 'aGVyZQ' });
    await therapist.line.fact({ type: 'relayed' });
    assert.equal(stateIn(therapist.line, client.person), 'asking');
  });

  it('is closed by the server from time to time, so that a page that is gone does not look as if it were there', async () => {
    const brief = await startPractice({ store, times: { heartbeatMs: 20, lineMs: 0 } });
    const { client, therapist } = await brief.atTheDoor();
    await client.line.finished;
    client.line = await client.listen({ after: client.line.cursor });
    await client.post('/entry', { urgent: false });
    assert.equal((await therapist.get('/appointment')).facts.people[0].state, 'asking');
    await brief.close();
  });
});

describe('a message on its way', () => {
  it('arrives as it was sent, also while people wait, and at nobody else', async () => {
    const { client, therapist } = await practice.meet();
    const bytes = Buffer.from([0, 255, 1, 2, 3]).toString('base64url');
    await client.post('/relay', { to: therapist.person, bytes });
    assert.deepEqual(await therapist.line.fact({ type: 'relayed' }), {
      type: 'relayed',
      from: client.person,
      bytes,
    });
    assert.ok(!client.line.facts.some(({ type }) => type === 'relayed'));
  });

  it('is kept until its page says that it has it, and no longer', async () => {
    const { client, therapist } = await practice.meet();
    await client.post('/relay', { to: therapist.person, bytes: 'aGVyZQ' });
    await therapist.line.fact({ type: 'relayed' });
    const kept = () =>
      store.query('select 1 from safe_session.relays where recipient = $1', [therapist.person]);
    assert.equal((await kept()).length, 1);
    await therapist.post('/relay/seen', { cursor: therapist.line.cursor });
    assert.equal((await kept()).length, 0);
  });

  it('comes again where that was not said', async () => {
    const { client, therapist } = await practice.meet();
    const { cursor } = await therapist.get('/appointment');
    await client.post('/relay', { to: therapist.person, bytes: 'aGVyZQ' });
    await therapist.line.fact({ type: 'relayed' });
    await therapist.line.close();
    await (await therapist.listen({ after: cursor })).fact({ type: 'relayed', bytes: 'aGVyZQ' });
  });

  it('is forgotten after ten minutes', async () => {
    const { client, therapist } = await practice.meet();
    await therapist.line.close();
    await client.post('/relay', { to: therapist.person, bytes: 'b2xk' });
    practice.clock.skip(11 * 60_000);
    await practice.handler.runJobs();
    assert.doesNotMatch(await practice.dump(), /^relays/mu);
  });

  it('comes in order, however many come at once', async () => {
    const { client, therapist } = await practice.meet();
    await therapist.line.close();
    const sent = Array.from({ length: 75 }, (_, index) => Buffer.from([index]).toString('base64url'));
    for (const bytes of sent) await client.post('/relay', { to: therapist.person, bytes });
    const line = await therapist.listen();
    await line.heard('all', ({ facts }) => facts.filter(({ type }) => type === 'relayed').length === 75);
    assert.deepEqual(
      line.facts.flatMap(({ bytes }) => bytes ?? []),
      sent,
    );
  });

  it('is refused where it is none, too long, or for nobody of this appointment', async () => {
    const { client, therapist } = await practice.meet();
    const elsewhere = await practice.appointment();
    const refusal = (to, bytes) => client.refusal('POST', '/relay', { to, bytes });
    assert.equal(await refusal(therapist.person, 'not base64!'), 'text-not-sent');
    assert.equal(
      await refusal(therapist.person, Buffer.alloc(65_537).toString('base64url')),
      'text-not-sent',
    );
    assert.equal(await refusal(therapist.person, Buffer.alloc(65_536).toString('base64url')), null);
    for (const to of ['nobody', client.person, elsewhere.therapists[0].id])
      assert.equal(await refusal(to, 'aGVyZQ'), 'text-not-sent');
  });

  it('is one of not too many', async (t) => {
    stopClock(t);
    const { client, therapist } = await practice.meet();
    const outcomes = new Set();
    for (let sent = 0; sent < 210; sent += 1)
      outcomes.add(await client.refusal('POST', '/relay', { to: therapist.person, bytes: 'aGVyZQ' }));
    assert.deepEqual([...outcomes], [null, 'too-many-tries']);
    assert.equal(await client.refusal('POST', '/pause'), null, 'nothing stands in the way of a pause');
  });
});

describe('what a client learns of another client', () => {
  it('is that they are there, and nothing of what they have agreed to, want, or were told', async () => {
    const { appointment, client: one, therapist } = await practice.meet({ clients: [{}, {}] });
    const other = await practice.arrive(appointment.clients[1]);
    other.line = await other.listen();
    const { cursor } = await other.get('/appointment');
    const { record } = await one.post('/consent/records', { answers: answers() });
    await one.post('/entry', { urgent: true });
    await therapist.line.fact({ type: 'person-state', person: one.person, urgent: true });
    await therapist.post(`/people/${one.person}/hold`, { minutes: 2 });
    await therapist.post(`/people/${one.person}/decline`, { message: 'Words for one alone' });
    await one.line.fact({ type: 'declined', message: 'Words for one alone' });
    await therapist.post('/entry', { urgent: false });
    await other.line.fact({ type: 'person-state', person: therapist.person, state: 'here' });

    for (const told of [
      other.line.news,
      await other.get('/appointment'),
      await other.get(`/events?after=${cursor}`, { accept: 'application/json' }),
    ]) {
      const text = JSON.stringify(told);
      assert.doesNotMatch(text, /Words for one alone|Sample Client|"urgent":true|"held"|"declined"/u);
      assert.ok(!text.includes(record.recordId));
    }
    assert.equal(await other.refusal('GET', `/consent/proofs/${record.recordId}`), 'not-found');
    const { facts } = await other.get('/appointment');
    assert.deepEqual([facts.consent.person, facts.consent.records], [other.person, []]);
    assert.equal((await therapist.get(`/consent/proofs/${record.recordId}`)).proof.previousHash, null);
  });
});

/** A slow machine gives nobody more tries. */
function stopClock(test) {
  practice.clock.stop();
  test.after(() => practice.clock.start());
}
