import assert from 'node:assert/strict';

import { Client, Therapist } from './support/person.js';
import { meet, openPractice } from './support/practice.js';
import { until } from './support/until.js';

const { journey } = openPractice();

const connections = (person) =>
  person.page.evaluate(
    () =>
      globalThis.watched.connections.filter(({ connectionState }) => connectionState === 'connected').length,
  );

/** The call is the one that it was: nothing was connected or started anew, and nobody was told anything. */
async function goesOn(client, therapist, { change }) {
  const before = { open: await connections(client), tracks: await client.ownTracks() };
  await change();
  assert.deepEqual({ open: await connections(client), tracks: await client.ownTracks() }, before);
  for (const person of [client, therapist]) {
    assert.equal(await person.phase(), 'session');
    await person.sees();
    await person.hears();
  }
  assert.equal((await therapist.other()).state, 'here');
}

journey('both sides work on one page, each with the picture of the other', async (visit) => {
  const page = await visit.open('side-by-side.html');
  const [client, therapist] = [new Client(page), new Therapist(page)];
  await client.goesToWait();
  await therapist.goesToTheDesk();
  await therapist.letsIn();
  await client.reaches('session');
  await client.begins();
  await therapist.begins();
  await client.sees();
  await therapist.sees();
  await until(
    'both tones are heard on the page',
    () => client.pitches(),
    (pitches) => [440, 660].every((tone) => pitches.some((pitch) => Math.abs(pitch - tone) < 30)),
  );
  await client.leaves();
  await therapist.isAt('Sam left the session');
});

journey('the call goes on when the element is moved in the page', async (visit) => {
  const { client, therapist } = await meet(visit);
  await goesOn(client, therapist, {
    change: () =>
      client.session.evaluate((element) => {
        const place = document.createElement('section');
        document.body.prepend(place);
        place.append(element);
      }),
  });
});

journey('the call goes on when attributes change', async (visit) => {
  const { client, therapist } = await meet(visit);
  await goesOn(client, therapist, {
    change: async () => {
      await client.session.evaluate(async (element) => {
        const changes = {
          theme: 'dark',
          lang: 'da',
          'quick-exit': 'prominent',
          'exit-url': 'index.html',
          steps: 'waiting',
          mode: 'live',
          appointment: 'another',
          'consent-src': 'nothing.json',
        };
        for (const [name, value] of Object.entries(changes)) {
          element.setAttribute(name, value);
          await element.updateComplete;
        }
      });
      await client.reads('Forbundet');
    },
  });
});

journey('everything stops at once when the element is removed', async (visit) => {
  const { client, therapist } = await meet(visit);
  const after = await client.session.evaluate(async (element) => {
    element.remove();
    // Still in the same task: what was put off to its end has run.
    await Promise.resolve();
    const { watched } = globalThis;
    return {
      live: watched.ownLive(),
      sounds: watched.sounds.size,
      open: watched.connections.filter(({ connectionState }) => connectionState !== 'closed').length,
    };
  });
  assert.deepEqual(after, { live: [], sounds: 0, open: 0 });
  await therapist.isAt('The line to Sam broke off');
  await until(
    'no lock and no channel is held any more',
    () =>
      client.page.evaluate(async () =>
        (await navigator.locks.query()).held.map(({ name, clientId }) => ({ name, clientId })),
      ),
    (held) => new Set(held.map(({ clientId }) => clientId)).size === 1,
  );
});
