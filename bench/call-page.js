/** What both tabs of a measured call can do. The same for both lines, so that only the line makes a difference. */
import { LocalTransport } from '../dist/core/transports/local-transport.js';
import { HandMadeCall } from './hand-made-call.js';

/** Browsers count anew about every 50 ms; so many counts without a change mean that nothing is sent any more. */
const COUNT_EVERY_MS = 20;
const COUNTS_AT_REST = 15;

/** In a session they agree on it while they wait. Here it costs nothing, so that only the call is measured. */
const keyOf = async () => {
  const material = await crypto.subtle.importKey('raw', new Uint8Array(32), 'HKDF', false, [
    'deriveBits',
    'deriveKey',
  ]);
  return { epoch: 0, keyIndex: 0, material };
};

const seatOf = (person) => ({ person, identity: person });

/** Our line, sealed as in a session, with the few calls that both have in common. */
class OurCall {
  #transport = new LocalTransport();

  constructor(room) {
    this.room = room;
  }

  /** Long before the press: at the first step after the consent. */
  prepare() {
    return this.#transport.prepare();
  }

  async speak(track) {
    this.#transport.allow([seatOf('listener')]);
    this.#transport.sealWith(await keyOf());
    await this.#connect('speaker', 'therapist');
    await this.#transport.publish('camera', track);
  }

  async listen(video) {
    this.#transport.allow([seatOf('speaker')]);
    this.#transport.openWith('speaker', await keyOf());
    this.#transport.setWanted('speaker', 'camera', true);
    this.#transport.attach('speaker', 'camera', video);
    await this.#connect('listener', 'client');
  }

  pause() {
    this.#transport.unpublish('camera');
  }

  async packetsSent() {
    return (await this.#transport.evidence()).packetsSent.camera;
  }

  end() {
    this.#transport.disconnect();
  }

  #connect(self, role) {
    const pass = { ...seatOf(self), room: this.room, role, rights: 'media' };
    return this.#transport.connect(pass, { signal: new AbortController().signal });
  }
}

const CALLS = { 'safe-session': OurCall, 'by hand': HandMadeCall };

let call;
let picture;

globalThis.bench = {
  async speak({ line, room }) {
    call = new CALLS[line](room);
    picture = drawnPicture();
    await call.speak(picture.track);
  },

  /** Milliseconds from the press that connects to the first frame on the screen. */
  async listen({ line, room }) {
    const video = document.createElement('video');
    video.muted = true;
    document.body.replaceChildren(video);
    const shown = new Promise((resolve) => video.requestVideoFrameCallback(resolve));
    call = new CALLS[line](room);
    await call.prepare?.();
    const start = performance.now();
    await call.listen(video);
    await shown;
    return performance.now() - start;
  },

  /** Milliseconds from the press that pauses to the last count that was higher than the one before. */
  async pause() {
    const start = performance.now();
    picture.stop();
    call.pause();
    let last = start;
    let count = await call.packetsSent();
    for (let same = 0; same < COUNTS_AT_REST; same += 1) {
      await new Promise((resolve) => setTimeout(resolve, COUNT_EVERY_MS));
      const now = await call.packetsSent();
      if (now === count) continue;
      [count, same, last] = [now, 0, performance.now()];
    }
    return last - start;
  },

  end() {
    call.end();
  },
};

function drawnPicture() {
  const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
  const pen = canvas.getContext('2d');
  let hue = 0;
  const timer = setInterval(() => {
    hue = (hue + 10) % 360;
    pen.fillStyle = `hsl(${hue} 50% 50%)`;
    pen.fillRect(0, 0, canvas.width, canvas.height);
  }, 50);
  const [track] = canvas.captureStream(20).getVideoTracks();
  return {
    track,
    stop: () => {
      clearInterval(timer);
      track.stop();
    },
  };
}
