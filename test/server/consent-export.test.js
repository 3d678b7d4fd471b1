/** Checks an export as its reader would: by what the file says of itself, and with none of our code. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';

import { compactVerify, decodeProtectedHeader, exportJWK, generateKeyPair, importJWK } from 'jose';

import { loadSources } from './fhir/support/load-sources.js';
import {
  EVERYTHING,
  KEYS,
  PRACTICE,
  sampleFacts,
  withDeleted,
  withdrawn,
} from './fhir/support/sample-ledger.js';

const { consentExport } = await loadSources('server/consent-export.ts');

/** RFC 8785 for values without numbers that need more thought, of which an export has none. */
const canonical = (value) =>
  JSON.stringify(value, (_, member) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );

const hashOf = (value) => createHash('sha256').update(canonical(value), 'utf8').digest('hex');

const sampleExportFacts = async () => ({
  ...(await sampleFacts({ decisions: EVERYTHING }, withdrawn('research'), { decisions: EVERYTHING })),
  keys: KEYS,
});

/** What somebody with the file alone finds wrong. */
async function problemsIn({ entries, shown, keys }) {
  const problems = [];
  for (const [index, { record, recordHash, previousHash, signature }] of entries.entries()) {
    if (previousHash !== (entries[index - 1]?.recordHash ?? null)) problems.push(`${index}: order`);
    const { kid } = decodeProtectedHeader(signature);
    const key = await importJWK(keys.find((one) => one.kid === kid));
    const { payload } = await compactVerify(signature, key);
    if (new TextDecoder().decode(payload) !== canonical({ previousHash, recordHash }))
      problems.push(`${index}: server`);
    if (!record) continue;
    const { hash } = record.document;
    if (hashOf(shown[hash]) !== hash) problems.push(`${index}: text`);
    if (hashOf({ previousHash, record }) !== recordHash) problems.push(`${index}: record`);
  }
  return problems;
}

/** As it comes out of a file, after somebody changed it. */
const tampered = async (change) => {
  const file = JSON.parse(JSON.stringify(consentExport(await sampleExportFacts())));
  change(file);
  return problemsIn(file);
};

describe('the export of consent as our own JSON', () => {
  it('can be checked with the file alone', async () => {
    assert.deepEqual(await tampered(() => undefined), []);
  });

  it('shows a changed character of the text', async () => {
    const problems = await tampered(({ shown }) => (Object.values(shown)[0].topics[0].text += '.'));
    assert.deepEqual(problems, ['0: text', '1: text', '2: text']);
  });

  it('shows a changed answer', async () => {
    const problems = await tampered(({ entries }) => (entries[1].record.decisions[0].decision = 'yes'));
    assert.deepEqual(problems, ['1: record']);
  });

  it('shows a changed answer under a hash that was made anew', async () => {
    const problems = await tampered(({ entries: [, , last] }) => {
      last.record.decisions[0].decision = 'decline';
      last.recordHash = hashOf({ previousHash: last.previousHash, record: last.record });
    });
    assert.deepEqual(problems, ['2: server']);
  });

  it('shows a record that was taken out', async () => {
    assert.deepEqual(await tampered(({ entries }) => entries.splice(1, 1)), ['1: order']);
  });

  it('keeps the order checkable where a record was lawfully deleted', async () => {
    const file = consentExport(withDeleted(await sampleExportFacts(), 1));
    assert.equal(file.entries[1].record, null);
    assert.deepEqual(await problemsIn(file), []);
  });

  it('holds no text that no record names', async () => {
    const { documents, ...facts } = await sampleExportFacts();
    const [[hash, shown]] = Object.entries(documents);
    const file = consentExport({ ...facts, documents: { [hash]: shown, other: shown } });
    assert.deepEqual(Object.keys(file.shown), [hash]);
    assert.deepEqual(file.practice, PRACTICE);
  });

  it('refuses to be made without a text, or with a key that is not public', async () => {
    const facts = await sampleExportFacts();
    assert.throws(() => consentExport({ ...facts, documents: {} }), { name: 'TypeError' });
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const keys = [await exportJWK(privateKey)];
    assert.throws(() => consentExport({ ...facts, keys }), { name: 'TypeError', message: /public/ });
  });

  it('tells in the file how it is checked', async () => {
    const told = consentExport(await sampleExportFacts()).howToCheck.join('\n');
    for (const name of ['shown[record.document.hash]', 'recordHash', 'previousHash', 'RFC 8785', 'RFC 7515'])
      assert.ok(told.includes(name), name);
  });
});
