import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { exportJWK, generateKeyPair } from 'jose';

import { loadSource } from './support/load-source.js';

/** What the document tells a reader to save and run. */
const [, CHECK] = /```js\n(.*?)```/s.exec(readFileSync('docs/consent-receipt.md', 'utf8'));

const { examples, makeReceipt, receiptSigner, recordHashOf, shownDocument } = await loadSource(`
  export { makeReceipt, recordHashOf } from './src/core/consent-document.ts';
  export { shownDocument } from './src/core/consent-shown.ts';
  export { receiptSigner } from './src/server/receipt-signer.ts';
  export { examples } from './src/examples/consent-form.ts';
`);

describe('the check of a receipt as it is written down', () => {
  let folder;
  let receipt;
  let keys;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'receipt-'));
    writeFileSync(join(folder, 'check-receipt.mjs'), CHECK);
    const own = async () => exportJWK((await generateKeyPair('EdDSA', { extractable: true })).privateKey);
    const signer = await receiptSigner([await own(), await own()]);
    keys = signer.keys;
    const { document, records } = examples['signed, held by the practice'].consent;
    const [record] = records;
    const previousHash = 'b'.repeat(64);
    const recordHash = await recordHashOf(record, previousHash);
    const signature = await signer.sign({ recordHash, previousHash });
    receipt = makeReceipt(record, shownDocument(document, 'en', []), { recordHash, previousHash, signature });
  });
  after(() => rmSync(folder, { recursive: true }));

  /** The lines it prints, and whether it is content. */
  const check = (file, keySet = keys) => {
    const path = (name, value) => {
      writeFileSync(join(folder, name), JSON.stringify(value, null, 2));
      return join(folder, name);
    };
    const files = [path('my-copy.json', file), path('keys.json', keySet)];
    try {
      return { holds: true, said: execFileSync('node', [join(folder, 'check-receipt.mjs'), ...files], RUN) };
    } catch ({ stdout }) {
      return { holds: false, said: stdout };
    }
  };
  const RUN = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] };

  it('holds for a receipt that our server has signed', () => {
    const { holds, said } = check(receipt);
    assert.ok(holds, said);
    assert.equal(said.match(/^yes/gm).length, 4);
  });

  it('notices a changed text, a changed answer, a changed place in the order, and a key of somebody else', async () => {
    const changed = (change) => {
      const copy = structuredClone(receipt);
      change(copy);
      return copy;
    };
    const stranger = await receiptSigner([
      await exportJWK((await generateKeyPair('EdDSA', { extractable: true })).privateKey),
    ]);
    const cases = {
      'The text is the one': [changed(({ shown }) => (shown.topics[0].text += '.'))],
      'The answers are about this text': [changed(({ shown }) => (shown.language = 'da'))],
      'The answers are the ones': [changed(({ record }) => (record.decisions[0].decision = 'decline'))],
      'The server of the practice': [receipt, stranger.keys],
    };
    for (const [line, given] of Object.entries(cases)) {
      const { holds, said } = check(...given);
      assert.equal(holds, false, line);
      assert.match(said, new RegExp(`^NO   ${line}`, 'm'));
    }
    const moved = check(changed(({ proof }) => (proof.previousHash = null)));
    assert.match(moved.said, /^NO {3}The answers are the ones/m);
    assert.match(moved.said, /^NO {3}The server of the practice/m);
  });

  it('takes no other way of signing for ours', () => {
    const [, payload] = receipt.proof.signature.split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'none', kid: keys.keys[0].kid })).toString('base64url');
    const forged = { ...receipt, proof: { ...receipt.proof, signature: `${header}.${payload}.` } };
    assert.match(check(forged).said, /^NO {3}The server of the practice/m);
  });

  it('says that nobody has signed a rehearsal', () => {
    const { holds, said } = check({ ...receipt, proof: null });
    assert.equal(holds, false);
    assert.match(said, /^yes {2}The text is the one/m);
  });
});
