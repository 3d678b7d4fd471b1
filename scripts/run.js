import { spawnSync } from 'node:child_process';
import { delimiter, resolve } from 'node:path';

/**
 * Runs a command line with the project's own tools in reach. What it prints is shown as it comes, or with `quiet`
 * only when it fails, with `silent` never.
 *
 * @param {string} command
 * @param {{ env?: Record<string, string>, quiet?: boolean, silent?: boolean }} [options] `env` is added to the environment
 * @returns {{ ok: boolean, seconds: string, output: string }} `output` is empty unless one of the two is set
 */
export function run(command, { env = {}, quiet = false, silent = false } = {}) {
  const PATH = resolve('node_modules/.bin') + delimiter + process.env.PATH;
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(command, {
    shell: true,
    stdio: quiet || silent ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, PATH, ...env },
  });
  const ok = status === 0;
  if (quiet && !ok) process.stdout.write(stdout + stderr);
  return { ok, seconds: inSeconds(performance.now() - start), output: stdout ?? '' };
}

/** `1234` → `1.2 s` */
export function inSeconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}
