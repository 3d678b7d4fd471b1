import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { chromium } from 'playwright-core';

import { CHROME_FLAGS, ensureBrowser, LOOPBACK_FLAGS, MEDIA_FLAGS } from '../../scripts/browser.js';
import { livekitForTests } from '../../scripts/livekit.js';
import { until } from '../journeys/support/until.js';
import { createRoom, serveBarePage } from '../support/bare-livekit.js';
import { startRelay } from '../support/network-relay.js';
import { connectionStats, mediaPaths, relayMedia } from '../support/relayed-page.js';

/** Milliseconds, in each direction. */
const DELAY = 40;
const COLOURS = ['#c03030', '#3030c0'];

const livekit = await livekitForTests({ own: true });

describe('media of two pages through the network relay', { skip: livekit.skip }, () => {
  let browser;
  let site;
  before(async () => {
    site = await serveBarePage();
    browser = await chromium.launch({
      executablePath: ensureBrowser(),
      args: [...CHROME_FLAGS, ...MEDIA_FLAGS, ...LOOPBACK_FLAGS],
    });
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    await livekit.stop();
  });

  /** Two pages behind one relay for media and one for signalling, each sees the other's colour. */
  const meet = async (line, look) => {
    const media = await startRelay({ udp: livekit.ports.udp, tcp: livekit.ports.tcp, ...line });
    const signalling = await startRelay({ tcp: livekit.ports.http });
    const context = await browser.newContext();
    try {
      await context.addInitScript(relayMedia, {
        udp: [livekit.ports.udp, media.udpPort],
        tcp: [livekit.ports.tcp, media.tcpPort],
      });
      const room = await createRoom(livekit);
      const pages = [];
      for (const [at, colour] of COLOURS.entries()) {
        const page = await site.open(context);
        const token = await room.tokenFor(`person-${at}`);
        await page.evaluate(
          ([url, token, colour]) => globalThis.bare.join(url, token, colour),
          [`ws://127.0.0.1:${signalling.tcpPort}`, token, colour],
        );
        pages.push(page);
      }
      await seeEachOther(pages);
      if (!line.blockUdp)
        assert.deepEqual(await waysOf(pages), [`udp ${media.udpPort}`, `udp ${media.udpPort}`]);
      await look({ pages, media, signalling });
    } finally {
      await context.close();
      await media.close();
      await signalling.close();
    }
  };

  it('takes its time', () =>
    meet({}, async ({ pages: [page], media }) => {
      const direct = await until('a quick round trip', roundTripOf(page), (ms) => ms < DELAY);
      media.set({ delayMs: DELAY });
      // Never less than once each way, but for the browser's rounding; a busy machine may add to it.
      await until(
        'a round trip with the delay of both directions',
        roundTripOf(page),
        (ms) => ms >= 2 * DELAY - 2 && ms < direct + 4 * DELAY,
      );
    }));

  it('loses packets, and the browser that waited for them counts them', () =>
    meet({}, async ({ pages: [page], media }) => {
      const before = await lostOnTheWayTo(page);
      media.set({ down: { loss: 0.3 } });
      await until(
        'packets that did not arrive',
        () => lostOnTheWayTo(page),
        (lost) => lost > before,
      );
      const { up, down } = media.counters.udp;
      assert.ok(down.lost > 0 && up.lost === 0);
    }));

  it('carries nothing while it is cut, and goes on afterwards', () =>
    meet({}, async ({ pages, media }) => {
      const { up } = media.counters.udp;
      const moreLost = (number) => {
        const enough = up.lost + number;
        return until(
          'packets that were lost',
          async () => up.lost,
          (lost) => lost >= enough,
        );
      };
      media.set({ cut: 'silent' });
      // Some were on their way through the browser.
      await moreLost(10);
      const still = await picturesOf(pages);
      await moreLost(10);
      assert.deepEqual(await picturesOf(pages), still);

      media.set({ cut: false });
      await until(
        'new pictures on both pages',
        () => picturesOf(pages),
        (now) => now.every((count, at) => count > still[at]),
      );
    }));

  it('breaks the signalling when that is cut, which then comes back', () =>
    meet({}, async ({ pages: [page], signalling }) => {
      const states = () => page.evaluate(() => globalThis.bare.states);
      signalling.set({ cut: 'reset' });
      await until('a page that was told', states, (seen) => seen.at(-1) === 'signalReconnecting');
      signalling.set({ cut: false });
      await until('a page that is back', states, (seen) => seen.at(-1) === 'connected');
    }));

  it('leaves TCP to those for whom UDP is blocked', () =>
    meet({ blockUdp: true }, async ({ pages, media }) => {
      assert.deepEqual(await waysOf(pages), [`tcp ${media.tcpPort}`, `tcp ${media.tcpPort}`]);
      assert.equal(media.counters.udp.up.packets, media.counters.udp.up.lost);
    }));
});

async function seeEachOther(pages) {
  for (const [at, page] of pages.entries())
    await until(
      `page ${at} sees the colour of the other`,
      () => page.evaluate(() => globalThis.bare.sees()),
      (seen) => seen && isNear(seen.red, at ? 0xc0 : 0x30) && isNear(seen.blue, at ? 0x30 : 0xc0),
    );
}

/** Compression moves a colour a little. */
function isNear(value, wanted) {
  return Math.abs(value - wanted) < 40;
}

/** How many pictures of the other each page has shown. */
function picturesOf(pages) {
  return Promise.all(pages.map((page) => page.evaluate(() => globalThis.bare.sees().frames)));
}

/** Such as `udp 50000`, for each connection of each page. */
async function waysOf(pages) {
  const paths = await Promise.all(pages.map(mediaPaths));
  return paths.flat().map(({ protocol, port }) => `${protocol} ${port}`);
}

function roundTripOf(page) {
  return async () => Math.max(...(await mediaPaths(page)).map(({ roundTripMs }) => roundTripMs));
}

async function lostOnTheWayTo(page) {
  const received = (await connectionStats(page)).flat().filter(({ type }) => type === 'inbound-rtp');
  return received.reduce((sum, { packetsLost }) => sum + packetsLost, 0);
}
