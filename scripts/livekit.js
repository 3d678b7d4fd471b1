/**
 * A real LiveKit server for tests, benchmarks and the demo, configured as a practice would configure its own.
 *
 * `node scripts/livekit.js` says which one that is, after building it where necessary.
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { pathToFileURL } from 'node:url';

import { startChild } from './child-server.js';
import { findLivekit, HOW_TO_GET_LIVEKIT } from './find-livekit.js';
import { freeTcpPort, freeUdpPort } from './free-port.js';

const LOOPBACK = '127.0.0.1';

/**
 * Any of them but `build` asks for a server of one's own, also where `LIVEKIT_URL` is set.
 *
 * @typedef {object} LivekitOptions
 * @property {boolean} [build] build or fetch a server where there is none yet; `true` unless given
 * @property {boolean} [own] a server that may be configured and killed, with nothing else to ask for
 * @property {number} [port] of HTTP and signalling; free ones are chosen for what is not given
 * @property {number} [udpPort] of media
 * @property {number} [tcpPort] of media where UDP is blocked
 * @property {boolean} [turn] it is its own TURN server as well, by UDP, for people whom no other way leads here
 * @property {string} [nodeIp] the address of this machine at which others reach it; 127.0.0.1 unless given
 * @property {{ url: string, apiKey?: string }} [webhook] who is told what happens in rooms, signed with which key
 */

/**
 * @typedef {object} Livekit
 * @property {false} skip
 * @property {string} url of the signalling: `ws://` or `wss://`, without a slash at its end
 * @property {string} httpUrl of the server's API, likewise
 * @property {string} apiKey
 * @property {string} apiSecret
 * @property {() => Promise<void>} stop asks it to end; people in rooms are told. A server that was given stays.
 * @property {{ http: number, udp: number, tcp: number, turn?: number }} [ports] these and the following only of a server of one's own
 * @property {() => string} [log] the end of what it printed
 * @property {() => Promise<void>} [kill] ends it as a crash does: nobody is told
 * @property {() => Promise<void>} [restart] with the same addresses and keys, killed before if it still runs
 */

/**
 * Starts a LiveKit server on this machine and waits until it serves, or takes the one named in `LIVEKIT_URL`. It ends
 * with this process.
 *
 * @param {LivekitOptions} [options]
 * @returns {Promise<Livekit>} rejects where there is none, with how to get one, and where it does not start
 */
export async function startLivekit(options = {}) {
  const found = findFor(options);
  if (!found) throw new Error(HOW_TO_GET_LIVEKIT);
  return found.kind === 'given' ? reached(found) : startOwn(found, await complete(options));
}

/**
 * A server for the tests of a file: `describe('…', { skip: livekit.skip }, …)`. Where none can be found, `skip` says
 * why, loudly; with `REQUIRE_LIVEKIT` set this is an error instead.
 *
 * @param {LivekitOptions} [options]
 * @returns {Promise<Livekit | { skip: string, stop: () => Promise<void> }>}
 */
export async function livekitForTests(options = {}) {
  if (process.env.REQUIRE_LIVEKIT || findFor(options)) return startLivekit(options);
  console.error(`SKIPPED: ${HOW_TO_GET_LIVEKIT}`);
  return { skip: HOW_TO_GET_LIVEKIT, stop: async () => {} };
}

function findFor({ build, own, ...settings }) {
  return findLivekit({ build, own: own || Object.keys(settings).length > 0 });
}

function reached({ url, apiKey, apiSecret }) {
  return { skip: false, ...addresses(url), apiKey, apiSecret, stop: async () => {} };
}

async function complete({ port, udpPort, tcpPort, turn, nodeIp = LOOPBACK, webhook }) {
  const ports = {
    http: port ?? (await freeTcpPort()),
    udp: udpPort ?? (await freeUdpPort()),
    tcp: tcpPort ?? (await freeTcpPort()),
    ...(turn && { turn: await freeUdpPort() }),
  };
  const apiKey = `key-${randomBytes(6).toString('hex')}`;
  // 48 characters.
  const apiSecret = randomBytes(36).toString('base64url');
  return { ports, nodeIp, webhook, apiKey, apiSecret };
}

async function startOwn(found, settings) {
  const { ports, apiKey, apiSecret } = settings;
  const where = addresses(`ws://${LOOPBACK}:${ports.http}`);
  const ready = async () => (await fetch(where.httpUrl)).status === 200;
  const start = () => startChild({ name: 'LiveKit', ready, ...commandOf(found, settings) });
  let child = await start();
  return {
    skip: false,
    ...where,
    apiKey,
    apiSecret,
    ports,
    log: () => child.log(),
    kill: () => child.kill(),
    restart: async () => {
      await child.kill();
      child = await start();
    },
    stop: () => child.stop('SIGTERM'),
  };
}

function addresses(url) {
  return { url, httpUrl: url.replace(/^ws/, 'http') };
}

/** The configuration goes through the environment, where the list of processes does not show its secret. */
function commandOf(found, settings) {
  return found.kind === 'program' ? asProgram(found.path, settings) : asContainer(found.image, settings);
}

function asProgram(command, settings) {
  const own = [...new Set([LOOPBACK, settings.nodeIp])];
  const config = configOf(settings, own);
  // UDP on these addresses alone; by itself the server would listen on all.
  config.rtc.ips = { includes: own.map((ip) => `${ip}/32`) };
  // Nothing else of the environment goes along, since the server would take settings from there.
  return { command, args: [], options: { env: { LIVEKIT_CONFIG: asYaml(config) } } };
}

/** With its ports published one by one, because not every Docker has the network of its host. */
function asContainer(image, settings) {
  const name = `safe-session-${settings.apiKey}`;
  const { http, udp, tcp, turn } = settings.ports;
  const published = [`${http}:${http}/tcp`, `${udp}:${udp}/udp`, `${tcp}:${tcp}/tcp`];
  if (turn) published.push(`${turn}:${turn}/udp`);
  return {
    command: 'docker',
    args: [
      ...['run', '--rm', '--name', name, '--env', 'LIVEKIT_CONFIG'],
      ...published.flatMap((port) => ['--publish', `${settings.nodeIp}:${port}`]),
      image,
    ],
    options: { env: { ...process.env, LIVEKIT_CONFIG: asYaml(configOf(settings, ['0.0.0.0'])) } },
    // The end of the command would not be the end of the container.
    endNow: () => spawnSync('docker', ['kill', name], { stdio: 'ignore' }),
  };
}

/** As a practice would have it: nobody opens a room but its server, no codec but ours, no service of third parties. */
function configOf({ ports, nodeIp, webhook, apiKey, apiSecret }, bind) {
  return {
    port: ports.http,
    bind_addresses: bind,
    rtc: {
      udp_port: ports.udp,
      tcp_port: ports.tcp,
      allow_tcp_fallback: true,
      use_external_ip: false,
      node_ip: nodeIp,
      enable_loopback_candidate: true,
      // With an empty list every page would ask the STUN servers of third parties. Nobody has to answer here.
      stun_servers: [`${LOOPBACK}:3478`],
    },
    room: {
      auto_create: false,
      max_participants: 8,
      enabled_codecs: [{ mime: 'audio/opus' }, { mime: 'video/vp8' }],
    },
    keys: { [apiKey]: apiSecret },
    // By itself its TURN server would not lead to a private address, such as its own here.
    ...(ports.turn && {
      turn: { enabled: true, udp_port: ports.turn, allow_restricted_peer_cidrs: [`${nodeIp}/32`] },
    }),
    ...(webhook && { webhook: { urls: [webhook.url], api_key: webhook.apiKey ?? apiKey } }),
    logging: { level: 'info' },
  };
}

/** Every JSON is YAML. */
function asYaml(config) {
  return JSON.stringify(config);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const found = findLivekit();
  if (found) console.log(found.path ?? found.image ?? found.url);
  else console.error(`livekit: ${HOW_TO_GET_LIVEKIT}`);
  process.exitCode = found ? 0 : 1;
}
