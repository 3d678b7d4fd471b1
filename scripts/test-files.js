/** One run for test files of one runner: what came of each file, with the reason of every failure. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve, sep } from 'node:path';
import { run as runNodeTests } from 'node:test';
import { spec } from 'node:test/reporters';

/** A file that hangs must not hold up all others until somebody looks. */
const FILE_TIMEOUT = 15 * 60_000;

/**
 * What came of a file.
 *
 * @typedef {object} FileResult
 * @property {string} name
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {number} ms
 * @property {string[]} reasons of what failed, each with the name of its test
 */

/** @returns {FileResult} */
export const nothingOf = (name) => ({ name, passed: 0, failed: 0, skipped: 0, ms: 0, reasons: [] });

/**
 * @param {string} folder
 * @param {string} ending
 * @returns {string[]} paths of the test files in it, without what its own dependencies bring along
 */
export function testsIn(folder, ending) {
  const found = existsSync(folder) ? readdirSync(folder, { recursive: true }) : [];
  const own = found.filter((file) => !file.split(sep).includes('node_modules'));
  return own.filter((file) => file.endsWith(ending)).map((file) => join(folder, file));
}

/**
 * Everything that the runner for browsers is configured for.
 *
 * @param {{ env?: Record<string, string>, live?: boolean }} [options] `env` is added to the environment; with `live`, what
 *   is printed is shown as it comes
 * @returns {Promise<{ files: FileResult[], output: string }>}
 */
export async function browserTests({ env = {}, live = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'suite-'));
  const results = join(folder, 'results.json');
  const PATH = resolve('node_modules/.bin') + delimiter + process.env.PATH;
  const { ok, output } = await outputOf(
    spawn('wtr', {
      shell: true,
      stdio: live ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PATH, SUITE_RESULTS: results, ...env },
    }),
  );
  const files = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : [];
  rmSync(folder, { recursive: true });
  if (!ok && !files.some(({ failed }) => failed))
    files.push({ ...nothingOf('the test runner'), failed: 1, reasons: ['it ended without a failing test'] });
  return { files, output };
}

/**
 * A run for each file: an event names the place where its test was written, which may be a helper, and not the file that
 * was run.
 *
 * @param {string} path
 * @returns {Promise<{ files: FileResult[], output: string }>}
 */
export async function nodeTestsOf(path) {
  const file = nothingOf(path);
  const note = ({ name, skip, nesting, details }, outcome) => {
    // A suite that is skipped tells of no test in it.
    if (details.type !== 'suite' || skip !== undefined) file[skip === undefined ? outcome : 'skipped'] += 1;
    // What is nested is in the time of what holds it.
    if (nesting === 0) file.ms += details.duration_ms;
    const { error } = details;
    if (outcome === 'failed' && details.type !== 'suite')
      file.reasons.push(`${name}: ${error?.cause?.message ?? error?.message}`);
  };
  const events = runNodeTests({ files: [path], timeout: FILE_TIMEOUT })
    .on('test:pass', (test) => note(test, 'passed'))
    .on('test:fail', (test) => note(test, 'failed'));
  let output = '';
  for await (const line of events.compose(withoutTotals).compose(new spec())) output += line;
  return { files: [file], output };
}

/** The closing line is ours: it counts the browsers' tests, too. */
async function* withoutTotals(events) {
  for await (const event of events)
    if (!['test:diagnostic', 'test:summary'].includes(event.type)) yield event;
}

function outputOf(child) {
  return new Promise((resolve) => {
    let output = '';
    const add = (text) => (output += text);
    child.stdout?.setEncoding('utf8').on('data', add);
    child.stderr?.setEncoding('utf8').on('data', add);
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}
