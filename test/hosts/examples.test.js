import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const HOSTS = ['node', 'express', 'next'];
const BUNDLERS = ['vite', 'webpack'];

const read = (...path) => readFileSync(join('examples', ...path), 'utf8');

describe('the examples', () => {
  // Each can be copied by itself, and so each has its own copy of what has nothing to do with the host.
  for (const file of readdirSync('examples/node/practice'))
    it(`have the same ${file}, wherever they have one`, () => {
      for (const host of HOSTS.filter((name) => existsSync(join('examples', name, 'practice', file))))
        assert.equal(read(host, 'practice', file), read('node', 'practice', file), host);
    });

  it('read the settings that the guide names, and no others', () => {
    const settings = read('node', 'practice', 'settings.ts').replaceAll('JSON', '');
    const used = new Set(settings.match(/\b[A-Z][A-Z_]{3,}\b/g));
    const rows = readFileSync('docs/deployment.md', 'utf8').matchAll(/^\| (`[A-Z].*?) \|/gm);
    const named = [...rows].flatMap(([, cell]) => cell.match(/\b[A-Z][A-Z_]{3,}\b/g) ?? []);
    assert.deepEqual([...new Set(named)].sort(), [...used].sort());
  });

  it('name the exact versions of their packages, and where they are the same the same ones', () => {
    const named = new Map();
    for (const host of [...HOSTS, ...BUNDLERS]) {
      const { dependencies, devDependencies } = JSON.parse(read(host, 'package.json'));
      for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
        assert.match(version, /^\d+\.\d+\.\d+$/, `${name} of ${host}`);
        assert.equal(named.get(name) ?? version, version, `${name} of ${host}`);
        named.set(name, version);
      }
    }
  });
});
