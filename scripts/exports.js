/**
 * The package's public entries, found from the sources: `exports` of package.json says exactly these. Checks it, or
 * writes it with `--write`. Entries are listed one by one, so that editors and package checks know each of them.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';

import { publicTags } from './public-tags.js';

/** What a portal needs to bring its own server or media, or to speak our language. The rest of core may change. */
const PUBLIC_CORE = [
  'consent',
  'practice-service',
  'problems',
  'session-controller',
  'session-snapshot',
  'session-transport',
];

const FILES = [
  ['./strict-worker.js', './dist/core/encryption/strict-worker.js'],
  ['./consent-document.schema.json', './dist/consent-document.schema.json'],
  ['./templates/consent-template.en.json', './dist/templates/consent-template.en.json'],
  ['./custom-elements.json', './custom-elements.json'],
  ['./package.json', './package.json'],
];

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const expected = Object.fromEntries(
  [
    ['.', module('index')],
    ['./embed', module('embed')],
    ['./server', module('server/public')],
    ...publicTags().map((tag) => [`./elements/${tag}.js`, module(`elements/${tag}`)]),
    ...PUBLIC_CORE.map((name) => [`./core/${name}.js`, module(`core/${name}`)]),
    ...languages().map((language) => [`./locales/${language}.js`, module(`locales/${language}`)]),
    ...examples().map((name) => [`./examples/${name}.js`, module(`examples/${name}`)]),
    ...FILES,
  ].filter(([, target]) => target),
);

if (JSON.stringify(manifest.exports) === JSON.stringify(expected)) {
  console.log(`exports of package.json: ${Object.keys(expected).length} entries, as in src`);
} else if (process.argv.includes('--write')) {
  manifest.exports = expected;
  writeFileSync('package.json', JSON.stringify(manifest, null, 2) + '\n');
} else {
  console.error('exports of package.json differ from src: run `node scripts/exports.js --write`');
  process.exitCode = 1;
}

/** Files of src/locales that are named like a language; English comes with the elements. */
function languages() {
  return modulesIn('locales').filter((name) => /^[a-z]{2}(-[A-Za-z]+)*$/.test(name));
}

/** Every named state, for a practice that designs its own pages. */
function examples() {
  return modulesIn('examples');
}

function modulesIn(folder) {
  const files = readdirSync(`src/${folder}`).filter((file) => file.endsWith('.ts'));
  return files.map((file) => basename(file, '.ts')).sort();
}

function module(name) {
  return existsSync(`src/${name}.ts`) && { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` };
}
