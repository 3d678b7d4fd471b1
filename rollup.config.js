import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

import { literalsHtmlCssMinifier } from '@literals/rollup-plugin-html-css-minifier';
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';

import { COMPILED_AT_ONCE, strictWorkerCode } from './scripts/strict-worker.js';

const filesIn = (folder) => readdirSync(folder, { recursive: true }).map((file) => join(folder, file));

/** What runs in the worker is one file of its own, and no module of anybody's. */
const WORKER_FOLDER = join('src', 'core', 'encryption', 'worker') + sep;

const sources = filesIn('src').filter((file) => file.endsWith('.ts') && !file.startsWith(WORKER_FOLDER));

const worker = strictWorkerCode();

/** For bundlers: every module stays a file of its own, and what it imports from other packages stays an import. */
const library = {
  input: sources,
  external: /^[^./]/,
  output: { dir: 'dist', preserveModules: true, preserveModulesRoot: 'src', sourcemap: true },
  plugins: [
    typescript({ tsconfig: './tsconfig.build.json' }),
    data(),
    workerBesideItsPlace(),
    removeStale('dist'),
  ],
};

/** Chunks of which nearly all runs while somebody waits to see the other; they are there long before. */
const FOR_THE_ROOM = ['livekit-transport', 'session-encryption', 'in-the-call'];

/** In a drawing a slash closes the shape; and an empty value is a value. */
const MEANING_STAYS = { keepClosingSlash: true, removeEmptyAttributes: false };

/**
 * For a page without a bundler: one file that brings all that the welcome needs, and a chunk for every import that
 * waits. It is made from the library build, so that both are the same code.
 *
 * The entry keeps its name, since pages write it down. Chunks are named after their module and carry a hash: a page
 * that has an older entry in its cache never meets a newer chunk.
 */
const cdn = {
  input: { 'safe-session': 'dist/embed.js' },
  // Chunks import what the entry already brought, rather than both importing a third file.
  preserveEntrySignatures: 'allow-extension',
  output: {
    dir: 'cdn',
    sourcemap: true,
    entryFileNames: '[name].js',
    banner: ({ isEntry, name }) => (isEntry || FOR_THE_ROOM.includes(name) ? COMPILED_AT_ONCE : ''),
    chunkFileNames: ({ name, facadeModuleId }) =>
      `chunks/${facadeModuleId ? moduleName(facadeModuleId) : name}-[hash].js`,
    assetFileNames: 'chunks/[name]-[hash][extname]',
    onlyExplicitManualChunks: true,
    manualChunks: steps,
  },
  plugins: [
    workerByItsHash(),
    hpkeForBrowsers(),
    nodeResolve({ browser: true, exportConditions: ['production'] }),
    literalsHtmlCssMinifier({ include: ['dist/**/*.js'], options: { minifyOptions: MEANING_STAYS } }),
    terser({ ecma: 2020, module: true, compress: { passes: 3 }, format: { comments: /^# allFunctions/ } }),
    thirdPartyNotices(),
    removeStale('cdn'),
  ],
};

export default [library, cdn];

/**
 * The way from the welcome to the call is one chunk: its steps follow each other within minutes, share most of their
 * parts, and cost a seventh less together than one by one. What the welcome has brought stays with the welcome.
 */
function steps(id, { getModuleInfo }) {
  const closure = (path, seen = new Set()) => {
    const module = resolve(path);
    if (seen.has(module)) return seen;
    seen.add(module);
    for (const imported of getModuleInfo(module)?.importedIds ?? []) closure(imported, seen);
    return seen;
  };
  // The welcome's modules name it among others, and do not use it.
  if (/\/decorators\/state\.js$/.test(id)) return 'steps';
  if (closure('dist/embed.js').has(id)) return undefined;
  const onTheWay = closure('dist/elements/before-the-call.js', closure('dist/elements/shell-driver.js'));
  // The desk and the room share it, and it is too little for a file of its own.
  closure('dist/elements/removal-line.js', onTheWay);
  if (onTheWay.has(id)) return 'steps';
  // Whatever else seals something takes its bytes from there: it comes later than this, or without a session.
  return closure('dist/core/encryption/session-encryption.js').has(id) ? 'session-encryption' : undefined;
}

/** `dist/elements/consent-form.js` → `elements/consent-form` */
function moduleName(id) {
  return relative('dist', id).split(sep).join('/').replace(/\.js$/, '');
}

/** `worker-place.ts` names it as every bundler understands it: `new URL('./strict-worker.js', import.meta.url)`. */
function workerBesideItsPlace() {
  return {
    name: 'worker-beside-its-place',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'core/encryption/strict-worker.js', source: await worker });
    },
  };
}

/**
 * HPKE is written for every platform and compiled for old ones: what a browser never asks for is left out, and a field that
 * is set to a value is written as that. It does the same, in half a kilobyte less.
 */
function hpkeForBrowsers() {
  const FIELD =
    /Object\.defineProperty\(this, "(\w+)", \{\s*enumerable: true,\s*configurable: true,\s*writable: true,\s*value: ((?:\{[^}]*\}|[^{}])*?)\s*\}\);/g;
  return {
    name: 'hpke-for-browsers',
    transform(code, id) {
      if (!/[\\/]@hpke[\\/]/.test(id)) return null;
      // It stands for `globalThis` where a platform's own has gaps.
      if (id.endsWith('_dnt.shims.js'))
        return { code: 'export const dntGlobalThis = globalThis;', map: null };
      const plain = code.replaceAll('await import("crypto")', '{}').replace(FIELD, 'this.$1 = $2;');
      return { code: withPrivateFields(plain), map: null };
    },
  };
}

/** Private fields, which are the only private things in it, as the compiler wrote them for old browsers. */
function withPrivateFields(code) {
  const HELPER = /var __classPrivateField\w+ = \(this[\s\S]*?\n\};\n/g;
  const kinds = [...code.matchAll(/__classPrivateField[GS]et\([^\n]*?"(\w)"\)/g)].map(([, kind]) => kind);
  if (kinds.some((kind) => kind !== 'f')) throw new Error('HPKE is not compiled as it was');
  return code
    .replace(HELPER, '')
    .replace(/__classPrivateFieldGet\(this, (\w+), "f"\)/g, '$1.get(this)')
    .replace(/__classPrivateFieldSet\(this, (\w+), (.+), "f"\);/g, '$1.set(this, $2);');
}

/** A page of another site fetches the worker's text and checks it against what this build made, before it starts it. */
function workerByItsHash() {
  return {
    name: 'worker-by-its-hash',
    async transform(code, id) {
      if (!/[\\/]encryption[\\/]worker-place\.js$/.test(id)) return null;
      const source = await worker;
      const file = this.emitFile({ type: 'asset', name: 'strict-worker.js', source });
      const integrity = `sha384-${createHash('sha384').update(source).digest('base64')}`;
      const [before, after] = ["new URL('./strict-worker.js', import.meta.url)", "integrity: ''"];
      if (!code.includes(before) || !code.includes(after)) this.error('worker-place.ts is not what it was');
      return {
        code: code
          .replace(before, `new URL(import.meta.ROLLUP_FILE_URL_${file})`)
          .replace(after, `integrity: '${integrity}'`),
        map: null,
      };
    },
  };
}

/** The published schema and templates go along as they are, and what is said of data that others have made. */
function data() {
  return {
    name: 'data',
    generateBundle() {
      for (const path of filesIn('src').filter((file) => /\.json$|NOTICE\.txt$/.test(file)))
        this.emitFile({ type: 'asset', fileName: relative('src', path), source: readFileSync(path) });
    },
  };
}

/** Takes away what an earlier build left behind, after the new files stand: somebody may be looking at the folder. */
function removeStale(folder) {
  return {
    name: 'remove-stale',
    writeBundle(_options, bundle) {
      const fresh = new Set(Object.keys(bundle).map((file) => resolve(folder, file)));
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        const file = resolve(entry.parentPath ?? entry.path, entry.name);
        if (entry.isFile() && !fresh.has(file)) rmSync(file);
      }
    },
  };
}

/** The licences of the packages inside the bundle, and whose data are in it, in one file beside it instead of in every chunk. */
function thirdPartyNotices() {
  return {
    name: 'third-party-notices',
    // At the end, where it moves no line of the source map.
    renderChunk(code, { isEntry }) {
      const note =
        '/*! safe-session, Apache-2.0; with parts of other packages: see THIRD-PARTY-NOTICES.txt */\n';
      return isEntry ? { code: code + note, map: null } : null;
    },
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((chunk) => chunk.moduleIds ?? []);
      const packages = new Set(
        modules.map((id) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(id)?.[0]).filter(Boolean),
      );
      const notices = [...packages].sort().map((folder) => {
        const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
        const licence = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
        if (!licence) this.error(`${name} is bundled but brings no licence text`);
        return `${name} ${version}\n\n${readFileSync(join(folder, licence), 'utf8').trim()}\n`;
      });
      const source = [...notices, ...dataNotices()].join('\n\n');
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-NOTICES.txt', source });
    },
  };
}

/** Of data that lie among our own sources: each such folder says whose they are. */
function dataNotices() {
  return filesIn('src')
    .filter((file) => file.endsWith('NOTICE.txt'))
    .map((file) => readFileSync(file, 'utf8'));
}
