import assert from 'node:assert/strict';

import { meet, openPractice } from './support/practice.js';
import { until } from './support/until.js';

const { journey } = openPractice();

const endings = {
  crashes: (person) => person.crashes(),
  'is closed': (person) => person.page.close({ runBeforeUnload: false }),
};

for (const [how, end] of Object.entries(endings)) {
  journey(
    `the client's page ${how}: the therapist is told, the place is kept, and they meet again`,
    async (visit) => {
      const { client, therapist } = await meet(visit);
      await end(client);
      await therapist.isAt('The line to Sam broke off');
      await therapist.reads('Their place is kept');
      assert.equal(await therapist.phase(), 'session');
      assert.deepEqual(await therapist.pictures(), []);

      const back = await visit.client();
      await back.getsReady();
      await back.reaches('session');
      await back.isInSilence();
      await back.begins('Just listen first');
      await back.choosesTheTone();
      await back.press(/^Microphone is off/);
      await therapist.hears();
      await back.sees();
      await back.hears();
    },
  );

  journey(`the therapist's page ${how}: the client is told, and they meet again`, async (visit) => {
    const { client, therapist } = await meet(visit);
    await end(therapist);
    await client.isAt('The line to Sample Therapist broke off');
    await client.reads('It is the line, not you');
    assert.equal(await client.phase(), 'session');

    const back = await visit.therapist();
    await back.getsReady();
    await back.reaches('session');
    await back.begins('Just listen first');
    await back.sees();
    await back.hears();
    await client.reads('Their microphone is off.');
  });
}

journey('whoever gives up waiting for a broken line reads that it was the line', async (visit) => {
  const { client, therapist } = await meet(visit);
  await therapist.crashes();
  await client.isAt('The line to Sample Therapist broke off');
  await client.leaves();
  await client.isAt('The line broke off');
  await client.press('Go back to the session');
  await client.reaches('waiting');

  const back = await visit.therapist();
  await back.goesToTheDesk({ standIns: false });
  await back.letsIn();
  await client.reaches('session');
});

journey('a client whose page crashes while they wait comes back to a desk that knew of it', async (visit) => {
  const client = await visit.client();
  await client.goesToWait({ standIns: false });
  const therapist = await visit.therapist();
  await therapist.goesToTheDesk({ standIns: false });
  await therapist.reads('1 person is waiting.');
  await client.crashes();
  await therapist.reads('Nobody is waiting.');
  await until(
    'nobody can be let in who is not there',
    () => therapist.button('Let in').getAttribute('aria-disabled'),
    (disabled) => disabled === 'true',
  );

  const back = await visit.client();
  await back.getsReady();
  await back.reaches('space');
  await back.press('Continue');
  await back.reaches('tech-check');
  await back.press('Continue');
  await back.reaches('waiting');
  await therapist.reads('1 person is waiting.');
  await therapist.letsIn();
  await back.reaches('session');
});

journey('a therapist whose page crashes while a client waits finds them waiting', async (visit) => {
  const client = await visit.client();
  await client.goesToWait({ standIns: false });
  const therapist = await visit.therapist();
  await therapist.goesToTheDesk({ standIns: false });
  await client.reads('Your therapist is here and sees that you wait');
  await therapist.crashes();
  await client.reads(/The line to your therapist broke off|Your therapist is not here yet/);
  assert.equal(await client.phase(), 'waiting');

  const back = await visit.therapist();
  await back.goesToTheDesk({ standIns: false });
  await back.isAt('Sam');
  await back.letsIn();
  await client.reaches('session');
});
