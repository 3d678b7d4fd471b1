/**
 * Where two people meet to be measured: a real LiveKit server, the practice's server in both ways of waiting, livekit-client
 * alone, and two browsers; everything between pages and servers goes through relays that add the round trip.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from 'playwright-core';

import { startDemo } from '../demo/serve.js';
import { CHROME_FLAGS, LOOPBACK_FLAGS, MEDIA_FLAGS } from '../scripts/browser.js';
import { startLivekit } from '../scripts/livekit.js';
import { fakeMedia } from '../test/support/fake-media.js';
import { mediaPaths } from '../test/support/relayed-page.js';
import { serveBareJoin } from './bare-join.js';
import { startRelayProcess } from './relay-process.js';

export const ROLES = ['client', 'therapist'];

/** As cameras have it: the next picture is never far. */
const FRAMES_PER_SECOND = 30;

/** @param {string} executablePath of Chromium */
export async function setStage(executablePath) {
  const livekit = await startLivekit({ own: true });
  const relays = {
    media: await startRelayProcess({ udp: livekit.ports.udp }),
    signalling: await startRelayProcess({ tcp: livekit.ports.http }),
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
  relays.bare = await startRelayProcess({ tcp: bare.port });
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
      rmSync(folder, { recursive: true });
    },
  };
}

/** The practice's server is reached through a relay, too, and pages have that address. */
async function relayedOrigin(relays, waiting, url) {
  relays[waiting] = await startRelayProcess({ tcp: Number(new URL(url).port) });
  return [`http://localhost:${relays[waiting].tcpPort}`];
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
