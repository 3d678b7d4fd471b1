/** The part of the network relay that works inside a page, and the proof that it did. */

/**
 * Runs in a page before anything else: `context.addInitScript(relayMedia, ports)`. Media of every `RTCPeerConnection`
 * then go through a relay or nowhere: the server's candidates get the relay's port, all others are left out, and the
 * page's own are not sent, lest the server find a way around. Tried in Chromium.
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

  globalThis.connectionStats = () =>
    Promise.all([...connections].map(async (one) => [...(await one.getStats()).values()]));
}

/**
 * What `getStats` says of every open connection of a page with `relayMedia`.
 *
 * @param {{ evaluate: <T>(act: () => T) => Promise<T> }} page of Playwright or Puppeteer
 * @returns {Promise<(RTCStats & Record<string, unknown>)[][]>}
 */
export function connectionStats(page) {
  return page.evaluate(() => globalThis.connectionStats());
}

/**
 * Which way the media of a page with `relayMedia` go now, one for each connection that stands.
 *
 * @param {Parameters<typeof connectionStats>[0]} page
 * @returns {Promise<{ protocol: 'udp' | 'tcp', port: number, roundTripMs: number }[]>} the port at the other end, and
 *   the last round trip that was measured
 */
export async function mediaPaths(page) {
  return (await connectionStats(page)).flatMap((stats) => {
    const byId = new Map(stats.map((one) => [one.id, one]));
    const transports = stats.filter(({ type }) => type === 'transport');
    return transports.flatMap(({ selectedCandidatePairId }) => {
      const pair = byId.get(selectedCandidatePairId);
      if (!pair) return [];
      const { protocol, port } = byId.get(pair.remoteCandidateId);
      return [{ protocol, port, roundTripMs: pair.currentRoundTripTime * 1000 }];
    });
  });
}
