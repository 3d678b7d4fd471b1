/**
 * Finds a browser for tests, screenshots and benchmarks, or installs one. Shared, so that all of them run in the same
 * browser with the same flags. `npm start` needs none of this.
 *
 * `node scripts/browser.js` prints the path of the browser found.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { chromium } from 'playwright-core';

const CHROME_NAMES = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome.exe'];
const CHROME_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  join(process.env.PROGRAMFILES ?? '', 'Google/Chrome/Application/chrome.exe'),
];
const FIREFOX_NAMES = ['firefox', 'firefox-esr', 'firefox.exe'];
const FIREFOX_PLACES = [
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  join(process.env.PROGRAMFILES ?? '', 'Mozilla Firefox/firefox.exe'),
];

const isRoot = process.getuid?.() === 0;

/** Flags that every run of Chromium gets: no sandbox only where root makes it impossible, and no calls home. */
export const CHROME_FLAGS = [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Tabs in the background keep their timers: two people in one browser are both awake.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/** A drawn camera and a beeping microphone, granted without a prompt; sound may start without a press. */
export const MEDIA_FLAGS = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  // A media server on this machine is reached at its real address, and no name service is asked for it.
  '--allow-loopback-in-peer-connection',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
];

/** The same for Firefox. */
export const FIREFOX_PREFS = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  // To a media server on this machine.
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
};

/** Chromium's media to and from 127.0.0.1, also on a machine that has no other network. */
export const LOOPBACK_FLAGS = ['--allow-loopback-in-peer-connection'];

/**
 * The path of Chrome or Chromium: `CHROME_PATH`, an installed one, Playwright's own, or undefined.
 * @returns {string | undefined}
 */
export function findBrowser() {
  const given = process.env.CHROME_PATH;
  if (given && !existsSync(given)) throw new Error(`CHROME_PATH names no file: ${given}`);
  return given || installed(CHROME_NAMES, CHROME_PLACES) || present(chromium.executablePath());
}

/**
 * The path of Firefox: `FIREFOX_PATH`, an installed one, or undefined. It is never installed from here.
 * @returns {string | undefined}
 */
export function findFirefox() {
  return process.env.FIREFOX_PATH || installed(FIREFOX_NAMES, FIREFOX_PLACES);
}

/**
 * As `findBrowser`, but installs Chromium when there is none, and says in one line what it did.
 * @returns {string}
 */
export function ensureBrowser() {
  const found = findBrowser();
  if (found) return found;

  say('none found, so Playwright downloads Chromium …');
  const playwright = join(
    createRequire(import.meta.url).resolve('playwright-core/package.json'),
    '../cli.js',
  );
  run(process.execPath, [playwright, 'install', 'chromium']);
  if (!findBrowser() && isRoot && existsSync('/etc/debian_version')) {
    say("the download failed, so Debian's chromium package is installed …");
    run('apt-get', ['update', '-qq']) && run('apt-get', ['install', '-y', '-qq', 'chromium']);
  }
  const now = findBrowser();
  if (!now) {
    throw new Error(
      'No Chrome or Chromium: install one, name it in CHROME_PATH, or run `npx playwright-core install chromium`.',
    );
  }
  say(`installed ${now}`);
  return now;
}

/** The first line a browser prints of its version, for reports. */
export function browserVersion(path) {
  return execFileSync(path, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

function installed(names, places) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return (
    names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync) ??
    places.find(existsSync)
  );
}

function present(path) {
  return path && existsSync(path) ? path : undefined;
}

function run(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Minutes, not hours: a network that answers nothing must not hold up the run.
  return spawnSync(command, args, { stdio: 'inherit', env, timeout: 10 * 60_000 }).status === 0;
}

function say(what) {
  console.error(`browser: ${what}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(ensureBrowser());
