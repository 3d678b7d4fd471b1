import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { build } from 'esbuild';

/**
 * A module of `src` as Node can run it.
 *
 * @param {string} contents TypeScript; paths start at the project's folder
 * @param {readonly Change[]} changes what stands otherwise in it, for tests that show what a protection is good for
 * @returns {Promise<Record<string, unknown>>}
 */
export async function loadSource(contents, changes = []) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true,
    format: 'esm',
    write: false,
    plugins: changes.map(changing),
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

/**
 * @typedef {object} Change
 * @property {string} file from the project's folder
 * @property {string} text exactly as it stands there, once
 * @property {string} replacement
 */

/** @param {Change} change */
function changing({ file, text, replacement }) {
  const path = resolve(file);
  return {
    name: 'change',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async (found) => {
        if (found.path !== path) return undefined;
        return { contents: replaceOnce(await readFile(path, 'utf8'), text, replacement, file), loader: 'ts' };
      });
    },
  };
}

/** What is not found, or more than once, would change nothing or too much, and nobody would notice. */
export function replaceOnce(source, text, replacement, file) {
  const [before, after, more] = source.split(text);
  if (after === undefined || more !== undefined)
    throw new Error(`${file} has this ${after === undefined ? 'nowhere' : 'more than once'}: ${text}`);
  return before + replacement + after;
}
