/** How people come by their place: by a link, by a portal's login, after a reload, on a second device. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { openStore, startPractice } from './support/practice.js';

const HOUR = 60 * 60 * 1000;

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

const opening = (invitation, page = practice.page()) => page.refusal('POST', '/exchange', { invitation });

const stateOf = (page, person) =>
  page.get('/appointment').then(({ facts }) => facts.people.find(({ id }) => id === person));

describe('an invitation', () => {
  it('has at least 128 bits, and is nowhere in the store', async () => {
    const { clients, therapists } = await practice.appointment();
    const dump = await practice.dump();
    for (const { invitation } of [...clients, ...therapists]) {
      assert.match(invitation, /^[\w-]{43}$/u);
      assert.ok(!dump.includes(invitation));
    }
  });

  it('works as often as it is opened: a mail program that looks at it locks nobody out', async () => {
    const { clients } = await practice.appointment();
    const mailProgram = await practice.arrive(clients[0]);
    await (await mailProgram.listen()).close();
    const first = await practice.arrive(clients[0]);
    assert.equal((await first.get('/appointment')).facts.self, clients[0].id);
  });

  it('works until the appointment ends, and not a minute after', async () => {
    const now = practice.clock.now();
    const { clients } = await practice.appointment({ endsAt: now + HOUR });
    practice.clock.skip(HOUR - 1_000);
    assert.equal(await opening(clients[0].invitation), null);
    practice.clock.skip(2_000);
    assert.equal(await opening(clients[0].invitation), 'appointment-over');
  });

  it('lets one prepare days before', async () => {
    const now = practice.clock.now();
    const { clients } = await practice.appointment({
      startsAt: now + 72 * HOUR,
      opensAt: now + 71 * HOUR,
      endsAt: now + 73 * HOUR,
    });
    const client = await practice.arrive(clients[0]);
    assert.equal((await client.get('/appointment')).facts.plan.opensAt, now + 71 * HOUR);
  });

  it('that was renewed stops to work, and the new one works', async () => {
    const { id, clients } = await practice.appointment();
    const renewed = await practice.handler.practice.renewInvitation(id, clients[0].id);
    assert.equal(await opening(clients[0].invitation), 'link-not-valid');
    assert.equal(await opening(renewed), null);
  });

  it('is renewed for nobody who does not belong there, and not after the end', async () => {
    const { id, clients } = await practice.appointment();
    const renew = practice.handler.practice.renewInvitation;
    await assert.rejects(renew(id, 'nobody'), { code: 'not-found' });
    await assert.rejects(renew('nothing', clients[0].id), { code: 'not-found' });
    await practice.handler.practice.closeAppointment(id);
    await assert.rejects(renew(id, clients[0].id), { code: 'appointment-over' });
  });

  it('opens nothing after the practice has closed the appointment', async () => {
    const { id, clients } = await practice.appointment();
    await practice.handler.practice.closeAppointment(id);
    assert.equal(await opening(clients[0].invitation), 'appointment-over');
  });

  it('cannot be guessed for long', async (t) => {
    stopClock(t);
    const guesser = practice.page();
    const guess = (index) => opening(`${'guess'.repeat(8)}${index}`, guesser);
    const outcomes = [];
    for (let index = 0; index < 40; index += 1) outcomes.push(await guess(index));
    assert.deepEqual([...new Set(outcomes)], ['link-not-valid', 'too-many-tries']);
    const { clients } = await practice.appointment();
    assert.equal(await opening(clients[0].invitation), null, 'who has one is not kept out by who has none');
    const refused = await guesser.request('POST', '/exchange', { body: { invitation: 'x'.repeat(43) } });
    assert.match(refused.headers.get('retry-after'), /^\d+$/u);
    practice.clock.skip(2 * 60_000);
    assert.equal(await guess('again'), 'link-not-valid');
  });

  it('cannot be opened without end', async (t) => {
    stopClock(t);
    const { clients } = await practice.appointment();
    const outcomes = [];
    for (let index = 0; index < 30; index += 1) outcomes.push(await opening(clients[0].invitation));
    assert.equal(outcomes[0], null);
    assert.equal(outcomes.at(-1), 'too-many-tries');
  });
});

describe('a second page of a client', () => {
  it('asks for the place, and learns nothing meanwhile', async () => {
    const { appointment, client, therapist } = await practice.admitted();
    const newer = practice.page();
    const { place } = await newer.exchange({ invitation: appointment.clients[0].invitation });
    assert.equal(place, 'asked');
    await therapist.line.fact({ type: 'person-state', person: client.person, asksElsewhere: true });
    for (const [method, path] of [
      ['GET', '/appointment'],
      ['POST', '/entry'],
      ['POST', '/pass'],
      ['POST', '/relay'],
      ['POST', '/pause'],
    ])
      assert.equal(await newer.refusal(method, path), 'place-taken', path);
    assert.deepEqual(await newer.get('/events', { accept: 'application/json' }), {
      cursor: '0.0',
      facts: [],
    });
    assert.equal(
      (await client.get('/appointment')).facts.self,
      client.person,
      'the older one notices nothing',
    );
  });

  it('gets the place when a therapist says so, and the older one is told that it moved', async () => {
    const { appointment, client, therapist } = await practice.admitted();
    const newer = await practice.arrive(appointment.clients[0]);
    const line = await newer.listen();
    await therapist.post(`/people/${client.person}/place`, { newer: true });
    await line.heard('the place', ({ news }) => news.some(({ place }) => place === 'given'));
    await client.line.heard('the end', ({ news }) => news.some(({ end }) => end === 'moved'));
    assert.equal(await client.refusal('GET', '/appointment'), 'no-session');
    const { facts } = await newer.get('/appointment');
    assert.equal(facts.admitted, true, 'a therapist who says so has let it in as well');
    assert.equal((await newer.post('/pass')).person, client.person);
    assert.equal(await client.refusal('POST', '/pass'), 'no-session');
  });

  it('stays outside when a therapist says that the older one counts', async () => {
    const { appointment, client, therapist } = await practice.admitted();
    const newer = await practice.arrive(appointment.clients[0]);
    const line = await newer.listen();
    await therapist.post(`/people/${client.person}/place`, { newer: false });
    await line.heard('the end', ({ news }) => news.some(({ end }) => end === 'moved'));
    assert.equal(await newer.refusal('GET', '/appointment'), 'no-session');
    assert.equal((await client.post('/pass')).person, client.person);
  });

  it('is decided about by a therapist alone', async () => {
    const { appointment, client } = await practice.admitted();
    const newer = await practice.arrive(appointment.clients[0]);
    const decide = `/people/${client.person}/place`;
    assert.equal(await client.refusal('POST', decide, { newer: true }), 'not-allowed');
    assert.equal(await newer.refusal('POST', decide, { newer: true }), 'place-taken');
  });

  it('gets the place by itself when the older one is gone, and has to be let in anew', async () => {
    const { appointment, client, therapist } = await practice.admitted();
    const newer = await practice.arrive(appointment.clients[0]);
    const line = await newer.listen();
    await client.line.close();
    await line.heard('the place', ({ news }) => news.some(({ place }) => place === 'given'));
    assert.equal((await newer.get('/appointment')).facts.admitted, false);
    assert.equal(await newer.refusal('POST', '/pass'), 'not-admitted');
    assert.equal((await stateOf(therapist, client.person)).state, 'expected');
  });

  it('asks once more where its own line was away for too long', async () => {
    const { appointment, client, therapist } = await practice.admitted();
    const newer = await practice.arrive(appointment.clients[0]);
    const asks = async (yes) =>
      therapist.line.heard(`asks: ${yes}`, ({ facts }) => {
        const last = facts.findLast(
          ({ type, person }) => type === 'person-state' && person === client.person,
        );
        return last?.asksElsewhere === yes;
      });
    await (await newer.listen()).close();
    await asks(false);
    const line = await newer.listen();
    await asks(true);
    await therapist.post(`/people/${client.person}/place`, { newer: true });
    await line.heard('the place', ({ news }) => news.some(({ place }) => place === 'given'));
  });

  it('hears that the place is its own also where its line was away in that moment', async () => {
    const { appointment, client, therapist } = await practice.admitted();
    const newer = await practice.arrive(appointment.clients[0]);
    await therapist.post(`/people/${client.person}/place`, { newer: true });
    const line = await newer.listen();
    await line.heard('the place', ({ news }) => news.some(({ place }) => place === 'given'));
  });

  it('makes way for a third one, which then asks alone', async () => {
    const { appointment, client, therapist } = await practice.admitted();
    const second = await practice.arrive(appointment.clients[0]);
    const third = await practice.arrive(appointment.clients[0]);
    assert.equal(await second.refusal('GET', '/appointment'), 'no-session');
    await therapist.post(`/people/${client.person}/place`, { newer: true });
    assert.equal((await third.get('/appointment')).facts.self, client.person);
  });

  it('that goes away again leaves everything as it was', async () => {
    const { appointment, client, therapist } = await practice.admitted();
    const newer = await practice.arrive(appointment.clients[0]);
    await newer.post('/leave');
    assert.equal((await stateOf(therapist, client.person)).asksElsewhere, false);
    assert.equal((await client.post('/pass')).person, client.person);
  });
});

describe('a second page of a therapist', () => {
  it('is refused while the first is there, because nobody else could decide', async () => {
    const { appointment, therapist } = await practice.meet();
    const { invitation } = appointment.therapists[0];
    assert.equal(await opening(invitation), 'place-taken');
    await therapist.line.close();
    const back = await practice.arrive(appointment.therapists[0]);
    assert.equal((await back.get('/appointment')).facts.role, 'therapist');
    assert.equal(await therapist.refusal('GET', '/appointment'), 'no-session');
  });
});

describe('a page that is loaded anew', () => {
  it('is known by its cookie, and its admission stands', async () => {
    const { client } = await practice.admitted();
    const again = client.reload();
    const answer = await again.exchange({ session: client.session });
    assert.deepEqual(answer, { session: client.session, credential: null, place: 'given' });
    assert.equal((await again.get('/appointment')).facts.admitted, true);
    assert.equal((await again.post('/pass')).person, client.person);
  });

  it('is not known by the name of its session alone', async () => {
    const { client } = await practice.admitted();
    assert.equal(
      await practice.page().refusal('POST', '/exchange', { session: client.session }),
      'no-session',
    );
  });

  it('without its cookie comes by the link, and has to be let in anew', async () => {
    const { appointment, client, therapist } = await practice.admitted();
    await client.line.close();
    const again = await practice.arrive(appointment.clients[0]);
    assert.equal((await again.get('/appointment')).facts.admitted, false);
    assert.equal(await again.refusal('POST', '/pass'), 'not-admitted');
    await therapist.line.fact({ type: 'person-state', person: client.person, state: 'expected' });
  });
});

describe('a page that comes by the link', () => {
  for (const [how, getsPlace] of [
    [
      'a therapist says so',
      ({ client, therapist }) => therapist.post(`/people/${client.person}/place`, { newer: true }),
    ],
    ['the older one is gone', ({ client }) => client.line.close()],
  ])
    it(`gets none of the messages that were under way to the page whose place it gets when ${how}`, async () => {
      const { appointment, client, therapist } = await practice.admitted();
      const newer = await practice.arrive(appointment.clients[0]);
      const line = await newer.listen();
      await therapist.post('/relay', { to: client.person, bytes: 'c2VjcmV0' });
      await client.line.fact({ type: 'relayed', bytes: 'c2VjcmV0' });
      await getsPlace({ client, therapist });
      await line.heard('the place', ({ news }) => news.some(({ place }) => place === 'given'));
      await therapist.post('/relay', { to: client.person, bytes: 'bmV3' });
      await line.fact({ type: 'relayed', bytes: 'bmV3' });
      assert.ok(!line.facts.some(({ bytes }) => bytes === 'c2VjcmV0'));
    });

  it('gets none of the messages that were under way to the page before it', async () => {
    const { appointment, client, therapist } = await practice.admitted();
    await client.line.close();
    await therapist.post('/relay', { to: client.person, bytes: 'c2VjcmV0' });
    const newer = await practice.arrive(appointment.clients[0]);
    const line = await newer.listen();
    await therapist.post('/relay', { to: client.person, bytes: 'bmV3' });
    await line.fact({ type: 'relayed', bytes: 'bmV3' });
    assert.ok(!line.facts.some(({ bytes }) => bytes === 'c2VjcmV0'));
  });
});

describe('a portal with a login of its own', () => {
  let portal;
  before(async () => {
    portal = await startPractice({
      store,
      authenticate: async (request) => {
        const name = /portal=(\w+)/u.exec(request.headers.get('cookie') ?? '')?.[1];
        return name ? { reference: name } : null;
      },
    });
  });
  after(() => portal?.close());

  const loggedIn = (name) => portal.page({ headers: { cookie: `portal=${name}` } });

  it('says who is there, and no invitation is needed', async () => {
    const { id, clients } = await portal.appointment({ clients: [{ portalRef: 'sample' }] });
    const page = loggedIn('sample');
    await page.exchange({ appointment: id });
    page.headers = {};
    assert.equal((await page.get('/appointment')).facts.self, clients[0].id);
  });

  it('opens no appointment of somebody else, and nothing for nobody', async () => {
    const { id } = await portal.appointment({ clients: [{ portalRef: 'sample' }] });
    for (const page of [loggedIn('another'), portal.page()])
      assert.equal(await page.refusal('POST', '/exchange', { appointment: id }), 'link-not-valid');
    assert.equal(
      await loggedIn('sample').refusal('POST', '/exchange', { appointment: 'x' }),
      'link-not-valid',
    );
  });

  it('opens nothing where no login was set up', async () => {
    const { id } = await practice.appointment({ clients: [{ portalRef: 'sample' }] });
    const page = practice.page({ headers: { cookie: 'portal=sample' } });
    assert.equal(await page.refusal('POST', '/exchange', { appointment: id }), 'link-not-valid');
  });

  it('does not bring back whom a therapist removed', async () => {
    const { id, clients, therapists } = await portal.appointment({ clients: [{ portalRef: 'sample' }] });
    const client = loggedIn('sample');
    await client.exchange({ appointment: id });
    const therapist = await portal.arrive(therapists[0]);
    await therapist.post(`/people/${clients[0].id}/remove`);
    assert.equal(
      await loggedIn('sample').refusal('POST', '/exchange', { appointment: id }),
      'link-not-valid',
    );
  });
});

/** A slow machine gives nobody more tries. */
function stopClock(test) {
  practice.clock.stop();
  test.after(() => practice.clock.start());
}
