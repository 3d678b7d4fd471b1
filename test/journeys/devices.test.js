import assert from 'node:assert/strict';

import { meet, openPractice } from './support/practice.js';
import { until } from './support/until.js';

/** Drawn devices, and a browser that asks the person: what it answers is in `grantPermissions`. */
const { journey } = openPractice({
  flags: ['--use-fake-device-for-media-stream', '--autoplay-policy=no-user-gesture-required'],
});

const line = (person, name) => person.session.getByRole('region', { name });

journey(
  'with the camera denied there is calm help, a way on, and a session with sound only',
  async (visit) => {
    await visit.context.grantPermissions(['microphone'], { origin: visit.url });
    const client = await visit.client();
    await client.getsReady();
    await client.consents();
    await client.press('Continue');
    await client.reaches('tech-check');
    await client.press('Test the camera');
    const camera = line(client, 'Camera');
    await camera.getByRole('heading', { name: 'The browser keeps the camera off' }).waitFor();
    await camera.getByText('Does not work', { exact: true }).waitFor();
    await camera.getByText('Come back here and test again.').waitFor();
    await camera.getByText('Sound alone is a full session.').waitFor();
    await client.press('Begin with sound only');
    await client.press('Use a soft tone instead');
    await line(client, 'Microphone').getByText('Works', { exact: true }).waitFor();
    await client.press('Continue');
    await client.reaches('waiting');

    const therapist = await visit.therapist();
    await therapist.goesToTheDesk();
    await therapist.reads('With sound only.');
    await therapist.letsIn();
    await therapist.begins();
    await client.reaches('session');
    await client.begins('With sound only');
    await client.sees();
    await client.hears();
    await therapist.hears();
    assert.deepEqual(await therapist.bars(), [], 'no picture of the client');

    await client.press(/^Camera is off/);
    await client.isAt('The browser keeps this device off');
    await client.button(/^Camera is off/).waitFor();
    await client.press('Go on without it');
    await client.hears();
    await therapist.hears();
  },
);

journey(
  'a microphone that is unplugged in the session is told to both, and another one takes over',
  async (visit) => {
    await visit.context.grantPermissions(['microphone', 'camera'], { origin: visit.url });
    const { client, therapist } = await meet(visit);
    await client.press(/^Devices and help/);
    await client.session
      .getByLabel('Microphone', { exact: true })
      .selectOption({ label: 'Fake Audio Input 1' });
    await until(
      'the real microphone runs',
      () => client.asked(),
      (asked) => asked.some(({ audio }) => audio),
    );
    await until(
      'the tone is gone',
      () => therapist.pitches(),
      (pitches) => pitches.length === 1 && !(Math.abs(pitches[0] - 440) < 30),
    );

    await client.unplugs('audio');
    await client.isAt('The device was unplugged');
    await client.button(/^Microphone is off/).waitFor();
    assert.deepEqual(await client.ownLive(), ['video'], 'the picture goes on');
    await therapist.reads('Their microphone is off.');
    await therapist.sees();

    await client.press('Choose another device');
    await client.session
      .getByLabel('Microphone', { exact: true })
      .selectOption({ label: 'A tone instead of a microphone' });
    assert.deepEqual(await client.ownLive(), ['video'], 'choosing switches nothing on');
    await client.press(/^Microphone is off/);
    await client.button(/^Microphone is on/).waitFor();
    await therapist.hears();
  },
);

journey(
  'a device that is unplugged in the tech check is told there, and can be tried again',
  async (visit) => {
    await visit.context.grantPermissions(['microphone', 'camera'], { origin: visit.url });
    const therapist = await visit.therapist();
    await therapist.getsReady();
    await therapist.reaches('tech-check');
    const microphone = line(therapist, 'Microphone');
    await microphone.getByText('Not checked', { exact: true }).waitFor();
    await therapist.press('Test the microphone');
    await microphone.getByText('Works', { exact: true }).waitFor();
    await therapist.unplugs('audio');
    await microphone.getByRole('heading', { name: 'The microphone is gone' }).waitFor();
    assert.deepEqual(await therapist.ownLive(), []);
    await therapist.press('Test the microphone again');
    await microphone.getByText('Works', { exact: true }).waitFor();
  },
);

journey('without any permission both still meet, listen and write', async (visit) => {
  await visit.context.grantPermissions([], { origin: visit.url });
  const [client, therapist] = [await visit.client(), await visit.therapist()];
  await client.goesToWait({ standIns: false });
  await therapist.goesToTheDesk();
  await therapist.letsIn();
  await therapist.begins();
  await client.reaches('session');
  await client.begins('With sound and picture');
  await client.isAt('The browser keeps this device off');
  await client.sees();
  await client.hears();
  assert.deepEqual(await client.ownLive(), []);
  await client.press(/^Write/);
  await client.writes('I can read and write.');
  await therapist.press(/^Write/);
  await therapist.reads('I can read and write.');
});
