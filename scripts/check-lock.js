/**
 * Are the lock files whole? A tool with native parts lists one package per platform; when a lock file was written where
 * some of them could not be reached, `npm ci` refuses it everywhere. Better to learn that before it is committed. And one
 * that says from which registry it was written makes everybody else ask there.
 */
import { readdirSync, readFileSync } from 'node:fs';

const examples = readdirSync('examples', { withFileTypes: true }).filter((entry) => entry.isDirectory());
const FILES = ['package-lock.json', ...examples.map(({ name }) => `examples/${name}/package-lock.json`)];

const problems = FILES.flatMap((file) => problemsOf(file).map((problem) => `${file}: ${problem}`));
for (const problem of problems) console.error(problem);
if (problems.length === 0) console.log(`${FILES.length} lock files are whole`);
process.exitCode = problems.length === 0 ? 0 : 1;

function problemsOf(file) {
  const { packages } = JSON.parse(readFileSync(file, 'utf8'));
  const present = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')));
  const missing = Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !present.has(name))
      .map((name) => `${path || 'the project'} needs ${name}, which has no entry`),
  );
  const installed = Object.entries(packages).filter(([path, { link }]) => path && !link);
  const unsealed = installed
    .filter(([, { integrity }]) => !integrity)
    .map(([path]) => `${path} has no integrity hash`);
  const addressed = installed
    .filter(([, { resolved }]) => resolved)
    .map(([path]) => `${path} says where it was downloaded`);
  return [...missing, ...unsealed, ...addressed];
}
