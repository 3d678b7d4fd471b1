/** Somebody with a pass to the media server and nothing of ours: a page with `livekit-client` alone. */
import { serveBarePage } from '../../support/bare-livekit.js';

/**
 * `tries` goes into the room with a pass, sends a sound, a picture and a message, asks for everything there is, and says
 * what came of it.
 *
 * @returns {Promise<{ open: (context: import('playwright-core').BrowserContext) => Promise<Intruder>,
 *   close: () => Promise<void> }>}
 *
 * @typedef {object} Intruder
 * @property {(pass: { url: string, token: string }) => Promise<{ entered: boolean, error: string }>} tries
 * @property {() => Promise<{ names: string[], got: string[], sent: string[], packets: number, state: string }>} knows `names`,
 *   metadata and attributes of anybody; what was `got`; which kinds the server let be `sent`
 */
export async function serveIntruder() {
  const site = await serveBarePage();
  return {
    open: async (context) => {
      const page = await site.open(context);
      await page.evaluate(defineIntruder);
      return {
        tries: ({ url, token }) =>
          page.evaluate(([to, by]) => globalThis.intruder.tries(to, by), [url, token]),
        knows: () => page.evaluate(() => globalThis.intruder.knows()),
      };
    },
    close: site.close,
  };
}

async function defineIntruder() {
  const { Room, RoomEvent, Track } = await import('/livekit-client.js');
  let room;
  const got = [];
  const names = new Set();
  const sent = [];

  const tone = () => {
    const context = new AudioContext();
    const oscillator = new OscillatorNode(context, { frequency: 880 });
    const end = new MediaStreamAudioDestinationNode(context);
    oscillator.connect(end);
    oscillator.start();
    return end.stream.getAudioTracks()[0];
  };
  const note = () => {
    for (const { name, metadata, attributes } of [room, ...room.remoteParticipants.values()])
      for (const said of [metadata, ...Object.values(attributes ?? {}), name])
        if (said && said !== room.name) names.add(said);
  };

  const tries = async (url, token) => {
    room = new Room({ singlePeerConnection: true });
    room.on(RoomEvent.TrackSubscribed, ({ kind }) => got.push(kind));
    room.on(RoomEvent.DataReceived, (bytes) => got.push(new TextDecoder().decode(bytes)));
    room.on(RoomEvent.ParticipantConnected, note);
    try {
      await room.connect(url, token);
    } catch (error) {
      return { entered: false, error: String(error.message) };
    }
    note();
    const own = room.localParticipant;
    own
      .publishTrack(tone(), { source: Track.Source.Microphone })
      .then(() => sent.push('microphone'))
      .catch(() => undefined);
    own.publishData(new TextEncoder().encode('let me in'), { reliable: true }).catch(() => undefined);
    return { entered: true, error: '' };
  };

  globalThis.intruder = {
    tries,
    knows: async () => {
      const { publisher, subscriber } = room.engine?.pcManager ?? {};
      let packets = 0;
      for (const one of [publisher, subscriber])
        for (const { type, packetsReceived } of (await one?.getStats())?.values() ?? [])
          if (type === 'inbound-rtp') packets += packetsReceived;
      return { names: [...names], got, sent, packets, state: room.state };
    },
  };
}
