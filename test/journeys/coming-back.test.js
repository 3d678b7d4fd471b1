import assert from 'node:assert/strict';

import { bothInTheRoom, meet, openPractice } from './support/practice.js';
import { until } from './support/until.js';

/** Once as people's browsers do it, and once as where the page cache is off or the page was thrown out of it. */
const CACHED = openPractice({ pageCache: true });
const LOADED = openPractice();

const SECRET = 'Herbs against the fear of heights';

/** How a client comes to a step, leaving something of theirs on the screen where a step takes it. */
const AT = {
  consent: async (visit) => {
    const client = await visit.client();
    await client.getsReady();
    await client.agreesToAll();
    await client.session.getByLabel('Your full name').fill(SECRET);
    return client;
  },
  space: async (visit) => {
    const client = await visit.client();
    await client.getsReady();
    await client.consents();
    await client.session.getByLabel('Wishes for today').fill(SECRET);
    return client;
  },
  'tech-check': async (visit) => {
    const client = await AT.space(visit);
    await client.press('Continue');
    await client.reaches('tech-check');
    await client.usesStandIns();
    return client;
  },
  waiting: async (visit) => {
    const client = await visit.client();
    await client.goesToWait({ name: SECRET, standIns: false });
    return client;
  },
  'session, let in': async (visit) => (await bothInTheRoom(visit)).client,
  session: async (visit) => {
    const { client, therapist } = await meet(visit);
    await therapist.press(/^Write/);
    await therapist.writes(SECRET);
    await client.press(/^Write/);
    await client.reads(SECRET);
    return client;
  },
  paused: async (visit) => {
    const client = await AT.session(visit);
    await client.pauses();
    return client;
  },
  closing: async (visit) => {
    const client = await AT.session(visit);
    await client.leaves();
    return client;
  },
  feedback: async (visit) => {
    const client = await AT.closing(visit);
    await client.press('Say how it was');
    await client.reaches('feedback');
    await client.session.getByLabel('In your own words').first().fill(SECRET);
    return client;
  },
};

/** Everything that the page holds for a person to see: text, values of fields, pictures and sounds. */
const shown = (client) =>
  client.page.evaluate(() => {
    const { all, ownLive, sounds } = globalThis.watched;
    return {
      words: all('*')
        .flatMap((element) => [element, element.shadowRoot ?? []].flat())
        .flatMap(({ childNodes }) => [...childNodes])
        .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
        .map(({ data }) => data)
        .concat(all('input, textarea').map(({ value }) => value))
        .join(' '),
      pictures: all('video').filter(({ srcObject }) => srcObject).length,
      sounds: sounds.size,
      live: ownLive(),
    };
  });

async function comesBack(client, { fromCache }) {
  const { page } = client;
  await page.evaluate(() => {
    globalThis.wasHere = true;
  });
  // A person who follows a link of the page; `goto()` would be a new entry of another kind.
  await page.getByRole('link', { name: 'Sample Practice' }).first().click();
  await page.getByRole('heading', { name: 'How an online session goes' }).waitFor();
  // In a task of its own: going there would take away the page that is to answer.
  await page.evaluate(() => void setTimeout(() => history.back()));
  await page.waitForURL('**/client.html', { waitUntil: 'commit' });
  await client.isAt('Welcome.');
  assert.equal(await page.evaluate(() => 'wasHere' in globalThis), fromCache, 'the page came from the cache');
}

for (const [how, { journey }, fromCache] of [
  ['from the page cache', CACHED, true],
  ['loaded anew', LOADED, false],
])
  for (const [step, goThere] of Object.entries(AT))
    journey(
      `nothing of before is there when a client goes away and comes back, ${how}: ${step}`,
      async (visit) => {
        const client = await goThere(visit);
        await comesBack(client, { fromCache });
        assert.equal(await client.phase(), 'welcome');
        const { words, ...media } = await shown(client);
        assert.ok(words.includes('Start getting ready'), 'the words are read');
        assert.ok(!words.includes(SECRET), words);
        assert.deepEqual(media, { pictures: 0, sounds: 0, live: [] });
      },
    );

CACHED.journey(
  'a page that nobody looks at, or that the browser stops for a while, keeps its call',
  async (visit) => {
    const { client, therapist } = await meet(visit);
    await client.page.evaluate(() => {
      for (const [name, value] of Object.entries({ visibilityState: 'hidden', hidden: true }))
        Object.defineProperty(document, name, { configurable: true, value });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await therapist.sees();
    await therapist.hears();

    const line = await visit.context.newCDPSession(client.page);
    await line.send('Page.setWebLifecycleState', { state: 'frozen' });
    await therapist.press(/^Write/);
    await therapist.writes(SECRET);
    assert.equal((await therapist.other()).state, 'here', 'their place is kept');
    await line.send('Page.setWebLifecycleState', { state: 'active' });
    await client.page.evaluate(() => {
      delete document.visibilityState;
      delete document.hidden;
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await client.press(/^Write/);
    await client.reads(SECRET);
    await until('it arrived', () => therapist.session.getByText('Arrived').count());
    for (const person of [client, therapist]) {
      assert.equal(await person.phase(), 'session');
      await person.sees();
      await person.hears();
    }
  },
);
