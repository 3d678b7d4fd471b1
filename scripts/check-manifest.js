/** Does the committed custom-elements.json still say what the sources say? `npm run analyze` brings it up to date. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { run } from './run.js';

// Inside the project, because the analyzer takes paths from there.
mkdirSync('.cache', { recursive: true });
const folder = mkdtempSync(join('.cache', 'manifest-'));
try {
  const { ok } = run(`cem analyze --quiet --outdir ${folder}`);
  const fresh = ok && contents(join(folder, 'custom-elements.json')) === contents('custom-elements.json');
  console.log(
    fresh ? 'custom-elements.json is fresh' : 'custom-elements.json is stale: run `npm run analyze`',
  );
  process.exitCode = fresh ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}

function contents(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
