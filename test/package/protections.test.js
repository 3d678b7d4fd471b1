/** The tables of protections fit the code, and the list that is made of them is the one that is published. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { LIST, listOf, protectionTables } from '../../scripts/protections.js';
import { INVARIANTS } from '../mutations/support/invariants.js';
import { replaceOnce } from './support/load-source.js';

const tables = await protectionTables();
const rows = [...tables.values()].flat();

describe('each protection that can be taken out', () => {
  it('stands in the code as the table says, once', () => {
    const misfits = rows.flatMap(({ protection, file, changes }) => {
      try {
        const source = readFileSync(file, 'utf8');
        const without = changes.reduce((text, [from, to]) => replaceOnce(text, from, to, file), source);
        return without === source ? [`${protection}: nothing changes`] : [];
      } catch (error) {
        return [`${protection}: ${error.message}`];
      }
    });
    assert.deepEqual(misfits, []);
  });

  it('has a name of its own, and tests that are there', () => {
    const names = rows.map(({ protection, file }) => `${protection} (${file})`);
    assert.deepEqual(
      names.filter((name, at) => names.indexOf(name) !== at),
      [],
    );
    assert.deepEqual(
      rows.flatMap(({ tests }) => (tests.length > 0 ? tests : ['none'])).filter((test) => !existsSync(test)),
      [],
    );
  });

  it('keeps something that holds, and nothing that holds is without', () => {
    const kept = new Set(rows.map(({ invariant }) => invariant));
    assert.deepEqual([...kept].sort(), Object.keys(INVARIANTS).sort());
  });
});

describe('the list of protections', () => {
  it('is the one that the tables make: `node scripts/protections.js`', () => {
    assert.equal(readFileSync(LIST, 'utf8'), listOf(tables));
  });
});
