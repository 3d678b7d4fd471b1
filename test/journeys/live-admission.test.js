import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { meetAgain, meetLive, openLivePractice } from './support/live-practice.js';
import { recordEverything } from './support/live-recorder.js';
import { serveIntruder } from './support/live-intruder.js';
import { roomOf } from './support/live-room.js';
import { Client } from './support/person.js';
import { until } from './support/until.js';

const MODES = ['strict', 'warm'];
const { journey } = await openLivePractice({ waiting: MODES, notices: true });

let intruders;
before(async () => {
  intruders = await serveIntruder();
});
after(() => intruders?.close());

/** What the two of a session say, which nobody else may come to know. */
const SAID = {
  name: 'Sam of the pears',
  wishes: 'Wishes about a quiet voice',
  text: 'Text about a brook',
  reply: 'Reply about a bridge',
  'text to nobody': 'Text about an empty chair',
  'text in the room': 'Text about a lamp',
};

/** With the step in which clients say something about themselves. */
const WITH_SPACE = { prepared: true, appointment: { steps: ['welcome', 'space', 'waiting'] } };

async function saysAndWaits(client, { name = '', wishes = '' } = {}) {
  await client.getsReady();
  await client.reaches('space');
  await client.session.getByLabel('What would you like to be called?').fill(name);
  await client.session.getByLabel('Wishes for today').fill(wishes);
  await client.press('Continue');
  await client.reaches('waiting');
}

/** Somebody with the client's link, on a device that knows nothing; with everything that it receives. */
async function comesWithTheLink(visit) {
  const context = await visit.device('client');
  const page = await visit.open('client', { context });
  const received = await recordEverything(page);
  return { person: new Client(page, 'safe-session'), received, context };
}

/** Not a word of the others, in whatever way it came. */
function assertNothingOf(said, received) {
  for (const text of received.all())
    for (const [what, words] of Object.entries(said))
      assert.ok(!text.includes(words), `${what}: ${text.slice(0, 2_000)}`);
}

/** Sound and picture that have arrived, and messages, over whatever connection. */
const arrived = ({ page }) =>
  page.evaluate(async () => {
    let count = 0;
    for (const connection of globalThis.watched.connections)
      for (const { type, packetsReceived, messagesReceived } of (await connection.getStats()).values())
        if (type === 'inbound-rtp') count += packetsReceived;
        else if (type === 'data-channel') count += messagesReceived;
    return count;
  });

const connections = ({ page }) => page.evaluate(() => globalThis.watched.connections.length);

for (const waiting of MODES)
  journey(
    `whoever waits with the link while the therapist is in the room receives nothing of it, waiting ${waiting}`,
    async (visit) => {
      const [client, therapist] = [await visit.client(), await visit.therapist()];
      await saysAndWaits(client, SAID);
      await therapist.goesStraightToWait();
      await therapist.isAt(SAID.name);
      await therapist.letsIn();
      await client.reaches('session');
      for (const person of [client, therapist]) await person.begins();
      await meetAgain(client, therapist);
      await client.press(/^Write/);
      await client.writes(SAID.text);
      await therapist.press(/^Write/);
      await therapist.reads(SAID.text);
      await therapist.writes(SAID.reply);
      await client.reads(SAID.reply);

      await client.page.close();
      await therapist.isAt(`The line to ${SAID.name} broke off`);
      await therapist.writes(SAID['text to nobody']);

      const { person: other, received } = await comesWithTheLink(visit);
      await saysAndWaits(other);
      await other.reads('Your therapist is here');
      const room = await roomOf(visit);
      await room.holds(waiting === 'warm' ? 2 : 1);
      await therapist.writes(SAID['text in the room']);
      await therapist.press(/^Camera is on/);
      await therapist.press(/^Camera is off/);
      await therapist.button(/^Camera is on/).waitFor();
      await therapist.pauses();
      await therapist.press('End my pause');
      await therapist.switchesOn();

      for (const { name, metadata, attributes } of await room.people())
        assert.deepEqual({ name, metadata, attributes }, { name: '', metadata: '', attributes: {} });
      assertNothingOf(SAID, received);
      assert.equal(await other.phase(), 'waiting');
      await other.isInSilence();
      assert.deepEqual(await other.asked(), [], 'waiting needs no device');
      assert.equal(await arrived(other), 0, 'packets of anybody');
      if (waiting === 'strict') {
        assert.deepEqual(received.passes(), []);
        assert.deepEqual(received.sockets, []);
        assert.equal(await connections(other), 0);
      } else {
        assert.ok(received.frames.length > 0, 'frames of the socket are seen');
        await anIntruderGetsNothing(visit, received.passes().at(-1));
        await other.reaches('waiting');
      }

      await therapist.press('Let in');
      await other.reaches('session');
      await other.begins();
      await meetAgain(other, therapist);
    },
    { ...WITH_SPACE, waiting },
  );

/** With the pass of somebody who waits: takes their seat, sees and hears nobody, and can say nothing. */
async function anIntruderGetsNothing(visit, pass) {
  const intruder = await intruders.open(await visit.device('client'));
  const { entered } = await intruder.tries(pass);
  assert.ok(entered, 'the pass is one');
  const { names, got, sent, packets } = await intruder.knows();
  assert.deepEqual({ names, got, sent, packets }, { names: [], got: [], sent: [], packets: 0 });
}

const NOT_TODAY = 'I am ill today. I will call you tomorrow.';

for (const waiting of MODES)
  journey(
    `whoever is told "not today" reads the therapist’s words, and has no place in the room, waiting ${waiting}`,
    async (visit) => {
      const [client, therapist] = [await visit.client(), await visit.therapist()];
      await client.goesStraightToWait();
      await therapist.goesStraightToWait();
      await therapist.press('Not today');
      await therapist.session.getByLabel('Your words to them').fill(NOT_TODAY);
      await therapist.press('Tell them: not today');
      await client.reaches('closing');
      await client.isAt('Today does not work out');
      await client.reads(NOT_TODAY);
      await client.isInSilence();
      const seat = (await therapist.other()).seat;
      const room = await roomOf(visit);
      await until(
        'their seat in the room is empty',
        async () => (await room.people()).map(({ identity }) => identity),
        (identities) => !identities.includes(seat),
      );
    },
    { prepared: true, waiting },
  );

journey('talk first: nobody is let in before the therapist has noted what was settled', async (visit) => {
  const client = await visit.client();
  await client.getsReady();
  await client.agreesToAll();
  await client
    .topic('No recording')
    .getByLabel('I would like to talk about it first', { exact: true })
    .check();
  await client.signs();
  await client.press('Continue');
  for (const step of ['space', 'tech-check']) {
    await client.reaches(step);
    await client.press('Continue');
  }
  await client.reaches('waiting');
  await client.reads('these are still open');

  const therapist = await visit.therapist();
  await therapist.goesToTheDesk({ standIns: false });
  const letIn = therapist.button('Let in');
  assert.equal(await letIn.getAttribute('aria-disabled'), 'true');
  await client.writes('Who else could hear me?');
  await therapist.reads('Who else could hear me?');
  await therapist.writes('Only I hear you.');
  await client.reads('Only I hear you.');
  await therapist.session
    .getByRole('group', { name: 'No recording' })
    .getByLabel('We talked about this, and they agreed')
    .check();
  await therapist.press('Record what they agreed to');
  await therapist.letsIn();
  await client.reaches('session');
  for (const person of [client, therapist]) await person.begins();
  await meetAgain(client, therapist);
  const { subject } = await client.session.evaluate(({ session }) => session.snapshot.consent);
  const { entries, faults } = await visit.practice.desk.consentHistory(subject);
  assert.deepEqual(
    entries.map(({ record }) => record.method),
    ['screen', 'verbal-attested'],
  );
  assert.deepEqual(faults, []);
});

/** What is left of a person's ways in, each tried once more: nobody lets them in, and nothing comes through. */
async function triesEveryWayBack(visit, { client, received, tokens }) {
  const cookies = await client.page.context().cookies();
  assert.ok(
    cookies.some(({ name }) => name.startsWith('safe-session-')),
    'there is a cookie to try',
  );
  await client.page.reload();
  await client.getsReady();
  await client.isAt('This link does not open a session');
  await client.isInSilence();

  const other = (await comesWithTheLink(visit)).person;
  await other.getsReady();
  await other.isAt('This link does not open a session');

  const url = received.passes().at(-1).url;
  for (const token of tokens) {
    const intruder = await intruders.open(await visit.device('client'));
    await intruder.tries({ url, token });
    await until(
      'whoever comes with an old pass is sent out',
      async () => (await intruder.knows()).state,
      // Whoever is sent out on the way in stays at "connecting".
      (state) => state !== 'connected',
    );
    const { names, got, packets } = await intruder.knows();
    assert.deepEqual({ names, got, packets }, { names: [], got: [], packets: 0 });
  }
}

for (const waiting of MODES)
  journey(
    `whoever is removed gets in by no pass, no cookie and no link of before, and the therapist is told, waiting ${waiting}`,
    async (visit) => {
      const [client, therapist] = [await visit.client(), await visit.therapist()];
      const received = await recordEverything(client.page);
      await client.goesStraightToWait();
      await therapist.goesStraightToWait();
      await therapist.letsIn();
      await client.reaches('session');
      for (const person of [client, therapist]) await person.begins();
      await meetAgain(client, therapist);
      await until('a token that the media server handed out', async () => received.renewedTokens()[0]);

      await therapist.press(/^Devices and help/);
      await therapist.press('Something does not work');
      await therapist.click(therapist.session.getByText('If somebody should not be here'));
      await therapist.press(/^End the session for/);
      await therapist.press(/^Yes, end it for/);
      await client.reaches('closing');
      await client.isAt('The session has ended for you');
      await client.isInSilence();
      await therapist.reads(/^The session has ended for/);

      const passes = received.passes().map(({ token }) => token);
      const tokens = [...new Set([passes[0], passes.at(-1), received.renewedTokens().at(-1)])];
      await triesEveryWayBack(visit, { client, received, tokens });
      await therapist.isAt('Somebody else was sent out of the room');
      const audit = await visit.practice.desk.audit(visit.appointment.id);
      assert.ok(audit.some(({ event }) => event === 'stranger-removed'));
      assert.deepEqual(await therapist.pictures(), []);
      const room = await roomOf(visit);
      await room.holds(1);
    },
    { prepared: true, waiting },
  );

const LINK_TAKEN = 'This session is open in another place';
const ONE_MORE = 'The same link was opened on one more device';

/** Both stand where they can: the first one waits or is in the room, the second asks for the place. */
async function twoWithOneLink(visit, { inTheRoom }) {
  const [first, therapist] = inTheRoom
    ? Object.values(await meetLive(visit, { prepared: true }))
    : [await visit.client(), await visit.therapist()];
  if (!inTheRoom) {
    await first.goesStraightToWait();
    await therapist.goesStraightToWait();
  }
  const { person: second, received } = await comesWithTheLink(visit);
  await second.getsReady();
  await second.isAt(LINK_TAKEN);
  if (inTheRoom) await therapist.press('Look at it');
  await therapist.isAt(ONE_MORE);
  await first.readsNo(ONE_MORE);
  const { self } = await first.session.evaluate(({ session }) => session.snapshot);
  for (const text of received.all())
    assert.ok(!text.includes(self) && !text.includes('Sample Therapist'), 'they learn no name and no person');
  assert.deepEqual(received.passes(), []);
  return { first, second, therapist };
}

for (const inTheRoom of [false, true]) {
  const where = inTheRoom ? 'in the room' : 'while they wait';
  journey(
    `two with one link, ${where}: the first one stays when the therapist says so, and the second stays outside`,
    async (visit) => {
      const { first, second, therapist } = await twoWithOneLink(visit, { inTheRoom });
      await therapist.press(/^Stay with the first one/);
      await therapist.session.getByRole('heading', { name: ONE_MORE }).first().waitFor({ state: 'detached' });
      await second.isAt(LINK_TAKEN);
      await second.isInSilence();
      assert.equal(await first.phase(), inTheRoom ? 'session' : 'waiting');
      if (inTheRoom) await meetAgain(first, therapist);
    },
    { prepared: true },
  );

  journey(
    `two with one link, ${where}: the second one goes on when the therapist says so, and the first page closes`,
    async (visit) => {
      const { first, second, therapist } = await twoWithOneLink(visit, { inTheRoom });
      await therapist.press(/^Go on with the newer one/);
      await first.reaches('closing');
      await first.isAt('You go on in another place');
      await first.isInSilence();
      await second.reaches(inTheRoom ? 'session' : 'waiting');
      if (!inTheRoom) {
        await therapist.letsIn();
        await second.reaches('session');
        await therapist.begins();
      }
      await second.isInSilence();
      await second.begins();
      await meetAgain(second, therapist);
    },
    { prepared: true },
  );
}

journey(
  'when the first of two pages goes away undecided, the second one stands outside and is let in anew',
  async (visit) => {
    const { first, second, therapist } = await twoWithOneLink(visit, { inTheRoom: true });
    await first.page.close();
    await second.reaches('waiting');
    await second.isInSilence();
    await therapist.press('Let in');
    await second.reaches('session');
    await second.begins();
    await meetAgain(second, therapist);
  },
  { prepared: true },
);

journey(
  'taking a required answer back in the session ends it at once for both, on the media server as well',
  async (visit) => {
    const { client, therapist } = await meetLive(visit, { prepared: true });
    const room = await roomOf(visit);
    await room.holds(2);
    await client.press('What I agreed to');
    const { live, pictures, sounds } = await client.pressAndLook(/^Take my answer back ?: No recording/);
    assert.deepEqual({ live, pictures, sounds }, { live: [], pictures: 0, sounds: 0 });
    await client.reaches('closing');
    await client.isAt('You changed your mind, so the session has stopped');
    await client.isInSilence();
    await therapist.reaches('closing');
    await therapist.isAt('Your client changed their mind');
    await therapist.isInSilence();
    await room.holds(0);
  },
  { prepared: true },
);

const LINKS = {
  'that was replaced by a newer one': {
    heading: 'This link does not open a session',
    spoil: async ({ practice, appointment }) => {
      const { id } = appointment.people.find(({ role }) => role === 'client');
      await practice.desk.renewInvitation(appointment.id, id);
    },
  },
  'of an appointment that the practice has closed': {
    heading: 'This appointment is over',
    spoil: ({ practice, appointment }) => practice.desk.closeAppointment(appointment.id),
  },
  'that is past its time': {
    heading: 'This appointment is over',
    appointment: {
      startsAt: Date.now() - 3_600_000,
      opensAt: Date.now() - 3_600_000,
      endsAt: Date.now() - 1,
    },
  },
  'that somebody made up': {
    heading: 'This link does not open a session',
    address: `meeting.html#safe-session=${'A'.repeat(43)}`,
  },
  'of which a part is missing': {
    heading: 'This link does not open a session',
    address: 'meeting.html#safe-session=A',
  },
};

for (const [which, { heading, spoil, appointment, address }] of Object.entries(LINKS))
  journey(
    `a link ${which} leads to calm words and the phone, and starts nothing`,
    async (visit) => {
      await spoil?.(visit);
      const client = await visit.client({ ...(address && { address }) });
      await client.getsReady();
      await client.isAt(heading);
      await client.session.getByRole('link', { name: /Call the practice/ }).waitFor();
      assert.equal(await connections(client), 0);
      assert.deepEqual(await client.asked(), []);
      assert.equal(new URL(client.page.url()).hash, '');
    },
    { appointment },
  );
