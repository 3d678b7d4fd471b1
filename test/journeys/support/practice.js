import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { chromium } from 'playwright-core';

import { startDemo } from '../../../demo/serve.js';
import { CHROME_FLAGS, ensureBrowser, MEDIA_FLAGS } from '../../../scripts/browser.js';
import { Client, Therapist } from './person.js';
import { PATIENCE } from './until.js';
import { watchPage } from './watch-page.js';

/** A case that hangs is no better than one that fails. */
const CASE_TIMEOUT = 120_000;

/**
 * What a case gets: a browser profile of its own, in which nobody meets the people of another case.
 *
 * @typedef {object} Visit
 * @property {import('playwright-core').BrowserContext} context
 * @property {string} url of the practice's site; ends in a slash
 * @property {(page: string) => Promise<import('playwright-core').Page>} open
 * @property {() => Promise<Client>} client opens the client's page
 * @property {() => Promise<Therapist>} therapist opens the therapist's page
 */

/**
 * One browser and one demo practice for all cases of a file. No page of any case may have thrown an error.
 *
 * @param {object} [options]
 * @param {string[]} [options.flags] of the browser: which devices there are, and who is asked
 * @param {boolean} [options.pageCache] pages that are left wait in the browser's page cache, as they do for people
 * @returns {{ journey: (sentence: string, walk: (visit: Visit) => Promise<void>) => void }}
 */
export function openPractice({ flags = MEDIA_FLAGS, pageCache = false } = {}) {
  let demo;
  let browser;
  before(async () => {
    demo = await startDemo({ port: 0 });
    browser = await chromium.launch({
      executablePath: ensureBrowser(),
      args: [...CHROME_FLAGS, ...flags],
      // Playwright switches it off.
      ignoreDefaultArgs: pageCache ? ['--disable-back-forward-cache'] : [],
    });
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });

  const journey = (sentence, walk) =>
    test(sentence, { timeout: CASE_TIMEOUT }, async () => {
      const errors = [];
      const context = await browser.newContext();
      context.setDefaultTimeout(PATIENCE);
      await context.addInitScript(watchPage);
      context.on('weberror', (error) => errors.push(error.error().message));
      const open = async (page) => {
        const tab = await context.newPage();
        await tab.goto(demo.url + page);
        return tab;
      };
      try {
        await walk({
          context,
          url: demo.url,
          open,
          client: async () => new Client(await open('client.html')),
          therapist: async () => new Therapist(await open('therapist.html')),
        });
        assert.deepEqual(errors, [], 'errors on the pages');
      } finally {
        await context.close();
      }
    });
  return { journey };
}

/** Both in the room, seeing and hearing each other. @param {Visit} visit */
export async function meet(visit) {
  const { client, therapist } = await bothInTheRoom(visit);
  await client.begins();
  await therapist.begins();
  for (const person of [client, therapist]) {
    await person.sees();
    await person.hears();
  }
  return { client, therapist };
}

/** Let in, and nothing has begun. @param {Visit} visit */
export async function bothInTheRoom(visit) {
  const [client, therapist] = [await visit.client(), await visit.therapist()];
  await client.goesToWait();
  await therapist.goesToTheDesk();
  await therapist.letsIn();
  await client.reaches('session');
  return { client, therapist };
}
