import assert from 'node:assert/strict';

import { keysIn } from './support/inventory.js';
import { bothLetIn, meetAgain, meetLive, openLivePractice } from './support/live-practice.js';
import { until } from './support/until.js';

const MODES = ['strict', 'warm'];
const { journey } = await openLivePractice({ waiting: MODES });

/** The real devices, and the real way to the media server. */
async function triesEverything(person) {
  await person.reaches('tech-check');
  for (const device of ['microphone', 'camera']) {
    await person.press(`Test the ${device}`);
    await person.session
      .getByRole('region', { name: device === 'camera' ? 'Camera' : 'Microphone' })
      .getByText('Works', { exact: true })
      .waitFor();
  }
  await person.press('Test the connection');
  await person.reads('The way to the media server of the practice works.');
}

for (const waiting of MODES)
  journey(
    `two browsers go the whole way through the practice’s server and a real media server, waiting ${waiting}`,
    async (visit) => {
      const client = await visit.client();
      assert.equal(new URL(client.page.url()).hash, '', 'the link’s secret is out of the address bar');
      await client.getsReady();
      await client.consents();
      await client.session.getByLabel('What would you like to be called?').fill('Sam');
      await client.session.getByLabel('Wishes for today').fill('Please speak slowly.');
      await client.press('Continue');
      await triesEverything(client);
      await client.press('Continue');
      await client.reaches('waiting');
      await client.reads('Your therapist is not here yet');

      const therapist = await visit.therapist();
      await therapist.getsReady();
      await triesEverything(therapist);
      await therapist.press('Continue');
      await therapist.reaches('waiting');
      await therapist.isAt('Sam');
      await therapist.reads('Please speak slowly.');
      await client.reads('Your therapist is here and sees that you wait');
      assert.equal(await client.phase(), 'waiting', 'nobody is let in by the arriving of the therapist');

      await therapist.letsIn();
      await client.reaches('session');
      for (const person of [client, therapist]) {
        await person.isInSilence();
        await person.begins();
      }
      await meetAgain(client, therapist);

      await client.press(/^Write/);
      await client.writes('Can you hear the rain?');
      await therapist.press(/^Write/);
      await therapist.reads('Can you hear the rain?');
      await client.reads('Arrived');
      await therapist.writes('Yes, I can.');
      await client.reads('Yes, I can.');

      await client.pauses();
      await therapist.reaches('paused');
      for (const person of [client, therapist]) {
        await person.isInSilence();
      }
      await client.press('End my pause');
      for (const person of [client, therapist]) {
        await person.reaches('session');
        await person.isInSilence();
      }
      for (const person of [client, therapist]) await person.switchesOn();
      await meetAgain(client, therapist);

      for (const { page, role } of [client, therapist])
        assert.ok((await keysIn(page)) > 0, `keys of the ${role} that are in use are found`);
      await client.leaves();
      await client.isInSilence();
      await therapist.isAt('Sam left the session');
      await therapist.press('Close the session');
      await therapist.isAt('The session is over');
      await therapist.isInSilence();
      for (const { page, role } of [client, therapist])
        await until(
          `no key is left with the ${role}`,
          () => keysIn(page),
          (count) => count === 0,
        );
      await client.press('Say how it was');
      await client.reaches('feedback');
    },
    { waiting },
  );

for (const waiting of MODES)
  journey(
    `a client who loads their page anew while they wait is still expected, and let in as before, waiting ${waiting}`,
    async (visit) => {
      const client = await visit.client();
      await client.goesStraightToWait();
      await client.comesBackTo('waiting');
      const therapist = await visit.therapist();
      await therapist.goesStraightToWait();
      await therapist.reads('1 person is waiting.');
      await client.comesBackTo('waiting');
      await client.isInSilence();
      await therapist.reads('1 person is waiting.');
      await therapist.letsIn();
      await client.reaches('session');
      for (const person of [client, therapist]) await person.begins();
      await meetAgain(client, therapist);
    },
    { waiting, prepared: true },
  );

const RELOADS = {
  'the client': ['client'],
  'the therapist': ['therapist'],
  'both at once': ['client', 'therapist'],
};

for (const [who, roles] of Object.entries(RELOADS))
  journey(
    `${who} may load the page anew in the session: nobody is asked again, nothing starts by itself, and they meet again`,
    async (visit) => {
      const people = await meetLive(visit, { prepared: true });
      await Promise.all(roles.map((role) => people[role].page.reload()));
      for (const role of roles) await people[role].getsReady();
      for (const role of roles) {
        await people[role].reaches('session');
        await people[role].isInSilence();
      }
      for (const role of roles) await people[role].begins();
      await meetAgain(...Object.values(people));
    },
    { prepared: true, waiting: roles.length > 1 ? 'warm' : 'strict' },
  );

journey(
  'a pause stands when both load their pages anew in it, and nothing is sent until both have begun again',
  async (visit) => {
    const { client, therapist } = await meetLive(visit, { prepared: true });
    await client.pauses();
    await therapist.reaches('paused');
    await Promise.all([client, therapist].map(({ page }) => page.reload()));
    for (const person of [client, therapist]) {
      await person.getsReady();
      await person.reaches('paused');
      await person.isInSilence();
    }
    await client.isAt('You paused');
    assert.equal(await therapist.button('End my pause').count(), 0, 'only who paused can end it');
    await client.press('End my pause');
    for (const person of [client, therapist]) {
      await person.reaches('session');
      await person.isInSilence();
      await person.begins();
    }
    await meetAgain(client, therapist);
  },
  { prepared: true },
);

journey(
  'whoever has been let in can begin by listening, and say so by writing',
  async (visit) => {
    const { client, therapist } = await bothLetIn(visit, { prepared: true });
    await therapist.begins();
    await client.begins('Just listen first');
    await client.sees();
    await client.hears();
    assert.deepEqual(await client.ownLive(), []);
    assert.deepEqual(await client.asked(), [], 'no device was asked for');
    assert.deepEqual(await therapist.bars(), []);
  },
  { prepared: true },
);
