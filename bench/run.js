/**
 * What our code costs a person: what is loaded, the wait for the welcome, the wait for the other's picture and for
 * silence after a pause; and what the practice's server carries. Prints a table and writes `bench/results.json`. A missed
 * bar is said in a line of its own and fails nothing, because times depend on the machine; sizes fail `npm run check`, and
 * promises fail `npm test`.
 *
 * `node bench/run.js 3` measures three times instead of fifteen or twenty, for a first look, and writes nothing. `node
 * bench/run.js encryption` measures that part alone and leaves the others in the file as they are; the parts are named below.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

import { chromium } from 'playwright-core';

import { browserVersion, CHROME_FLAGS, ensureBrowser, MEDIA_FLAGS } from '../scripts/browser.js';
import { run } from '../scripts/run.js';
import { measureEncryption } from './encryption.js';
import { misses, ratioOf, table } from './figures.js';
import { measureHandler } from './handler.js';
import { measureLiveJoin, ROUND_TRIPS } from './live-join.js';
import { measureLocalCall } from './local-call.js';
import { measureSizes } from './sizes.js';
import { measureStartUp } from './start-up.js';

/** What was measured of each part the last time, and on what. */
const RESULTS = 'bench/results.json';

const { only, times } = wanted(process.argv.slice(2));
const n = times ?? 15;
/** Each is a meeting of two browsers, at each round trip in up to six ways. */
const JOINS = times ?? 20;
/** To the practice's server, of each kind. */
const REQUESTS = times ? 50 : 500;

if (!run('node scripts/build.js --if-stale').ok) process.exit(1);
const executablePath = ensureBrowser();
const browser = await chromium.launch({ executablePath, args: [...CHROME_FLAGS, ...MEDIA_FLAGS] });
try {
  const parts = {
    sizes: () => measureSizes(),
    welcome: () => measureStartUp(browser, n),
    'local-call': () => measureLocalCall(browser, n),
    encryption: () => measureEncryption(browser, n),
    ...Object.fromEntries(
      ROUND_TRIPS.map((roundTrip) => [
        `join-${roundTrip}`,
        () => measureLiveJoin(executablePath, roundTrip, JOINS),
      ]),
    ),
    server: () => measureHandler(REQUESTS),
  };
  if (only && !Object.hasOwn(parts, only))
    throw new Error(`no part "${only}"; there are ${Object.keys(parts).join(', ')}`);
  const machine = { browser: browserVersion(executablePath), node: process.version, cores: cpus().length };
  const figures = [];
  for (const [part, measure] of Object.entries(parts)) {
    if (only && part !== only) continue;
    const measured = await measure();
    // As soon as they are there: what comes later may take long, or fail.
    console.log(`\n${table(measured)}`);
    figures.push(...measured);
    if (!times) keep(part, { ...machine, figures: measured });
  }
  for (const figure of figures.filter(misses))
    console.log(`\nMissed: ${figure.name} is ${ratioOf(figure).toFixed(2)}× of ${figure.comparedWith.name}.`);
} finally {
  await browser.close();
}

function keep(part, measured) {
  const results = { ...JSON.parse(readFileSync(RESULTS, 'utf8')), [part]: measured };
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
}

/** A number and the name of a part, in either order, or neither. */
function wanted(words) {
  const number = words.find((word) => /^\d+$/.test(word));
  return { only: words.find((word) => word !== number), times: number && Number(number) };
}
