/**
 * From "Let in" to the first correct picture on both sides, through the practice's server and a real LiveKit server, against
 * livekit-client alone on the same server. Everything between pages and servers goes through a relay that adds the round
 * trip, in one interleaved run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from 'playwright-core';

import { startDemo } from '../demo/serve.js';
import { CHROME_FLAGS, LOOPBACK_FLAGS, MEDIA_FLAGS } from '../scripts/browser.js';
import { startLivekit } from '../scripts/livekit.js';
import { fakeMedia } from '../test/support/fake-media.js';
import { startRelay } from '../test/support/network-relay.js';
import { mediaPaths, relayMedia } from '../test/support/relayed-page.js';
import { prepareBareJoin, serveBareJoin } from './bare-join.js';
import { median, percentile } from './figures.js';
import { noteFirstFrame } from './first-frame.js';

const ROUND_TRIPS = [0, 80, 200];
const ROLES = ['client', 'therapist'];
/** Of the stand-ins' bars, in degrees: what the other one shows. */
const HUE_OF_OTHER = { client: 23, therapist: 213 };
const PATIENCE = 20_000;

/** At most so much of the bare join, by round trip. */
const BARS = {
  strict: () => ({ client: 1.15, therapist: 1.15 }),
  warm: (roundTrip) => (roundTrip === 0 ? { client: 0.8, therapist: 0.65 } : { client: 0.5, therapist: 0.5 }),
};

/**
 * @param {string} executablePath of Chromium
 * @param {number} n
 * @returns {Promise<import('./figures.js').Figure[]>}
 */
export async function measureLiveJoin(executablePath, n) {
  const stage = await setStage(executablePath);
  try {
    const figures = [];
    for (const roundTrip of ROUND_TRIPS) figures.push(...(await measureAt(stage, roundTrip, n)));
    return figures;
  } finally {
    await stage.close();
  }
}

async function setStage(executablePath) {
  const livekit = await startLivekit({ own: true });
  const relays = {
    media: await startRelay({ udp: livekit.ports.udp }),
    signalling: await startRelay({ tcp: livekit.ports.http }),
  };
  const seen = { ...livekit, url: `ws://localhost:${relays.signalling.tcpPort}` };
  const demos = {};
  for (const waiting of ['strict', 'warm']) {
    const live = {
      livekit: seen,
      waiting,
      iceServers: [],
      origins: (url) => relayedOrigin(relays, waiting, url),
    };
    demos[waiting] = await startDemo({ port: 0, live });
  }
  const bare = await serveBareJoin(livekit);
  relays.bare = await startRelay({ tcp: bare.port });
  const folder = mkdtempSync(join(tmpdir(), 'media-'));
  const browsers = {};
  for (const role of ROLES)
    browsers[role] = await chromium.launch({
      executablePath,
      args: [...CHROME_FLAGS, ...MEDIA_FLAGS, ...LOOPBACK_FLAGS, ...fakeMedia(role, folder)],
    });
  return {
    livekit,
    url: seen.url,
    relays,
    demos,
    bare,
    browsers,
    setRoundTrip: (roundTrip) => {
      for (const relay of Object.values(relays)) relay.set({ delayMs: roundTrip / 2 });
    },
    close: async () => {
      for (const browser of Object.values(browsers)) await browser.close();
      for (const demo of Object.values(demos)) await demo.close();
      await bare.close();
      for (const relay of Object.values(relays)) await relay.close();
      await livekit.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The practice's server is reached through a relay, too, and pages have that address. */
async function relayedOrigin(relays, waiting, url) {
  relays[waiting] = await startRelay({ tcp: Number(new URL(url).port) });
  return [`http://localhost:${relays[waiting].tcpPort}`];
}

async function measureAt(stage, roundTrip, n) {
  stage.setRoundTrip(roundTrip);
  const lines = ['bare', 'strict', 'warm'];
  const times = Object.fromEntries(lines.map((line) => [line, { client: [], therapist: [] }]));
  for (let run = 0; run <= n; run += 1)
    for (const line of run % 2 ? lines : lines.toReversed()) {
      const join = await joinOnce(stage, line, roundTrip);
      // The first one warms up what every later one finds warm.
      if (run > 0) for (const role of ROLES) times[line][role].push(join[role]);
    }
  return ['strict', 'warm'].flatMap((line) =>
    ROLES.flatMap((role) => [
      figure(`${line}, ${role}`, roundTrip, times[line][role], times.bare[role], {
        of: median,
        named: 'median',
        bar: BARS[line](roundTrip)[role],
      }),
      figure(`${line}, ${role}`, roundTrip, times[line][role], times.bare[role], {
        of: (values) => percentile(values, 95),
        named: 'p95',
        bar: BARS[line](roundTrip)[role],
      }),
    ]),
  );
}

function figure(name, roundTrip, ours, bare, { of, named, bar }) {
  return {
    name: `let in → first picture (${name}, round trip ${roundTrip} ms, ${named})`,
    value: of(ours),
    unit: 'ms',
    n: ours.length,
    comparedWith: { name: 'livekit-client alone', value: of(bare) },
    bar,
  };
}

async function joinOnce(stage, line, roundTrip) {
  const contexts = {};
  const pages = {};
  try {
    for (const role of ROLES) {
      const context = (contexts[role] = await stage.browsers[role].newContext());
      context.setDefaultTimeout(PATIENCE);
      await context.addInitScript(relayMedia, {
        udp: [stage.livekit.ports.udp, stage.relays.media.udpPort],
      });
      await context.addInitScript(noteFirstFrame, HUE_OF_OTHER[role]);
      pages[role] = await context.newPage();
    }
    const start = line === 'bare' ? await joinBare(stage, pages) : await joinOurs(stage, line, pages);
    const times = {};
    for (const role of ROLES) times[role] = (await firstFrame(pages[role], `${line}, ${role}`)) - start[role];
    for (const role of ROLES) await verifyPath(stage, pages[role], roundTrip);
    return times;
  } finally {
    for (const context of Object.values(contexts)) await context.close();
  }
}

/** A run that shows nothing is said, and does not hang. */
async function firstFrame(page, who) {
  const shown = await page.evaluate(
    (patience) =>
      Promise.race([
        globalThis.firstFrame,
        new Promise((resolve) => setTimeout(() => resolve(null), patience)),
      ]),
    PATIENCE,
  );
  if (shown === null) throw new Error(`no correct picture within ${PATIENCE} ms: ${who}`);
  return shown;
}

/** Each begins with the fetching of its own pass: nobody has to be told first. */
async function joinBare(stage, pages) {
  const room = await stage.bare.openRoom();
  for (const role of ROLES) {
    await pages[role].goto(`http://localhost:${stage.relays.bare.tcpPort}/`);
    await pages[role].evaluate(prepareBareJoin);
  }
  const begin = (role) =>
    pages[role].evaluate(
      ([url, name, identity]) => {
        const start = globalThis.now();
        void globalThis.join(url, name, identity);
        return start;
      },
      [stage.url, room, role],
    );
  const [client, therapist] = await Promise.all(ROLES.map(begin));
  return { client, therapist };
}

/** Both begin as soon as they are let in; the devices are opened then and not before. */
async function joinOurs(stage, waiting, pages) {
  const { practice } = stage.demos[waiting];
  const appointment = await practice.appointment({ consentDocument: null });
  for (const role of ROLES)
    await pages[role].goto(`http://localhost:${stage.relays[waiting].tcpPort}/${appointment[role]}`);
  await pages.client.evaluate(goToWaiting, { type: 'go-in-now' });
  await pages.therapist.evaluate(goToWaiting, { type: 'continue' });
  await pages.therapist.waitForFunction(
    () => document.querySelector('safe-session').session.snapshot.people[0]?.state === 'asking',
  );
  for (const role of ROLES) await pages[role].waitForFunction(isReady, waiting);
  if (waiting === 'warm') await bothStandBy(stage, practice, appointment.id);
  const start = await pages.therapist.evaluate(() => {
    const { session } = document.querySelector('safe-session');
    const begun = globalThis.now();
    session.send({ type: 'admit', person: session.snapshot.people[0].id });
    return begun;
  });
  return { client: start, therapist: start };
}

/** In the page: goes on to waiting, and begins with sound and picture in the task in which it is let in. */
async function goToWaiting(ask) {
  const element = document.querySelector('safe-session');
  await customElements.whenDefined('safe-session');
  element.send(ask);
  await new Promise((resolve) => {
    const look = setInterval(() => {
      const { phase } = element;
      if (phase !== 'welcome' && phase !== 'waiting') element.send({ type: 'continue' });
      if (phase !== 'waiting') return;
      clearInterval(look);
      resolve();
    }, 20);
  });
  const { session } = element;
  session.addEventListener('change', () => {
    if (session.can({ type: 'begin', startWith: 'sound-and-picture' }))
      session.send({ type: 'begin', startWith: 'sound-and-picture' });
  });
}

/** In the page: what the call needs has been fetched. */
function isReady() {
  return performance.getEntriesByType('resource').some(({ name }) => name.includes('livekit-transport'));
}

/** Hidden in the room, as the practice's server sees it. */
async function bothStandBy({ demos }, practice, id) {
  const [{ room }] = await demos.warm.practice.store.query(
    'select room from safe_session.appointments where id = $1',
    [id],
  );
  while ((await practice.media.seated(room)).length < 2)
    await new Promise((resolve) => setTimeout(resolve, 20));
}

/** A run that went around the relay would measure nothing. */
async function verifyPath({ relays }, page, roundTrip) {
  const paths = await mediaPaths(page);
  const through = paths.filter(({ port }) => port === relays.media.udpPort);
  if (paths.length === 0 || through.length !== paths.length)
    throw new Error(`media went around the relay: ${JSON.stringify(paths)}`);
  if (through.some(({ roundTripMs }) => roundTripMs < roundTrip))
    throw new Error(`a round trip below ${roundTrip} ms: ${JSON.stringify(paths)}`);
}
