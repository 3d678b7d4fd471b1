import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { chromium } from 'playwright-core';

import { CHROME_FLAGS, ensureBrowser } from '../../scripts/browser.js';
import { filesOf, serveFiles } from '../../scripts/file-server.js';

const SELF_TEST = '/dist/core/encryption/self-test.js';

/** The transport of the CDN build, whose loader knows the worker's hash. */
const CDN_TRANSPORT = Object.keys(filesOf('cdn')).find((path) => /\/local-transport-.{8}\.js$/.test(path));
const CDN_WORKER = Object.keys(filesOf('cdn')).find((path) => /\/strict-worker-.{8}\.js$/.test(path));

const TRUSTED = "require-trusted-types-for 'script'; trusted-types lit-html safe-session";

const page = (policy) =>
  `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,">` +
  `<meta http-equiv="Content-Security-Policy" content="${policy}"></html>`;

describe('the worker, as hosts let it come', () => {
  let browser;
  let other;
  let changed;
  let site;

  before(async () => {
    other = await serveFiles({ ...filesOf('dist'), ...filesOf('cdn') });
    const cdn = filesOf('cdn');
    changed = await serveFiles({ ...cdn, [CDN_WORKER]: `${cdn[CDN_WORKER]}\n// changed on the way` });
    const own = "default-src 'none'; script-src 'self'; connect-src 'self'";
    const from = (host) => `default-src 'none'; script-src ${host}; connect-src ${host}; worker-src blob:`;
    site = await serveFiles({
      ...filesOf('dist'),
      ...filesOf('cdn'),
      '/open.html': page("object-src 'none'"),
      '/own.html': page(`${own}; worker-src 'self'; ${TRUSTED}`),
      '/fallback.html': page(own),
      '/none.html': page(`${own}; worker-src 'none'`),
      '/untrusted.html': page(`${own}; require-trusted-types-for 'script'; trusted-types lit-html`),
      '/foreign.html': page(`${from(other.url)}; ${TRUSTED}`),
      '/foreign-no-blob.html': page(from(other.url).replace('blob:', "'self'")),
      '/foreign-no-fetch.html': page(
        from(other.url).replace(`connect-src ${other.url}`, "connect-src 'self'"),
      ),
    });
    browser = await chromium.launch({ executablePath: ensureBrowser(), args: CHROME_FLAGS });
  });
  after(async () => {
    await browser?.close();
    await Promise.all([other, changed, site].map((server) => server?.close()));
  });

  /** What came of it on one of the pages: `well`, or the message of the error. */
  const tried = async (path, module, act) => {
    const tab = await browser.newPage();
    try {
      await tab.goto(site.url + path);
      return await tab.evaluate(
        async ([url, what]) => {
          const it = await import(url);
          try {
            if (what === 'self-test') await it.selfTest();
            else await new it.LocalTransport().prepare({ kind: 'tabs' });
            return 'well';
          } catch (error) {
            return error.message;
          }
        },
        [module, act],
      );
    } finally {
      await tab.close();
    }
  };

  const selfTest = (path, host = site) => tried(path, host.url + SELF_TEST, 'self-test');
  const prepare = (path, host) => tried(path, host.url + CDN_TRANSPORT, 'prepare');

  for (const path of ['/open.html', '/own.html', '/fallback.html'])
    it(`seals and opens from the host's own server on ${path}`, async () => {
      assert.equal(await selfTest(path), 'well');
    });

  for (const path of ['/open.html', '/foreign.html'])
    it(`seals and opens from another origin on ${path}`, async () => {
      assert.equal(await selfTest(path, other), 'well');
      assert.equal(await prepare(path, other), 'well');
    });

  it('starts nothing from a CDN that changed it', async () => {
    assert.match(await prepare('/open.html', changed), /worker-blocked: .*could not be fetched/);
  });

  for (const [path, host, line] of [
    ['/none.html', 'site', () => `worker-src ${site.url};`],
    ['/untrusted.html', 'site', () => 'trusted-types safe-session'],
    ['/foreign-no-blob.html', 'other', () => `worker-src blob:; connect-src ${other.url};`],
    ['/foreign-no-fetch.html', 'other', () => `worker-src blob:; connect-src ${other.url};`],
  ])
    it(`names the line that is missing on ${path}`, async () => {
      const message = await selfTest(path, { site, other }[host]);
      assert.match(message, /^\[safe-session\] worker-blocked: /);
      assert.ok(message.includes(line()), message);
    });
});
