/** The package in the pages of hosts that bundle it: what seals sound and picture is a file of its own, and has to be found. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { chromium } from 'playwright-core';

import { CHROME_FLAGS, ensureBrowser } from '../../scripts/browser.js';
import { serveFiles } from '../../scripts/file-server.js';
import { builtPage } from './support/built-page.js';
import { installedExample } from './support/example-project.js';

/** A case that hangs is no better than one that fails. */
const CASE_TIMEOUT = 120_000;

/** Under which name a bundler's own code asks for trusted types, if it does. */
const BUNDLERS = { vite: '', webpack: ' webpack' };

const policyFor = (host, worker, bundler) =>
  [
    "default-src 'none'",
    `script-src ${host}`,
    `worker-src ${worker}`,
    "style-src 'self'",
    `connect-src ${host}`,
    'media-src blob:',
    'img-src data:',
    "require-trusted-types-for 'script'",
    `trusted-types lit-html safe-session${BUNDLERS[bundler]}`,
  ].join('; ');

const originsOf = (urls) => [
  ...new Set(urls.filter((url) => url.startsWith('http')).map((url) => new URL(url).origin)),
];

for (const bundler of Object.keys(BUNDLERS)) {
  const { skip, folder, remove } = await installedExample(bundler);

  describe(`a page that ${bundler} has bundled`, { skip }, () => {
    let browser;
    let other;
    let site;

    before(async () => {
      const { scripts, page } = builtPage(join(folder, 'dist'));
      other = await serveFiles(scripts);
      site = await serveFiles({
        ...scripts,
        '/own.html': page({ policy: policyFor("'self'", "'self'", bundler) }),
        '/none.html': page({ policy: policyFor("'self'", "'none'", bundler) }),
        '/other.html': page({ policy: policyFor(other.url, 'blob:', bundler), from: other.url }),
      });
      browser = await chromium.launch({ executablePath: ensureBrowser(), args: CHROME_FLAGS });
    });
    after(async () => {
      await browser?.close();
      await Promise.all([other, site].map((server) => server?.close()));
      remove();
    });

    /** Goes to the check of the line, which seals a picture and opens it again: what comes of it, and what was asked of whom. */
    const tried = async (path) => {
      const tab = await browser.newPage();
      try {
        const asked = [];
        const errors = [];
        tab.on('request', (request) => asked.push(request.url()));
        tab.on('console', (line) => line.type() === 'error' && errors.push(line.text()));
        tab.on('pageerror', (error) => errors.push(error.message));
        await tab.goto(site.url + path);
        await tab.getByRole('button', { name: 'Start getting ready' }).click();
        const line = tab.getByRole('region', { name: 'Connection' });
        await line.getByRole('button', { name: 'Test the connection' }).click();
        await line.getByText(/Works|Does not work/).waitFor();
        return { outcome: await line.innerText(), errors, asked };
      } finally {
        await tab.close();
      }
    };

    it(
      'seals a picture and opens it again, with nothing but its own server and under the least policy',
      { timeout: CASE_TIMEOUT },
      async () => {
        const { outcome, errors, asked } = await tried('/own.html');
        assert.deepEqual(errors, []);
        assert.match(outcome, /Works/);
        assert.deepEqual(originsOf(asked), [site.url]);
      },
    );

    it('does so when its scripts come from another host', { timeout: CASE_TIMEOUT }, async () => {
      const { outcome, errors, asked } = await tried('/other.html');
      assert.deepEqual(errors, []);
      assert.match(outcome, /Works/);
      assert.deepEqual(originsOf(asked.filter((url) => url.endsWith('.js'))), [other.url]);
    });

    it(
      'says that nothing can be sealed where the worker may not start',
      { timeout: CASE_TIMEOUT },
      async () => {
        const { outcome } = await tried('/none.html');
        assert.match(outcome, /Does not work/);
      },
    );
  });
}
