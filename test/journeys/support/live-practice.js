import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { chromium } from 'playwright-core';

import { BASE_PATH } from '../../../demo/practice-server.js';
import { CHROME_FLAGS, ensureBrowser, LOOPBACK_FLAGS, MEDIA_FLAGS } from '../../../scripts/browser.js';
import { freeTcpPort } from '../../../scripts/free-port.js';
import { livekitForTests } from '../../../scripts/livekit.js';
import { STAND_IN } from '../../../dist/core/stand-in-media.js';
import { fakeMedia } from '../../support/fake-media.js';
import { drawnDevices } from './firefox.js';
import { startLine } from './live-lines.js';
import { practiceHere } from './live-servers.js';
import { Client, Therapist } from './person.js';
import { PATIENCE } from './until.js';
import { watchPage } from './watch-page.js';

const CASE_TIMEOUT = 240_000;
const ROLES = ['client', 'therapist'];

/**
 * @typedef {'client' | 'therapist'} Role
 *
 * @typedef {object} LiveVisit
 * @property {import('./live-servers.js').Practice} practice
 * @property {Awaited<ReturnType<import('./live-servers.js').Practice['appointment']>>} appointment of this case
 * @property {import('../../../scripts/livekit.js').Livekit} livekit
 * @property {Record<Role, import('playwright-core').BrowserContext>} contexts a profile of each person
 * @property {Record<Role, import('./live-lines.js').Line>} lines where each person has one of their own
 * @property {(role: Role) => Promise<import('playwright-core').BrowserContext>} device one more profile, as on another
 *   device of theirs, or of somebody who has their link
 * @property {(role: Role, how?: { context?: import('playwright-core').BrowserContext, address?: string }) =>
 *   Promise<import('playwright-core').Page>} open a page of theirs by their link, or by another address
 * @property {(how?: object) => Promise<Client>} client likewise
 * @property {(how?: object) => Promise<Therapist>} therapist likewise
 */

/**
 * The practice's own server, a real LiveKit server, and a browser for each person: two devices, as far as anybody can tell.
 * All cases of a file share them. Without a LiveKit server the cases are skipped, loudly.
 *
 * @param {object} [options]
 * @param {('strict' | 'warm')[]} [options.waiting] in which ways people wait; each has a server of the practice
 * @param {boolean} [options.notices] the media server tells the first of them what happens in its rooms
 * @param {boolean} [options.lines] everything between a person's browser and the first server goes through relays
 * @param {object} [options.livekit] for `livekitForTests`
 * @param {typeof practiceHere} [options.start] how the practice's server is started
 * @param {string[]} [options.flags] of the browsers
 * @param {Awaited<ReturnType<typeof import('./firefox.js').firefoxForTests>>} [options.firefox] for cases in which somebody has it
 */
export async function openLivePractice({
  waiting = ['strict'],
  notices = false,
  lines: withLines = false,
  livekit: wanted = {},
  start = practiceHere,
  flags = [],
  firefox,
} = {}) {
  const port = await freeTcpPort();
  const webhook = notices && { webhook: { url: `http://localhost:${port}${BASE_PATH}/media/notices` } };
  const livekit = await livekitForTests({ ...(withLines && { own: true }), ...wanted, ...webhook });
  const practices = {};
  const lines = {};
  const browsers = {};
  let folder;

  before(async () => {
    if (livekit.skip) return;
    for (const [at, mode] of waiting.entries())
      practices[mode] = await start({ port: at === 0 ? port : await freeTcpPort(), livekit, waiting: mode });
    folder = mkdtempSync(join(tmpdir(), 'media-'));
    for (const role of ROLES) {
      if (withLines) lines[role] = await startLine({ livekit, port });
      browsers[role] = await chromium.launch({
        executablePath: ensureBrowser(),
        args: [
          ...CHROME_FLAGS,
          ...MEDIA_FLAGS,
          ...LOOPBACK_FLAGS,
          ...fakeMedia(role, folder),
          ...(lines[role]?.flags ?? []),
          ...flags,
        ],
      });
    }
  });
  after(async () => {
    for (const browser of Object.values(browsers)) await browser.close();
    for (const practice of Object.values(practices)) await practice.close();
    for (const line of Object.values(lines)) await line.close();
    await livekit.stop();
    if (folder) rmSync(folder, { recursive: true });
  });

  /**
   * @param {string} sentence
   * @param {(visit: LiveVisit) => Promise<void>} walk
   * @param {object} [how]
   * @param {'strict' | 'warm'} [how.waiting]
   * @param {object} [how.appointment] what is different about this appointment
   * @param {boolean} [how.prepared] the client has signed on paper, and there is nothing else to do before the session
   * @param {Role} [how.inFirefox] who of them is in Firefox; the other one is in Chromium
   */
  const journey = (
    sentence,
    walk,
    { waiting: mode = waiting[0], appointment: change, prepared, inFirefox } = {},
  ) =>
    test(
      sentence,
      { timeout: CASE_TIMEOUT, skip: livekit.skip || (inFirefox && firefox.skip) },
      async (t) => {
        const errors = [];
        const opened = [];
        const device = async (role) => {
          if (role === inFirefox) browsers.firefox ??= await firefox.open();
          const browser = role === inFirefox ? browsers.firefox : browsers[role];
          const context = await browser.newContext();
          opened.push(context);
          context.setDefaultTimeout(PATIENCE);
          if (role === inFirefox) await context.addInitScript(drawnDevices, STAND_IN[role]);
          if (withLines) await context.addInitScript(...lines[role].script);
          await context.addInitScript(watchPage, { drawn: false });
          context.on('weberror', (error) => errors.push(error.error().message));
          return context;
        };
        try {
          const practice = practices[mode];
          const appointment = await (prepared ? practice.prepared(change) : practice.appointment(change));
          const contexts = { client: await device('client'), therapist: await device('therapist') };
          const open = async (role, { context = contexts[role], address = appointment[role] } = {}) => {
            const page = await context.newPage();
            await page.goto(new URL(address, practice.url).href);
            return page;
          };
          const visit = { practice, appointment, livekit, contexts, lines, device, open };
          await walk({
            ...visit,
            client: async (where) => new Client(await open('client', where), 'safe-session'),
            therapist: async (where) => new Therapist(await open('therapist', where), 'safe-session'),
          });
          assert.deepEqual(errors, [], 'errors on the pages');
        } catch (error) {
          const frames = opened.flatMap((context) => context.pages()).flatMap((page) => page.frames());
          for (const frame of frames) t.diagnostic(await known(frame));
          throw error;
        } finally {
          for (const line of Object.values(lines)) line.mend();
          for (const context of opened) await context.close();
        }
      },
    );
  return { journey, livekit };
}

/** For whoever has to find out why a case failed: how far a page was, and what it made of the line. */
async function known(frame) {
  const state = frame.evaluate(() => {
    const { phase, connection, line, media, pausedBy, people, problems } =
      document.querySelector('safe-session').session.snapshot;
    const others = people.map(({ role, state, media: sends }) => ({ role, state, sends }));
    return { phase, connection, line, media, pausedBy, others, problems };
  });
  return JSON.stringify(await state.catch(({ message }) => message));
}

/** Both let in, and nothing has begun. In an appointment that was prepared there is nothing else to do on the way. @param {LiveVisit} visit */
export async function bothLetIn(visit, { prepared = false } = {}) {
  const [client, therapist] = [await visit.client(), await visit.therapist()];
  if (prepared) {
    await client.goesStraightToWait();
    await therapist.goesStraightToWait();
  } else {
    await client.goesToWait({ standIns: false });
    await therapist.goesToTheDesk({ standIns: false });
  }
  await therapist.letsIn();
  await client.reaches('session');
  return { client, therapist };
}

/** Both in the room, seeing and hearing each other through the media server. @param {LiveVisit} visit */
export async function meetLive(visit, how) {
  const { client, therapist } = await bothLetIn(visit, how);
  await client.begins();
  await therapist.begins();
  await meetAgain(client, therapist);
  return { client, therapist };
}

/** @param {...import('./person.js').Person} people who see and hear each other, and not themselves */
export async function meetAgain(...people) {
  for (const person of people) {
    await person.sees();
    await person.hears();
  }
}
