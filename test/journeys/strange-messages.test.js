import assert from 'node:assert/strict';

import { meet, openPractice } from './support/practice.js';
import { until } from './support/until.js';

const { journey } = openPractice();

/** What both pages of the demo listen to. */
const CHANNELS = ['safe-session:demo', 'safe-session:demo:media'];

/**
 * Another page of the same site that says whatever it likes.
 *
 * @param {import('./support/practice.js').Visit} visit
 * @param {Record<string, string>} people the opaque ids by role, which any script of the site can learn
 */
async function shouts(visit, people) {
  const page = await visit.open('left.html');
  await page.evaluate(
    async ({ channels, people }) => {
      const bytes = (text) => new TextEncoder().encode(text);
      const { client, therapist } = people;
      const from = { page: 'nobody', person: 'nobody', role: 'therapist' };
      const command = (command) => ({
        v: 1,
        type: 'entries',
        entries: [{ at: 1e9, page: 'nobody', by: 'nobody', now: Date.now(), command }],
      });
      const relay = (text, to = client, by = therapist) => ({
        v: 1,
        type: 'relay',
        from: by,
        to,
        bytes: bytes(text),
      });
      const deep = JSON.parse('['.repeat(2_000) + ']'.repeat(2_000));
      const messages = [
        ...[null, undefined, 0, NaN, '', 'pause', true, [], {}, new Date(), /x/, new Map(), deep],
        ...[0, 2, '1', null].map((v) => ({ v, type: 'swap' })),
        { v: 1 },
        { v: 1, type: 'constructor' },
        { v: 1, type: '__proto__', __proto__: { polluted: true } },
        { v: 1, type: 'x'.repeat(5_000_000) },
        { v: 1, type: 'entries', entries: 'all' },
        { v: 1, type: 'entries', entries: Array.from({ length: 20_000 }, () => null) },
        ...['admit', 'leave', 'pause', 'record', 'decline', 'become-king', 'take-pass', 'arrive'].map(
          (type) =>
            command({ type, person: client, role: 'therapist', message: 'x'.repeat(1e6), record: {} }),
        ),
        { v: 1, type: 'relay', from: therapist, to: client, bytes: 'text' },
        { v: 1, type: 'relay', from: therapist, to: client, bytes: new Uint8Array(1_000_000) },
        relay('not JSON'),
        relay('{"v":1,"id":"a","type":"pause","body":{"paused":"yes"}}'),
        relay('{"v":1,"id":"b","type":"camera-on","body":{}}'),
        relay('{"v":1,"id":"c","type":"toString","body":{}}'),
        relay(`{"v":1,"id":"${'d'.repeat(60_000)}","type":"ack","body":{"of":"x"}}`),
        relay('{"v":1,"id":"e","type":"text","body":{"text":"from nobody"}}', client, 'nobody'),
        { v: 1, from, to: 'nobody', type: 'hello' },
        { v: 1, from, type: 'description', description: { type: 'offer', sdp: 'v=0' } },
        { v: 1, from, type: 'candidate', candidate: { candidate: 'x' } },
        {
          v: 1,
          from: { ...from, person: client },
          type: 'description',
          description: { type: 'answer', sdp: '' },
        },
        { v: 1, from: 'somebody', type: 'bye', left: true },
        { v: 1, from, type: 'bye', left: true },
      ];
      for (const name of channels) {
        const channel = new BroadcastChannel(name);
        for (const message of messages) channel.postMessage(message);
        channel.close();
      }
    },
    { channels: CHANNELS, people },
  );
  return page;
}

/** The opaque ids of both. */
async function idsOf({ client, therapist }) {
  return { client: (await therapist.other()).id, therapist: (await client.other()).id };
}

journey('a call goes on whatever another page of the site says on its channels', async (visit) => {
  const people = await meet(visit);
  const { client, therapist } = people;
  const before = await Promise.all([client.other(), therapist.other()]);
  await shouts(visit, await idsOf(people));

  // What comes after it on the same way has arrived, so all of it was heard.
  await client.press(/^Write/);
  await client.writes('Are you still there?');
  await therapist.press(/^Write/);
  await therapist.reads('Are you still there?');
  for (const person of [client, therapist]) {
    assert.equal(await person.phase(), 'session');
    await person.readsNo('from nobody');
    await person.sees();
    await person.hears();
  }
  assert.deepEqual(await Promise.all([client.other(), therapist.other()]), before);
});

journey(
  'a name and a text of ten thousand characters, with markup and turned letters, harm nothing',
  async (visit) => {
    const people = await meet(visit);
    const { client, therapist } = people;
    const markup = '<img src=x onerror="globalThis.harmed=1"><script>harmed=1</script>';
    const turned = '\u202Egnp.exe\u2066\u0000\u0007\u200F';
    const long = (markup + turned).padEnd(10_000, 'W');
    await client.page.evaluate((text) => {
      const element = document.querySelector('safe-session');
      element.send({ type: 'set-preferences', preferences: { name: text, pronouns: text.slice(0, 500) } });
      element.send({ type: 'send-text', text });
    }, long);

    const { name } = await until(
      'the name has arrived',
      async () => (await therapist.other()).profile ?? {},
      ({ name }) => name?.startsWith('<img'),
    );
    assert.equal(name.length, 120);
    // eslint-disable-next-line no-control-regex -- what must not be in it
    assert.doesNotMatch(name, /[\u0000-\u001F\u200E\u200F\u202A-\u202E\u2066-\u2069]/);
    await therapist.press(/^Write/);
    await therapist.reads('<script>');
    await therapist.page.setViewportSize({ width: 320, height: 640 });
    const { harmed, images, wider } = await therapist.page.evaluate(() => ({
      harmed: 'harmed' in globalThis,
      images: globalThis.watched.all('img, script[src="x"]').length,
      wider: document.documentElement.scrollWidth - innerWidth,
    }));
    assert.deepEqual({ harmed, images, wider: wider > 0 }, { harmed: false, images: 0, wider: false });
    await therapist.sees();
  },
);
