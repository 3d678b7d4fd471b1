/** Builds the worker that seals media: one classic script without imports, LiveKit's cryptor and our shell around it. */
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const ENTRY = fileURLToPath(new URL('../src/core/encryption/worker/strict-worker.ts', import.meta.url));

const NOTICE =
  '/*! safe-session, Apache-2.0; with the frame cryptor of livekit-client, Apache-2.0, https://livekit.io */';

/**
 * Told so at the beginning of a file, a browser compiles it beside the page while it comes, instead of bit by bit when it runs. Worth it
 * where nearly all of it runs and somebody waits for that.
 */
export const COMPILED_AT_ONCE = '//# allFunctionsCalledOnLoad';

/**
 * @param {{ plugins?: import('esbuild').Plugin[] }} options `plugins`: what a test puts in the place of a part
 * @returns {Promise<string>} the script
 */
export async function strictWorkerCode({ plugins = [] } = {}) {
  const { outputFiles } = await build({
    entryPoints: [ENTRY],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    banner: { js: `${COMPILED_AT_ONCE}\n${NOTICE}` },
    logLevel: 'silent',
    plugins,
  });
  return outputFiles[0].text;
}
