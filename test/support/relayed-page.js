/** The part of the network relay that works inside a page, and the proof that it did. */

/**
 * Runs in a page before anything else: `context.addInitScript(relayMedia, ports)`. Media of every `RTCPeerConnection`
 * then go through a relay or nowhere: the server's candidates get the relay's port, all others are left out, and the
 * page's own are not sent, lest the server find a way around.
 *
 * Only Chromium has `--allow-loopback-in-peer-connection`, without which it takes no candidate on 127.0.0.1.
 *
 * @param {object} ports
 * @param {[server: number, relay: number]} [ports.udp] left out: no UDP
 * @param {[server: number, relay: number]} [ports.tcp] left out: no TCP
 */
export function relayMedia(ports) {
  const Native = globalThis.RTCPeerConnection;
  const connections = new Set();

  /** @returns {string} nothing where it must not be used */
  const relayed = (candidate) => {
    const fields = candidate.split(' ');
    const [server, relay] = ports[fields[2]?.toLowerCase()] ?? [];
    if (Number(fields[5]) !== server) return '';
    return fields.with(4, '127.0.0.1').with(5, relay).join(' ');
  };
  const isCandidate = (line) => line.startsWith('a=candidate:');
  const withLines = (description, act) => ({
    type: description.type,
    sdp: description.sdp
      .split('\r\n')
      .flatMap((line) => (isCandidate(line) ? act(line) : [line]))
      .join('\r\n'),
  });
  const theirs = (description) =>
    withLines(description, (line) => {
      const candidate = relayed(line.slice('a='.length));
      return candidate ? [`a=${candidate}`] : [];
    });
  const ours = (description) => description && withLines(description, () => []);

  globalThis.RTCPeerConnection = class RTCPeerConnection extends Native {
    constructor(...given) {
      super(...given);
      connections.add(this);
      // Before every other listener, since no other can be there yet.
      this.addEventListener('icecandidate', (event) => {
        if (event.candidate) event.stopImmediatePropagation();
      });
    }
    close() {
      connections.delete(this);
      super.close();
    }
    async createOffer(...given) {
      return ours(await super.createOffer(...given));
    }
    async createAnswer(...given) {
      return ours(await super.createAnswer(...given));
    }
    get localDescription() {
      return ours(super.localDescription);
    }
    async setRemoteDescription(description) {
      await super.setRemoteDescription(theirs(description));
    }
    async addIceCandidate(given) {
      if (!given?.candidate) return super.addIceCandidate(given);
      const candidate = relayed(given.candidate);
      if (!candidate) return undefined;
      const { sdpMid, sdpMLineIndex, usernameFragment } = given;
      return super.addIceCandidate({ candidate, sdpMid, sdpMLineIndex, usernameFragment });
    }
  };

  globalThis.mediaPaths = async () => {
    const paths = [];
    for (const connection of connections) {
      const stats = await connection.getStats();
      for (const transport of stats.values()) {
        const pair = transport.type === 'transport' && stats.get(transport.selectedCandidatePairId);
        if (!pair) continue;
        const { protocol, port } = stats.get(pair.remoteCandidateId);
        paths.push({ protocol, port, roundTripMs: pair.currentRoundTripTime * 1000 });
      }
    }
    return paths;
  };
}

/**
 * Which way the media of a page with `relayMedia` go now, one for each connection that stands.
 *
 * @param {{ evaluate: <T>(act: () => T) => Promise<T> }} page of Playwright or Puppeteer
 * @returns {Promise<{ protocol: 'udp' | 'tcp', port: number, roundTripMs: number }[]>} the port at the other end, and
 *   the last round trip that was measured
 */
export function mediaPaths(page) {
  return page.evaluate(() => globalThis.mediaPaths());
}
