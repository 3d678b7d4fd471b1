import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { chromium } from 'playwright-core';

import { startDemo } from '../../../demo/serve.js';
import { CHROME_FLAGS, ensureBrowser, LOOPBACK_FLAGS, MEDIA_FLAGS } from '../../../scripts/browser.js';
import { livekitForTests } from '../../../scripts/livekit.js';
import { fakeMedia } from '../../support/fake-media.js';
import { Client, Therapist } from './person.js';
import { PATIENCE } from './until.js';
import { watchPage } from './watch-page.js';

const CASE_TIMEOUT = 180_000;
const ROLES = ['client', 'therapist'];

/**
 * @typedef {object} LiveVisit
 * @property {object} appointment as the practice made it: `id`, `people`, and the pages' addresses
 * @property {Awaited<ReturnType<typeof startDemo>>} demo
 * @property {import('../../../scripts/livekit.js').Livekit} livekit
 * @property {Record<'client' | 'therapist', import('playwright-core').Browser>} browsers
 * @property {(role: 'client' | 'therapist', address?: string) =>
 *   Promise<import('playwright-core').Page>} open a page of theirs, in a profile of this case
 * @property {() => Promise<Client>} client opens the client's page by their link
 * @property {() => Promise<Therapist>} therapist likewise
 * @property {Record<'client' | 'therapist', import('playwright-core').BrowserContext>} contexts
 */

/**
 * The practice's own server, a real LiveKit server, and a browser for each person: two devices, as far as anybody can tell.
 * Without a LiveKit server the cases are skipped, loudly.
 *
 * @param {object} [options]
 * @param {'strict' | 'warm'} [options.waiting]
 * @param {object} [options.livekit] for `livekitForTests`
 * @param {(livekit: object) => Promise<{ livekit?: object, close: () => Promise<void> | void }>} [options.between] what is
 *   put between the pages and the media server
 * @param {(context: import('playwright-core').BrowserContext) => Promise<void>} [options.prepare] each profile
 */
export async function openLivePractice({ waiting = 'strict', livekit: wanted = {}, between, prepare } = {}) {
  const livekit = await livekitForTests(wanted);
  let demo;
  let network;
  let folder;
  const browsers = {};

  before(async () => {
    if (livekit.skip) return;
    network = await between?.(livekit);
    demo = await startDemo({ port: 0, live: { livekit: network?.livekit ?? livekit, waiting } });
    folder = mkdtempSync(join(tmpdir(), 'media-'));
    for (const role of ROLES)
      browsers[role] = await chromium.launch({
        executablePath: ensureBrowser(),
        args: [...CHROME_FLAGS, ...MEDIA_FLAGS, ...LOOPBACK_FLAGS, ...fakeMedia(role, folder)],
      });
  });
  after(async () => {
    for (const browser of Object.values(browsers)) await browser.close();
    await demo?.close();
    await network?.close();
    await livekit.stop();
    if (folder) rmSync(folder, { recursive: true });
  });

  /**
   * @param {string} sentence
   * @param {(visit: LiveVisit) => Promise<void>} walk
   */
  const journey = (sentence, walk) =>
    test(sentence, { timeout: CASE_TIMEOUT, skip: livekit.skip }, async () => {
      const errors = [];
      const contexts = {};
      for (const role of ROLES) {
        contexts[role] = await browsers[role].newContext();
        contexts[role].setDefaultTimeout(PATIENCE);
        await contexts[role].addInitScript(watchPage);
        await prepare?.(contexts[role]);
        contexts[role].on('weberror', (error) => errors.push(error.error().message));
      }
      const appointment = await demo.practice.appointment();
      const open = async (role, address = appointment[role]) => {
        const page = await contexts[role].newPage();
        await page.goto(demo.url + address);
        return page;
      };
      try {
        await walk({
          appointment,
          demo,
          livekit,
          browsers,
          contexts,
          open,
          client: async () => new Client(await open('client'), 'safe-session'),
          therapist: async () => new Therapist(await open('therapist'), 'safe-session'),
        });
        assert.deepEqual(errors, [], 'errors on the pages');
      } finally {
        for (const context of Object.values(contexts)) await context.close();
      }
    });
  return { journey, livekit };
}

/** Let in, and nothing has begun. @param {LiveVisit} visit */
export async function bothLetIn(visit) {
  const [client, therapist] = [await visit.client(), await visit.therapist()];
  await client.goesToWait({ standIns: false });
  await therapist.goesToTheDesk({ standIns: false });
  await therapist.letsIn();
  await client.reaches('session');
  return { client, therapist };
}

/** Both in the room, seeing and hearing each other through the media server. @param {LiveVisit} visit */
export async function meetLive(visit) {
  const { client, therapist } = await bothLetIn(visit);
  await client.begins();
  await therapist.begins();
  for (const person of [client, therapist]) {
    await person.sees();
    await person.hears();
  }
  return { client, therapist };
}
