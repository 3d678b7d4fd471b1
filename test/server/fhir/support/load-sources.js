/** The sources as the server would load them, so that these tests do not depend on a build. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { build } from 'esbuild';

/** @returns what the named files of `src` export, by name */
export async function loadSources(...files) {
  const folder = mkdtempSync(join(tmpdir(), 'sources-'));
  const outfile = join(folder, 'sources.mjs');
  await build({
    stdin: {
      contents: files.map((file) => `export * from './src/${file}';`).join('\n'),
      resolveDir: process.cwd(),
    },
    bundle: true,
    format: 'esm',
    outfile,
  });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
