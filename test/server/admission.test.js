/** Who comes in, who decides that, and what a pass is worth. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { openStore, startPractice } from './support/practice.js';
import { answers } from './support/sample-consent.js';

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

const admit = ({ client, therapist }) => therapist.refusal('POST', `/people/${client.person}/admit`);

describe('asking to come in', () => {
  it('is possible from when the appointment opens, and at any time for whoever needs someone now', async () => {
    const now = practice.clock.now();
    const times = { startsAt: now + 2 * HOUR, opensAt: now + HOUR, endsAt: now + 3 * HOUR };
    const { client, therapist } = await practice.meet(times);
    assert.equal(await client.refusal('POST', '/entry', { urgent: false }), 'not-allowed');
    assert.equal(await therapist.refusal('POST', '/entry', { urgent: false }), null);
    assert.equal(await client.refusal('POST', '/entry', { urgent: true }), null);
    await therapist.line.fact({ type: 'person-state', person: client.person, state: 'asking', urgent: true });
    practice.clock.skip(HOUR);
    const later = await practice.meet({ ...times, opensAt: now + HOUR });
    assert.equal(await later.client.refusal('POST', '/entry', { urgent: false }), null);
  });

  it('is possible without any consent, so that nobody who wants to talk first is left outside', async () => {
    const { client, therapist } = await practice.meet();
    await client.post('/entry', { urgent: false });
    await therapist.line.fact({ type: 'person-state', person: client.person, state: 'asking' });
  });

  it('lets nobody in, and neither does the therapist’s being there', async () => {
    const { client, therapist } = await practice.atTheDoor();
    await therapist.post('/entry', { urgent: false });
    await client.line.fact({ type: 'person-state', person: therapist.person, state: 'here' });
    for (const page of [client, therapist]) assert.equal(await page.refusal('POST', '/pass'), 'not-admitted');
  });

  it('again and again is refused after a while, and pausing is not', async (t) => {
    practice.clock.stop();
    t.after(() => practice.clock.start());
    const { client } = await practice.meet();
    const outcomes = [];
    for (let index = 0; index < 25; index += 1)
      outcomes.push(await client.refusal('POST', '/entry', { urgent: false }));
    assert.deepEqual([outcomes[0], outcomes.at(-1)], [null, 'too-many-tries']);
    assert.equal(await client.refusal('POST', '/pause'), null);
    assert.equal(await client.refusal('POST', '/leave'), null);
  });
});

describe('admission', () => {
  it('is refused without the consent that media need, and without somebody who asks', async () => {
    const met = await practice.meet();
    assert.equal(await admit(met), 'not-allowed');
    await met.client.post('/entry', { urgent: false });
    assert.equal(await admit(met), 'not-allowed');
    await met.client.post('/consent/records', { answers: answers() });
    assert.equal(await admit(met), null);
  });

  it('is not for clients to decide: no role of a page changes that', async () => {
    const { client, therapist } = await practice.atTheDoor();
    for (const [path, body] of [
      [`/people/${client.person}/admit`, {}],
      [`/people/${client.person}/hold`, { minutes: 2 }],
      [`/people/${client.person}/decline`, { message: '' }],
      [`/people/${therapist.person}/remove`, {}],
      ['/late', { late: { minutes: 5, words: '' } }],
    ])
      assert.equal(await client.refusal('POST', path, body), 'not-allowed', path);
  });

  it('reaches nobody of another appointment', async () => {
    const { client } = await practice.atTheDoor();
    const elsewhere = await practice.meet();
    assert.equal(await admit({ client, therapist: elsewhere.therapist }), 'not-allowed');
  });

  it('is told to both, and ends with leaving', async () => {
    const { client, therapist } = await practice.admitted();
    for (const { line } of [client, therapist])
      await line.fact({ type: 'admitted', person: client.person, by: therapist.person });
    await client.post('/leave');
    await therapist.line.fact({ type: 'person-state', person: client.person, state: 'gone' });
    assert.equal(await client.refusal('POST', '/pass'), 'not-admitted');
  });

  it('can be put off, declined with words, and asked for again', async () => {
    const { client, therapist } = await practice.atTheDoor();
    await therapist.post(`/people/${client.person}/hold`, { minutes: 2 });
    await client.line.fact({ type: 'held', minutes: 2 });
    await therapist.post('/late', { late: { minutes: 10, words: 'Traffic' } });
    await client.line.fact({ type: 'late-told', late: { minutes: 10, words: 'Traffic' } });
    await therapist.post(`/people/${client.person}/decline`, { message: 'Please call me\u202e' });
    await client.line.fact({ type: 'declined', message: 'Please call me' });
    await client.post('/entry', { urgent: false });
    assert.equal(await admit({ client, therapist }), null);
  });
});

describe('a removal', () => {
  it('is for good: every link, cookie and session of that person is dead', async () => {
    const { appointment, client, therapist } = await practice.admitted();
    await client.post('/pass');
    await therapist.post(`/people/${client.person}/remove`);
    await client.line.finished;
    assert.equal(client.line.news.at(-1).end, 'removed');
    for (const [method, path, body] of [
      ['GET', '/appointment'],
      ['GET', '/events'],
      ['POST', '/entry', { urgent: true }],
      ['POST', '/pass', {}],
      ['POST', '/relay', { to: therapist.person, bytes: 'aGVyZQ' }],
      ['POST', '/pause', {}],
    ])
      assert.equal(
        path === '/events'
          ? (await client.get(path, { accept: 'application/json' })).end
          : await client.refusal(method, path, body),
        path === '/events' ? 'removed' : 'no-session',
        path,
      );
    assert.equal(await client.refusal('POST', '/exchange', { session: client.session }), 'no-session');
    const { id, clients } = appointment;
    const { invitation } = clients[0];
    assert.equal(await practice.page().refusal('POST', '/exchange', { invitation }), 'link-not-valid');
    const renewed = await practice.handler.practice.renewInvitation(id, client.person);
    assert.equal(
      await practice.page().refusal('POST', '/exchange', { invitation: renewed }),
      'link-not-valid',
    );
  });

  it('tells whoever tries the link nothing, not even that the appointment is over', async () => {
    const { appointment, client, therapist } = await practice.admitted();
    await therapist.post(`/people/${client.person}/remove`);
    practice.clock.skip(2 * 60 * 60_000);
    const { invitation } = appointment.clients[0];
    assert.equal(await practice.page().refusal('POST', '/exchange', { invitation }), 'link-not-valid');
  });

  it('holds also against what was under way in that moment', async () => {
    for (let tries = 0; tries < 5; tries += 1) {
      const { client, therapist } = await practice.admitted();
      const [, ...others] = await Promise.all([
        therapist.refusal('POST', `/people/${client.person}/remove`),
        ...['/pause', '/pass', '/entry', '/resume'].map((path) =>
          client.refusal('POST', path, path === '/entry' ? { urgent: true } : {}),
        ),
        client.refusal('POST', '/exchange', { session: client.session }),
      ]);
      assert.equal(others.length, 5);
      const { facts } = await therapist.get('/appointment');
      assert.deepEqual([facts.people[0].state, facts.people[0].removed, facts.pausedBy], ['gone', true, []]);
    }
  });
});

describe('a pass', () => {
  it('is refused before consent, before admission, and to both after a withdrawal', async () => {
    const { client, therapist } = await practice.meet();
    const passes = async () => [
      await client.refusal('POST', '/pass'),
      await therapist.refusal('POST', '/pass'),
    ];
    assert.deepEqual(await passes(), ['not-allowed', 'not-admitted']);
    await client.post('/consent/records', { answers: answers() });
    assert.deepEqual(await passes(), ['not-admitted', 'not-admitted']);
    await client.post('/entry', { urgent: false });
    await admit({ client, therapist });
    assert.deepEqual(await passes(), [null, null]);
    await client.post('/consent/withdrawals', { topics: ['care'] });
    assert.deepEqual(await passes(), ['not-allowed', 'not-admitted']);
  });

  it('is for a room of this appointment, and a seat of this page', async () => {
    const one = await practice.admitted();
    const other = await practice.admitted();
    const passes = await Promise.all(
      [one.client, one.therapist, other.client].map((page) => page.post('/pass')),
    );
    assert.equal(passes[0].room, passes[1].room);
    assert.notEqual(passes[0].room, passes[2].room);
    assert.equal(new Set(passes.map(({ identity }) => identity)).size, 3);
    for (const { room, identity } of passes)
      for (const name of [room, identity]) assert.match(name, /^[\w-]{22}$/u);
  });

  it('allows less while somebody pauses', async () => {
    const { client, therapist } = await practice.admitted();
    await client.post('/pause');
    assert.equal((await therapist.post('/pass')).rights, 'receive');
    await client.post('/resume');
    assert.equal((await therapist.post('/pass')).rights, 'media');
  });

  it('for trying the route is none where there is no media server', async () => {
    const { client } = await practice.meet();
    assert.deepEqual(await client.post('/trial-pass'), { pass: null });
  });
});

describe('after the end', () => {
  it('what was begun may be brought to an end for two hours, and then all is over', async () => {
    const { client, therapist } = await practice.admitted();
    practice.clock.skip(2 * HOUR);
    assert.equal(await client.refusal('POST', '/pass'), null);
    practice.clock.skip(HOUR + 60_000);
    assert.equal(await client.refusal('POST', '/pass'), 'no-session');
    await practice.handler.runJobs();
    await therapist.line.finished;
    assert.equal(therapist.line.news.at(-1).end, 'over');
  });
});

describe('an appointment', () => {
  const refused = async (change, detail) => {
    const backEnd = practice.backEnd();
    const now = practice.clock.now();
    const body = {
      startsAt: now,
      endsAt: now + HOUR,
      people: [{ role: 'client' }, { role: 'therapist' }],
      consentDocument: 'sample-consent',
      ...change,
    };
    const response = await backEnd.request('POST', '/practice/appointments', { body });
    const problem = await response.json();
    if (detail === null) return problem;
    assert.equal(problem.code, 'bad-request', JSON.stringify(change));
    assert.match(problem.detail, detail);
    return problem;
  };

  it('is made by the practice’s back end with everything that belongs to it', async () => {
    const support = [{ name: 'Sample Line', number: '116 123', kind: 'line' }];
    const made = await refused(
      {
        startsAt: new Date(practice.clock.now()).toISOString(),
        steps: ['welcome', 'consent', 'waiting'],
        circumstances: ['minor'],
        practiceName: 'Sample Practice',
        therapistName: 'Sample Therapist',
        phone: '020 7946 0123',
        support,
      },
      null,
    );
    const [{ facts }] = await Promise.all(
      made.people.map(async (person) => (await practice.arrive(person)).get('/appointment')),
    );
    assert.deepEqual(facts.steps, ['welcome', 'consent', 'waiting']);
    assert.deepEqual(facts.consent.circumstances, ['minor']);
    assert.deepEqual(facts.plan.support, support);
    assert.equal(facts.plan.opensAt, facts.plan.startsAt - 10 * 60_000);
    assert.deepEqual(facts.route, { kind: 'tabs' });
  });

  it('is refused where something is wrong, with what it is', async () => {
    const now = practice.clock.now();
    await refused({ endsAt: now - 1 }, /endsAt/u);
    await refused({ opensAt: now + 2 * HOUR }, /opensAt/u);
    await refused({ startsAt: 'soon' }, /startsAt/u);
    await refused({ startsAt: 9e15, endsAt: 9.1e15 }, /startsAt/u);
    await refused({ startsAt: -1 }, /startsAt/u);
    await refused({ people: [{ role: 'client' }, { role: 'client' }] }, /therapist/u);
    await refused({ people: Array.from({ length: 9 }, () => ({ role: 'client' })) }, /people/u);
    await refused({ people: [{ role: 'admin' }, { role: 'therapist' }] }, /people\.0\.role/u);
    await refused({ consentDocument: 'another' }, /consentDocument/u);
    await refused({ steps: ['nowhere'] }, /steps/u);
    await refused(
      {
        people: [
          { role: 'client', portalRef: 'x' },
          { role: 'therapist', portalRef: 'x' },
        ],
      },
      /portalRef/u,
    );
  });
});
