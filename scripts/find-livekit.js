import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MODULE = fileURLToPath(new URL('../test/livekit', import.meta.url));
const CACHE = fileURLToPath(new URL('../.cache/livekit', import.meta.url));
const PACKAGE = 'github.com/livekit/livekit-server';
/** What the server's own `go.mod` asks for. */
const GO_NEEDED = [1, 26];
const BUILD_LIMIT = 30 * 60_000;

const pins = ['go.mod', 'go.sum'].map((name) => readFileSync(join(MODULE, name), 'utf8'));
/** Such as `v1.13.5`: pinned in one place, `test/livekit/go.mod`. */
const VERSION = new RegExp(`${PACKAGE} (v\\S+)`).exec(pins[0])[1];

/** What to say where no server can be found. */
export const HOW_TO_GET_LIVEKIT =
  'no LiveKit server: install Go 1.26 or newer (it is then built once), or start Docker, or put livekit-server on the PATH, ' +
  'or set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET';

/**
 * A server that runs already, a program, or a container image that is on this machine.
 *
 * @typedef {{ kind: 'given', url: string, apiKey: string, apiSecret: string }
 *   | { kind: 'program', path: string }
 *   | { kind: 'image', image: string }} FoundLivekit
 */

/**
 * The first there is of: `LIVEKIT_URL` (with `LIVEKIT_API_KEY` and `LIVEKIT_API_SECRET`), the file named in
 * `LIVEKIT_SERVER`, `livekit-server` on the PATH, the cached build, a build with Go, a container.
 *
 * @param {object} [options]
 * @param {boolean} [options.own] leave out `LIVEKIT_URL`: the caller needs a server that it may configure and kill
 * @param {boolean} [options.build] build or fetch one where there is none yet, which takes minutes and is said
 * @returns {FoundLivekit | undefined}
 */
export function findLivekit({ own = false, build = true } = {}) {
  const { LIVEKIT_URL, LIVEKIT_SERVER } = process.env;
  if (LIVEKIT_URL && !own) return given(LIVEKIT_URL);
  if (LIVEKIT_SERVER && !existsSync(LIVEKIT_SERVER))
    throw new Error(`LIVEKIT_SERVER names no file: ${LIVEKIT_SERVER}`);
  const path = LIVEKIT_SERVER || onPath('livekit-server') || cached() || (build && builtWithGo());
  if (path) return { kind: 'program', path };
  const image = build && fetchedImage();
  return image ? { kind: 'image', image } : undefined;
}

function given(url) {
  const { LIVEKIT_API_KEY: apiKey, LIVEKIT_API_SECRET: apiSecret } = process.env;
  if (!apiKey || !apiSecret)
    throw new Error('LIVEKIT_URL is set, but not LIVEKIT_API_KEY and LIVEKIT_API_SECRET.');
  return { kind: 'given', url: url.replace(/^http/, 'ws').replace(/\/$/, ''), apiKey, apiSecret };
}

function onPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find(existsSync);
}

/** Another pin, or another kind of machine on the same folder, is another file. */
function cachePath() {
  const digest = createHash('sha256').update(pins.join('')).digest('hex').slice(0, 8);
  return join(CACHE, `livekit-server-${VERSION}-${digest}-${process.platform}-${process.arch}`);
}

function cached() {
  const path = cachePath();
  return existsSync(path) ? path : undefined;
}

function builtWithGo() {
  const env = { ...process.env, CGO_ENABLED: '0', GOTOOLCHAIN: 'local' };
  if (!isNewEnough(spawnSync('go', ['version'], { env, encoding: 'utf8' }).stdout)) return undefined;

  say(`building ${VERSION} with Go, once; this takes some minutes …`);
  const path = cachePath();
  mkdirSync(dirname(path), { recursive: true });
  // Under another name until it is whole: a build that was broken off, or another one at the same time, must not be
  // taken for it.
  const fresh = `${path}.${process.pid}`;
  // Nothing for the symbols that only a debugger needs: they are a third of the file.
  const args = ['build', '-mod=readonly', '-ldflags=-s -w', '-o', fresh, `${PACKAGE}/cmd/server`];
  const { status } = spawnSync('go', args, {
    cwd: MODULE,
    env,
    stdio: ['ignore', process.stderr, process.stderr],
    timeout: BUILD_LIMIT,
  });
  if (status !== 0) {
    rmSync(fresh, { force: true });
    say('the build failed');
    return undefined;
  }
  renameSync(fresh, path);
  return path;
}

/** @param {string | null | undefined} said such as `go version go1.26.8 linux/amd64` */
function isNewEnough(said) {
  const [, major, minor] = (/\bgo(\d+)\.(\d+)/.exec(said ?? '') ?? []).map(Number);
  return major > GO_NEEDED[0] || (major === GO_NEEDED[0] && minor >= GO_NEEDED[1]);
}

function fetchedImage() {
  const image = `livekit/livekit-server:${VERSION}`;
  if (!docker('info') || (!docker('image', 'inspect', image) && !docker('pull', image))) return undefined;
  return image;
}

function docker(...args) {
  return spawnSync('docker', args, { stdio: 'ignore', timeout: BUILD_LIMIT }).status === 0;
}

function say(what) {
  console.error(`livekit: ${what}`);
}
