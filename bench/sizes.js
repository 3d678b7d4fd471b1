import { spawnSync } from 'node:child_process';

/** What is loaded by the moment it is needed, after gzip: the figures that `npm run check` holds to their budgets. */
export function measureSizes() {
  const { stdout } = spawnSync(process.execPath, ['scripts/sizes.js', '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(stdout).map(({ name, size, budget }) => ({
    name: `loaded ${name}`,
    value: size,
    unit: 'bytes',
    n: 1,
    comparedWith: { name: 'budget', value: budget },
    bar: 1,
  }));
}
