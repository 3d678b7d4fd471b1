/**
 * Builds `dist/` for bundlers and `cdn/` for pages without one. With `--if-stale` only when they are missing or older
 * than what they are made of.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { run } from './run.js';

const SOURCES = ['src', 'rollup.config.js', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
const RESULTS = ['dist/index.js', 'cdn/safe-session.js'];

if (process.argv.includes('--if-stale') && isFresh()) {
  console.log('The build is up to date.');
} else {
  process.exitCode = run('rollup -c --failAfterWarnings').ok ? 0 : 1;
}

function isFresh() {
  if (!RESULTS.every(existsSync)) return false;
  const built = Math.min(...RESULTS.map(changed));
  return SOURCES.flatMap(filesOf).every((file) => changed(file) <= built);
}

/** A folder counts itself, too: its time tells of files taken away. */
function filesOf(path) {
  if (!statSync(path).isDirectory()) return [path];
  return [path, ...readdirSync(path, { recursive: true }).map((file) => join(path, file))];
}

function changed(path) {
  return statSync(path).mtimeMs;
}
