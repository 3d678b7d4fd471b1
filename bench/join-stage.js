/**
 * Where two people meet to be measured: a real LiveKit server, the practice's server in both ways of waiting and on PostgreSQL, as
 * practices run it, livekit-client alone, and two browsers; everything between pages and servers goes through relays that add the
 * round trip, where there is one.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from 'playwright-core';

import { startDemo } from '../demo/serve.js';
import { CHROME_FLAGS, LOOPBACK_FLAGS, MEDIA_FLAGS } from '../scripts/browser.js';
import { startLivekit } from '../scripts/livekit.js';
import { startPostgres } from '../scripts/postgres.js';
import { fakeMedia } from '../test/support/fake-media.js';
import { mediaPaths } from '../test/support/relayed-page.js';
import { serveBareJoin } from './bare-join.js';
import { startRelayProcess } from './relay-process.js';

export const ROLES = ['client', 'therapist'];

/** As cameras have it: the next picture is never far. */
const FRAMES_PER_SECOND = 30;

/**
 * @param {string} executablePath of Chromium
 * @param {{ isFar: boolean }} distance `false`: no round trip is ever set
 */
export async function setStage(executablePath, { isFar }) {
  const startLine = isFar ? startRelayProcess : directLine;
  const livekit = await startLivekit({ own: true });
  const postgres = await startPostgres();
  const relays = {
    media: await startLine({ udp: livekit.ports.udp }),
    signalling: await startLine({ tcp: livekit.ports.http }),
  };
  const seen = { ...livekit, url: `ws://localhost:${relays.signalling.tcpPort}` };
  const demos = {};
  for (const waiting of ['strict', 'warm']) {
    const live = {
      livekit: seen,
      waiting,
      iceServers: [],
      database: { url: await postgres.createDatabase() },
      /** The practice's server is reached through a relay, too, and pages have that address. */
      origins: async (url) => {
        relays[waiting] = await startLine({ tcp: Number(new URL(url).port) });
        return [`http://localhost:${relays[waiting].tcpPort}`];
      },
    };
    demos[waiting] = await startDemo({ port: 0, live });
  }
  const bare = await serveBareJoin(livekit);
  relays.bare = await startLine({ tcp: bare.port });
  const folder = mkdtempSync(join(tmpdir(), 'media-'));
  const browsers = {};
  for (const role of ROLES)
    browsers[role] = await chromium.launch({
      executablePath,
      args: [
        ...CHROME_FLAGS,
        ...MEDIA_FLAGS,
        ...LOOPBACK_FLAGS,
        ...fakeMedia(role, folder, FRAMES_PER_SECOND),
      ],
    });
  const lines = [relays.signalling, relays.bare, relays.strict, relays.warm];
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
    /** While pages are loaded and people get to where they wait, which is not measured; media always take their time. */
    hurry: () => {
      for (const relay of lines) relay.set({ delayMs: 0 });
    },
    close: async () => {
      for (const browser of Object.values(browsers)) await browser.close();
      for (const demo of Object.values(demos)) await demo.close();
      await bare.close();
      for (const relay of Object.values(relays)) await relay.close();
      // Asked to end, it would wait for pages that are gone already.
      await livekit.kill();
      await postgres.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A relay in the measured way takes a part of the processor that a server of one's own would not. */
function directLine({ udp, tcp }) {
  return { udpPort: udp, tcpPort: tcp, set: () => {}, close: () => {} };
}

/** A run that went around the relay would measure nothing. */
export async function verifyPath({ relays }, page, roundTrip) {
  const paths = await mediaPaths(page);
  const through = paths.filter(({ port }) => port === relays.media.udpPort);
  if (paths.length === 0 || through.length !== paths.length)
    throw new Error(`media went around the relay: ${JSON.stringify(paths)}`);
  if (through.some(({ roundTripMs }) => roundTripMs < roundTrip))
    throw new Error(`a round trip below ${roundTrip} ms: ${JSON.stringify(paths)}`);
}
