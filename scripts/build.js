/**
 * Builds `dist/` for bundlers and `cdn/` for pages without one. With `--if-stale` only when they are missing or older
 * than what they are made of.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { rollup } from 'rollup';

import builds from '../rollup.config.js';
import { inSeconds } from './run.js';

const SOURCES = [
  'src',
  'rollup.config.js',
  'scripts/strict-worker.js',
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
];
const RESULTS = ['dist/index.js', 'cdn/safe-session.js'];

if (process.argv.includes('--if-stale') && isFresh()) {
  console.log('The build is up to date.');
} else {
  try {
    for (const { output, ...input } of builds) await build(input, output);
  } catch (error) {
    console.error(`The build stopped: ${error.message}\n${error.frame ?? ''}`);
    // Not `exitCode`: after a type error the compiler goes on watching its files, and this would never end.
    process.exit(1);
  }
}

async function build(input, output) {
  const start = performance.now();
  const bundle = await rollup({ ...input, onLog: refuse });
  await bundle.write(output);
  await bundle.close();
  console.log(`built ${output.dir}/ in ${inSeconds(performance.now() - start)}`);
}

/** A warning today is somebody's broken page tomorrow. Only a module of types alone is rightly empty. */
function refuse(level, log) {
  if (level !== 'warn' || log.code === 'EMPTY_BUNDLE') return;
  throw Object.assign(new Error(log.message), log);
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
