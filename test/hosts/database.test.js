import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import pg from 'pg';

import {
  createSessionHandler,
  generateReceiptKey,
  openDatabase,
  tabMedia,
} from '../../dist/server/public.js';
import { findPostgres, postgresForTests } from '../../scripts/postgres.js';

/** As a practice sets it up: word for word from the page that says how. */
const GUIDE = readFileSync('docs/deployment.md', 'utf8');
const ROLES = /```sql\n(.*?)```/s.exec(GUIDE)[1];
const DUMP = /`pg_dump (--format=custom --schema=safe_session)`/.exec(GUIDE)[1].split(' ');
const CONSENT = JSON.parse(readFileSync('demo/site/consent-demo.json', 'utf8'));

const postgres = await postgresForTests();
after(() => postgres.stop());

describe('the database of a practice', { skip: postgres.skip, timeout: 120_000 }, () => {
  // Roles belong to the whole server, which may be somebody's own.
  const mark = randomBytes(4).toString('hex');
  const [owner, app] = [`safe_session_owner_${mark}`, `safe_session_app_${mark}`];
  const password = randomBytes(12).toString('hex');
  const folder = mkdtempSync(join(tmpdir(), 'dump-'));
  const open = [];
  const databases = [];
  let url;
  let receiptKey;
  let records;

  const inDatabase = async (where, ...statements) => {
    const client = new pg.Client(where);
    await client.connect();
    try {
      let rows;
      for (const statement of statements) ({ rows } = await client.query(statement));
      return rows;
    } finally {
      await client.end();
    }
  };
  const as = (username, where = url) => Object.assign(new URL(where), { username, password }).href;
  const handlerAt = async (where, receiptKeys = [receiptKey]) => {
    const store = await openDatabase({ url: where });
    open.push(store);
    const handler = await createSessionHandler({
      store,
      media: tabMedia(),
      demo: true,
      retention: { appointments: 30, consentRecords: 30, audit: 0 },
      allowedOrigins: ['https://practice.example'],
      consent: { documents: [CONSENT] },
      secrets: { practiceKeys: [], receiptKeys },
    });
    await handler.migrate();
    return { store, handler };
  };

  const newDatabase = async () => {
    const where = await postgres.createDatabase();
    databases.push(where);
    return where;
  };

  before(async () => {
    url = await newDatabase();
    receiptKey = await generateReceiptKey();
    await inDatabase(
      url,
      ROLES.replaceAll('safe_session_owner', owner).replaceAll('safe_session_app', app),
      `alter role ${owner} password '${password}'; alter role ${app} password '${password}'`,
    );
    await handlerAt(as(owner));
  });
  after(async () => {
    for (const store of open) await store.close();
    for (const where of databases)
      await inDatabase(where, `drop owned by ${app} cascade`, `drop owned by ${owner} cascade`);
    await inDatabase(url, `drop role ${owner}, ${app}`);
    rmSync(folder, { recursive: true });
  });

  it('lets the role of the server do all that it has to', async () => {
    const { store, handler } = await handlerAt(as(app));
    const heard = [];
    await store.listen('safe_session_changes', (appointment) => heard.push(appointment));
    records = await threeRecords(handler);
    await handler.practice.forgetConsent(records[1], 'asked for');
    const { audit } = await handler.runJobs();
    assert.ok(audit > 0, 'what is past its time in the audit is deleted');
    assert.deepEqual(await faultsIn(handler), []);
    assert.ok(heard.length > 0);
  });

  it('keeps that role from changing a record, emptying a table, or switching off what keeps it', async () => {
    const forbidden = [
      `update safe_session.consent_records set subject = 'another'`,
      'delete from safe_session.consent_records',
      'truncate safe_session.consent_records',
      'truncate safe_session.audit',
      'alter table safe_session.consent_records disable trigger all',
      'create table safe_session.mine ()',
    ];
    for (const statement of forbidden) await assert.rejects(inDatabase(as(app), statement), Error, statement);
  });

  // A dump is made by programs of the server's own version, which are there where it runs.
  const { kind, folder: programs } = findPostgres() ?? {};
  const skip = kind === 'programs' ? false : 'no pg_dump of this server';

  it(
    'restores from a dump with chains that hold, and only with every key that has signed',
    { skip },
    async () => {
      const file = join(folder, 'dump');
      execFileSync(join(programs, 'pg_dump'), [...DUMP, `--file=${file}`, url]);
      const restored = await newDatabase();
      execFileSync(join(programs, 'pg_restore'), ['--exit-on-error', `--dbname=${restored}`, file]);

      const { x, kty, crv } = receiptKey;
      const changed = await handlerAt(as(app, restored), [await generateReceiptKey(), { kty, crv, x }]);
      const { entries, faults } = await changed.handler.practice.consentHistory('sample-subject');
      assert.deepEqual(faults, []);
      assert.deepEqual(
        entries.map(({ record }) => record?.recordId),
        [records[0], undefined, records[2]],
      );
      const lost = await handlerAt(as(app, restored), [await generateReceiptKey()]);
      assert.deepEqual(
        (await faultsIn(lost.handler)).map(({ fault }) => fault),
        ['forged', 'forged', 'forged'],
      );
    },
  );
});

const faultsIn = async (handler) => (await handler.practice.consentHistory('sample-subject')).faults;

/** Of one client, as somebody enters them from paper. @returns {Promise<string[]>} their ids */
async function threeRecords({ practice }) {
  const { id, people } = await practice.createAppointment({
    startsAt: Date.now(),
    endsAt: Date.now() + 3_600_000,
    people: [{ role: 'client', subject: 'sample-subject' }, { role: 'therapist' }],
    consentDocument: CONSENT.id,
  });
  const [{ id: topic, version }] = CONSENT.topics.filter(({ kind }) => kind === 'agreement');
  const ids = [];
  for (const decision of ['agree', 'decline', 'agree']) {
    const { record } = await practice.recordPaperConsent({
      appointment: id,
      person: people[0].id,
      language: 'en',
      decisions: [{ topic, version, decision }],
      signature: { name: 'Sample Client', statement: 'Signed on paper.' },
      signedAt: new Date().toISOString(),
    });
    ids.push(record.recordId);
  }
  return ids;
}
