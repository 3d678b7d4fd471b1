import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
const scripts = Object.keys(exports).filter((entry) => exports[entry].default);

for (const entry of scripts)
  test(`can be imported where there is no document: ${entry}`, async () => {
    assert.equal(typeof globalThis.document, 'undefined');
    await assert.doesNotReject(import(`safe-session${entry.slice(1)}`));
  });
