/**
 * The network relay in a thread of its own: a practice's server, or a test's own work, that keeps the main one busy would be
 * measured as a worse line.
 */
import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

import { startRelay } from '../test/support/network-relay.js';

if (!isMainThread && workerData?.relay) {
  const relay = await startRelay(workerData.relay);
  parentPort.on('message', (change) => relay.set(change));
  parentPort.postMessage({ udpPort: relay.udpPort, tcpPort: relay.tcpPort });
}

/**
 * @param {{ udp?: number, tcp?: number }} line as `startRelay` takes it
 * @returns {Promise<Pick<import('../test/support/network-relay.js').Relay, 'udpPort' | 'tcpPort' | 'set' | 'close'>>}
 */
export async function startRelayThread(line) {
  const thread = new Worker(new URL(import.meta.url), { workerData: { relay: line } });
  const [ports] = await once(thread, 'message');
  return {
    ...ports,
    set: (change) => thread.postMessage(change),
    // With whatever is still under way: nobody is at either end any more.
    close: async () => void (await thread.terminate()),
  };
}
