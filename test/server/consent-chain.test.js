/** What somebody with the keys of the database can change, and what shows it. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import { recordHashOf } from '../../dist/core/consent-document.js';
import { generateReceiptKey, receiptSigner } from '../../dist/server/receipt-signer.js';
import { postgresForTests } from '../../scripts/postgres.js';
import { openStore, startPractice } from './support/practice.js';
import { answers } from './support/sample-consent.js';

const postgres = await postgresForTests();
after(() => postgres.stop());

for (const [where, open] of [
  ['the embedded database', () => openStore()],
  ['a PostgreSQL server', async () => openStore(await postgres.createDatabase())],
])
  describe(`the book of consent in ${where}`, { skip: where.includes('server') && postgres.skip }, () => {
    let store;
    let practice;
    let subject;
    let count = 0;

    before(async () => {
      store = await open();
      practice = await startPractice({ store });
    });
    after(async () => {
      await practice?.close();
      await store?.close();
    });
    beforeEach(() => {
      count += 1;
      subject = `subject-${count}`;
    });

    const clients = () => [{ subject }];
    const record = (client, contact = 'no') =>
      client.post('/consent/records', { answers: answers({ decisions: { contact } }) });
    const history = () => practice.handler.practice.consentHistory(subject);
    const faults = async () => (await history()).faults.map(({ fault }) => fault);

    /** Three records of one client. */
    const threeRecords = async () => {
      const { client } = await practice.meet({ clients: clients() });
      return [await record(client), await record(client, 'yes'), await record(client)].map(
        ({ record: { recordId } }) => recordId,
      );
    };

    /** What the owner of the tables can do, and nobody else. */
    const behindItsBack = (...statements) =>
      store.transaction(async (tx) => {
        await tx.script('alter table safe_session.consent_records disable trigger all');
        for (const [sql, values] of statements) await tx.query(sql, values);
        await tx.script('alter table safe_session.consent_records enable trigger all');
      });

    it('holds, however many write at once in two appointments of one client', async () => {
      const rooms = [
        await practice.meet({ clients: clients() }),
        await practice.meet({ clients: clients() }),
      ];
      await Promise.all(Array.from({ length: 20 }, (_, index) => record(rooms[index % 2].client)));
      const { entries } = await history();
      assert.equal(entries.length, 20);
      assert.deepEqual(await faults(), []);
      assert.deepEqual(
        entries.map((entry) => entry.record.supersedes),
        [null, ...entries.slice(0, -1).map((entry) => entry.record.recordId)],
        'each names the one before it',
      );
    });

    it('cannot be changed or emptied by the server’s own account', async () => {
      const [first] = await threeRecords();
      for (const [sql, values = []] of [
        [`update safe_session.consent_records set decided_at = now() where record_id = $1`, [first]],
        [`delete from safe_session.consent_records where record_id = $1`, [first]],
        [`truncate safe_session.consent_records`],
      ])
        await assert.rejects(store.query(sql, values), { constraint: 'consent_records_append_only' });
      assert.deepEqual(await faults(), []);
    });

    it('shows a record that was changed', async () => {
      const [, second] = await threeRecords();
      await behindItsBack([
        `update safe_session.consent_records
         set record = jsonb_set(record, '{decisions,0,decision}', '"decline"') where record_id = $1`,
        [second],
      ]);
      const { entries, faults: found } = await history();
      assert.deepEqual(found, [{ recordHash: entries[1].recordHash, fault: 'changed' }]);
    });

    it('shows a record that was taken out', async () => {
      const [, second] = await threeRecords();
      await behindItsBack([`delete from safe_session.consent_records where record_id = $1`, [second]]);
      assert.deepEqual(await faults(), ['missing']);
    });

    it('shows a record that was changed and hashed anew, because nobody else can sign it', async () => {
      const [, , third] = await threeRecords();
      const { entries } = await history();
      const { record: kept, previousHash } = entries[2];
      const changed = { ...kept, decidedAt: '2020-01-01T00:00:00.000Z' };
      const recordHash = await recordHashOf(changed, previousHash);
      const stranger = await receiptSigner([await generateReceiptKey()]);
      const change = `update safe_session.consent_records set record = $2, record_hash = $3 where record_id = $1`;
      await behindItsBack([change, [third, changed, recordHash]]);
      assert.deepEqual(await faults(), ['forged']);
      const signature = await stranger.sign({ recordHash, previousHash });
      await behindItsBack([
        `update safe_session.consent_records set signature = $2 where record_id = $1`,
        [third, signature],
      ]);
      assert.deepEqual(await faults(), ['forged']);
    });

    it('shows two records that were exchanged', async () => {
      const [first, second] = await threeRecords();
      await behindItsBack([
        `update safe_session.consent_records a set record = b.record from safe_session.consent_records b
         where a.record_id in ($1, $2) and b.record_id in ($1, $2) and a.record_id <> b.record_id`,
        [first, second],
      ]);
      assert.deepEqual(await faults(), ['changed', 'changed']);
    });

    it('shows a chain that was given to somebody else', async () => {
      await threeRecords();
      await behindItsBack([
        `update safe_session.consent_records set subject = 'somebody-else' where subject = $1`,
        [subject],
      ]);
      const { faults: found } = await practice.handler.practice.consentHistory('somebody-else');
      assert.deepEqual([...new Set(found.map(({ fault }) => fault))], ['changed']);
      await behindItsBack([`delete from safe_session.consent_records where subject = 'somebody-else'`]);
    });

    it('shows a text that was changed or taken away afterwards', async () => {
      await threeRecords();
      const [{ hash }] = await store.query(
        `select shown_hash as hash from safe_session.consent_records where subject = $1 limit 1`,
        [subject],
      );
      const [{ shown }] = await store.query(
        'select shown from safe_session.shown_documents where hash = $1',
        [hash],
      );
      const setText = (text) =>
        store.query('update safe_session.shown_documents set shown = $2 where hash = $1', [hash, text]);
      await setText({ ...shown, title: 'Another title' });
      assert.deepEqual(await faults(), ['text-changed', 'text-changed', 'text-changed']);
      await setText(shown);
      assert.deepEqual(await faults(), []);
      await store.query('delete from safe_session.shown_documents where hash = $1', [hash]);
      assert.deepEqual(await faults(), ['text-changed', 'text-changed', 'text-changed']);
      await store.query('insert into safe_session.shown_documents (hash, shown) values ($1, $2)', [
        hash,
        shown,
      ]);
    });

    it('keeps a hash, a signature and the reason of what was lawfully deleted, and still holds', async () => {
      const [, second] = await threeRecords();
      const forget = `/practice/consent/records/${second}/forget`;
      await practice.backEnd().post(forget, { because: 'Asked for by the client', forGood: true });
      const { entries, deletions, faults: found } = await history();
      assert.deepEqual(found, []);
      assert.equal(entries[1].record, null);
      assert.deepEqual(
        deletions.map(({ recordHash, because }) => [recordHash, because]),
        [[entries[1].recordHash, 'Asked for by the client']],
      );
      assert.equal(
        await practice.backEnd().refusal('POST', forget, { because: 'Again', forGood: true }),
        'not-found',
      );
    });

    it('that loses the consent which media need ends an admission', async () => {
      const { client, therapist } = await practice.admitted({ clients: clients() });
      const { entries } = await history();
      await practice.handler.practice.forgetConsent(entries[0].record.recordId, 'Asked for by the client');
      await therapist.line.fact({ type: 'person-state', person: client.person, state: 'expected' });
      assert.equal(await client.refusal('POST', '/pass'), 'not-allowed');
    });

    it('keeps what was on a screen for as long as a record names it', async () => {
      const { client } = await practice.meet({ clients: clients() });
      const danish = { answers: answers({ language: 'da' }) };
      const ids = [
        await client.post('/consent/records', danish),
        await client.post('/consent/records', danish),
      ];
      const texts = () =>
        store.query(`select 1 from safe_session.shown_documents where shown->>'language' = 'da'`);
      const forget = (index) =>
        practice.handler.practice.forgetConsent(ids[index].record.recordId, 'Asked for by the client');
      await forget(0);
      assert.equal((await texts()).length, 1);
      await forget(1);
      assert.equal((await texts()).length, 0);
    });

    it('loses no text to a job that runs while it is recorded', async () => {
      const { client } = await practice.meet({ clients: clients() });
      await Promise.all([
        ...Array.from({ length: 10 }, () =>
          client.post('/consent/records', { answers: answers({ language: 'da' }) }),
        ),
        ...Array.from({ length: 10 }, async () => {
          const { record: kept } = await record(client);
          await practice.handler.practice.forgetConsent(kept.recordId, 'Asked for by the client');
        }),
      ]);
      assert.deepEqual(await faults(), []);
    });
  });
