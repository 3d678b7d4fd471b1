/**
 * The network relay in a process of its own: a practice's server, or a test's own work, that keeps the main one busy would be
 * measured as a worse line. (Not in a thread: Node can wait for ever for the end of one that had packets under way.)
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { startRelay } from '../test/support/network-relay.js';

const SELF = fileURLToPath(import.meta.url);

if (process.send && process.argv[1] === SELF) {
  const relay = await startRelay(JSON.parse(process.argv[2]));
  process.on('message', (change) => relay.set(change));
  process.on('disconnect', () => process.exit());
  process.send({ udpPort: relay.udpPort, tcpPort: relay.tcpPort });
}

/**
 * @param {{ udp?: number, tcp?: number }} line as `startRelay` takes it
 * @returns {Promise<Pick<import('../test/support/network-relay.js').Relay, 'udpPort' | 'tcpPort' | 'set' | 'close'>>}
 */
export async function startRelayProcess(line) {
  const child = fork(SELF, [JSON.stringify(line)]);
  const [ports] = await once(child, 'message');
  return {
    ...ports,
    set: (change) => child.send(change),
    close: async () => {
      const ended = once(child, 'exit');
      // With whatever is still under way: nobody is at either end any more.
      child.kill('SIGKILL');
      await ended;
    },
  };
}
