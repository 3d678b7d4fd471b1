/**
 * Is package-lock.json whole? A tool with native parts lists one package per platform; when the lock file was written
 * where some of them could not be reached, `npm ci` refuses it everywhere. Better to learn that before it is committed.
 */
import { readFileSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));

const present = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')));

const missing = Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
  Object.keys({ ...dependencies, ...optionalDependencies })
    .filter((name) => !present.has(name))
    .map((name) => `${path || 'the project'} needs ${name}, which has no entry`),
);
const unsealed = Object.entries(packages)
  .filter(([path, { integrity, link }]) => path && !integrity && !link)
  .map(([path]) => `${path} has no integrity hash`);

const problems = [...missing, ...unsealed];
for (const problem of problems) console.error(`package-lock.json: ${problem}`);
if (problems.length === 0) console.log(`package-lock.json is whole: ${present.size} packages`);
process.exitCode = problems.length === 0 ? 0 : 1;
