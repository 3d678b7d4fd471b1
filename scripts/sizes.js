/**
 * What a person's browser loads of the CDN build, by the moment it is needed, in kilobytes after gzip. Fails when a
 * moment costs more than its budget. `--json` prints the figures for the benchmark report, `--short` a line of them.
 *
 * A chunk is named by its module, without the hash. A group counts its chunks and everything they import statically,
 * apart from what an earlier group has loaded already.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

import { parseAst } from 'rollup/parseAst';

const GROUPS = [
  {
    name: 'before the welcome',
    budget: 18,
    chunks: ['safe-session'],
  },
  {
    // With the session behind them and the devices.
    name: 'every step from there to the call',
    budget: 43.5,
    chunks: ['steps'],
  },
  {
    // No client ever needs it.
    name: 'where a therapist sees who waits',
    budget: 5,
    chunks: ['elements/admission-desk'],
  },
  {
    name: 'in the call and after it',
    budget: 30,
    chunks: ['elements/in-the-call'],
  },
  {
    // Fetched with the way for sound and picture, and run beside the page.
    name: 'the worker that seals sound and picture',
    budget: 36,
    chunks: ['strict-worker'],
  },
  {
    // Fetched after the first press; whoever only reads the welcome never needs it.
    name: 'encryption of what people tell each other',
    budget: 16,
    chunks: ['session-encryption'],
  },
];

/** The chunk that has livekit-client within: nothing else imports that. It is there from the first step after the consent on. */
const LIVEKIT = 'core/transports/livekit-transport';

/** Fetched when something went wrong, when there is something to talk about, or when a person asks for it. */
const ON_DEMAND = [
  'elements/settings-complaints',
  'elements/problem-notice',
  'elements/device-help',
  'elements/check-trouble',
  'elements/consent-loading',
  'elements/consent-talk',
  'elements/late-notice',
  'elements/room-checklist',
  'elements/place-card',
  'elements/person-removal',
  'elements/consent-copy',
  'elements/encryption-status',
  'elements/symbol-drawings',
];

const KILOBYTE = 1000;

const files = new Map(
  readdirSync('cdn', { recursive: true })
    .map((file) => file.split(sep).join('/'))
    .filter((file) => file.endsWith('.js'))
    .map((file) => [file, { file, module: moduleOf(file), ...read(join('cdn', file)) }]),
);
const byModule = new Map([...files.values()].map((chunk) => [chunk.module, chunk]));

const loaded = new Set();
const figures = GROUPS.map(({ name, budget, chunks }) => {
  const fresh = chunks
    .flatMap((module) => closure(byModule.get(module)?.file))
    .filter((file) => !loaded.has(file));
  const parts = [...new Set(fresh)].map((file) => files.get(file));
  for (const { file } of parts) loaded.add(file);
  return { name, size: sum(parts), budget: budget * KILOBYTE, parts };
});
// So much of it has to be loaded with the page, or with any step: nothing.
const parts = figures.flatMap(({ parts }) => parts).filter(({ module }) => module === LIVEKIT);
figures.push({ name: 'LiveKit before it is needed', size: sum(parts), budget: 0, parts });
if (!byModule.has(LIVEKIT)) throw new Error(`no chunk "${LIVEKIT}" in cdn/`);
const rest = [...files.values()].filter(({ file }) => !loaded.has(file));
const homeless = rest.filter(({ module }) => module.startsWith('elements/') && !ON_DEMAND.includes(module));

if (process.argv.includes('--json')) {
  console.log(
    JSON.stringify(
      figures.map(({ name, size, budget }) => ({ name, size, budget })),
      null,
      2,
    ),
  );
} else if (process.argv.includes('--short')) {
  const short = ({ size, budget }) => `${inKilobytes(size)} of ${inKilobytes(budget)}`;
  console.log(figures.map((figure) => `${figure.name} ${short(figure)}`).join(', '));
} else {
  for (const { name, size, budget, parts } of figures) {
    line(name, size, `of ${inKilobytes(budget)}${size > budget ? '  TOO MUCH' : ''}`);
    for (const part of parts) line(`  ${part.module}`, part.size);
  }
  line('only when asked for', sum(rest));
  for (const part of rest) line(`  ${part.module}`, part.size);
}
for (const { module } of homeless)
  console.error(`${module} belongs to no group: name it in scripts/sizes.js`);
process.exitCode = homeless.length > 0 || figures.some(({ size, budget }) => size > budget) ? 1 : 0;

/** `chunks/elements/tech-check-HT1TuWPx.js` → `elements/tech-check` */
function moduleOf(file) {
  return file.replace(/^chunks\/(.*)-.{8}\.js$/, '$1').replace(/\.js$/, '');
}

function read(path) {
  const code = readFileSync(path);
  const imports = parseAst(code.toString())
    .body.map(({ source }) => source?.value)
    .filter(Boolean)
    .map((specifier) =>
      relative('cdn', join(dirname(path), specifier))
        .split(sep)
        .join(posix.sep),
    );
  return { size: gzipSync(code, { level: 9 }).length, imports };
}

/** A file and everything it imports statically. */
function closure(file, seen = new Set()) {
  if (file === undefined || seen.has(file)) return [];
  seen.add(file);
  return [file, ...files.get(file).imports.flatMap((imported) => closure(imported, seen))];
}

function sum(parts) {
  return parts.reduce((total, { size }) => total + size, 0);
}

function inKilobytes(bytes) {
  return `${(bytes / KILOBYTE).toFixed(1)} kB`;
}

function line(name, size, remark = '') {
  console.log(`${name.padEnd(44)} ${inKilobytes(size).padStart(9)}  ${remark}`.trimEnd());
}
