/**
 * What our code costs a person: what is loaded, the wait for the welcome, the wait for the other's picture and for
 * silence after a pause; and what the practice's server carries. Prints a table and writes `bench/results.json`. A missed
 * bar is said in a line of its own and fails nothing, because times depend on the machine; sizes fail `npm run check`, and
 * promises fail `npm test`.
 *
 * `node bench/run.js 3` measures three times instead of fifteen or twenty, for a first look; `node bench/run.js 3 join sizes`
 * only these parts, and writes no results.
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

import { chromium } from 'playwright-core';

import { browserVersion, CHROME_FLAGS, ensureBrowser, MEDIA_FLAGS } from '../scripts/browser.js';
import { run } from '../scripts/run.js';
import { misses, ratioOf, table } from './figures.js';
import { measureHandler } from './handler.js';
import { measureLiveJoin } from './live-join.js';
import { measureLocalCall } from './local-call.js';
import { measureSizes } from './sizes.js';
import { measureStartUp } from './start-up.js';

const [often, ...named] = process.argv.slice(2);
const n = Number(often ?? 15);
/** Each is a meeting of two browsers, at three round trips and in up to six ways. */
const JOINS = Number(often ?? 20);
/** To the practice's server, of each kind. */
const REQUESTS = often ? 50 : 500;

if (!run('node scripts/build.js --if-stale').ok) process.exit(1);
const executablePath = ensureBrowser();
const browser = await chromium.launch({ executablePath, args: [...CHROME_FLAGS, ...MEDIA_FLAGS] });
try {
  const parts = {
    sizes: () => measureSizes(),
    start: () => measureStartUp(browser, n),
    call: () => measureLocalCall(browser, n),
    join: () => measureLiveJoin(executablePath, JOINS),
    handler: () => measureHandler(REQUESTS),
  };
  const figures = [];
  for (const part of named.length > 0 ? named : Object.keys(parts)) {
    const measured = await parts[part]();
    // As soon as they are there: what comes later may take long, or fail.
    console.log(`\n${table(measured)}`);
    figures.push(...measured);
  }
  for (const figure of figures.filter(misses))
    console.log(`\nMissed: ${figure.name} is ${ratioOf(figure).toFixed(2)}× of ${figure.comparedWith.name}.`);
  if (named.length > 0) process.exit(0);
  const machine = { browser: browserVersion(executablePath), node: process.version, cores: cpus().length };
  writeFileSync('bench/results.json', `${JSON.stringify({ ...machine, figures }, null, 2)}\n`);
} finally {
  await browser.close();
}
