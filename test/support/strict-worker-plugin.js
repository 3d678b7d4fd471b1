import { fileURLToPath } from 'node:url';

import { strictWorkerCode } from '../../scripts/strict-worker.js';

/** The worker, where the sources expect it: beside `worker-place.ts`. */
const PATH = '/src/core/encryption/strict-worker.js';

/** The same worker, around a cryptor that neither seals nor opens and pretends that it did. */
const LYING_PATH = '/test/support/lying-worker.js';

const lyingCryptor = {
  name: 'lying-cryptor',
  setup: (build) =>
    build.onResolve({ filter: /\/livekit-cryptor\.js$/ }, () => ({
      path: fileURLToPath(new URL('./lying-cryptor.ts', import.meta.url)),
    })),
};

/**
 * Builds the worker that seals media when a test's page first asks for it: it is a script of its own, and not a module.
 *
 * @returns {import('@web/test-runner').TestRunnerPlugin}
 */
export function strictWorkerPlugin() {
  const built = new Map();
  const once = (path, options) => {
    if (!built.has(path)) built.set(path, strictWorkerCode(options));
    return built.get(path);
  };
  return {
    name: 'strict-worker',
    async serve({ path }) {
      if (path === PATH) return { body: await once(path), type: 'js' };
      if (path === LYING_PATH) return { body: await once(path, { plugins: [lyingCryptor] }), type: 'js' };
      return undefined;
    },
  };
}
