/**
 * Tests, suite by suite, with their times; ends with the reasons of what failed and one line of totals. `--quick` runs the core
 * and element tests in Chromium alone, and `--long` what is left out otherwise because it takes long. A suite that cannot
 * start counts as one failure, and a run without any test fails.
 */
import { basename } from 'node:path';

import { browserVersion, ensureBrowser, findFirefox } from './browser.js';
import { findLivekit } from './find-livekit.js';
import { inSeconds, run } from './run.js';
import { browserTests, nodeTestsOf, nothingOf, testsIn } from './test-files.js';

/** Journeys that wait for lines to break and to mend, or go many rounds. */
const LONG_JOURNEYS = ['live-lines.test.js', 'no-growth.test.js'];

const RUNS = { '--quick': runQuick, '--long': runLong };

const totals = [];
const chromium = ensureBrowser();
console.log(browserVersion(chromium));
// The tests that start browsers of their own find the same one.
process.env.CHROME_PATH = chromium;
await (RUNS[process.argv[2]] ?? runAll)();
report();

async function runQuick() {
  await inTurn([{ suite: 'core and elements in Chromium', start: () => browserTests({ live: true }) }]);
}

async function runAll() {
  prepare('lock file', 'node scripts/check-lock.js');
  prepare('build', 'node scripts/build.js');
  // Where it has to be built first, once and for all files.
  findLivekit();
  await runQuick();
  // One window after the other, with pauses in which there is room for what has hardly a picture to show.
  await sideBySide([...firefoxSuite(), ...['server', 'package', 'encryption'].flatMap(nodeSuite)]);
  await runJourneys(nodeSuite('journeys').filter(({ isLong }) => !isLong));
}

async function runLong() {
  prepare('build', 'node scripts/build.js --if-stale');
  findLivekit();
  await runJourneys(
    nodeSuite('journeys').filter(({ isLong }) => isLong),
    nodeSuite('hosts'),
  );
}

/** Those with a real media server alone: on two cores pictures come so late beside anything else that cases wait in vain. */
async function runJourneys(journeys, besideRehearsals = []) {
  await sideBySide([...journeys.filter(({ isLive }) => !isLive), ...besideRehearsals]);
  await inTurn(journeys.filter(({ isLive }) => isLive));
}

/** A step that tests nothing itself: only its failure counts. */
function prepare(name, command) {
  const start = performance.now();
  if (!run(command).ok) record('preparing', [{ ...nothingOf(name), failed: 1 }], '', start);
}

function firefoxSuite() {
  if (process.env.REQUIRE_FIREFOX || findFirefox())
    return [
      {
        suite: 'elements and media in Firefox',
        start: () => browserTests({ env: { WTR_BROWSER: 'firefox' } }),
      },
    ];
  console.log('Skipped: all in Firefox, because none is installed (FIREFOX_PATH may name one).');
  return [];
}

function nodeSuite(suite) {
  return testsIn(`test/${suite}`, '.test.js').map((path) => ({
    suite,
    isLive: basename(path).startsWith('live'),
    isLong: LONG_JOURNEYS.includes(basename(path)),
    start: () => nodeTestsOf(path),
  }));
}

/** Two at a time: whoever is done takes the next one that nobody has begun. */
async function sideBySide(jobs) {
  const waiting = jobs.values();
  await Promise.all([inTurn(waiting), inTurn(waiting)]);
}

async function inTurn(jobs) {
  for (const { suite, start } of jobs) {
    const began = performance.now();
    const { files, output } = await start();
    record(suite, files, output, began);
  }
}

/** What a file printed comes in one piece. */
function record(suite, files, output, began) {
  totals.push(...files.map((file) => ({ ...file, suite })));
  process.stdout.write(`\n── ${suite}\n${output}`);
  for (const file of files)
    console.log(`${summary(file).padEnd(36)} ${inSeconds(file.ms).padStart(8)}  ${file.name}`);
  console.log(`${''.padEnd(36)} ${inSeconds(performance.now() - began).padStart(8)}  from start to end`);
}

function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}

function report() {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const file of totals) for (const outcome of Object.keys(sum)) sum[outcome] += file[outcome];
  const failed = totals.filter((file) => file.failed > 0);
  if (failed.length > 0) console.log(`\nFailed:`);
  for (const { suite, name, reasons } of failed)
    console.log([`  ${suite}: ${name}`, ...reasons.map((reason) => `    ${reason}`)].join('\n'));
  if (sum.passed + sum.failed === 0) console.log('\nNo test ran.');
  console.log(`\n${inSeconds(performance.now())} in all\n${summary(sum)}`);
  process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;
}
