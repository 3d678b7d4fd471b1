import { build } from 'esbuild';

/**
 * A module of `src` as Node can run it.
 *
 * @param {string} contents TypeScript; paths start at the project's folder
 * @returns {Promise<Record<string, unknown>>}
 */
export async function loadSource(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true,
    format: 'esm',
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
