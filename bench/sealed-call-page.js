/**
 * What the two pages of a measured call can do, one that shows and one that looks. Between them there are two connections
 * that differ in one thing: what goes by `on` is sealed and opened as in a session, what goes by `off` is not. One is in
 * use at a time.
 */
import { importHkdf } from '../dist/core/encryption/sealed-away.js';
import { sealedConnection } from '../dist/core/encryption/frame-worker.js';
import { FrameSealing } from '../dist/core/transports/frame-sealing.js';
import { timedPicture, watchPicture } from './timed-picture.js';

const PLAIN = { iceServers: [] };
/** More than the picture needs: both send it as well as it can be, and neither adapts to anything. */
const BITS_PER_SECOND = 2_000_000;

const lines = {
  on: new RTCPeerConnection(sealedConnection(PLAIN)),
  off: new RTCPeerConnection(PLAIN),
};
const senders = {};
const videos = {};
const asked = new BroadcastChannel('picture');
const sealing = new FrameSealing(
  {},
  {
    tell: () => undefined,
    tampered: () => {
      throw new Error('what goes by this line was not sealed');
    },
    needsPicture: () => asked.postMessage(''),
  },
);
let picture;

const keyOf = async (epoch) => {
  const material = await importHkdf(new Uint8Array(32).fill(epoch));
  return { epoch, keyIndex: epoch % 16, material };
};

/** With every address in it: nothing has to be sent after it. */
async function described(line) {
  await line.setLocalDescription();
  while (line.iceGatheringState !== 'complete')
    await new Promise((resolve) => {
      line.addEventListener('icegatheringstatechange', resolve, { once: true });
    });
  return line.localDescription.toJSON();
}

/** Begins with as much as it may have, instead of finding out how much goes through. */
const atOnce = ({ type, sdp }) => ({
  type,
  sdp: sdp.replace(
    /a=rtpmap:(\d+) VP8.*\r\n/,
    `$&a=fmtp:$1 x-google-start-bitrate=${BITS_PER_SECOND / 1000}\r\n`,
  ),
});

async function countedOf(line, type) {
  const report = await line.getStats();
  return [...report.values()].find((one) => one.type === type && one.kind === 'video');
}

globalThis.show = {
  async offer() {
    await sealing.begin('shows');
    sealing.sealWith(await keyOf(1));
    asked.onmessage = () => sealing.freshPicture(senders.on);
    picture = timedPicture();
    const offers = {};
    for (const [name, line] of Object.entries(lines)) {
      const transceiver = line.addTransceiver('video', { direction: 'sendonly' });
      transceiver.setCodecPreferences(
        RTCRtpSender.getCapabilities('video').codecs.filter(({ mimeType }) => mimeType === 'video/VP8'),
      );
      senders[name] = transceiver.sender;
      if (name === 'on') sealing.seal(transceiver.sender, 'camera');
      offers[name] = await described(line);
    }
    return offers;
  },

  async taken(answers) {
    for (const [name, line] of Object.entries(lines)) {
      await line.setRemoteDescription(answers[name]);
      const parameters = senders[name].getParameters();
      parameters.degradationPreference = 'maintain-resolution';
      for (const encoding of parameters.encodings) encoding.maxBitrate = BITS_PER_SECOND;
      await senders[name].setParameters(parameters);
    }
  },

  /** The picture goes by this line alone, and begins anew. */
  async use(name) {
    picture.scene = 0;
    for (const [one, sender] of Object.entries(senders))
      await sender.replaceTrack(one === name ? picture.track : null);
  },

  async counted(name) {
    const { bytesSent, framesSent } = await countedOf(lines[name], 'outbound-rtp');
    return { bytes: bytesSent, sent: framesSent, drawn: picture.frames };
  },

  async changeKey(epoch) {
    sealing.sealWith(await keyOf(epoch));
  },
};

globalThis.look = {
  async answer(offers) {
    await sealing.begin('looks');
    sealing.openWith('shows', await keyOf(1));
    const answers = {};
    for (const [name, line] of Object.entries(lines)) {
      const video = (videos[name] = Object.assign(document.createElement('video'), { muted: true }));
      document.body.append(video);
      line.ontrack = ({ track, receiver }) => {
        if (name === 'on') sealing.open(receiver, 'camera', 'shows');
        video.srcObject = new MediaStream([track]);
        void video.play();
      };
      await line.setRemoteDescription(offers[name]);
      answers[name] = atOnce(await described(line));
    }
    return answers;
  },

  async counted(name) {
    const { framesDecoded, frameWidth } = await countedOf(lines[name], 'inbound-rtp');
    return { decoded: framesDecoded, width: frameWidth };
  },

  /** Milliseconds from the drawing to the showing of each frame that comes by this line meanwhile. */
  async latencies(name, forMs) {
    const seen = [];
    const stop = watchPicture(videos[name], ({ latency }) => latency !== null && seen.push(latency));
    await new Promise((resolve) => setTimeout(resolve, forMs));
    stop();
    return seen;
  },

  /** The longest time meanwhile in which no correct frame was shown, in ms. */
  async longestGap(forMs) {
    const shown = [performance.timeOrigin + performance.now()];
    const stop = watchPicture(videos.on, ({ at, latency }) => latency !== null && shown.push(at));
    await new Promise((resolve) => setTimeout(resolve, forMs));
    stop();
    shown.push(performance.timeOrigin + performance.now());
    return Math.max(...shown.slice(1).map((at, index) => at - shown[index]));
  },

  async newKey(epoch) {
    sealing.openWith('shows', await keyOf(epoch));
  },
};
