import { spawnSync } from 'node:child_process';
import { delimiter, resolve } from 'node:path';

/**
 * Runs a command line with the project's own tools in reach, showing what it prints.
 *
 * @param {string} command
 * @param {Record<string, string>} [env] added to the environment
 * @returns {{ ok: boolean, seconds: string }}
 */
export function run(command, env = {}) {
  const PATH = resolve('node_modules/.bin') + delimiter + process.env.PATH;
  const start = performance.now();
  const { status } = spawnSync(command, {
    shell: true,
    stdio: 'inherit',
    env: { ...process.env, PATH, ...env },
  });
  return { ok: status === 0, seconds: inSeconds(performance.now() - start) };
}

/** `1234` → `1.2 s` */
export function inSeconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}
