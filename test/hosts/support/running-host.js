import { join } from 'node:path';

import { startChild } from '../../../scripts/child-server.js';
import { freeTcpPort } from '../../../scripts/free-port.js';

/** Nothing else of this process's environment: a test must not meet somebody's own database. */
const AROUND = Object.fromEntries(
  ['PATH', 'HOME', 'SystemRoot', 'TEMP'].flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]]],
  ),
);

/**
 * Starts an installed example and waits until it says that it is well.
 *
 * @param {object} host
 * @param {string} host.folder
 * @param {string[]} host.args of Node, from that folder
 * @param {Record<string, string>} host.env its whole environment, but for where programs are
 * @param {number} [host.port] one that is free unless given
 */
export async function startHost({ folder, args: [script, ...more], env, port }) {
  const own = port ?? (await freeTcpPort());
  const url = `http://localhost:${own}`;
  const server = await startChild({
    name: 'The example',
    command: process.execPath,
    args: [join(folder, script), ...more],
    options: {
      cwd: folder,
      env: { ...AROUND, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', PORT: `${own}`, ...env },
    },
    ready: async () => (await fetch(`${url}/health`)).status === 204,
  });
  return { url, port: own, ...server };
}
