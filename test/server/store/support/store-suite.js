/** What holds for the store whichever PostgreSQL it stands on. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { inspect } from 'node:util';

import { migrate } from '../../../../dist/server/store/migrations.js';
import { MIGRATIONS } from '../../../../dist/server/store/migrations/every-migration.js';
import { StoreError } from '../../../../dist/server/store/store-error.js';
import { heard } from './heard.js';
import { addAuditEntry, addRecord, addSession, sampleClient } from './sample-rows.js';

/** Matches a refusal by the constraint that was violated. */
export const refusedBy = (constraint) => ({ name: 'StoreError', code: 'refused', constraint });

/**
 * @param {string} name
 * @param {(options: { onError: (error: unknown) => void }) => Promise<import('../../../../dist/server/store/database.js').Database>} open
 *   an empty database
 */
export function storeSuite(name, open) {
  // A notification that never comes is a failure, and not a test that hangs.
  describe(name, { timeout: 300_000 }, () => {
    let database;
    const errors = [];

    before(async () => {
      database = await open({ onError: (error) => errors.push(error) });
      await database.script('create table notes (id text primary key, words text)');
      await migrate(database);
    });
    after(() => database?.close());

    const noteOf = async (id) =>
      (await database.query('select words from notes where id = $1', [id]))[0]?.words;
    const write = (queryable, id, words) =>
      queryable.query('insert into notes (id, words) values ($1, $2)', [id, words]);

    describe('values', () => {
      const roundTrip = async (type, value) =>
        (await database.query(`select $1::${type} as value`, [value]))[0].value;

      it('gives whole numbers as numbers, and as text where a number would be wrong', async () => {
        assert.equal(await roundTrip('int8', 42), 42);
        assert.equal(await roundTrip('int4', 42), 42);
        assert.equal(await roundTrip('int8', Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
        assert.equal(await roundTrip('int8', 9007199254740993n), '9007199254740993');
        assert.deepEqual(await database.query('select count(*) as count from notes where false'), [
          { count: 0 },
        ]);
      });

      it('gives a moment as a date, to the millisecond', async () => {
        const moment = new Date('2030-03-31T01:30:00.123Z');
        assert.deepEqual(await roundTrip('timestamptz', moment), moment);
        assert.deepEqual(await roundTrip('timestamptz', '2030-03-31T03:30:00.123+02:00'), moment);
      });

      it('gives JSON as what was put in', async () => {
        const object = { words: 'Blåbærgrød "€" \\ \n', list: [1, null, { deep: true }], none: null };
        assert.deepEqual(await roundTrip('jsonb', object), object);
        assert.deepEqual(await roundTrip('jsonb', JSON.stringify([object])), [object]);
        assert.deepEqual(await roundTrip('jsonb', '"text"'), 'text');
        assert.equal(await roundTrip('jsonb', null), null);
      });

      it('gives bytes as a plain Uint8Array', async () => {
        const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
        const back = await roundTrip('bytea', bytes);
        assert.equal(Object.getPrototypeOf(back), Uint8Array.prototype);
        assert.deepEqual(back, bytes);
        assert.deepEqual(
          await roundTrip('bytea', Buffer.from('sample')),
          new Uint8Array(Buffer.from('sample')),
        );
        assert.deepEqual(await roundTrip('bytea', new Uint8Array()), new Uint8Array());
      });

      it('takes lists, booleans, text, and nothing', async () => {
        assert.deepEqual(await roundTrip('text[]', ['a', 'b,"\\', null]), ['a', 'b,"\\', null]);
        assert.equal(await roundTrip('boolean', true), true);
        assert.equal(await roundTrip('float8', 0.25), 0.25);
        assert.equal(await roundTrip('text', "Robert'); --"), "Robert'); --");
        assert.equal(await roundTrip('text', undefined), null);
      });

      it('refuses an invalid date', async () => {
        await assert.rejects(roundTrip('timestamptz', new Date(Number.NaN)), RangeError);
      });

      it('runs one statement only, so that nothing can be appended to it', async () => {
        await assert.rejects(database.query('select 1; select 2'), { code: 'refused', sqlState: '42601' });
      });
    });

    describe('transactions', () => {
      it('keep what was done when the work resolves', async () => {
        const given = await database.transaction(async (tx) => {
          await write(tx, 'kept', 'kept');
          return 'given back';
        });
        assert.equal(given, 'given back');
        assert.equal(await noteOf('kept'), 'kept');
      });

      it('undo everything when the work rejects, and pass on its reason untouched', async () => {
        const reason = new RangeError('the reason of the work');
        const work = database.transaction(async (tx) => {
          await write(tx, 'undone', 'undone');
          throw reason;
        });
        await assert.rejects(work, (error) => error === reason);
        assert.equal(await noteOf('undone'), undefined);
      });

      it('reject when the work has swallowed an error of the database', async () => {
        const work = database.transaction(async (tx) => {
          await write(tx, 'swallowed', 'before');
          await tx.query('select 1 / 0').catch(() => undefined);
        });
        await assert.rejects(work, { code: 'refused', sqlState: '25P02' });
        assert.equal(await noteOf('swallowed'), undefined);
      });

      it('cannot be used after their end', async () => {
        const kept = await database.transaction((tx) => Promise.resolve(tx));
        await assert.rejects(write(kept, 'late', 'late'), { code: 'closed' });
        await assert.rejects(kept.script('select 1'), { code: 'closed' });
        const failed = {};
        await database
          .transaction((tx) => {
            failed.tx = tx;
            return Promise.reject(new Error('no'));
          })
          .catch(() => undefined);
        await assert.rejects(write(failed.tx, 'late', 'late'), { code: 'closed' });
      });

      it('are tried again when the database asks for it', async () => {
        const answers = ['40001', '40P01'];
        let tries = 0;
        await database.transaction(async (tx) => {
          tries += 1;
          await write(tx, 'tried-again', `at try ${tries}`);
          const sqlState = answers.shift();
          if (sqlState) await tx.script(`do $$ begin raise exception using errcode = '${sqlState}'; end $$`);
        });
        assert.equal(await noteOf('tried-again'), 'at try 3');
      });

      it('are not tried for ever', async () => {
        let tries = 0;
        const work = database.transaction((tx) => {
          tries += 1;
          return tx.script(`do $$ begin raise exception using errcode = '40001'; end $$`);
        });
        await assert.rejects(work, { code: 'refused', sqlState: '40001' });
        assert.ok(tries > 2 && tries < 20, `tried ${tries} times`);
      });

      it('are not tried again for any other reason', async () => {
        let tries = 0;
        await assert.rejects(
          database.transaction((tx) => {
            tries += 1;
            return tx.query('select 1 / 0');
          }),
          { sqlState: '22012' },
        );
        assert.equal(tries, 1);
      });

      it('may stand side by side without losing anything', async () => {
        await write(database, 'counter', '0');
        const addOne = () =>
          database.transaction(async (tx) => {
            const [{ words }] = await tx.query(`select words from notes where id = 'counter' for update`);
            await tx.query(`update notes set words = $1 where id = 'counter'`, [Number(words) + 1]);
          });
        await Promise.all(Array.from({ length: 25 }, addOne));
        assert.equal(await noteOf('counter'), '25');
      });
    });

    describe('errors', () => {
      const SECRET = 'Sample Client, 555-0134';

      const caught = async (promise) => {
        const error = await promise.then(
          () => assert.fail('nothing was refused'),
          (reason) => reason,
        );
        assert.ok(error instanceof StoreError);
        return error;
      };

      it('name the constraint and say nothing of what was entered', async () => {
        await write(database, SECRET, SECRET);
        const error = await caught(write(database, SECRET, SECRET));
        assert.equal(error.code, 'refused');
        assert.equal(error.sqlState, '23505');
        assert.equal(error.constraint, 'notes_pkey');
        assert.doesNotMatch(inspect(error, { depth: null, showHidden: true }), /Sample Client|555/);
      });

      it('say nothing of a value that could not be read', async () => {
        for (const type of ['int8', 'jsonb', 'timestamptz', 'boolean']) {
          const error = await caught(database.query(`select ($1::text)::${type}`, [SECRET]));
          assert.doesNotMatch(inspect(error, { depth: null, showHidden: true }), /Sample Client|555/);
        }
      });

      it('tell a programmer what is wrong with a statement', async () => {
        const error = await caught(database.query('select * from no_such_table'));
        assert.match(error.message, /no_such_table/);
      });
    });

    describe('notifications', () => {
      const notify = (queryable, channel, payload) =>
        queryable.query('select pg_notify($1, $2)', [channel, payload]);

      it('come with the commit, in their order, to everybody who listens to the channel', async () => {
        const [first, second, elsewhere] = [heard(), heard(), heard()];
        const stops = await Promise.all([
          database.listen('sample_changes', first.listener),
          database.listen('sample_changes', second.listener),
          database.listen('sample_elsewhere', elsewhere.listener),
        ]);
        await database.transaction(async (tx) => {
          await notify(tx, 'sample_changes', 'one');
          await notify(tx, 'sample_changes', 'two');
        });
        await notify(database, 'sample_elsewhere', 'end');
        assert.deepEqual([await first.next(), await first.next()], ['one', 'two']);
        assert.deepEqual([await second.next(), await second.next()], ['one', 'two']);
        assert.equal(await elsewhere.next(), 'end');
        assert.deepEqual(elsewhere.waiting(), []);
        await Promise.all(stops.map((stop) => stop()));
      });

      it('do not come from a transaction that was undone', async () => {
        const told = heard();
        const stop = await database.listen('sample_undone', told.listener);
        await database
          .transaction(async (tx) => {
            await notify(tx, 'sample_undone', 'never');
            throw new Error('no');
          })
          .catch(() => undefined);
        await notify(database, 'sample_undone', 'after');
        assert.equal(await told.next(), 'after');
        await stop();
      });

      it('end with the listening, for the one who stops alone', async () => {
        const [leaving, staying] = [heard(), heard()];
        const stop = await database.listen('sample_ending', leaving.listener);
        const stopStaying = await database.listen('sample_ending', staying.listener);
        await stop();
        await stop();
        await notify(database, 'sample_ending', 'after');
        assert.equal(await staying.next(), 'after');
        assert.deepEqual(leaving.waiting(), []);
        await stopStaying();
      });

      it('reach the others when a listener throws', async () => {
        const told = heard();
        const fault = new Error('the listener is at fault');
        const stops = [
          await database.listen('sample_fault', () => {
            throw fault;
          }),
          await database.listen('sample_fault', told.listener),
        ];
        await notify(database, 'sample_fault', 'still told');
        assert.equal(await told.next(), 'still told');
        assert.ok(errors.includes(fault));
        for (const stop of stops) await stop();
      });

      it('are refused on a channel whose name is no plain name', async () => {
        for (const channel of ['', 'With Capitals', 'a; drop table notes', 'x'.repeat(64)])
          await assert.rejects(
            database.listen(channel, () => undefined),
            TypeError,
          );
      });
    });

    describe('migrations', () => {
      it('are applied once', async () => {
        assert.deepEqual(await migrate(database), []);
        const applied = await database.query('select id, checksum from safe_session.migrations order by id');
        assert.deepEqual(
          applied.map(({ id }) => id),
          MIGRATIONS.map(({ id }) => id),
        );
        for (const { checksum } of applied) assert.match(checksum, /^[0-9a-f]{64}$/);
      });

      it('keep to the schema safe_session', async () => {
        const outside = await database.query(
          `select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
           where nspname = 'public' and relkind in ('r', 'v', 'S') and relname <> 'notes'`,
        );
        assert.deepEqual(outside, []);
      });

      it('are refused when one was changed after it had been applied', async () => {
        const changed = MIGRATIONS.map(({ id, sql }) => ({ id, sql: `${sql}\n-- a change` }));
        await assert.rejects(migrate(database, changed), {
          code: 'migration-changed',
          message: /0001-beginning was changed/,
        });
      });

      it('are refused when the database knows one that this version does not', async () => {
        await assert.rejects(migrate(database, []), { code: 'migration-unknown', message: /0001-beginning/ });
      });

      it('leave nothing behind when one fails, and go on from there once it is right', async () => {
        const first = { id: '0002-first', sql: 'create table safe_session.first (id text)' };
        const half = 'create table safe_session.half (id text);';
        const wrong = { id: '0003-second', sql: `${half} select 1 / 0` };
        const right = { id: '0003-second', sql: `${half} create table safe_session.other (id text)` };
        await assert.rejects(migrate(database, [...MIGRATIONS, first, wrong]), { sqlState: '22012' });
        assert.deepEqual(await database.query(`select to_regclass('safe_session.half') as half`), [
          { half: null },
        ]);
        assert.deepEqual(await migrate(database, [...MIGRATIONS, first, right]), ['0003-second']);
        await database.script(`
          drop table safe_session.first, safe_session.half, safe_session.other;
          delete from safe_session.migrations where id > '0002'`);
      });
    });

    describe('consent records', () => {
      it('form one chain for each subject', async () => {
        const subject = randomUUID();
        const first = await addRecord(database, subject, null);
        const second = await addRecord(database, subject, first);
        await addRecord(database, subject, second);
        await addRecord(database, randomUUID(), null);
      });

      it('cannot begin a second chain, fork, or follow what is not there', async () => {
        const subject = randomUUID();
        const first = await addRecord(database, subject, null);
        await addRecord(database, subject, first);
        const oneSuccessor = refusedBy('consent_records_one_successor');
        await assert.rejects(addRecord(database, subject, null), oneSuccessor);
        await assert.rejects(addRecord(database, subject, first), oneSuccessor);
        const known = refusedBy('consent_records_known_predecessor');
        await assert.rejects(addRecord(database, subject, 'f'.repeat(64)), known);
        const elsewhere = await addRecord(database, randomUUID(), null);
        await assert.rejects(addRecord(database, subject, elsewhere), known);
        await assert.rejects(
          addRecord(database, randomUUID(), 'e'.repeat(64), 'e'.repeat(64)),
          refusedBy('consent_records_not_its_own_predecessor'),
        );
      });

      it('are never changed, deleted or emptied', async () => {
        const hash = await addRecord(database, randomUUID(), null);
        const appendOnly = refusedBy('consent_records_append_only');
        const change = (set) =>
          database.query(`update safe_session.consent_records set ${set} where record_hash = $1`, [hash]);
        await assert.rejects(change(`record = '{"decisions": ["changed"]}'`), appendOnly);
        await assert.rejects(change(`decided_at = now()`), appendOnly);
        await assert.rejects(change(`signature = 'another'`), appendOnly);
        await assert.rejects(
          database.query('delete from safe_session.consent_records where record_hash = $1', [hash]),
          appendOnly,
        );
        await assert.rejects(database.query('truncate safe_session.consent_records'), appendOnly);
        const [{ record }] = await database.query(
          'select record from safe_session.consent_records where record_hash = $1',
          [hash],
        );
        assert.deepEqual(record, { decisions: [] });
      });

      it('can be deleted down to a tombstone, with a reason, once', async () => {
        const subject = randomUUID();
        const hash = await addRecord(database, subject, null);
        const change = (set) =>
          database.query(`update safe_session.consent_records set ${set} where record_hash = $1`, [hash]);
        const withReason = refusedBy('consent_records_deleted_with_reason');
        const appendOnly = refusedBy('consent_records_append_only');
        const tombstone = `record = null, deleted_at = now(), deleted_because = 'retention'`;
        await assert.rejects(change('record = null'), withReason);
        await assert.rejects(change('record = null, deleted_at = now()'), withReason);
        await assert.rejects(change(`${tombstone}, signature = 'another'`), appendOnly);
        await assert.rejects(change(`${tombstone}, previous_hash = 'another'`), appendOnly);
        await change(tombstone);
        await assert.rejects(change(`deleted_because = 'another'`), appendOnly);
        await assert.rejects(change(`record = '{}', deleted_at = null, deleted_because = null`), appendOnly);
        await addRecord(database, subject, hash);
      });

      it('outlive their appointment', async () => {
        const { appointment, person } = await sampleClient(database);
        const subject = randomUUID();
        await addRecord(database, subject, null);
        await addAuditEntry(database, appointment, '2030-01-15T10:00Z');
        await addSession(database, person, 'active');
        await database.query('delete from safe_session.appointments where id = $1', [appointment]);
        const count = async (sql, value) => (await database.query(sql, [value]))[0].count;
        const countOf = (table, column, value) =>
          count(`select count(*) as count from safe_session.${table} where ${column} = $1`, value);
        assert.equal(await countOf('people', 'id', person), 0);
        assert.equal(await countOf('sessions', 'person', person), 0);
        assert.equal(await countOf('consent_records', 'subject', subject), 1);
        assert.equal(await countOf('audit', 'appointment', appointment), 1);
      });
    });

    describe('the audit', () => {
      const entries = async (appointment) =>
        (
          await database.query('select count(*) as count from safe_session.audit where appointment = $1', [
            appointment,
          ])
        )[0].count;

      it('is never changed, deleted or emptied', async () => {
        const appointment = randomUUID();
        await addAuditEntry(database, appointment, '2030-01-15T10:00Z');
        const appendOnly = refusedBy('audit_append_only');
        await assert.rejects(
          database.query(`update safe_session.audit set event = 'another' where appointment = $1`, [
            appointment,
          ]),
          appendOnly,
        );
        await assert.rejects(
          database.query('delete from safe_session.audit where appointment = $1', [appointment]),
          appendOnly,
        );
        await assert.rejects(database.query('truncate safe_session.audit'), appendOnly);
        assert.equal(await entries(appointment), 1);
      });

      it('forgets what is past its time, by the one function for it', async () => {
        const appointment = randomUUID();
        for (const at of ['2001-01-01Z', '2001-06-01Z', '2030-01-01Z'])
          await addAuditEntry(database, appointment, at);
        await database.transaction(async (tx) => {
          const forgotten = await tx.query('select safe_session.forget_audit($1) as count', [
            new Date('2002-01-01'),
          ]);
          assert.deepEqual(forgotten, [{ count: 2 }]);
          // The permission ends with the function, also for whoever goes on in the same transaction.
          await tx.query('savepoint before_delete');
          await assert.rejects(tx.query('delete from safe_session.audit'), refusedBy('audit_append_only'));
          await tx.query('rollback to savepoint before_delete');
        });
        assert.equal(await entries(appointment), 1);
      });
    });

    describe('sessions', () => {
      it('are active once for each person, while others may ask', async () => {
        const { person } = await sampleClient(database);
        const first = await addSession(database, person, 'active');
        await addSession(database, person, 'asking');
        await addSession(database, person, 'asking');
        await assert.rejects(addSession(database, person, 'active'), refusedBy('sessions_one_active'));
        await database.query(`update safe_session.sessions set state = 'ended' where id = $1`, [first]);
        await addSession(database, person, 'active');
        await assert.rejects(addSession(database, person, 'hidden'), refusedBy('sessions_known_state'));
      });
    });

    describe('closing', () => {
      it('waits for what is under way, refuses what comes after, and may be asked for twice', async () => {
        const stop = await database.listen('sample_closing', () => undefined);
        const underWay = database.transaction((tx) => tx.query('select 1 as one'));
        const closing = [database.close(), database.close()];
        assert.deepEqual(await underWay, [{ one: 1 }]);
        await Promise.all(closing);
        await assert.rejects(database.query('select 1'), { code: 'closed' });
        await assert.rejects(database.script('select 1'), { code: 'closed' });
        await assert.rejects(
          database.transaction((tx) => tx.query('select 1')),
          { code: 'closed' },
        );
        await assert.rejects(
          database.listen('sample_closing', () => undefined),
          { code: 'closed' },
        );
        await stop();
      });
    });
  });
}
