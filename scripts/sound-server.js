/**
 * A sound server that leads nowhere, for Firefox: without a screen it starts no `AudioContext` where there is none, and what it
 * plays in a test is for nobody's ears.
 *
 * `node scripts/sound-server.js` says what was found.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { startChild } from './child-server.js';

const HOW_TO_GET_SOUND =
  'no PulseAudio, without which Firefox plays nothing here: install the package pulseaudio';

/** Elsewhere the system brings one, and Firefox takes it. */
const isNeeded = process.platform === 'linux';

/** @returns {string | undefined} the path of PulseAudio's server */
function findPulseAudio() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, 'pulseaudio')).find(existsSync);
}

/**
 * @typedef {object} Sound
 * @property {false | string} skip why there is none
 * @property {Record<string, string>} env for the browser's process
 * @property {() => Promise<void>} stop it; it ends with this process in any case
 */

/**
 * A server of our own, with no device but a sink that swallows everything; one that runs already is left alone. Where there
 * is no program for it, `skip` says so, loudly; with `REQUIRE_FIREFOX` set this is an error instead.
 *
 * @returns {Promise<Sound>}
 */
export async function soundForTests() {
  if (!isNeeded) return { skip: false, env: {}, stop: async () => {} };
  const program = findPulseAudio();
  if (!program && process.env.REQUIRE_FIREFOX) throw new Error(HOW_TO_GET_SOUND);
  if (!program) {
    console.error(`SKIPPED: ${HOW_TO_GET_SOUND}`);
    return { skip: HOW_TO_GET_SOUND, env: {}, stop: async () => {} };
  }
  return start(program);
}

async function start(program) {
  const folder = mkdtempSync(join(tmpdir(), 'sound-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const socket = join(folder, 'native');
  const server = await startChild({
    name: 'PulseAudio',
    command: program,
    args: [
      // None of the machine's settings, and no daemon that would outlive this process.
      '-n',
      '--daemonize=no',
      '--use-pid-file=no',
      '--disable-shm=yes',
      '--exit-idle-time=-1',
      '--load=module-null-sink sink_name=nowhere',
      `--load=module-native-protocol-unix socket=${socket} auth-anonymous=1`,
    ],
    options: { env: { PATH: process.env.PATH, HOME: folder, XDG_RUNTIME_DIR: folder } },
    ready: () => answers(socket),
    endNow: (child) => {
      child.kill('SIGKILL');
      remove();
    },
  });
  return {
    skip: false,
    env: { PULSE_SERVER: `unix:${socket}` },
    stop: async () => {
      await server.stop('SIGTERM');
      remove();
    },
  };
}

function answers(socket) {
  return new Promise((resolve) => {
    const line = connect(socket);
    const settle = (does) => {
      line.destroy();
      resolve(does);
    };
    line.once('connect', () => settle(true));
    line.once('error', () => settle(false));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  console.log(isNeeded ? (findPulseAudio() ?? HOW_TO_GET_SOUND) : 'the sound of this system');
