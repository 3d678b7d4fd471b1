/**
 * A call between two tabs, as a rehearsal has it: how long until the other is seen, and how long until nothing is
 * sent after a pause. Compared with the same made by hand from the browser's own parts, with nothing to keep it safe.
 */
import { filesOf, serveFiles } from '../scripts/file-server.js';
import { median } from './figures.js';

const LINES = ['safe-session', 'by hand'];

/**
 * @param {import('playwright-core').Browser} browser
 * @param {number} n
 * @returns {Promise<import('./figures.js').Figure[]>}
 */
export async function measureLocalCall(browser, n) {
  const server = await serveFiles(callFiles());
  const context = await browser.newContext();
  const seen = new Map(LINES.map((line) => [line, []]));
  const silent = new Map(LINES.map((line) => [line, []]));
  try {
    const [speaker, listener] = [await openTab(context, server.url), await openTab(context, server.url)];
    for (let run = 0; run <= n; run += 1)
      for (const line of LINES) {
        const call = { line, room: `${line}, ${run}` };
        await speaker.evaluate((call) => globalThis.bench.speak(call), call);
        const untilSeen = await listener.evaluate((call) => globalThis.bench.listen(call), call);
        const untilSilent = await speaker.evaluate(() => globalThis.bench.pause());
        await Promise.all([speaker, listener].map((tab) => tab.evaluate(() => globalThis.bench.end())));
        if (run === 0) continue;
        seen.get(line).push(untilSeen);
        silent.get(line).push(untilSilent);
      }
  } finally {
    await context.close();
    await server.close();
  }
  return [
    figure('local call: connect → first picture of the other', seen, n),
    figure('local call: pause → no packet any more', silent, n),
  ];
}

function figure(name, times, n) {
  const [value, other] = LINES.map((line) => median(times.get(line)));
  return { name, value, unit: 'ms', n, comparedWith: { name: 'made by hand', value: other } };
}

async function openTab(context, url) {
  const tab = await context.newPage();
  await tab.goto(`${url}/call.html`);
  await tab.waitForFunction(() => globalThis.bench);
  return tab;
}

function callFiles() {
  return {
    ...filesOf('dist/core'),
    ...filesOf('bench'),
    '/call.html':
      '<!doctype html><title>Call</title><script type="module" src="/bench/call-page.js"></script>',
  };
}
