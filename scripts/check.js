/** Everything about the code that needs no browser, the quick questions first. Goes on after a failure. */
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
  ['sizes', 'node scripts/sizes.js'],
  ['package', 'publint --strict'],
  ['package types', 'attw --pack . --profile esm-only --format table-flipped --no-summary --no-color'],
];

const results = STEPS.map(([name, command]) => {
  console.log(`\n── ${name}: ${command}`);
  return { name, ...run(command) };
});

console.log();
for (const { name, ok, seconds } of results)
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(14)} ${seconds}`);
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
