/**
 * Takes each protection out in turn and shows which test notices. All of them take a while, so they can be tried in pieces:
 * `npm run test:mutations [-- <tables>] [<words of a protection>]`, as in `-- worker`, `-- session server`, `-- session removed`. The
 * tables are in `test/mutations/`; `docs/protections.md` lists what they hold. It works on a copy in a temporary folder; the work
 * tree is only read. It fails where no test notices, and where a line of a table does not fit the code any more.
 */
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { run as runNodeTests } from 'node:test';

import { build, transform } from 'esbuild';

import { replaceOnce } from '../test/package/support/load-source.js';
import { protectionTables } from './protections.js';
import { inSeconds, run } from './run.js';

/** What tests read, and what the browser's runner is set up with. */
const COPIED = ['src', 'test', 'scripts', 'package.json', 'tsconfig.json', 'web-test-runner.config.js'];
const BUNDLES = '.bundles';
/** A protection that is gone may also mean that something never ends. */
const FILE_TIMEOUT = 120_000;

/** Found in a copy as the project's own folder has them. */
const LINKED = ['node_modules', '.cache'];

/** These need nothing of a page. There are many protections, and a browser takes its time. */
const IN_NODE = [
  /^test\/core\/encryption\/(?!strict-worker|self-test|known-devices)/,
  /^test\/core\/services\/practice-/,
  /^test\/core\/(admissible-people|encryption-aim|key-renewal|media-keys|session-machine|session-safety|trust-view)\./,
];

const mutations = await wantedOf(process.argv.slice(2).map((word) => word.toLowerCase()));
const start = performance.now();
const copy = mkdtempSync(join(tmpdir(), 'mutations-'));
const home = process.cwd();
let unnoticed = 0;
try {
  for (const path of COPIED) cpSync(path, join(copy, path), { recursive: true });
  for (const path of LINKED.filter(existsSync)) symlinkSync(resolve(path), join(copy, path), 'dir');
  process.chdir(copy);
  mkdirSync(BUNDLES);
  if (mutations.some(({ tests }) => tests.some(readsBuild))) await buildRoughly();
  await expectToPass([...new Set(mutations.flatMap(({ tests }) => tests))]);
  for (const mutation of mutations) await tryOut(mutation);
} finally {
  process.chdir(home);
  rmSync(copy, { recursive: true });
}
console.log(
  `\n${mutations.length} protections, ${unnoticed} not noticed, in ${inSeconds(performance.now() - start)}`,
);
process.exitCode = unnoticed > 0 || mutations.length === 0 ? 1 : 0;

/** Words that name a table narrow the run to it; all others stand in the protections that are wanted. */
async function wantedOf(words) {
  const tables = await protectionTables();
  const named = words.filter((word) => tables.has(word));
  const phrase = words.filter((word) => !tables.has(word)).join(' ');
  return [...tables]
    .filter(([name]) => named.length === 0 || named.includes(name))
    .flatMap(([, rows]) => rows)
    .filter(({ protection }) => protection.toLowerCase().includes(phrase));
}

/** The tests of the server take what was built, as a practice does. */
function readsBuild(test) {
  return test.startsWith('test/server/');
}

/** Each module by itself, unchecked: enough for what runs in Node. */
async function buildRoughly() {
  const entryPoints = ['src/**/*.ts'];
  // Where it was when it was loaded is not where it is now.
  const absWorkingDir = process.cwd();
  await build({
    absWorkingDir,
    entryPoints,
    outdir: 'dist',
    outbase: 'src',
    format: 'esm',
    logLevel: 'silent',
  });
}

async function renewBuild(file, source) {
  const built = file.replace(/^src/, 'dist').replace(/\.ts$/, '.js');
  if (!existsSync(dirname(built))) return;
  const { code } = await transform(source, { loader: 'ts', format: 'esm' });
  writeFileSync(built, code);
}

/** A test that fails anyway shows nothing. */
async function expectToPass(tests) {
  for (const test of tests) {
    const failing = await failingIn(test);
    if (failing.length > 0)
      throw new Error(`${test} fails before anything is taken out: ${failing.join('; ')}`);
  }
}

async function tryOut({ protection, file, changes, tests }) {
  const before = readFileSync(file, 'utf8');
  try {
    const changed = changes.reduce(
      (source, [text, replacement]) => replaceOnce(source, text, replacement, file),
      before,
    );
    writeFileSync(file, changed);
    await renewBuild(file, changed);
    for (const test of tests) {
      const failing = await failingIn(test);
      if (failing.length === 0) continue;
      const more = failing.length > 1 ? ` (and ${failing.length - 1} more)` : '';
      console.log(`noticed      ${protection}\n             by ${test}: ${failing[0]}${more}`);
      return;
    }
    unnoticed += 1;
    console.log(`NOT NOTICED  ${protection}\n             ${file}, by ${tests.join(', ')}`);
  } catch (error) {
    unnoticed += 1;
    console.log(`NOT TRIED    ${protection}\n             ${error.message}`);
  } finally {
    writeFileSync(file, before);
    await renewBuild(file, before);
  }
}

/** The names of the tests that fail. Rejects where the file could not be run at all, which proves nothing. */
async function failingIn(test) {
  if (test.endsWith('.test.js')) return failingInNode(resolve(test));
  return IN_NODE.some((pattern) => pattern.test(test))
    ? failingInNode(await bundled(test))
    : failingInBrowser(test);
}

async function bundled(test) {
  const outfile = resolve(BUNDLES, `${basename(test, '.ts')}.mjs`);
  await build({
    // Where it was when it was loaded is not where it is now.
    absWorkingDir: process.cwd(),
    entryPoints: [test],
    bundle: true,
    format: 'esm',
    platform: 'node',
    outfile,
    // The same expectations without the fixtures of a page; and HPKE asks for this module only where there is no `crypto`.
    alias: { '@open-wc/testing': '@esm-bundle/chai' },
    external: ['crypto'],
    banner: { js: `import * as nodeTest from 'node:test';\nObject.assign(globalThis, nodeTest);` },
    logLevel: 'silent',
  });
  return outfile;
}

async function failingInNode(path) {
  const failing = [];
  let passed = 0;
  const events = runNodeTests({ files: [path], timeout: FILE_TIMEOUT })
    .on('test:pass', ({ details }) => (passed += details.type === 'suite' ? 0 : 1))
    .on('test:fail', ({ name, details }) => details.type !== 'suite' && failing.push(name));
  await once(events.resume(), 'end');
  const hasRun = passed + failing.filter((name) => resolve(name) !== path).length > 0;
  if (!hasRun) throw new Error(`${path} could not be run.`);
  return failing;
}

function failingInBrowser(test) {
  const results = resolve(BUNDLES, 'results.json');
  rmSync(results, { force: true });
  const { ok } = run(`wtr ${test}`, { env: { SUITE_RESULTS: results }, silent: true });
  if (ok) return [];
  const files = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : [];
  const failing = files.flatMap(({ failures }) => failures);
  if (failing.length === 0) throw new Error(`${test} could not be run.`);
  return failing;
}
