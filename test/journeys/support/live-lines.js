import { startRelay } from '../../support/network-relay.js';
import { relayMedia } from '../../support/relayed-page.js';

const UNDISTURBED = { delayMs: 0, loss: 0, blockUdp: false, cut: false };

/**
 * Everything between one person's browser and the two servers.
 *
 * @typedef {object} Line
 * @property {import('../../support/network-relay.js').Relay} media
 * @property {import('../../support/network-relay.js').Relay} signalling to the media server
 * @property {import('../../support/network-relay.js').Relay} practice
 * @property {string[]} flags of their browser, which finds the relays where it looks for the servers
 * @property {[typeof relayMedia, object]} script for their pages
 * @property {(change: import('../../support/network-relay.js').Change) => void} set all of it
 * @property {() => void} mend
 * @property {() => Promise<void>} close
 */

/**
 * @param {object} servers
 * @param {import('../../../scripts/livekit.js').Livekit} servers.livekit
 * @param {number} servers.port of the practice's server
 * @returns {Promise<Line>}
 */
export async function startLine({ livekit: { ports }, port }) {
  const media = await startRelay({ udp: ports.udp, tcp: ports.tcp });
  const signalling = await startRelay({ tcp: ports.http });
  const practice = await startRelay({ tcp: port });
  const relays = [media, signalling, practice];
  const set = (change) => {
    for (const relay of relays) relay.set(change);
  };
  const rules = [
    `MAP localhost:${port} 127.0.0.1:${practice.tcpPort}`,
    `MAP 127.0.0.1:${ports.http} 127.0.0.1:${signalling.tcpPort}`,
  ];
  return {
    media,
    signalling,
    practice,
    flags: [`--host-resolver-rules=${rules.join(', ')}`],
    script: [relayMedia, { udp: [ports.udp, media.udpPort], tcp: [ports.tcp, media.tcpPort] }],
    set,
    mend: () => set(UNDISTURBED),
    close: async () => {
      for (const relay of relays) await relay.close();
    },
  };
}
