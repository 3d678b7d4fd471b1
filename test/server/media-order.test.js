/** The store first, the media server second: what happens where the second is slow, silent, or has somebody whom nobody expects. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';

import { until } from '../journeys/support/until.js';
import { openStore, startPractice } from './support/practice.js';
import { answers } from './support/sample-consent.js';
import { sampleMedia } from './support/sample-media.js';

let store;
let media;
let practice;

before(async () => {
  store = await openStore();
});
beforeEach(async () => {
  media = sampleMedia();
  practice = await startPractice({ store, media });
});
afterEach(async () => {
  await practice.close();
  // The next one has a media server of its own.
  await store.query('update safe_session.appointments set room_open = false');
});
after(() => store?.close());

/** Both in the room. */
const inTheRoom = async (host = practice, change) => {
  const met = await host.admitted(change);
  for (const page of [met.client, met.therapist]) {
    page.pass = await page.post('/pass');
    media.join(page.pass, { joinedAt: practice.clock.now() });
  }
  return met;
};

/** When the jobs run the next time. */
const nextJobs = (host = practice) => {
  host.clock.skip(10_000);
  return host.handler.runJobs();
};

const rightsAre = (page, rights) =>
  until(
    `the rights are ${rights}`,
    async () => media.rightsOf(page.pass),
    (now) => now === rights,
  );

const heardOfStrangers = ({ line }) => line.facts.filter(({ type }) => type === 'stranger-removed').length;

describe('what the media server is told', () => {
  it('follows a pause, its end, a removal and the end of the appointment', async () => {
    const { appointment, client, therapist } = await inTheRoom();
    await client.post('/pause');
    await rightsAre(client, 'receive');
    await rightsAre(therapist, 'receive');
    await client.post('/resume');
    await rightsAre(client, 'media');
    await therapist.post(`/people/${client.person}/remove`);
    await rightsAre(client, null);
    assert.equal(media.rightsOf(therapist.pass), 'media', 'the therapist stays');
    await practice.handler.practice.closeAppointment(appointment.id);
    assert.equal(media.rooms.size, 0);
  });

  it('comes after the store: a decision counts although nobody could tell the media server', async () => {
    const { client, therapist } = await inTheRoom();
    media.breakDown();
    await therapist.post(`/people/${client.person}/remove`);
    assert.equal(await client.refusal('GET', '/appointment'), 'no-session');
    await client.line.finished;
    assert.equal(client.line.news.at(-1).end, 'removed');
  });

  it('is tried again', async () => {
    const { client } = await inTheRoom();
    media.breakDown();
    await client.post('/pause');
    await until('a try', async () => media.calls.some(([call]) => call === 'grant'));
    media.recover();
    await rightsAre(client, 'receive');
  });

  it('is put right by the next look where every try failed', async () => {
    const { client, therapist } = await inTheRoom();
    media.breakDown();
    await therapist.post(`/people/${client.person}/remove`);
    await until(
      'that it was given up',
      async () => practice.log.filter(({ event }) => event === 'media-server-did-not-answer').length === 3,
    );
    assert.equal(media.rightsOf(client.pass), 'media');
    media.recover();
    await nextJobs();
    assert.equal(media.rightsOf(client.pass), null);
    assert.equal(heardOfStrangers(therapist), 0, 'nobody is alarmed by whom they have removed themselves');
  });

  it('is what is due by then, and not what was due when it was tried first', async () => {
    const { client } = await inTheRoom();
    media.breakDown();
    await client.post('/pause');
    await until('a try', async () => media.calls.some(([call]) => call === 'grant'));
    await client.post('/resume');
    media.recover();
    await until('everything is done', () => practice.handler.close().then(() => true));
    assert.equal(media.rightsOf(client.pass), 'media');
  });

  it('comes in order, also where an answer takes its time', async () => {
    const { client } = await inTheRoom();
    const release = media.hold();
    await client.post('/pause');
    await client.post('/resume');
    await client.post('/pause');
    release();
    await rightsAre(client, 'receive');
    await practice.handler.close();
    assert.equal(media.rightsOf(client.pass), 'receive');
  });

  it('closes rooms also later, where the media server was silent at the end', async () => {
    const { appointment } = await inTheRoom();
    media.breakDown();
    await practice.handler.practice.closeAppointment(appointment.id);
    assert.equal(media.rooms.size, 1);
    media.recover();
    await nextJobs();
    assert.equal(media.rooms.size, 0);
    const { calls } = media;
    calls.length = 0;
    await nextJobs();
    assert.deepEqual(calls, [], 'and then leaves it alone');
  });
});

describe('a pass', () => {
  it('is refused in words where the media server does not answer', async () => {
    const { client } = await practice.admitted();
    media.breakDown();
    assert.equal(await client.refusal('POST', '/pass'), 'media-unreachable');
  });

  it('is not given any more to whom was removed while the media server took its time', async () => {
    const { client, therapist } = await practice.admitted();
    const release = media.hold();
    const asked = client.refusal('POST', '/pass');
    await until('the room is being opened', async () => media.calls.some(([call]) => call === 'open'));
    await therapist.post(`/people/${client.person}/remove`);
    release();
    assert.equal(await asked, 'not-admitted');
  });

  it('opens no room again that was closed while the media server took its time', async () => {
    const { appointment, client } = await practice.admitted();
    const release = media.hold();
    const asked = client.refusal('POST', '/pass');
    await until('the room is being opened', async () => media.calls.some(([call]) => call === 'open'));
    const closing = practice.handler.practice.closeAppointment(appointment.id);
    await until('the room is being closed', async () => media.calls.some(([call]) => call === 'close'));
    release();
    assert.equal(await asked, 'appointment-over');
    await closing;
    await nextJobs();
    assert.equal(media.rooms.size, 0);
  });
});

describe('somebody in the room whom nobody expects', () => {
  const notice = (met) =>
    practice.page().request('POST', '/media/notices', {
      body: JSON.stringify({ room: met.client.pass.room, moved: true }),
      headers: { authorization: 'signed' },
    });

  it('is sent out, and the therapist alone is told', async () => {
    const met = await inTheRoom();
    media.join({ ...met.client.pass, identity: 'nobody-knows-me' });
    assert.equal((await notice(met)).status, 204);
    await met.therapist.line.fact({ type: 'stranger-removed' });
    assert.equal(media.rightsOf({ ...met.client.pass, identity: 'nobody-knows-me' }), null);
    assert.equal(heardOfStrangers(met.client), 0);
  });

  it('is found by the next look where no notice came', async () => {
    const met = await inTheRoom();
    media.join({ ...met.client.pass, identity: 'nobody-knows-me' });
    await nextJobs();
    await met.therapist.line.fact({ type: 'stranger-removed' });
  });

  it('may be a removed person with an old pass', async () => {
    const met = await inTheRoom();
    await met.therapist.post(`/people/${met.client.person}/remove`);
    await rightsAre(met.client, null);
    practice.clock.skip(1_000);
    media.join(met.client.pass, { joinedAt: practice.clock.now() });
    await notice(met);
    assert.equal(media.rightsOf(met.client.pass), null);
    await met.therapist.line.fact({ type: 'stranger-removed' });
  });

  it('may be an old page of somebody who has a newer one', async () => {
    const met = await inTheRoom();
    await practice.arrive(met.appointment.clients[0]);
    await met.therapist.post(`/people/${met.client.person}/place`, { newer: true });
    await rightsAre(met.client, null);
    practice.clock.skip(1_000);
    media.join(met.client.pass, { joinedAt: practice.clock.now() });
    await nextJobs();
    assert.equal(media.rightsOf(met.client.pass), null);
    await met.therapist.line.fact({ type: 'stranger-removed' });
  });

  it('is no reason for an alarm where they had a right to be there a moment ago', async () => {
    const clients = [{ subject: 'subject-in-two-rooms' }];
    const met = await inTheRoom(practice, { clients });
    const elsewhere = await practice.meet({ clients });
    media.breakDown();
    await elsewhere.client.post('/consent/withdrawals', { topics: ['care'] });
    await practice.handler.close();
    media.recover();
    await nextJobs();
    assert.equal(media.rightsOf(met.client.pass), null);
    const { facts } = await met.therapist.get('/appointment');
    assert.equal(facts.people[0].state, 'expected');
    assert.deepEqual(
      practice.log.filter(({ event }) => event === 'stranger-sent-out'),
      [],
    );
  });

  it('is looked for by one of several instances at a time', async () => {
    const second = await startPractice({ store, media, clock: practice.clock });
    const met = await inTheRoom();
    media.join({ ...met.client.pass, identity: 'nobody-knows-me' });
    practice.clock.skip(10_000);
    media.calls.length = 0;
    await Promise.all([practice.handler.runJobs(), second.handler.runJobs(), practice.handler.runJobs()]);
    assert.equal(
      media.calls.filter(([call, room]) => call === 'list' && room === met.client.pass.room).length,
      1,
    );
    await met.therapist.line.fact({ type: 'stranger-removed' });
    await second.close();
  });

  it('is not looked for where nobody can be: days before, and after the end', async () => {
    await practice.meet();
    const { appointment } = await inTheRoom();
    await practice.handler.practice.closeAppointment(appointment.id);
    await nextJobs();
    media.calls.length = 0;
    await nextJobs();
    assert.deepEqual(
      media.calls.filter(([call]) => call === 'list'),
      [],
    );
  });

  it('with more rights than theirs gets those that are due', async () => {
    const met = await inTheRoom();
    await met.client.post('/pause');
    await rightsAre(met.client, 'receive');
    media.join(met.client.pass, { rights: 'media' });
    await nextJobs();
    assert.equal(media.rightsOf(met.client.pass), 'receive');
    assert.equal(heardOfStrangers(met.therapist), 0);
  });
});

describe('waiting in the room', () => {
  let warm;
  beforeEach(async () => {
    media = sampleMedia({ waiting: 'warm' });
    warm = await startPractice({ store, media });
  });
  afterEach(() => warm.close());

  it('is without rights for a client, and without being given anything for a therapist, until admission flips them', async () => {
    const { client, therapist } = await warm.atTheDoor();
    await therapist.post('/entry', { urgent: false });
    for (const page of [client, therapist]) {
      page.pass = await page.post('/pass');
      assert.equal(page.pass.rights, 'none');
      media.join(page.pass);
    }
    const rights = () => [media.rightsOf(client.pass), media.rightsOf(therapist.pass)];
    assert.deepEqual(rights(), ['none', 'ready']);
    await warm.handler.runJobs();
    assert.deepEqual(rights(), ['none', 'ready']);
    await therapist.post(`/people/${client.person}/admit`);
    await rightsAre(client, 'media');
    await rightsAre(therapist, 'media');
    assert.equal((await client.post('/pass')).rights, 'media');
  });

  it('takes from a client what only a therapist may lay out, and from nobody more', async () => {
    const { client, therapist } = await warm.atTheDoor();
    await therapist.post('/entry', { urgent: false });
    for (const page of [client, therapist]) {
      page.pass = await page.post('/pass');
      media.join(page.pass, { rights: 'ready' });
    }
    await nextJobs(warm);
    assert.deepEqual([media.rightsOf(client.pass), media.rightsOf(therapist.pass)], ['none', 'ready']);
    assert.equal(heardOfStrangers(therapist), 0);
  });

  it('is no being in the room: the audit says so from admission on, once, until they are gone', async () => {
    const { appointment, client, therapist } = await warm.atTheDoor();
    await therapist.post('/entry', { urgent: false });
    for (const page of [client, therapist]) {
      page.pass = await page.post('/pass');
      media.join(page.pass);
    }
    const noted = async () => {
      const entries = await warm.handler.practice.audit(appointment.id);
      return entries.flatMap(({ event, person }) =>
        event.endsWith('-the-room') ? [`${person === client.person ? 'client' : 'therapist'} ${event}`] : [],
      );
    };
    await nextJobs(warm);
    assert.deepEqual(await noted(), []);

    await therapist.post(`/people/${client.person}/admit`);
    const both = ['client in-the-room', 'therapist in-the-room'];
    await until('both are noted', noted, (now) => now.length >= 2);
    assert.deepEqual(await noted(), both);

    await client.post('/pause');
    await rightsAre(client, 'receive');
    await nextJobs(warm);
    assert.deepEqual(await noted(), both);

    media.leave(client.pass);
    await nextJobs(warm);
    assert.deepEqual(await noted(), [...both, 'client out-of-the-room']);
  });

  it('needs the consent that media need, and somebody who asks', async () => {
    const { client } = await warm.meet();
    assert.equal(await client.refusal('POST', '/pass'), 'not-allowed');
    await client.post('/entry', { urgent: false });
    assert.equal(await client.refusal('POST', '/pass'), 'not-allowed');
    await client.post('/consent/records', { answers: answers() });
    assert.equal((await client.post('/pass')).rights, 'none');
  });

  it('ends with the person’s own leaving, and with not today', async () => {
    const { client, therapist } = await warm.atTheDoor();
    client.pass = await client.post('/pass');
    media.join(client.pass);
    await therapist.post(`/people/${client.person}/decline`, { message: '' });
    await nextJobs(warm);
    assert.equal(media.rightsOf(client.pass), null);
    assert.equal(heardOfStrangers(therapist), 0);
  });

  it('is for one to one alone: with more people, everybody waits outside', async () => {
    const { client, therapist } = await warm.atTheDoor({ clients: [{}, {}] });
    assert.equal(await client.refusal('POST', '/pass'), 'not-admitted');
    assert.equal((await client.get('/appointment')).facts.route.waiting, 'strict');
    const two = await warm.meet();
    assert.equal((await two.client.get('/appointment')).facts.route.waiting, 'warm');
    assert.ok(therapist);
  });
});

describe('the news of being let in', () => {
  const passesOf = ({ line }) => line.news.flatMap(({ pass }) => (pass ? [pass] : []));

  it('brings their pass to whoever is let in, once, and to nobody else', async () => {
    const { appointment, client, therapist } = await practice.atTheDoor({ clients: [{}, {}] });
    const other = await practice.arrive(appointment.clients[1]);
    await other.follow();
    await therapist.post('/entry', { urgent: false });
    assert.deepEqual([client, therapist, other].map(passesOf), [[], [], []]);
    await therapist.post(`/people/${client.person}/admit`);
    for (const { line } of [client, therapist, other])
      await line.fact({ type: 'admitted', person: client.person });
    await client.post('/pause');
    for (const { line } of [client, therapist, other])
      await line.fact({ type: 'paused-by', people: [client.person] });
    assert.deepEqual([therapist, other].map(passesOf), [[], []]);
    const [pass, ...more] = passesOf(client);
    assert.deepEqual(more, []);
    assert.equal(pass.rights, 'media');
    assert.deepEqual({ ...(await client.post('/pass')), rights: pass.rights, token: pass.token }, pass);
    assert.ok(!(await practice.dump()).includes(pass.token), 'nobody keeps it');
  });

  it('brings none to whoever may not be there any more when they hear of it', async () => {
    const { client, therapist } = await practice.atTheDoor();
    const { cursor } = await client.get('/appointment');
    await therapist.post('/entry', { urgent: false });
    await therapist.post(`/people/${client.person}/admit`);
    await client.post('/consent/withdrawals', { topics: ['care'] });
    const line = await client.listen({ after: cursor });
    await line.fact({ type: 'consent-changed' });
    assert.deepEqual(passesOf({ line }), []);
  });

  it('does not wait for a media server that is silent', async () => {
    const { client, therapist } = await practice.atTheDoor();
    await therapist.post('/entry', { urgent: false });
    const answerAgain = media.hold();
    await therapist.post(`/people/${client.person}/admit`);
    await client.line.fact({ type: 'admitted', person: client.person });
    assert.deepEqual(passesOf(client), []);
    answerAgain();
    assert.equal((await client.post('/pass')).rights, 'media');
  });
});

describe('a therapist at the desk', () => {
  it('stands by in the room also where clients wait outside, ready to send and given nothing until somebody is let in', async () => {
    const { client, therapist } = await practice.atTheDoor();
    await therapist.post('/entry', { urgent: false });
    assert.equal(await client.refusal('POST', '/pass'), 'not-admitted');
    therapist.pass = await therapist.post('/pass');
    assert.equal(therapist.pass.rights, 'none');
    media.join(therapist.pass);
    await nextJobs();
    assert.equal(media.rightsOf(therapist.pass), 'ready');
    await therapist.post(`/people/${client.person}/admit`);
    await rightsAre(therapist, 'media');
  });
});
