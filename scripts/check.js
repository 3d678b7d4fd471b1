/**
 * Everything about the code that needs no browser, the quick questions first. A step that is well takes one line; one
 * that is not shows all it said, and the others still run.
 */
import { run } from './run.js';

const STEPS = [
  ['lock file', 'node scripts/check-lock.js'],
  ['exports', 'node scripts/exports.js'],
  ['format', 'prettier --check --log-level warn .'],
  ['types', 'tsc'],
  ['lint', 'eslint .'],
  ['unused code', 'knip --no-config-hints'],
  ['manifest', 'node scripts/check-manifest.js'],
  ['build', 'node scripts/build.js'],
  ['open api', 'node scripts/open-api.js --check'],
  ['sizes', 'node scripts/sizes.js --short'],
  ['package', 'publint --strict'],
  [
    'package types',
    // The worker is started by its address, and imported by nobody.
    'attw --pack . --exclude-entrypoints strict-worker.js --profile esm-only --format table-flipped --no-summary --no-color',
  ],
];

const results = STEPS.map(([name, command]) => {
  const { ok, seconds, output } = run(command, { quiet: true });
  console.log(
    `${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(14)} ${seconds.padStart(7)}  ${ok ? remark(output) : command}`.trimEnd(),
  );
  return ok;
});

const failed = results.filter((ok) => !ok).length;
console.log(`\n${results.length - failed} steps ok, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Our own scripts say in a line what they found; other tools say nothing that has to be read when all is well. */
function remark(output) {
  const lines = output.trim().split('\n');
  return lines.length === 1 ? lines[0] : '';
}
