/** How long a person waits for the welcome, against the same page with a bare Lit element in it. */
import { filesOf, serveFiles } from '../scripts/file-server.js';
import { bundle } from './bundle.js';
import { median } from './figures.js';

/** A phone of the lower middle on a mobile network. Throughput in bytes per second, latency in ms per round trip. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };
const CPU_SLOWDOWN = 4;

/** The most that the welcome may take of what the bare element takes. */
const BAR = 1.3;

const PAGES = {
  welcome: {
    path: ['safe-session', 'session-welcome', 'h1'],
    script: '/cdn/safe-session.js',
    tag: '<safe-session mode="rehearsal" as="client" exit-url="/left.html">Call us</safe-session>',
  },
  bare: {
    path: ['bare-element', 'h1'],
    script: '/bare-element.js',
    tag: '<bare-element>Call us</bare-element>',
  },
};

/**
 * @param {import('playwright-core').Browser} browser
 * @param {number} n
 * @returns {Promise<import('./figures.js').Figure[]>}
 */
export async function measureStartUp(browser, n) {
  const server = await serveFiles({
    ...filesOf('cdn'),
    '/bare-element.js': await bundle('bench/bare-element.js'),
    ...pages(),
  });
  const times = { welcome: [], bare: [] };
  try {
    // One more of each, not counted: the browser itself has to start up as well.
    for (let run = 0; run <= n; run += 1)
      for (const name of Object.keys(PAGES)) {
        const time = await timeToHeading(browser, `${server.url}/${name}.html`);
        if (run > 0) times[name].push(time);
      }
  } finally {
    await server.close();
  }
  return [
    {
      name: 'time to welcome',
      value: median(times.welcome),
      unit: 'ms',
      n,
      comparedWith: { name: 'bare Lit element', value: median(times.bare) },
      bar: BAR,
    },
  ];
}

async function timeToHeading(browser, url) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const line = await context.newCDPSession(page);
    await line.send('Network.enable');
    await line.send('Network.emulateNetworkConditions', NETWORK);
    await line.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
    // When the page is read to its end, and so is the script in it that watches.
    await page.goto(url, { waitUntil: 'domcontentloaded' });
    return await page.evaluate(() => globalThis.headingPainted);
  } finally {
    await context.close();
  }
}

/**
 * Runs in the page. Looks before each frame is painted; a message that is posted there arrives after the painting.
 *
 * @param {string[]} path from shadow root to shadow root
 */
function watchHeading(path) {
  const find = () => path.reduce((found, tag) => (found?.shadowRoot ?? found)?.querySelector(tag), document);
  globalThis.headingPainted = new Promise((resolve) => {
    const look = () => {
      const heading = find();
      if (!heading || heading.getBoundingClientRect().height === 0) {
        requestAnimationFrame(look);
        return;
      }
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage('');
    };
    requestAnimationFrame(look);
  });
}

function pages() {
  return Object.fromEntries(
    Object.entries(PAGES).map(([name, { path, script, tag }]) => [
      `/${name}.html`,
      `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Meeting</title>
  <script>(${watchHeading})(${JSON.stringify(path)})</script>
  <script type="module" src="${script}"></script>
  ${tag}
</html>`,
    ]),
  );
}
