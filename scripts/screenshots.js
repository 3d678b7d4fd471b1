/**
 * Walks the sample practice with two people in two tabs and saves a picture of every step, at phone and desktop width,
 * light and dark: `node scripts/screenshots.js <folder>`. Without a folder it renews the few that README.md shows.
 */
/* global document, innerWidth, requestAnimationFrame, scrollTo -- of the page, in what is evaluated there */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { chromium } from 'playwright-core';

import { startDemo } from '../demo/serve.js';
import { CHROME_FLAGS, ensureBrowser, MEDIA_FLAGS } from './browser.js';

const WIDTHS = { 360: 780, 1280: 860 };
const SCHEMES = ['light', 'dark'];
const PATIENCE = 15_000;

/** Step → the one picture of it that README.md shows. */
const README = {
  'client-1-welcome': { as: 'welcome', width: 1280, scheme: 'light' },
  'client-2-consent': { as: 'consent', width: 1280, scheme: 'light' },
  'client-5-waiting': { as: 'waiting', width: 1280, scheme: 'dark' },
  'client-7-session': { as: 'session', width: 1280, scheme: 'light', fullPage: true },
};

const folder = process.argv[2];
const target = folder ?? 'docs/screenshots';
mkdirSync(target, { recursive: true });

const demo = await startDemo({ port: 0 });
const browser = await chromium.launch({
  executablePath: ensureBrowser(),
  args: [...CHROME_FLAGS, ...MEDIA_FLAGS],
});
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: WIDTHS[1280] } });
  context.setDefaultTimeout(PATIENCE);
  await walk(await open(context, 'client.html'), await open(context, 'therapist.html'));
  if (folder)
    for (const page of ['', 'parts.html', 'theming.html', 'side-by-side.html']) await look(context, page);
} finally {
  await browser.close();
  await demo.close();
}

/** The whole way, as two people would go it. */
async function walk(client, therapist) {
  await shoot(client, 'client-1-welcome');
  await press(client, 'Start getting ready');
  await reach(client, 'consent');
  await shoot(client, 'client-2-consent');
  await answer(client);
  await shoot(client, 'client-2-consent-answered');
  await press(client, 'Sign and send my answers');
  await shoot(client, 'client-2-consent-receipt');
  await press(client, 'Continue');

  await reach(client, 'space');
  await client.getByLabel('What would you like to be called?').fill('Sample Client');
  await client.getByRole('group', { name: 'Can you speak freely' }).getByLabel('Partly').check();
  await shoot(client, 'client-3-space');
  await press(client, 'Continue');

  await reach(client, 'tech-check');
  await shoot(client, 'client-4-tech-check');
  await useStandIns(client);
  await shoot(client, 'client-4-tech-check-running');
  await press(client, 'Continue');
  await reach(client, 'waiting');
  await shoot(client, 'client-5-waiting-alone');

  await shoot(therapist, 'therapist-1-welcome');
  await press(therapist, 'Start getting ready');
  await reach(therapist, 'tech-check');
  await useStandIns(therapist);
  await press(therapist, 'Continue');
  await reach(therapist, 'waiting');
  await therapist.getByRole('button', { name: 'Let in' }).waitFor();
  await shoot(therapist, 'therapist-2-admission');
  await client.getByText('Your therapist is here').first().waitFor();
  await shoot(client, 'client-5-waiting');
  await press(therapist, /^Let in/);

  await reach(client, 'session');
  await reach(therapist, 'session');
  await shoot(client, 'client-6-arrival');
  await begin(therapist);
  await begin(client);
  await playing(client);
  await playing(therapist);
  await shoot(client, 'client-7-session');
  await shoot(therapist, 'therapist-3-session');
  await press(client, /^Pause/);
  await reach(client, 'paused');
  await reach(therapist, 'paused');
  await shoot(client, 'client-8-paused');
  await shoot(therapist, 'therapist-4-paused');
  await press(client, 'End my pause');
  await reach(client, 'session');
  await press(client, /^Leave(?! this page)/);
  await reach(client, 'closing');
  await shoot(client, 'client-9-closing');
  await therapist.getByText('Has left').first().waitFor();
  await shoot(therapist, 'therapist-5-left');
  await press(client, 'Say how it was');
  await reach(client, 'feedback');
  await shoot(client, 'client-9-feedback');
  await press(client, 'I need someone now');
  await shoot(client, 'client-9-support');
}

async function open(context, page) {
  const tab = await context.newPage();
  tab.on('pageerror', (error) => console.error(`${page}: ${error.message}`));
  await tab.goto(demo.url + page);
  return tab;
}

async function press(page, name) {
  await page.getByRole('button', { name, exact: true }).first().click();
}

async function reach(page, phase) {
  await page.locator(`safe-session[phase="${phase}"]`).waitFor();
}

/** Agrees, has read, and says no to what is free. */
async function answer(page) {
  for (const label of ['I agree', 'I have read this', 'No']) {
    for (const radio of await page.getByRole('radio', { name: label, exact: true }).all())
      await radio.check();
  }
  await page.getByLabel('Your full name').fill('Sample Client');
}

/** The drawn picture and the soft tone: what two tabs of one computer would use. */
async function useStandIns(page) {
  await press(page, 'Use a soft tone instead');
  await press(page, 'Use a drawn picture instead');
  await page.getByText('Works').nth(2).waitFor();
}

async function begin(page) {
  await page.getByRole('button', { name: 'With sound and picture' }).click();
}

/** Until the other person is seen and heard. */
async function playing(page) {
  await page.getByText('Their microphone is on.').waitFor();
  await page
    .locator('[part~="remote"] video:visible')
    .evaluate((video) => new Promise((resolve) => video.requestVideoFrameCallback(resolve)));
}

/** A page without a session, as it stands. */
async function look(context, page) {
  const tab = await open(context, page);
  await tab.waitForLoadState('networkidle');
  await shoot(tab, `page-${page.replace('.html', '') || 'home'}`);
  await tab.close();
}

async function shoot(page, name) {
  await page.bringToFront();
  if (folder) {
    for (const width of Object.keys(WIDTHS))
      for (const scheme of SCHEMES) await picture(page, `${name}-${width}-${scheme}`, { width, scheme });
  } else if (README[name]) {
    const { as, ...how } = README[name];
    await picture(page, as, { fullPage: false, ...how });
  }
}

async function picture(page, name, { width, scheme, fullPage = true }) {
  await page.setViewportSize({ width: Number(width), height: WIDTHS[width] });
  await page.evaluate(() => scrollTo(0, 0));
  await page.emulateMedia({ colorScheme: scheme });
  // Two frames: one to lay out, one to paint.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) console.warn(`${name}: ${wide} px wider than the window`);
  await page.screenshot({ path: join(target, `${name}.png`), fullPage });
}
