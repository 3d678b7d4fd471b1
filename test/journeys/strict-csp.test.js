import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { Client, Therapist } from './support/person.js';
import { openPractice } from './support/practice.js';
import { until } from './support/until.js';

const { journey } = openPractice();

/** Every breach of the policy in every page of the visit, and every error on their consoles. */
async function watchPolicy({ context }) {
  const breaches = [];
  await context.exposeBinding('noteBreach', ({ page }, breach) =>
    breaches.push({ ...breach, page: page.url() }),
  );
  await context.addInitScript(() => {
    addEventListener(
      'securitypolicyviolation',
      ({ violatedDirective, blockedURI, sourceFile, lineNumber, sample }) => {
        void globalThis.noteBreach({ violatedDirective, blockedURI, sourceFile, lineNumber, sample });
      },
    );
  });
  context.on('console', (line) => {
    if (line.type() === 'error') breaches.push({ console: line.text(), page: line.page().url() });
  });
  return breaches;
}

async function saves(person, name) {
  const [file] = await Promise.all([person.page.waitForEvent('download'), person.press(name)]);
  return readFile(await file.path(), 'utf8');
}

journey('the whole way goes under the strictest policy without one breach', async (visit) => {
  const breaches = await watchPolicy(visit);
  const client = new Client(await visit.open('strict/client.html'));
  const therapist = new Therapist(await visit.open('strict/therapist.html'));

  await client.getsReady();
  await client.agreesToAll();
  await client.signs();
  assert.match(await saves(client, 'Save as a page to read'), /^<!doctype html>/i);
  assert.ok(JSON.parse(await saves(client, 'Save as data')));
  await client.press('Continue');
  await client.reaches('space');
  await client.press('Continue');
  await client.reaches('tech-check');
  for (const test of ['Test the microphone', 'Play the notes', 'Test the camera', 'Test the connection'])
    await client.press(test);
  for (const line of ['Microphone', 'Camera', 'Connection'])
    await client.session.getByRole('region', { name: line }).getByText('Works', { exact: true }).waitFor();
  await client.press('Continue');
  await client.reaches('waiting');

  await therapist.goesToTheDesk();
  await therapist.letsIn();
  await client.reaches('session');
  await client.begins();
  await therapist.begins();
  await client.sees();
  await client.hears();
  await client.press(/^Write/);
  await client.writes('Is it raining at your place?');
  await therapist.press(/^Write/);
  await therapist.reads('Is it raining at your place?');

  await client.pauses();
  await therapist.reaches('paused');
  await client.press('End my pause');
  await client.reaches('session');
  await client.press('I need someone now');
  await client.press('Close this part');
  await client.session.evaluate(async (element) => {
    element.lang = 'da';
    await element.updateComplete;
  });
  await client.reads('Kameraet er slukket');
  await client.session.evaluate((element) => {
    element.lang = 'en';
  });
  await client.leaves();
  await client.press('Say how it was');
  await client.reaches('feedback');
  await client.press('Not now');
  await client.reaches('ended');
  await therapist.exits();
  assert.deepEqual(breaches, []);

  await client.page.evaluate(() => document.body.setAttribute('style', 'margin: 0'));
  await until('a breach is noticed where there is one', async () => breaches.length);
});
