/** What only a server can show: several instances, and connections that break. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { inspect } from 'node:util';

import { openDatabase } from '../../../dist/server/store/database.js';
import { migrate } from '../../../dist/server/store/migrations.js';
import { MIGRATIONS } from '../../../dist/server/store/migrations/every-migration.js';
import { postgresForTests } from '../../../scripts/postgres.js';
import { until } from '../../journeys/support/until.js';
import { heard } from './support/heard.js';
import { addRecord, addSession, sampleClient } from './support/sample-rows.js';
import { refusedBy, storeSuite } from './support/store-suite.js';

const postgres = await postgresForTests();
after(() => postgres.stop());

if (!postgres.skip) {
  storeSuite('the store on a PostgreSQL server', async ({ onError }) =>
    openDatabase({ url: await postgres.createDatabase(), onError }),
  );
}

describe('several instances on one PostgreSQL server', { skip: postgres.skip, timeout: 300_000 }, () => {
  let url;
  let here;
  let there;
  const errors = [];

  before(async () => {
    url = await postgres.createDatabase();
    [here, there] = await Promise.all([
      openDatabase({ url, onError: (error) => errors.push(error) }),
      openDatabase({ url }),
    ]);
  });
  after(() => Promise.all([here?.close(), there?.close()]));

  it('may start at once: each migration is applied by one of them', async () => {
    const more = Array.from({ length: 5 }, (_, index) => ({
      id: `000${index + 2}-sample`,
      sql: `create table safe_session.sample_${index} (id text); select pg_sleep(0.01)`,
    }));
    const all = [...MIGRATIONS, ...more];
    const instances = [here, there, here, there];
    const done = await Promise.all(instances.map((instance) => migrate(instance, all)));
    assert.deepEqual(
      done.flat().sort(),
      all.map(({ id }) => id),
    );
  });

  it('hear each other, and themselves', async () => {
    const [atHome, away] = [heard(), heard()];
    await here.listen('sample_both', atHome.listener);
    await there.listen('sample_both', away.listener);
    await here.query(`select pg_notify('sample_both', 'from here')`);
    await there.query(`select pg_notify('sample_both', 'from there')`);
    assert.deepEqual([await atHome.next(), await atHome.next()].sort(), ['from here', 'from there']);
    assert.deepEqual([await away.next(), await away.next()].sort(), ['from here', 'from there']);
  });

  it('cannot fork a chain of consent records, however many write at once', async () => {
    const subject = randomUUID();
    /** As the server does it: read the last hash, add, and read again when somebody was faster. */
    const append = async (database) => {
      for (;;) {
        const [last] = await database.query(
          'select record_hash from safe_session.consent_records where subject = $1 order by seq desc limit 1',
          [subject],
        );
        try {
          return await addRecord(database, subject, last?.record_hash ?? null);
        } catch (error) {
          if (error.constraint !== 'consent_records_one_successor') throw error;
        }
      }
    };
    await Promise.all(Array.from({ length: 20 }, (_, index) => append(index % 2 ? here : there)));
    const [{ length }] = await here.query(
      `with recursive chain as (
         select record_hash from safe_session.consent_records where subject = $1 and previous_hash is null
         union all
         select next.record_hash from safe_session.consent_records next
         join chain on next.subject = $1 and next.previous_hash = chain.record_hash
       )
       select count(*) as length from chain`,
      [subject],
    );
    assert.equal(length, 20);
  });

  it('let one of two sessions of a person be active, however close they come', async () => {
    const { person } = await sampleClient(here);
    const outcomes = await Promise.allSettled(
      [here, there, here, there].map((instance) => addSession(instance, person, 'active')),
    );
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    assert.equal(refused.length, 3);
    for (const { reason } of refused)
      assert.throws(() => {
        throw reason;
      }, refusedBy('sessions_one_active'));
  });

  it('run again what came out of order, so that both see what the other did', async () => {
    await here.script('create table shifts (name text primary key, on_call boolean)');
    await here.query(`insert into shifts values ('one', true), ('other', true)`);
    const bothHaveRead = barrier(2);
    let tries = 0;
    /** Each leaves only while somebody else stays: without serializable transactions both would go. */
    const leave = (database, name) =>
      database.transaction(async (tx) => {
        tries += 1;
        await tx.script('set transaction isolation level serializable');
        const [{ count }] = await tx.query('select count(*) as count from shifts where on_call');
        await bothHaveRead();
        if (count > 1) await tx.query('update shifts set on_call = false where name = $1', [name]);
      });
    await Promise.all([leave(here, 'one'), leave(there, 'other')]);
    assert.deepEqual(await here.query('select count(*) as count from shifts where on_call'), [{ count: 1 }]);
    assert.ok(tries > 2, `tried ${tries} times`);
  });

  it('get out of a deadlock', async () => {
    await here.script('create table pairs (name text primary key, hits int8 not null default 0)');
    await here.query(`insert into pairs (name) values ('left'), ('right')`);
    const bothHoldOne = barrier(2);
    const hit = (database, names) =>
      database.transaction(async (tx) => {
        await tx.query('update pairs set hits = hits + 1 where name = $1', [names[0]]);
        await bothHoldOne();
        await tx.query('update pairs set hits = hits + 1 where name = $1', [names[1]]);
      });
    await Promise.all([hit(here, ['left', 'right']), hit(there, ['right', 'left'])]);
    assert.deepEqual(await here.query('select distinct hits from pairs'), [{ hits: 2 }]);
  });

  it('listen again after the connection that listens was lost, and say that something may be missing', async () => {
    const told = heard();
    const reconnected = heard();
    await here.listen('sample_lost', told.listener, { onReconnect: () => reconnected.listener('again') });
    await terminate(there, `query ilike 'listen%'`);
    assert.equal(await reconnected.next(), 'again');
    await there.query(`select pg_notify('sample_lost', 'after')`);
    assert.equal(await told.next(), 'after');
    assert.ok(errors.some(({ code }) => code === 'unreachable'));
  });

  it('begin to listen also while the connection is being made anew', async () => {
    await terminate(there, `query ilike 'listen%'`);
    const told = heard();
    const stop = await here.listen('sample_meanwhile', told.listener);
    await there.query(`select pg_notify('sample_meanwhile', 'told')`);
    assert.equal(await told.next(), 'told');
    await stop();
  });

  it('survive the loss of a connection in the middle of a transaction', async () => {
    const { person } = await sampleClient(here);
    const work = here.transaction(async (tx) => {
      await tx.query(`update safe_session.people set role = 'lost' where id = $1`, [person]);
      const [{ pid }] = await tx.query('select pg_backend_pid() as pid');
      await terminate(there, `pid = ${pid}`);
      await until('the loss was noticed', () =>
        tx.query('select 1').then(
          () => false,
          () => true,
        ),
      );
    });
    await assert.rejects(work, { code: 'unreachable' });
    const roles = await here.query('select role from safe_session.people where id = $1', [person]);
    assert.deepEqual(roles, [{ role: 'client' }]);
  });

  it('survive the loss of connections that nobody uses', async () => {
    await Promise.all(Array.from({ length: 5 }, () => here.query('select pg_sleep(0.01)')));
    await terminate(there, 'true');
    await until('the pool has let go of them', () =>
      here.query('select 1').then(
        () => true,
        () => false,
      ),
    );
  });

  it('leave no connection behind when they are closed', async () => {
    const name = `closing-${randomUUID()}`;
    const closing = await openDatabase({ url: `${url}?application_name=${name}` });
    await closing.listen('sample_closing', () => undefined);
    await Promise.all(Array.from({ length: 5 }, () => closing.query('select 1')));
    const connections = async () =>
      (
        await here.query('select count(*) as count from pg_stat_activity where application_name = $1', [name])
      )[0].count;
    assert.ok((await connections()) > 1);
    await closing.close();
    await until('all connections are gone', connections, (count) => count === 0);
  });

  it('give up the attempt to listen again when they are closed', async () => {
    const losses = [];
    const closing = await openDatabase({
      url: await postgres.createDatabase(),
      onError: (error) => losses.push(error),
    });
    const [{ name }] = await closing.query('select current_database() as name');
    await closing.listen('sample_closing', () => undefined);
    await here.script(`alter database ${name} allow_connections false`);
    await terminate(closing, 'true');
    await until('the loss was noticed', () => losses.length);
    const listening = closing.listen('sample_other', () => undefined);
    await Promise.all([closing.close(), assert.rejects(listening, { code: 'closed' })]);
  });
});

describe('a PostgreSQL server that cannot be reached', () => {
  for (const [what, url] of [
    ['refuses the connection', 'postgres://sample:not-a-secret@127.0.0.1:1/sample'],
    ['has a name that stands for several addresses', 'postgres://sample:not-a-secret@localhost:1/sample'],
    ['has a URL that cannot be read', 'postgres://sample:not-a-secret@127.0.0.1:port/sample'],
  ])
    it(`${what}, and its password is in no error`, async () => {
      await assert.rejects(openDatabase({ url }), (error) => {
        assert.equal(error.code, 'unreachable');
        assert.match(error.message, /ECONNREFUSED|Invalid URL/);
        assert.doesNotMatch(inspect(error, { depth: null, showHidden: true }), /not-a-secret/);
        return true;
      });
    });
});

/** Ends connections to the database of `from`, other than its own. */
async function terminate(from, which) {
  await from.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and (${which})`,
  );
}

/** Resolves for everybody when the last of them has come; those who come again need not wait. */
function barrier(count) {
  const waiting = [];
  let come = 0;
  return () => {
    come += 1;
    if (come >= count) waiting.splice(0).forEach((go) => go());
    else return new Promise((go) => waiting.push(go));
  };
}
