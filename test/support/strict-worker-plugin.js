import { strictWorkerCode } from '../../scripts/strict-worker.js';

/** Where the sources expect it, beside `worker-place.ts`. */
const PATH = '/src/core/encryption/strict-worker.js';

/**
 * Builds the worker that seals media when a test's page first asks for it: it is a script of its own, and not a module.
 *
 * @returns {import('@web/test-runner').TestRunnerPlugin}
 */
export function strictWorkerPlugin() {
  let code;
  return {
    name: 'strict-worker',
    async serve({ path }) {
      if (path !== PATH) return undefined;
      code ??= strictWorkerCode();
      return { body: await code, type: 'js' };
    },
  };
}
