import assert from 'node:assert/strict';

import { mediaPaths } from '../support/relayed-page.js';
import { bothLetIn, meetAgain, meetLive, openLivePractice } from './support/live-practice.js';
import { roomOf } from './support/live-room.js';
import { practiceApart } from './support/live-servers.js';
import { until } from './support/until.js';

const WAYS_TO_WAIT = ['strict', 'warm'];

const { journey } = await openLivePractice({ waiting: WAYS_TO_WAIT, lines: true, start: practiceApart });

/** Every case begins with both in the room, and media that go through the relays and nowhere else. */
async function meetThroughRelays(visit) {
  const people = await meetLive(visit, { prepared: true });
  for (const [role, { page }] of Object.entries(people)) {
    const ports = (await mediaPaths(page)).map(({ port }) => port);
    assert.ok(ports.length > 0 && ports.every((port) => port === visit.lines[role].media.udpPort), `${role}`);
  }
  return people;
}

/** A line that was bad has to be good for a while before it is called so. */
const LONG_PATIENCE = 90_000;

/** On a line that is bad, or was a moment ago, pictures may have given way, or do so while somebody looks. */
async function hearsAndSeesOrReadsWhyNot(person) {
  await person.hears();
  const waits = person.session.getByRole('heading', { name: 'Sound only for now' });
  await until(
    'a picture of the other, or why there is none',
    async () => ({ seen: await person.seesNow(), reads: await waits.count() }),
    ({ seen, reads }) => seen || reads > 0,
  );
}

const sent = (people) => Promise.all(people.map((person) => person.packetsOfEach()));

/** What was on its way may still be counted; then no more, also after everything else has happened. */
async function sendsNoMore(people) {
  let before = [];
  return until(
    'nothing more is sent',
    async () => {
      const [last, now] = [before, await sent(people)];
      before = now;
      return { last, now };
    },
    ({ last, now }) => JSON.stringify(last) === JSON.stringify(now),
  );
}

/** A connection that was closed counts no more, and one that was made since has sent nothing. */
async function hasSentNothingSince(before, people) {
  for (const [at, counts] of (await sent(people)).entries())
    for (const [connection, count] of counts.entries())
      assert.ok(
        count === 0 || count === before[at][connection],
        `the ${people[at].role} sent on connection ${connection} in the pause: ${counts} after ${before[at]}`,
      );
}

/** The server’s own word on it: nobody has anything published, nor the right to. */
async function roomIsStill(visit) {
  const room = await roomOf(visit);
  await until(
    'two in the room, who may publish nothing and do not',
    async () =>
      (await room.people()).map(({ tracks, permission }) => ({
        tracks: tracks.length,
        canPublish: permission.canPublish,
      })),
    (people) => people.length === 2 && people.every(({ tracks, canPublish }) => tracks === 0 && !canPublish),
  );
}

/** The client ends their pause; nothing starts by itself, and each switches on by a press of their own. */
async function goOnAfterPause(client, therapist) {
  const people = [client, therapist];
  await client.press('End my pause');
  for (const person of people) {
    await person.reaches('session');
    await person.isInSilence();
  }
  for (const person of people) await person.switchesOn();
  await meetAgain(...people);
}

async function pausesForCertain(visit, { client, therapist }) {
  await client.pauses();
  await therapist.reaches('paused');
  const people = [client, therapist];
  await roomIsStill(visit);
  const { now } = await sendsNoMore(people);
  return {
    people,
    /** Whatever happened since: still nothing, on either side. */
    holds: async () => {
      await roomIsStill(visit);
      await hasSentNothingSince(now, people);
      for (const person of people) {
        assert.equal(await person.phase(), 'paused');
        await person.isInSilence();
      }
    },
    ends: () => goOnAfterPause(client, therapist),
  };
}

journey(
  'the practice’s server is killed and started again while a client waits: nobody is forgotten, and news go on',
  async (visit) => {
    const [client, therapist] = [await visit.client(), await visit.therapist()];
    await client.goesStraightToWait();
    await therapist.goesStraightToWait();
    await therapist.reads('1 person is waiting.');
    // Until then the therapist's own asking may be under way, and would have to be tried again.
    await client.reads('Your therapist is here and sees that you wait');
    await visit.practice.kill();
    await visit.practice.restart();
    await therapist.press('Two more minutes');
    await client.reads('needs about 2 more minutes');
    assert.equal(await client.phase(), 'waiting');
    await therapist.letsIn();
    await client.reaches('session');
    for (const person of [client, therapist]) await person.begins();
    await meetAgain(client, therapist);
  },
  { prepared: true },
);

journey(
  'the practice’s server is killed in a session: sound and picture go on without it, and news afterwards',
  async (visit) => {
    const { client, therapist } = await meetThroughRelays(visit);
    await visit.practice.kill();
    await meetAgain(client, therapist);
    await client.press(/^Write/);
    await client.writes('Are you still there?');
    await therapist.press(/^Write/);
    await therapist.reads('Are you still there?');
    await visit.practice.restart();
    await client.pauses();
    await therapist.reaches('paused');
    await roomIsStill(visit);
    await goOnAfterPause(client, therapist);
  },
  { prepared: true },
);

journey(
  'a pause that the practice’s server could not hear of is told to it when it is back',
  async (visit) => {
    const { client, therapist } = await meetThroughRelays(visit);
    await visit.practice.kill();
    await client.pauses();
    await client.isInSilence();
    await therapist.reaches('paused');
    await therapist.isInSilence();
    await visit.practice.restart();
    await roomIsStill(visit);
    assert.equal(await therapist.phase(), 'paused');
    await goOnAfterPause(client, therapist);
  },
  { prepared: true },
);

journey(
  'the media server is killed and started again in a session: both come back by themselves, with a fresh pass',
  async (visit) => {
    const { client, therapist } = await meetThroughRelays(visit);
    await visit.livekit.kill();
    for (const person of [client, therapist]) await person.reads('Finding the line again…');
    await visit.livekit.restart();
    for (const person of [client, therapist]) await person.reads('Connected');
    await meetAgain(client, therapist);
    assert.equal(await client.phase(), 'session');
  },
  { prepared: true },
);

journey(
  'the media server is killed and started again in a pause: nothing is sent, and the pause stands',
  async (visit) => {
    const pause = await pausesForCertain(visit, await meetThroughRelays(visit));
    await visit.livekit.kill();
    await visit.livekit.restart();
    await pause.holds();
    await pause.ends();
  },
  { prepared: true },
);

const CUTS = {
  'the way of media': (line) => line.media,
  'the way of signalling': (line) => line.signalling,
  everything: (line) => line,
};

for (const [what, of] of Object.entries(CUTS))
  journey(
    `a pause is silent on both sides while ${what} of the client breaks off and comes back`,
    async (visit) => {
      const pause = await pausesForCertain(visit, await meetThroughRelays(visit));
      const [client] = pause.people;
      of(visit.lines.client).set({ cut: 'reset' });
      await until(
        'the client’s page has noticed',
        () => client.connection(),
        (connection) => connection !== 'connected',
      );
      visit.lines.client.mend();
      await until(
        'it is back',
        () => client.connection(),
        (connection) => connection === 'connected',
      );
      await pause.holds();
      await pause.ends();
    },
    { prepared: true },
  );

journey(
  'a line that dies without a word for a while is told, the place is kept, and both meet again',
  async (visit) => {
    const { client, therapist } = await meetThroughRelays(visit);
    visit.lines.client.set({ cut: 'silent' });
    await therapist.isAt(/^The line to .+ broke off$/);
    await client.reads('The line broke off. We are finding it again.');
    assert.deepEqual(await therapist.bars(), [], 'no frozen picture');
    visit.lines.client.mend();
    for (const person of [client, therapist]) await person.reads('Connected');
    for (const person of [client, therapist]) await hearsAndSeesOrReadsWhyNot(person);
  },
  { prepared: true },
);

journey(
  'media that find no way are told, and once there is one a press on "Try again" brings all that was on',
  async (visit) => {
    visit.lines.client.media.set({ cut: true });
    const { client, therapist } = await bothLetIn(visit, { prepared: true });
    await client.begins();
    await therapist.begins();
    const told = client.session.getByRole('heading', { name: 'The way for sound and picture is blocked' });
    await told.waitFor();
    visit.lines.client.mend();
    await client.press('Try again');
    await meetAgain(client, therapist);
    assert.equal(await told.count(), 0);
  },
  { prepared: true },
);

journey(
  'where UDP is blocked media go over TCP, and the tech check says so',
  async (visit) => {
    for (const line of Object.values(visit.lines)) line.media.set({ blockUdp: true });
    const client = await visit.client();
    await client.getsReady();
    await client.reaches('tech-check');
    await client.press('Test the connection');
    await client.reads('The way to the media server works in a slower way.');
    await client.press('Continue');
    await client.reaches('waiting');
    const therapist = await visit.therapist();
    await therapist.getsReady();
    await therapist.reaches('tech-check');
    await therapist.press('Continue');
    await therapist.reaches('waiting');
    await therapist.letsIn();
    await client.reaches('session');
    for (const person of [client, therapist]) await person.begins();
    await meetAgain(client, therapist);
    for (const [role, { page }] of Object.entries({ client, therapist })) {
      const { tcpPort: port } = visit.lines[role].media;
      assert.deepEqual(
        (await mediaPaths(page)).map((path) => `${path.protocol} ${path.port}`),
        [`tcp ${port}`],
      );
    }
  },
  { prepared: true, appointment: { steps: ['welcome', 'tech-check', 'waiting'] } },
);

journey(
  'sound holds while 30 % of all packets are lost: pictures give way with words, and come back after each person’s own yes',
  async (visit) => {
    const { client, therapist } = await meetThroughRelays(visit);
    const people = [client, therapist];
    for (const line of Object.values(visit.lines)) line.media.set({ loss: 0.3 });
    for (const person of people) {
      await person.isAt(/^(Sound only for now|The line is very weak)$/);
      await person.hears();
      assert.deepEqual(await person.bars(), []);
      assert.deepEqual(await person.ownLive(), ['audio'], 'the camera is off, and not only hidden');
    }
    for (const line of Object.values(visit.lines)) line.mend();
    for (const person of people) {
      const back = person.session.getByRole('heading', { name: 'The line is good again' });
      await back.first().waitFor({ timeout: LONG_PATIENCE });
      assert.deepEqual(await person.bars(), [], 'nothing comes back by itself');
      assert.deepEqual(await person.ownLive(), ['audio']);
    }
    await client.press('Show pictures again');
    assert.deepEqual(await client.ownLive(), ['audio'], 'the own camera waits for a press of its own');
    await therapist.press('Show pictures again');
    for (const person of people) {
      await person.press(/^Camera is off/);
      await person.button(/^Camera is on/).waitFor();
    }
    await meetAgain(...people);
  },
  { prepared: true },
);

/** With what shows that it is so before anything is judged. */
const BEARABLE = {
  '10 % of all packets are lost': {
    change: { loss: 0.1 },
    holds: async (lost) => lost > 40,
  },
  'every packet takes 300 milliseconds': {
    change: { delayMs: 300 },
    holds: async (_lost, { client }) =>
      (await mediaPaths(client.page)).every(({ roundTripMs }) => roundTripMs > 590),
  },
};

for (const [what, { change, holds }] of Object.entries(BEARABLE))
  for (const waiting of WAYS_TO_WAIT)
    journey(
      `two people who meet (${waiting}) while ${what} hear each other, see each other or read why not, and a pause is silent as ever`,
      async (visit) => {
        const { down } = visit.lines.client.media.counters.udp;
        const lostBefore = down.lost;
        for (const { media } of Object.values(visit.lines)) media.set(change);
        const people = await meetThroughRelays(visit);
        await until(`${what}, as measured`, () => holds(down.lost - lostBefore, people));
        for (const person of Object.values(people)) await hearsAndSeesOrReadsWhyNot(person);
        const pause = await pausesForCertain(visit, people);
        await pause.holds();
      },
      { prepared: true, waiting },
    );
