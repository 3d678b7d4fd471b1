import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const HOSTS = ['node', 'express', 'next'];

const read = (...path) => readFileSync(join('examples', ...path), 'utf8');

describe('the examples', () => {
  // Each can be copied by itself, and so each has its own copy of what has nothing to do with the host.
  for (const file of readdirSync('examples/node/practice'))
    it(`have the same ${file}, wherever they have one`, () => {
      for (const host of HOSTS.filter((name) => existsSync(join('examples', name, 'practice', file))))
        assert.equal(read(host, 'practice', file), read('node', 'practice', file), host);
    });

  it('name the exact versions of their packages, and where they are the same the same ones', () => {
    const named = new Map();
    for (const host of HOSTS) {
      const { dependencies, devDependencies } = JSON.parse(read(host, 'package.json'));
      for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
        assert.match(version, /^\d+\.\d+\.\d+$/, `${name} of ${host}`);
        assert.equal(named.get(name) ?? version, version, `${name} of ${host}`);
        named.set(name, version);
      }
    }
  });
});
