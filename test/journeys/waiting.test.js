import assert from 'node:assert/strict';

import { openPractice } from './support/practice.js';

const { journey } = openPractice();

journey('nothing starts before the first press', async (visit) => {
  for (const person of [await visit.client(), await visit.therapist()]) {
    await person.isAt('Welcome.');
    await person.page.waitForLoadState('networkidle');
    const started = await person.page.evaluate(() => {
      const { asked, tracks, connections, channels } = globalThis.watched;
      return { asked, tracks: tracks.length, connections: connections.length, channels };
    });
    assert.deepEqual(started, { asked: [], tracks: 0, connections: 0, channels: [] });
    assert.deepEqual(await person.page.evaluate(() => navigator.locks.query()), { held: [], pending: [] });
  }
});

journey('whoever comes first waits, and nobody is let in by an arriving', async (visit) => {
  const therapist = await visit.therapist();
  await therapist.goesToTheDesk({ standIns: false });
  await therapist.reads('Nobody is here yet.');

  const client = await visit.client();
  await client.getsReady();
  await therapist.reads('Has not asked to come in yet');
  await client.consents();
  await client.press('Continue');
  await client.reaches('tech-check');
  await client.press('Continue');
  await client.reaches('waiting');
  await client.reads('Your therapist is here and sees that you wait');
  await therapist.reads('1 person is waiting.');
  assert.equal(await client.phase(), 'waiting');
  assert.deepEqual(await client.asked(), [], 'waiting needs no device');
  await therapist.letsIn();
  await client.reaches('session');
  await client.isInSilence();
  assert.deepEqual(await client.asked(), [], 'being let in starts nothing');
});

journey('a therapist who is late says so in their own words, and takes it back', async (visit) => {
  const [client, therapist] = [await visit.client(), await visit.therapist()];
  await client.goesToWait({ standIns: false });
  await therapist.goesToTheDesk({ standIns: false });
  await therapist.click(therapist.session.getByText('If you are running late'));
  await therapist.session.getByLabel('About how many minutes?').fill('7');
  await therapist.session.getByLabel('Your own words to them').fill('My tram stands still. I am on my way.');
  await therapist.press('Tell them');
  await client.reads('running late, by about 7 minutes');
  await client.reads('My tram stands still. I am on my way.');
  await therapist.press('I am not late any more');
  await client.session.getByText('running late').waitFor({ state: 'detached' });
});

journey('"two more minutes" and "not today" reach the client, with the therapist\'s words', async (visit) => {
  const [client, therapist] = [await visit.client(), await visit.therapist()];
  await client.goesToWait({ standIns: false });
  await therapist.goesToTheDesk({ standIns: false });
  await therapist.press('Two more minutes');
  await therapist.reads('They can read: about two more minutes.');
  await client.reads('needs about 2 more minutes');

  await therapist.press('Not today');
  await therapist.session.getByLabel('Your words to them').fill('I am ill today. I will call you tomorrow.');
  await therapist.press('Tell them: not today');
  await client.reaches('closing');
  await client.isAt('Today does not work out');
  await client.reads('I am ill today. I will call you tomorrow.');
  await client.session.getByRole('link', { name: /Call the practice/ }).waitFor();
  assert.equal(await client.button('Say how it was').count(), 0, 'there was no talk to speak of');
});
