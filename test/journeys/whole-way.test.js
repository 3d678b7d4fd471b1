import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { openPractice } from './support/practice.js';

const { journey } = openPractice();

async function download(person, name) {
  const [file] = await Promise.all([person.page.waitForEvent('download'), person.press(name)]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

journey(
  'two people go the whole way from the welcome to the end, and see and hear each other',
  async (visit) => {
    const client = await visit.client();
    await client.getsReady();
    await client.agreesToAll();
    await client.signs();

    const page = await download(client, 'Save as a page to read');
    assert.match(page.name, /\.html$/);
    const data = await download(client, 'Save as data');
    const receipt = JSON.parse(data.text);
    assert.match(JSON.stringify(receipt), /"rehearsal":true/);
    const copy = await visit.context.newPage();
    await copy.setContent(page.text);
    await copy.getByRole('heading', { name: 'Your answers: a copy for you' }).waitFor();
    await copy.getByText('This copy is from a rehearsal').waitFor();
    await copy.getByText('Sample Client').first().waitFor();
    await copy.close();

    await client.press('Continue');
    await client.reaches('space');
    await client.session.getByLabel('What would you like to be called?').fill('Sam');
    await client.session.getByLabel('Wishes for today').fill('Please speak slowly.');
    await client.press('Continue');

    await client.reaches('tech-check');
    assert.equal(
      await client.session.getByText('Works', { exact: true }).count(),
      1,
      'only the browser is known',
    );
    await client.usesStandIns();
    await client.press('Continue');
    await client.reaches('waiting');
    assert.deepEqual(await client.ownLive(), [], 'what was tried is off again');
    await client.reads('Your therapist is not here yet');

    const therapist = await visit.therapist();
    await therapist.goesToTheDesk();
    await therapist.isAt('Sam');
    await therapist.reads('Please speak slowly.');
    await client.reads('Your therapist is here and sees that you wait');
    assert.equal(await client.phase(), 'waiting', 'nobody is let in by the arriving of the therapist');

    await therapist.letsIn();
    await client.reaches('session');
    await client.isInSilence();
    await client.begins();
    await therapist.begins();
    for (const person of [client, therapist]) {
      await person.sees();
      await person.hears();
    }

    await client.press(/^Write/);
    await client.writes('Can you hear the rain?');
    await therapist.press(/^Write/);
    await therapist.reads('Can you hear the rain?');
    await client.reads('Arrived');
    await therapist.writes('Yes, I can.');
    await client.reads('Yes, I can.');

    await client.leaves();
    await client.isAt('You have left the session');
    await client.isInSilence();
    await therapist.isAt('Sam left the session');
    await therapist.press('Close the session');
    await therapist.isAt('The session is over');
    await therapist.isInSilence();
    await therapist.press('Finish');
    await therapist.reaches('ended');

    await client.press('Say how it was');
    await client.reaches('feedback');
    await client.press('Not now');
    await client.reaches('ended');
  },
);

const QUESTION = 'Did anything feel too much, or not right?';

for (const sent of [false, true])
  journey(
    `what a client says about it ${sent ? 'is shared answer by answer' : 'stays with them'}`,
    async (visit) => {
      const client = await visit.client();
      await client.goesToWait({ standIns: false });
      const therapist = await visit.therapist();
      await therapist.goesToTheDesk({ standIns: false });
      await therapist.letsIn();
      await client.reaches('session');
      await client.begins('Just listen first');
      await client.leaves();
      await client.press('Say how it was');
      await client.reaches('feedback');

      const told = await client.hearsWhatIsTold();
      for (const [question, words] of [
        ['Did you feel heard?', 'This is only for me.'],
        [QUESTION, 'The silence was long.'],
      ])
        await client.session
          .getByRole('group', { name: question })
          .getByLabel('In your own words')
          .fill(words);
      await client.reads('No answer is shared yet.');
      if (sent) {
        await client.session.getByRole('group', { name: QUESTION }).getByLabel('Share this answer').check();
        await client.reads('One answer will be sent. The others stay here.');
        await client.press('Send to my therapist');
        await client.isAt('This was sent');
        await client.reads('The silence was long.');
        await client.readsNo('This is only for me.');
        await client.press('Finish');
      } else await client.press('Not now');
      await client.reaches('ended');
      assert.doesNotMatch((await told()).join(), /This is only for me/);
      await therapist.readsNo(/This is only for me/);
    },
  );
