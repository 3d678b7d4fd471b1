import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';

import { chromium } from 'playwright-core';

import { CHROME_FLAGS, ensureBrowser } from '../../scripts/browser.js';
import { filesOf, serveFiles } from '../../scripts/file-server.js';

const SCRIPT = '/cdn/safe-session.js';
const PHONE = 'Call us: 020 7946 0123 (sample number)';
const SESSION = `<safe-session mode="rehearsal" as="client" exit-url="/left.html">${PHONE}</safe-session>`;

/** Every tag that the package promises, except the first. */
const OURS = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).exports)
  .flatMap((entry) => /^\.\/elements\/(.+)\.js$/.exec(entry)?.[1] ?? [])
  .filter((tag) => tag !== 'safe-session');

/** A page as somebody writes it who has never heard of a bundler. */
const page = (script, body, before = '') =>
  `<!doctype html><html lang="en"><title>Meeting</title><link rel="icon" href="data:,">${before}<script type="module" src="${script}"></script>${body}</html>`;

/** A script of somebody else, which is faster than ours and takes one of our names. */
const faster = (tag) => `<script>customElements.define('${tag}', class extends HTMLElement {})</script>`;

describe('the CDN build on a bare page', () => {
  let browser;
  let cdn;
  let site;

  before(async () => {
    cdn = await serveFiles(filesOf('cdn'));
    site = await serveFiles({
      ...filesOf('cdn'),
      '/own.html': page(SCRIPT, SESSION),
      '/other-host.html': page(cdn.url + SCRIPT, SESSION),
      '/no-tag.html': page(SCRIPT, '<main></main>'),
      '/missing.html': page('/nothing.js', SESSION),
      '/foreign-welcome.html': page(SCRIPT, SESSION, faster('session-welcome')),
      '/foreign-space.html': page(SCRIPT, SESSION, faster('space-check')),
      '/foreign-session.html': page(SCRIPT, SESSION, faster('safe-session')),
    });
    browser = await chromium.launch({ executablePath: ensureBrowser(), args: CHROME_FLAGS });
  });
  after(async () => {
    await browser?.close();
    await cdn?.close();
    await site?.close();
  });

  /** Opens one of the pages; `errors` is what its console says. */
  const visit = async (path, look) => {
    const tab = await browser.newPage();
    tab.setDefaultTimeout(15_000);
    const errors = [];
    tab.on('console', (line) => line.type() === 'error' && errors.push(line.text()));
    tab.on('pageerror', (error) => errors.push(error.message));
    try {
      await tab.goto(site.url + path);
      await look(tab, errors);
    } finally {
      await tab.close();
    }
  };

  for (const [where, path] of [
    ['its own host', '/own.html'],
    ['another host', '/other-host.html'],
  ])
    it(`shows the welcome, and the step after it, from ${where}`, () =>
      visit(path, async (tab, errors) => {
        await tab.getByRole('heading', { name: 'Welcome.' }).waitFor();
        await tab.getByRole('button', { name: 'Start getting ready' }).click();
        await tab.getByRole('heading', { name: 'The place where you are' }).waitFor();
        assert.deepEqual(errors, []);
      }));

  it('defines our other tags when they appear, and no other', () =>
    visit('/no-tag.html', async (tab, errors) => {
      await tab.waitForFunction(() => customElements.get('safe-session'));
      const defined = await tab.evaluate(async (tags) => {
        const early = tags.filter((tag) => customElements.get(tag));
        for (const tag of tags) document.querySelector('main').append(document.createElement(tag));
        await Promise.all(tags.map((tag) => customElements.whenDefined(tag)));
        return { early, shown: tags.filter((tag) => document.querySelector(tag).shadowRoot) };
      }, OURS);
      assert.deepEqual(defined, { early: ['session-welcome'], shown: OURS });
      assert.deepEqual(errors, []);
    }));

  it('leaves what stands in the tag on the screen when our file does not arrive', () =>
    visit('/missing.html', async (tab) => {
      await tab.getByText(PHONE).waitFor();
    }));

  it('keeps the phone on the screen, and says why on the console, when another script has our first tag', () =>
    visit('/foreign-session.html', async (tab, errors) => {
      await tab.getByText(PHONE).waitFor();
      assert.match(errors.join(), /<safe-session> is already defined by another script/);
    }));

  for (const [tag, path, press] of [
    ['session-welcome', '/foreign-welcome.html', false],
    ['space-check', '/foreign-space.html', true],
  ])
    it(`shows nothing of others in place of ours, and the phone: <${tag}> of another script`, () =>
      visit(path, async (tab, errors) => {
        if (press) await tab.getByRole('button', { name: 'Start getting ready' }).click();
        await tab.getByRole('heading', { name: 'A part of this page did not arrive' }).waitFor();
        await tab.getByText(PHONE).waitFor();
        assert.equal(await tab.locator(tag).count(), 0);
        assert.match(errors.join(), new RegExp(`<${tag}> is already defined by another script`));
      }));
});
