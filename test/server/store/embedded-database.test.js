import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';

import { openDatabase } from '../../../dist/server/store/database.js';
import { storeSuite } from './support/store-suite.js';

storeSuite('the store in memory', ({ onError }) => openDatabase({ onError }));

describe('the store in a folder', { timeout: 300_000 }, () => {
  let place;
  let folder;
  let lock;

  before(() => {
    place = mkdtempSync(join(tmpdir(), 'store-'));
    folder = join(place, 'not', 'there', 'yet');
    lock = join(folder, 'process.pid');
  });
  after(() => rmSync(place, { recursive: true, force: true }));

  it('keeps what was written from one opening to the next', async () => {
    const first = await openDatabase({ folder });
    await first.script(`create table notes (words text); insert into notes values ('kept')`);
    await first.close();
    const second = await openDatabase({ folder });
    assert.deepEqual(await second.query('select words from notes'), [{ words: 'kept' }]);
    await second.close();
  });

  it('can be read by nobody but its owner', async () => {
    const database = await openDatabase({ folder });
    await database.close();
    for (const path of [folder, join(folder, 'postgres')]) assert.equal(statSync(path).mode & 0o077, 0, path);
  });

  it('is opened once at a time, in this process', async () => {
    const database = await openDatabase({ folder });
    for (const path of [folder, join(folder, '..', 'yet')])
      await assert.rejects(openDatabase({ folder: path }), { code: 'folder-in-use' });
    assert.equal(Number(readFileSync(lock, 'utf8')), process.pid);
    await database.close();
    assert.ok(!existsSync(lock));
  });

  it('is opened once at a time, among all processes', async () => {
    const other = spawn(process.execPath, ['--eval', 'process.stdin.resume()']);
    try {
      writeFileSync(lock, `${other.pid}\n`);
      await assert.rejects(openDatabase({ folder }), {
        code: 'folder-in-use',
        message: new RegExp(`process ${other.pid}.*process\\.pid`),
      });
    } finally {
      other.kill();
    }
  });

  it('is taken over from a process that crashed', async () => {
    const crashed = spawn(process.execPath, ['--eval', '']);
    await once(crashed, 'exit');
    writeFileSync(lock, `${crashed.pid}\n`);
    await (await openDatabase({ folder })).close();
    // In a container that was started anew, the one before had the same id.
    writeFileSync(lock, `${process.pid}\n`);
    await (await openDatabase({ folder })).close();
    // A crash between making the file and writing to it.
    writeFileSync(lock, '');
    await (await openDatabase({ folder })).close();
  });
});

describe('a driver that is not installed', () => {
  let place;
  let openElsewhere;

  before(async () => {
    // Outside every node_modules, where imports of packages find nothing.
    place = mkdtempSync(join(tmpdir(), 'store-'));
    writeFileSync(join(place, 'package.json'), '{ "type": "module" }');
    cpSync('dist/server/store', join(place, 'store'), { recursive: true });
    ({ openDatabase: openElsewhere } = await import(pathToFileURL(join(place, 'store', 'database.js')).href));
  });
  after(() => rmSync(place, { recursive: true, force: true }));

  it('is named, with how to install it', async () => {
    await assert.rejects(openElsewhere({ url: 'postgres://127.0.0.1:1/sample' }), {
      code: 'package-missing',
      message: /npm install pg$/,
    });
    await assert.rejects(openElsewhere({}), {
      code: 'package-missing',
      message: /npm install @electric-sql\/pglite$/,
    });
  });
});
