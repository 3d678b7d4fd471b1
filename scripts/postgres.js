/**
 * A real PostgreSQL for tests and benchmarks: the one named in `TEST_DATABASE_URL`, or a cluster of our own that is
 * thrown away afterwards. A server that runs on this machine already is not touched.
 *
 * `node scripts/postgres.js` says which one that is.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import pg from 'pg';

import { startChild } from './child-server.js';
import { freeTcpPort } from './free-port.js';

const HOW_TO_GET_POSTGRES =
  "no PostgreSQL: install it (Debian's package is `postgresql`), or name a server in TEST_DATABASE_URL";
/** Debian keeps the programs off the PATH, a folder for each version. */
const DEBIAN = '/usr/lib/postgresql';
/** A crash of the machine may lose all: nothing here outlives the test. */
const FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/**
 * `TEST_DATABASE_URL`, or the folder of PostgreSQL's programs: the newest of Debian's, or the one on the PATH.
 *
 * @returns {{ kind: 'given', url: string } | { kind: 'programs', folder: string } | undefined}
 */
export function findPostgres() {
  const url = process.env.TEST_DATABASE_URL;
  if (url) return { kind: 'given', url };
  const folder = programFolders().find((place) => existsSync(join(place, 'initdb')));
  return folder && { kind: 'programs', folder };
}

/**
 * @typedef {object} Postgres
 * @property {false} skip
 * @property {string} url of a database that is there already: `postgres://…`
 * @property {() => Promise<string>} createDatabase an empty one, which goes away with `stop`; its URL
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a PostgreSQL of our own on this machine, or takes the one that is named. It ends with this process.
 *
 * @returns {Promise<Postgres>} rejects where there is none, with how to get one, and where it does not start
 */
export async function startPostgres() {
  const found = findPostgres();
  if (!found) throw new Error(HOW_TO_GET_POSTGRES);
  return found.kind === 'given' ? reached(found.url) : startOwn(found.folder);
}

/**
 * A PostgreSQL for the tests of a file: `describe('…', { skip: postgres.skip }, …)`. Where there is none, `skip` says
 * why, loudly; with `REQUIRE_POSTGRES` set this is an error instead.
 *
 * @returns {Promise<Postgres | { skip: string, stop: () => Promise<void> }>}
 */
export async function postgresForTests() {
  if (process.env.REQUIRE_POSTGRES || findPostgres()) return startPostgres();
  console.error(`SKIPPED: ${HOW_TO_GET_POSTGRES}`);
  return { skip: HOW_TO_GET_POSTGRES, stop: async () => {} };
}

function programFolders() {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const newestFirst = versions.sort((one, other) => Number(other) - Number(one));
  return [
    ...newestFirst.map((version) => join(DEBIAN, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
}

function reached(url) {
  const names = [];
  return {
    skip: false,
    url,
    createDatabase: async () => {
      const name = await createDatabase(url);
      names.push(name);
      return urlOf(url, name);
    },
    stop: async () => {
      for (const name of names.splice(0)) await query(url, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function startOwn(programs) {
  const user = databaseUser();
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  // Its messages have to be readable, and the folder that this process stands in may be closed to that user.
  const options = { ...user, cwd: folder, env: { LC_ALL: 'C' } };
  try {
    const password = createCluster(programs, folder, options);
    const port = await freeTcpPort();
    const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
    const child = await startChild({
      name: 'PostgreSQL',
      command: join(programs, 'postgres'),
      args: serverArgs(folder, port),
      options,
      ready: async () => Boolean(await query(url, 'SELECT 1')),
      endNow: (server) => {
        // Not SIGKILL, after which its own children and its shared memory would stay for a while.
        server.kill('SIGQUIT');
        remove();
      },
    });
    return {
      skip: false,
      url,
      createDatabase: async () => urlOf(url, await createDatabase(url)),
      stop: async () => {
        await child.stop('SIGINT');
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/**
 * PostgreSQL refuses to run as root, so that root lends it the user that its package made.
 *
 * @returns {{ uid?: number, gid?: number }}
 */
function databaseUser() {
  if (process.getuid?.() !== 0) return {};
  const idOf = (which) => Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** @returns {string} the password of its owner, whose name is `postgres` */
function createCluster(programs, folder, options) {
  const password = randomBytes(18).toString('base64url');
  const file = join(folder, 'password');
  writeFileSync(file, password, { mode: 0o600 });
  if (options.uid !== undefined) for (const path of [folder, file]) chownSync(path, options.uid, options.gid);
  const how = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-sync'];
  execFileSync(
    join(programs, 'initdb'),
    ['-D', join(folder, 'data'), '-U', 'postgres', `--pwfile=${file}`, ...how],
    { ...options, stdio: 'pipe' },
  );
  rmSync(file);
  return password;
}

function serverArgs(folder, port) {
  const settings = [...FAST, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200'];
  return ['-D', join(folder, 'data'), '-p', String(port), ...settings.flatMap((one) => ['-c', one])];
}

async function createDatabase(url) {
  const name = `safe_session_test_${randomBytes(6).toString('hex')}`;
  await query(url, `CREATE DATABASE ${name}`);
  return name;
}

async function query(url, text) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}

function urlOf(url, database) {
  return Object.assign(new URL(url), { pathname: `/${database}` }).href;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const found = findPostgres();
  if (found) console.log(found.kind === 'given' ? 'the one in TEST_DATABASE_URL' : found.folder);
  else console.error(`postgres: ${HOW_TO_GET_POSTGRES}`);
  process.exitCode = found ? 0 : 1;
}
