import { readFileSync } from 'node:fs';
import { describe } from 'node:test';

import { countWhatGoesOn, inventory } from './support/inventory.js';
import { Client, Therapist } from './support/person.js';
import { openPractice } from './support/practice.js';
import { PATIENCE, until } from './support/until.js';

const { journey } = openPractice();

const MOUNTS = 50;
const MEETINGS = 20;

/** What is made once and kept, such as templates and files, is made in these. */
const WARM_UP = 3;

/** So many frames in a row in which no file comes: all have come that an element fetches for what it shows. */
const FRAMES_AT_REST = 30;

const TAGS = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).exports).flatMap(
  (entry) => /^\.\/elements\/(.+)\.js$/.exec(entry)?.[1] ?? [],
);

/** Without the watching of other journeys, which holds on to what it has seen. */
async function openUnwatched(visit, count) {
  const context = await visit.context.browser().newContext({ permissions: ['camera', 'microphone'] });
  context.setDefaultTimeout(PATIENCE);
  await context.addInitScript(countWhatGoesOn);
  const pages = [];
  for (let at = 0; at < count; at += 1) {
    const page = await context.newPage();
    await page.goto(`${visit.url}bare.html`);
    await page.evaluate(async () => {
      await customElements.whenDefined('safe-session');
      document.querySelector('safe-session').remove();
    });
    pages.push(page);
  }
  return { context, pages };
}

const grown = (before, after) =>
  Object.keys(after)
    .filter((what) => after[what] > before[what])
    .map((what) => `${what}: ${before[what]} → ${after[what]}`);

/** The browser lets go of media a few seconds late; what it then still holds, somebody holds on to. */
const untilAsBefore = (before, count) =>
  until(
    'as little as before',
    async () => grown(before, await count()),
    (more) => more.length === 0,
  );

const untilMediaAreGone = (count) =>
  until('no track and no stream', count, ({ tracks, streams }) => tracks + streams === 0);

/** The browser takes its time to let go, so several wait for it together. */
const TOGETHER = 4;

describe('what comes and goes', { concurrency: TOGETHER }, () => {
  for (const tag of TAGS)
    journey(`<${tag}> leaves nothing behind when it comes and goes ${MOUNTS} times`, async (visit) => {
      const { context, pages } = await openUnwatched(visit, 1);
      const [page] = pages;
      const comeAndGo = (times, framesAtRest = 0) =>
        page.evaluate(
          async ({ tag, times, framesAtRest }) => {
            const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
            const filesHaveCome = async () => {
              let files = 0;
              for (let rest = 0; rest < framesAtRest; rest += 1) {
                await frame();
                const { length } = performance.getEntriesByType('resource');
                if (length > files) rest = 0;
                files = length;
              }
            };
            for (let at = 0; at < times; at += 1) {
              const element = document.createElement(tag);
              for (const [name, value] of Object.entries({
                mode: 'rehearsal',
                as: 'client',
                'exit-url': 'left.html',
              }))
                element.setAttribute(name, value);
              document.body.append(element);
              await customElements.whenDefined(tag);
              await element.updateComplete;
              await frame();
              await filesHaveCome();
              element.remove();
              await frame();
            }
          },
          { tag, times, framesAtRest },
        );
      const count = () => inventory(page, { elements: `customElements.get('${tag}').prototype` });
      try {
        await comeAndGo(WARM_UP, FRAMES_AT_REST);
        const before = await count();
        await comeAndGo(MOUNTS);
        await untilAsBefore(before, count);
      } finally {
        await context.close();
      }
    });
});

journey(`${MEETINGS} meetings leave nothing behind in either page`, async (visit) => {
  const { context, pages } = await openUnwatched(visit, 2);
  const people = [new Client(pages[0]), new Therapist(pages[1])];
  const [client, therapist] = people;

  const meetAndPart = async () => {
    for (const { page, role } of people)
      await page.evaluate((as) => {
        const element = document.createElement('safe-session');
        const settings = { mode: 'rehearsal', as, steps: 'welcome waiting', 'exit-url': 'left.html' };
        for (const [name, value] of Object.entries(settings)) element.setAttribute(name, value);
        document.body.append(element);
      }, role);
    for (const person of people) {
      await person.getsReady();
      await person.reaches('waiting');
    }
    await therapist.letsIn();
    await client.reaches('session');
    for (const person of people) await person.begins();
    for (const { page } of people)
      await page
        .locator('[part~="remote"] video:visible')
        .evaluate((video) => new Promise((resolve) => video.requestVideoFrameCallback(resolve)));
    await client.leaves();
    // The therapist's page takes its session away in the middle of it.
    for (const { page } of people) await page.evaluate(() => document.querySelector('safe-session').remove());
  };

  const counts = people.map(
    ({ page }) =>
      () =>
        inventory(page, {
          sessions: 'globalThis.sessionPrototype',
          shells: "customElements.get('safe-session').prototype",
          rooms: "customElements.get('session-room').prototype",
        }),
  );

  try {
    for (const { page } of people)
      await page.evaluate(() => {
        const { append } = document.body;
        document.body.append = function (element) {
          append.call(this, element);
          element.addEventListener('session-change', () => {
            globalThis.sessionPrototype = Object.getPrototypeOf(element.session);
          });
        };
      });
    for (let at = 0; at < WARM_UP; at += 1) await meetAndPart();
    const before = [];
    for (const count of counts) before.push(await untilMediaAreGone(count));
    for (let at = 0; at < MEETINGS; at += 1) await meetAndPart();
    for (const [at, count] of counts.entries()) await untilAsBefore(before[at], count);
  } finally {
    await context.close();
  }
});
