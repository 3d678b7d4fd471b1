/**
 * What encryption costs: the same picture by two connections that differ in it alone, in turns; the wait for keys; and what
 * a change of keys does to the picture.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

import { serveFiles } from '../scripts/file-server.js';
import { bundle } from './bundle.js';
import { median, percentile } from './figures.js';

const ARMS = ['on', 'off'];
/** Milliseconds after the picture has changed its line, in which quality and delay find their place. */
const SETTLE_MS = 1500;
const COUNT_MS = 4000;
const LOOK_MS = 2500;
const AROUND_CHANGE_MS = 500;

/** A turn in which either arm delivered less is not compared. */
const DELIVERED = 0.95;

/** The most that the longest gap may be with a change of keys, of what it is without. */
const GAP_BAR = 1.5;

/**
 * @param {import('playwright-core').Browser} browser
 * @param {number} n
 * @returns {Promise<import('./figures.js').Figure[]>}
 */
export async function measureEncryption(browser, n) {
  const server = await serveFiles({
    '/page.html': '<!doctype html><title>Encryption</title><script type="module" src="/page.js"></script>',
    '/page.js': await bundle('bench/sealed-call-page.js'),
    '/strict-worker.js': readFileSync('dist/core/encryption/strict-worker.js'),
    '/agreement.html':
      '<!doctype html><title>Keys</title><script type="module" src="/agreement.js"></script>',
    '/agreement.js': await bundle('bench/agreement-page.js'),
  });
  const context = await browser.newContext();
  try {
    const keys = await measureKeys(await openPage(context, `${server.url}/agreement.html`), n);
    const call = await openCall(context, server.url);
    return [
      ...(await measureTurns(browser, call, Math.ceil(n / 3))),
      ...keys,
      ...(await measureChange(call, n)),
    ];
  } finally {
    await context.close();
    await server.close();
  }
}

async function openPage(context, url) {
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => globalThis.look ?? globalThis.agreement);
  return page;
}

async function openCall(context, url) {
  const [show, look] = [
    await openPage(context, `${url}/page.html`),
    await openPage(context, `${url}/page.html`),
  ];
  const offers = await show.evaluate(() => globalThis.show.offer());
  const answers = await look.evaluate((offers) => globalThis.look.answer(offers), offers);
  await show.evaluate((answers) => globalThis.show.taken(answers), answers);
  return { show, look };
}

async function measureKeys(page, n) {
  const handshakes = [];
  for (let run = 0; run <= n; run += 1) {
    const time = await page.evaluate(() => globalThis.agreement.handshake());
    if (run > 0) handshakes.push(time);
  }
  const renewals = await page.evaluate((n) => globalThis.agreement.renewals(n), n);
  await page.close();
  return [
    { name: 'keys: two pages agree, without a line between them', value: median(handshakes), unit: 'ms', n },
    {
      name: 'keys: new ones for a room of eight that write meanwhile',
      value: median(renewals),
      unit: 'ms',
      n,
    },
  ];
}

async function measureTurns(browser, call, n) {
  const system = await browser.newBrowserCDPSession();
  const taken = { on: [], off: [] };
  try {
    // The first turn finds out what every later one knows; and a few more for those that a busy machine spoils.
    for (let turn = 0; turn <= 2 * n && taken.on.length < n; turn += 1) {
      const arms = {};
      for (const arm of turn % 2 ? ARMS : ARMS.toReversed()) arms[arm] = await takeTurn(system, call, arm);
      if (turn > 0 && ARMS.every((arm) => arms[arm].delivered >= DELIVERED))
        for (const arm of ARMS) taken[arm].push(arms[arm]);
    }
  } finally {
    await system.detach();
  }
  if (taken.on.length === 0)
    throw new Error('this machine is too busy: no turn delivered 95 % of its frames');
  return figuresOf(taken);
}

async function takeTurn(system, { show, look }, arm) {
  await show.evaluate((arm) => globalThis.show.use(arm), arm);
  await pause(SETTLE_MS);
  const before = await countBoth(system, { show, look }, arm);
  await pause(COUNT_MS);
  const after = await countBoth(system, { show, look }, arm);
  const since = (what) => after[what] - before[what];
  const latencies = await look.evaluate(([arm, ms]) => globalThis.look.latencies(arm, ms), [arm, LOOK_MS]);
  return {
    cpu: since('cpu') / since('decoded'),
    bytes: since('bytes') / since('sent'),
    delivered: after.width === 640 ? since('decoded') / since('drawn') : 0,
    latencies,
  };
}

async function countBoth(system, { show, look }, arm) {
  const [shown, seen, { processInfo }] = await Promise.all([
    show.evaluate((arm) => globalThis.show.counted(arm), arm),
    look.evaluate((arm) => globalThis.look.counted(arm), arm),
    system.send('SystemInfo.getProcessInfo'),
  ]);
  const pages = processInfo.filter(({ type }) => type === 'renderer');
  return { ...shown, ...seen, cpu: 1000 * pages.reduce((sum, { cpuTime }) => sum + cpuTime, 0) };
}

function figuresOf(taken) {
  const compared = (name, unit, n, valueOf) => ({
    name: `encryption: ${name}`,
    value: valueOf(taken.on),
    unit,
    n,
    comparedWith: { name: 'without', value: valueOf(taken.off) },
  });
  const turns = taken.on.length;
  const frames = taken.on.flatMap(({ latencies }) => latencies).length;
  const all = (arm) => arm.flatMap(({ latencies }) => latencies);
  const middle = (what) => (arm) => median(arm.map((turn) => turn[what]));
  return [
    compared('time of the processor for a frame of 640×360, both pages', 'ms', turns, middle('cpu')),
    compared('drawn → shown, median', 'ms', frames, (arm) => median(all(arm))),
    compared('drawn → shown, p95', 'ms', frames, (arm) => percentile(all(arm), 95)),
    compared('size of a frame', 'bytes', turns, middle('bytes')),
  ];
}

async function measureChange({ show, look }, n) {
  await show.evaluate(() => globalThis.show.use('on'));
  await pause(SETTLE_MS);
  const gaps = { change: [], none: [] };
  for (let run = 0; run <= n; run += 1)
    for (const kind of ['change', 'none']) {
      const watching = look.evaluate((ms) => globalThis.look.longestGap(ms), 2 * AROUND_CHANGE_MS);
      await pause(AROUND_CHANGE_MS);
      if (kind === 'change') {
        // In the order of a session: nobody seals with what the others cannot open yet.
        await look.evaluate((epoch) => globalThis.look.newKey(epoch), run + 2);
        await show.evaluate((epoch) => globalThis.show.changeKey(epoch), run + 2);
      }
      const gap = await watching;
      if (run > 0) gaps[kind].push(gap);
    }
  const figure = (named, of) => ({
    name: `encryption: longest gap between correct frames around a change of keys, ${named}`,
    value: of(gaps.change),
    unit: 'ms',
    n,
    comparedWith: { name: 'without a change', value: of(gaps.none) },
    bar: GAP_BAR,
  });
  return [figure('median', median), figure('p95', (values) => percentile(values, 95))];
}
