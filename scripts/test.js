/**
 * All tests, suite by suite, with their times; ends with the reasons of what failed and one line of totals. `--quick` runs
 * the core and element tests in Chromium alone. A suite that cannot start counts as one failure, and a run without any
 * test fails.
 */
import { browserVersion, ensureBrowser, findFirefox } from './browser.js';
import { findLivekit } from './find-livekit.js';
import { inSeconds, run } from './run.js';
import { browserTests, nodeTestsOf, nothingOf, testsIn } from './test-files.js';

const quick = process.argv.includes('--quick');
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

await inTurn([{ suite: 'core and elements in Chromium', start: () => browserTests({ live: true }) }]);
if (!quick) {
  const firefox = {
    suite: 'elements and media in Firefox',
    start: () => browserTests({ env: { WTR_BROWSER: 'firefox' } }),
  };
  const withFirefox = process.env.REQUIRE_FIREFOX || findFirefox();
  if (!withFirefox)
    console.log('Skipped: all in Firefox, because none is installed (FIREFOX_PATH may name one).');
  await inTurn([
    ...(withFirefox ? [firefox] : []),
    ...nodeSuite('journeys'),
    ...nodeSuite('hosts'),
    ...nodeSuite('server'),
    ...nodeSuite('package'),
    ...nodeSuite('encryption'),
  ]);
}
report();

/** A step that tests nothing itself: only its failure counts. */
function prepare(name, command) {
  const start = performance.now();
  if (!run(command).ok) record('preparing', [{ ...nothingOf(name), failed: 1 }], '', start);
}

function nodeSuite(suite) {
  return testsIn(`test/${suite}`, '.test.js').map((path) => ({ suite, start: () => nodeTestsOf(path) }));
}

/**
 * Two files with browsers of their own are no quicker side by side on two cores, and pictures come so late then that some cases wait
 * in vain.
 */
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
