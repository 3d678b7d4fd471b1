import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { parseAst } from 'rollup/parseAst';

/** A project that has our package from its tarball and nothing else, and checks everything. */
let project;
let packed;
const PROJECT = process.cwd();

before(() => {
  project = mkdtempSync(join(tmpdir(), 'consumer-'));
  const npm = ['pack', '--ignore-scripts', '--json', '--pack-destination', project];
  const [{ filename }] = JSON.parse(
    execFileSync('npm', npm, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  packed = join(project, 'node_modules/safe-session');
  mkdirSync(packed, { recursive: true });
  execFileSync('tar', ['-xzf', join(project, filename), '-C', packed, '--strip-components=1']);
  // What npm would install beside it. Nothing else of ours is in reach.
  const { dependencies } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    const place = join(project, 'node_modules', name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(PROJECT, 'node_modules', name), place);
  }
  writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module' }));
});
after(() => rmSync(project, { recursive: true }));

const contents = (folder, ending) =>
  readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith(ending))
    .map((file) => [file, readFileSync(join(folder, file), 'utf8')]);

/** What a file brings along without anybody asking for it. */
function closure(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const { type, source } of parseAst(readFileSync(file, 'utf8')).body) {
    if (!source || !/^(?:Import|Export)/.test(type)) continue;
    if (source.value.startsWith('.')) closure(resolve(dirname(file), source.value), seen);
    else seen.add(source.value);
  }
  return seen;
}

/** Compiles a file in the project; what the compiler says. */
function compile(name, code, module) {
  writeFileSync(join(project, name), code);
  const compilerOptions = {
    strict: true,
    skipLibCheck: false,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    target: 'ES2022',
    module,
    moduleResolution: module === 'NodeNext' ? 'NodeNext' : 'bundler',
    lib: ['ES2023', 'DOM', 'DOM.Iterable'],
    types: [],
  };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [name] }));
  try {
    const tsc = join(PROJECT, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc], { cwd: project, encoding: 'utf8', stdio: 'pipe' });
    return '';
  } catch ({ stdout }) {
    return stdout;
  }
}

const PORTAL = `
import { SafeSessionElement, SessionRequestEvent, registerLanguage, PROBLEMS } from 'safe-session';
import type { ConsentReceipt, LanguagePack, Messages, PracticeService, PublicSnapshot, Session, SessionSnapshot, SessionTransport } from 'safe-session';
import 'safe-session/embed';
import { TechCheckElement } from 'safe-session/elements/tech-check.js';
import 'safe-session/elements/text-line.js';
import 'safe-session/elements/problem-notice.js';
import { exampleSession } from 'safe-session/examples/example-session.js';
import { examples } from 'safe-session/examples/waiting-room.js';
import da from 'safe-session/locales/da.js';

const shell: SafeSessionElement = document.createElement('safe-session');
shell.mode = 'rehearsal';
shell.messages = { common: { continue: 'Next' } };
shell.addEventListener('session-change', (event) => {
  const snapshot: PublicSnapshot = event.snapshot;
  console.log(snapshot.phase);
});
shell.addEventListener('session-request', (event) => {
  if (event.request.type === 'leave') event.preventDefault();
});
shell.addEventListener('session-problem', ({ code, message }) => console.log(code, message.length));
shell.addEventListener('session-ended', ({ reason }) => console.log(reason.length));
document.createElement('consent-form').addEventListener('session-receipt', ({ receipt }) => console.log(receipt));

const check: TechCheckElement = document.createElement('tech-check');
check.addEventListener('session-check', ({ lines }) => console.log(lines.microphone?.outcome));
const waiting = document.createElement('waiting-room');
waiting.session = exampleSession(examples['running late']);
const session: Session | undefined = waiting.session;
const snapshot: SessionSnapshot | undefined = session?.snapshot;
document.createElement('text-line').label = 'Write';
document.querySelector('problem-notice')?.remove();

const pack: LanguagePack = { direction: 'rtl', messages: { common: { back: 'x' } } };
registerLanguage('he', pack);
registerLanguage('da', da);
export const words = (all: Messages): string => all.common.callPractice('1');
export const ports = (service: PracticeService, transport: SessionTransport): void => {
  Object.assign(shell, { service, transport });
};
export const kept: ConsentReceipt[] = [];
export { snapshot, SessionRequestEvent, PROBLEMS };
`;

describe('a project that uses the package', () => {
  for (const module of ['NodeNext', 'ESNext'])
    it(`compiles with every check, libraries included: ${module}`, () => {
      assert.equal(compile('portal.ts', PORTAL, module), '');
    });

  it('is told what is wrong by the types', () => {
    const said = compile(
      'wrong.ts',
      `import 'safe-session';
       document.createElement('safe-session').mode = 1;
       document.createElement('tech-check').addEventListener('session-check', ({ nothing }) => nothing);
       import 'safe-session/elements/waiting-person.js';
       import 'safe-session/core/session-machine.js';`,
      'NodeNext',
    );
    for (const line of [2, 3, 4, 5]) assert.match(said, new RegExp(`wrong\\.ts\\(${line},`), said);
  });

  it('finds every entry, with types for each module', () => {
    const { exports } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8'));
    for (const entry of Object.values(exports)) {
      const files = typeof entry === 'string' ? [entry] : [entry.types, entry.default];
      for (const file of files) assert.ok(file && readFileSync(join(packed, file)).length > 0, file);
    }
    for (const data of ['consent-document.schema.json', 'templates/consent-template.en.json'])
      assert.equal(
        readFileSync(join(packed, exports[`./${data}`]), 'utf8'),
        readFileSync(join('src', data), 'utf8'),
      );
  });

  it('can import every entry where there is no document', () => {
    const { exports } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8'));
    const entries = Object.entries(exports)
      .filter(([, target]) => typeof target !== 'string')
      .map(([entry]) => entry.replace(/^\./, 'safe-session'));
    const code = `${entries.map((entry) => `await import('${entry}');`).join('\n')}\nconsole.log('all');`;
    writeFileSync(join(project, 'server.mjs'), code);
    const said = execFileSync(process.execPath, ['server.mjs'], { cwd: project, encoding: 'utf8' });
    assert.equal(said.trim(), 'all');
  });

  it('gets no types and no code of a media vendor', () => {
    for (const [file, text] of contents(join(packed, 'dist'), '.d.ts'))
      assert.doesNotMatch(text, /from ['"](?:livekit|@livekit)|import\(['"](?:livekit|@livekit)/, file);
    // It is in two files alone, of which one is its own cryptor in our worker; the others only know them by their names.
    for (const [file, text] of contents(join(packed, 'cdn'), '.js'))
      if (!/(?:livekit-transport|strict-worker)-/u.test(file))
        assert.doesNotMatch(text, /livekit(?!-?transport)/i, file);
  });

  it('gets neither sources nor tests, and no path of the machine it was made on', () => {
    const top = new Set(readdirSync(packed));
    assert.deepEqual(
      [...top].sort(),
      ['LICENSE', 'README.md', 'cdn', 'custom-elements.json', 'dist', 'package.json'].sort(),
    );
    for (const [file, text] of [...contents(packed, '.js'), ...contents(packed, '.map')])
      assert.ok(!text.includes(PROJECT), file);
  });
});

describe('what an entry brings at once', () => {
  const LATER = /session-controller|session-machine|shell-driver|transports\/|services\/|livekit/;
  /** Nor what only a later step needs. */
  const NOT_YET = /device-capture|elements\/(?:tech-check|consent-form|session-room|session-closing)\.js/;

  for (const [entry, absent] of Object.entries({
    'dist/index.js': [LATER],
    'dist/embed.js': [LATER, NOT_YET],
  }))
    it(`leaves the controller, the ports and every media vendor for later: ${entry}`, () => {
      const brought = [...closure(resolve(entry))].map((file) => relative(PROJECT, file));
      assert.deepEqual(
        brought.filter((file) => absent.some((late) => late.test(file))),
        [],
      );
      assert.ok(brought.includes('dist/elements/safe-session.js'), 'the way out is there');
    });
});
