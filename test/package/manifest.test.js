import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, it } from 'node:test';

import Ajv from 'ajv';
import ts from 'typescript';

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const manifest = read('custom-elements.json');
const elements = manifest.modules.flatMap(({ path, declarations }) =>
  declarations.filter(({ tagName }) => tagName).map((declaration) => ({ path, declaration })),
);

/** The types as they are published: of each element's class, what is public and ours. */
const program = ts.createProgram(
  elements.map(({ path }) => path.replace(/\.js$/, '.d.ts')),
  {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  },
);
const checker = program.getTypeChecker();

function publicMembers(path, name) {
  const module = checker.getSymbolAtLocation(program.getSourceFile(path));
  const symbol = checker.getExportsOfModule(module).find((one) => one.name === name);
  return checker
    .getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol))
    .filter(({ declarations }) =>
      declarations?.some(
        (one) =>
          relative('dist', one.getSourceFile().fileName).startsWith('elements/') &&
          !(ts.getCombinedModifierFlags(one) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)),
      ),
    )
    .map((one) => one.name)
    .filter((one) => one !== '#private');
}

/** What the platform calls, and no page. */
const CALLED_BY_THE_BROWSER = /^(?:connected|disconnected|adopted|attributeChanged|form\w+)Callback$|^__@/;

/** The element's source and what it is made of; the base class, which all share, left out. */
function sourcesOf(file, seen = new Map()) {
  if (seen.has(file) || !existsSync(file) || /session-(?:element|events)\.ts$/.test(file)) return seen;
  const text = readFileSync(file, 'utf8');
  seen.set(file, text);
  for (const [, path] of text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)\.js'/g))
    if (dirname(resolve(dirname(file), path)) === resolve('src/elements'))
      sourcesOf(resolve(dirname(file), `${path}.ts`), seen);
  return seen;
}

const EVENTS = new Map(
  [
    ...readFileSync('src/elements/session-events.ts', 'utf8').matchAll(
      /class (\w+Event)\b[^{]*\{\s*static readonly type = '([\w-]+)'/g,
    ),
  ].map(([, name, type]) => [type, name]),
);

describe('custom-elements.json', () => {
  it('follows its published schema', () => {
    const validate = new Ajv({ strict: false, allErrors: true }).compile(
      read('node_modules/custom-elements-manifest/schema.json'),
    );
    assert.ok(validate(manifest), JSON.stringify(validate.errors));
  });

  it('knows every event class there is', () => {
    assert.ok(EVENTS.size >= 7, [...EVENTS.keys()].join());
    for (const type of elements
      .flatMap(({ declaration }) => declaration.events ?? [])
      .map(({ name }) => name))
      assert.ok(EVENTS.has(type), type);
  });

  for (const { path, declaration } of elements) {
    const {
      tagName,
      name,
      description,
      members = [],
      attributes = [],
      events = [],
      slots = [],
      cssParts = [],
    } = declaration;
    describe(tagName, () => {
      it('is published at the path that is named, and exported', () => {
        assert.equal(path, `dist/elements/${tagName}.js`);
        assert.equal(read('package.json').exports[`./elements/${tagName}.js`].default, `./${path}`);
      });

      it('says what it is for, and of everything what it is', () => {
        assert.match(
          description,
          /^[A-Z].+\n\n.+/s,
          'a sentence for the person, a paragraph for the integrator',
        );
        for (const one of [members, attributes, events, slots, cssParts].flat())
          assert.ok(one.description, `${one.name} has no description`);
      });

      it('has the members that the types have', () => {
        const typed = publicMembers(path.replace(/\.js$/, '.d.ts'), name).filter(
          (one) => !CALLED_BY_THE_BROWSER.test(one),
        );
        const told = members.filter((one) => !one.static).map((one) => one.name);
        assert.deepEqual(told.filter((one) => !CALLED_BY_THE_BROWSER.test(one)).sort(), typed.sort());
      });

      it('fires the events it promises', () => {
        const text = [...sourcesOf(resolve(join('src/elements', `${tagName}.ts`))).values()].join('\n');
        const fires = (type) =>
          text.includes(`new ${EVENTS.get(type)}(`) ||
          (type === 'session-request' &&
            /\bthis\.request\(|\.host\.request\(|new SessionRequestNotice\(/.test(text));
        for (const { name: type } of events) assert.ok(fires(type), type);
      });
    });
  }
});
