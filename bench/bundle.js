import { build } from 'esbuild';

/**
 * A script of the benchmark with all that it imports, small as a practice would serve it.
 *
 * @param {string} entry
 * @returns {Promise<Buffer>}
 */
export async function bundle(entry) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    write: false,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
  });
  return Buffer.from(outputFiles[0].contents);
}
