/**
 * All tests, suite by suite, with their times; ends with one line of totals. `--quick` runs the core and element tests
 * in Chromium alone. A suite that cannot start counts as one failure, and a run without any test fails.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { run as runNodeTests } from 'node:test';
import { spec } from 'node:test/reporters';

import { browserVersion, ensureBrowser, findFirefox } from './browser.js';
import { findLivekit } from './find-livekit.js';
import { inSeconds, run } from './run.js';

const quick = process.argv.includes('--quick');
/** A file that hangs must not hold up all others until somebody looks. */
const FILE_TIMEOUT = 15 * 60_000;
const NOTHING = { passed: 0, failed: 0, skipped: 0, ms: 0 };
const totals = [];

if (!quick) {
  prepare('lock file', 'node scripts/check-lock.js');
  prepare('build', 'node scripts/build.js');
  // Where it has to be built first, once and for all files.
  findLivekit();
}
const chromium = ensureBrowser();
console.log(browserVersion(chromium));
// The tests that start browsers of their own find the same one.
process.env.CHROME_PATH = chromium;

inBrowser('core and elements in Chromium', ['test/core', 'test/elements', 'test/package']);
if (!quick) {
  await inNode('package', 'test/package', 2);
  await inNode('server', 'test/server', 2);
  await inNode('encryption', 'test/encryption', 2);
  await inNode('hosts', 'test/hosts', 1);
  // One at a time: each starts browsers with cameras, and two cores carry only so many pictures.
  await inNode('journeys', 'test/journeys', 1);
  if (process.env.REQUIRE_FIREFOX || findFirefox())
    inBrowser('elements and media in Firefox', ['test/elements', 'test/core'], { WTR_BROWSER: 'firefox' });
  else console.log('Skipped: all in Firefox, because none is installed (FIREFOX_PATH may name one).');
}
report();

/** A step that tests nothing itself: only its failure counts. */
function prepare(name, command) {
  const start = performance.now();
  if (!run(command).ok) record(name, [{ ...NOTHING, name: command, failed: 1 }], start);
}

function inBrowser(suite, folders, env = {}) {
  if (!folders.some((folder) => testsIn(folder, '.test.ts').length > 0)) return;

  heading(suite);
  const start = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'suite-'));
  const results = join(folder, 'results.json');
  const { ok } = run('wtr', { env: { SUITE_RESULTS: results, ...env } });
  const files = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : [];
  rmSync(folder, { recursive: true });
  if (!ok && !files.some(({ failed }) => failed))
    files.push({ ...NOTHING, name: 'the test runner', failed: 1 });
  record(suite, files, start);
}

async function inNode(name, folder, concurrency) {
  const paths = testsIn(folder, '.test.js');
  if (paths.length === 0) return;

  heading(name);
  const start = performance.now();
  const files = [];
  const waiting = paths[Symbol.iterator]();
  const lane = async () => {
    for (const path of waiting) files.push(await nodeTestsOf(path));
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  record(name, files, start);
}

/**
 * A run for each file: an event names the place where its test was written, which may be a helper, and not the file that
 * was run.
 */
async function nodeTestsOf(path) {
  const file = { ...NOTHING, name: path };
  const note = ({ skip, nesting, details }, outcome) => {
    // A suite that is skipped tells of no test in it.
    if (details.type !== 'suite' || skip !== undefined) file[skip === undefined ? outcome : 'skipped'] += 1;
    // What is nested is in the time of what holds it.
    if (nesting === 0) file.ms += details.duration_ms;
  };
  const events = runNodeTests({ files: [path], timeout: FILE_TIMEOUT })
    .on('test:pass', (test) => note(test, 'passed'))
    .on('test:fail', (test) => note(test, 'failed'));
  for await (const line of events.compose(withoutTotals).compose(new spec())) process.stdout.write(line);
  return file;
}

/** The closing line is ours: it counts the browsers' tests, too. */
async function* withoutTotals(events) {
  for await (const event of events)
    if (!['test:diagnostic', 'test:summary'].includes(event.type)) yield event;
}

function testsIn(folder, ending) {
  const found = existsSync(folder) ? readdirSync(folder, { recursive: true }) : [];
  const own = found.filter((file) => !file.split(sep).includes('node_modules'));
  return own.filter((file) => file.endsWith(ending)).map((file) => join(folder, file));
}

function heading(name) {
  console.log(`\n── ${name}`);
}

function record(suite, files, start) {
  totals.push(...files.map((file) => ({ ...file, suite })));
  for (const file of files)
    console.log(`${summary(file).padEnd(36)} ${inSeconds(file.ms).padStart(8)}  ${file.name}`);
  console.log(
    `${''.padEnd(36)} ${inSeconds(performance.now() - start).padStart(8)}  ${suite}, from start to end`,
  );
}

function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}

function report() {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const file of totals) for (const outcome of Object.keys(sum)) sum[outcome] += file[outcome];
  const failed = totals.filter((file) => file.failed > 0);
  if (failed.length > 0)
    console.log(`\nFailed:\n${failed.map(({ suite, name }) => `  ${suite}: ${name}`).join('\n')}`);
  if (sum.passed + sum.failed === 0) console.log('\nNo test ran.');
  console.log(`\n${summary(sum)}`);
  process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;
}
