import assert from 'node:assert/strict';

import { listenToEverything } from './support/listening-host.js';
import { lookFor } from './support/needles.js';
import { openPractice } from './support/practice.js';

const { journey } = openPractice();

/** Words that stand nowhere else, each for one thing that a person enters. */
const ENTERED = {
  signature: 'Quillwort Zebedee',
  name: 'Ortolan',
  pronouns: 'thon-thons',
  wishes: 'marzipan weather',
  'can speak freely': 'rather-not-say',
  text: 'umbrella tuesday',
  reply: 'gingerbread tide',
  feedback: 'velvet lighthouse',
  'late words': 'tram full of geese',
  'message of a refusal': 'cinnamon eclipse',
  'an answer to consent': 'decision',
};

const foundIn = lookFor(ENTERED);

/** Listens in every page of the visit, and on the line. */
async function eavesdrop({ context, url }) {
  await context.addInitScript(listenToEverything);
  const console = [];
  const requests = [];
  context.on('console', (line) => console.push(line.text()));
  context.on('request', (request) => {
    requests.push({ url: request.url(), text: [request.url(), request.postData() ?? ''].join(' ') });
  });
  context.on('page', (page) =>
    page.on('websocket', (socket) => requests.push({ url: socket.url(), text: '' })),
  );

  /** Only what a page that is still open holds. @param {import('./support/person.js').Person} person */
  const learned = async ({ page }) => ({
    ...(await page.evaluate(() => globalThis.host.everything())),
    console,
    requests: requests.map(({ text }) => text),
  });

  return {
    learned,
    async learnedNothing(person) {
      const { storage, events, ...others } = await learned(person);
      assert.ok(
        events.some((event) => event.startsWith('session-change')),
        'the listeners are there',
      );
      assert.deepEqual(storage, [], 'the storage of the page');
      for (const [place, texts] of Object.entries({ events, ...others }))
        for (const text of texts) assert.deepEqual(foundIn(text), [], `${place}: ${text.slice(0, 2_000)}`);
      for (const request of requests)
        assert.equal(
          new URL(request.url).origin,
          new URL(url).origin,
          `asked of another host: ${request.url}`,
        );
      const servers = await person.page.evaluate(() =>
        globalThis.watched.connections.flatMap((connection) => connection.getConfiguration().iceServers),
      );
      assert.deepEqual(servers, [], 'servers that would learn the address');
    },
  };
}

journey('the page around it learns no name, no answer and no message of a whole session', async (visit) => {
  const host = await eavesdrop(visit);
  const [client, therapist] = [await visit.client(), await visit.therapist()];
  await client.entersEverything(ENTERED);

  await therapist.goesToTheDesk({ standIns: false });
  for (const part of ['name', 'pronouns', 'wishes']) await therapist.reads(ENTERED[part]);
  await therapist.letsIn();
  await client.reaches('session');
  await client.begins();
  await therapist.begins();
  await client.press(/^Write/);
  await client.writes(ENTERED.text);
  await therapist.press(/^Write/);
  await therapist.reads(ENTERED.text);
  await therapist.writes(ENTERED.reply);
  await client.reads(ENTERED.reply);
  await client.pauses();
  await client.press('End my pause');
  await client.reaches('session');
  await client.leaves();
  await client.press('Say how it was');
  await client.reaches('feedback');
  await client.session.getByLabel('In your own words').first().fill(ENTERED.feedback);
  await client.session.getByLabel('Share this answer').first().check();
  await client.press('Send to my therapist');
  await client.isAt('This was sent');

  await host.learnedNothing(client);
  await host.learnedNothing(therapist);
});

journey('the page around it learns no word with which somebody is put off', async (visit) => {
  const host = await eavesdrop(visit);
  const [client, therapist] = [await visit.client(), await visit.therapist()];
  await client.goesToWait({ name: ENTERED.name, standIns: false });
  await therapist.goesToTheDesk({ standIns: false });
  await therapist.session.getByText('If you are running late').click();
  await therapist.session.getByLabel('Your own words to them').fill(ENTERED['late words']);
  await therapist.session.getByLabel('About how many minutes?').fill('7');
  await therapist.press('Tell them');
  await client.reads(ENTERED['late words']);
  await therapist.press('Not today');
  await therapist.session.getByLabel('Your words to them').fill(ENTERED['message of a refusal']);
  await therapist.press('Tell them: not today');
  await client.reads(ENTERED['message of a refusal']);

  await host.learnedNothing(client);
  await host.learnedNothing(therapist);
});

journey('a host that is told something does hear it', async (visit) => {
  const host = await eavesdrop(visit);
  const client = await visit.client();
  await client.session.evaluate((element, { name, wishes, text }) => {
    class Telling extends Event {
      #wishes = wishes;
      get wishes() {
        return { deep: [this.#wishes] };
      }
    }
    element.dispatchEvent(new CustomEvent('something-new', { detail: { name } }));
    element.dispatchEvent(new Telling('session-change', { bubbles: true }));
    globalThis.postMessage({ text });
    localStorage.setItem('kept', 'words');
    console.debug(name);
  }, ENTERED);
  await client.page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  const { events, storage, console } = await host.learned(client);
  for (const what of ['name', 'wishes', 'text'])
    assert.ok(
      events.some((event) => foundIn(event).join().startsWith(what)),
      what,
    );
  assert.deepEqual(storage, ['kept', 'words']);
  assert.deepEqual(console.flatMap(foundIn), [`name (${ENTERED.name})`]);
});
