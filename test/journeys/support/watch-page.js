/**
 * Runs in a page before anything else and notes what nobody can see from outside: which tracks are the person's own,
 * what is connected, what is played, and in which order things were silenced and told. Also reads back whose picture
 * and whose sound arrive. It changes nothing that the page does.
 *
 * Handed over as source, so it uses nothing from outside itself.
 *
 * @param {object} [how]
 * @param {boolean} [how.drawn] what is drawn is this person's own, as in a rehearsal; live, it stands in for nothing of theirs
 */
export function watchPage({ drawn = true } = {}) {
  const watched = {
    /** @type {MediaStreamConstraints[]} what the browser was asked for */
    asked: [],
    /** @type {MediaStreamTrack[]} this person's own, drawn ones included */
    tracks: [],
    /** @type {RTCPeerConnection[]} */
    connections: [],
    /** Names of the channels that were opened. */
    channels: [],
    /** Elements that play somebody's sound, in the page or not. */
    sounds: new Set(),
    /** `emptied`, `stopped` and `told`, in the order in which they happened. */
    log: [],
    /** What was told, as text. */
    told: [],
  };

  const before = (owner, name, act) => {
    const original = owner?.[name];
    if (!original) return;
    owner[name] = function (...given) {
      act.call(this, given);
      return original.apply(this, given);
    };
  };
  const after = (owner, name, act) => {
    const original = owner?.[name];
    if (!original) return;
    owner[name] = function (...given) {
      const result = original.apply(this, given);
      act(result);
      return result;
    };
  };

  before(globalThis.MediaDevices?.prototype, 'getUserMedia', ([constraints]) => {
    watched.asked.push(constraints);
  });
  after(globalThis.MediaDevices?.prototype, 'getUserMedia', (asked) => {
    asked.then(
      (stream) => watched.tracks.push(...stream.getTracks()),
      () => undefined,
    );
  });
  if (drawn) {
    after(HTMLCanvasElement.prototype, 'captureStream', (stream) => {
      watched.tracks.push(...stream.getTracks());
    });
    after(AudioContext.prototype, 'createMediaStreamDestination', ({ stream }) => {
      watched.tracks.push(...stream.getTracks());
    });
  }

  before(MediaStreamTrack.prototype, 'stop', function () {
    if (this.readyState === 'live') watched.log.push('stopped');
  });
  const asText = (_key, value) => (ArrayBuffer.isView(value) ? new TextDecoder().decode(value) : value);
  const tell = ([message]) => {
    watched.log.push('told');
    watched.told.push(JSON.stringify(message, asText));
  };
  before(RTCDataChannel.prototype, 'send', tell);
  before(BroadcastChannel.prototype, 'postMessage', tell);

  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...given) {
      super(...given);
      watched.connections.push(this);
    }
  };
  globalThis.BroadcastChannel = class extends BroadcastChannel {
    constructor(name) {
      super(name);
      watched.channels.push(name);
    }
  };

  const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
    ...source,
    set(stream) {
      if (!stream && source.get.call(this)) watched.log.push('emptied');
      source.set.call(this, stream);
      if (stream && this instanceof HTMLAudioElement) watched.sounds.add(this);
      else watched.sounds.delete(this);
    },
  });

  /** Every element of that selector, however deep it stands in open shadow roots. */
  watched.all = (selector, root = document) => [
    ...root.querySelectorAll(selector),
    ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
      shadowRoot ? watched.all(selector, shadowRoot) : [],
    ),
  ];

  watched.ownLive = () =>
    watched.tracks.filter(({ readyState }) => readyState === 'live').map(({ kind }) => kind);

  /** What is on the wire: packets of sound and picture that were sent since the page was opened. */
  watched.packetsSent = async () => (await watched.packetsOfEach()).reduce((sum, sent) => sum + sent, 0);

  /** Likewise, for each connection that the page ever had; one that is closed counts no more. */
  watched.packetsOfEach = () =>
    Promise.all(
      watched.connections.map(async (connection) => {
        let sent = 0;
        for (const { type, packetsSent } of (await connection.getStats()).values())
          if (type === 'outbound-rtp') sent += packetsSent;
        return sent;
      }),
    );

  const hueOf = ([red, green, blue]) => {
    const max = Math.max(red, green, blue);
    const spread = max - Math.min(red, green, blue);
    if (spread < 60) return null;
    if (max === red) return (60 * ((green - blue) / spread) + 360) % 360;
    return 60 * (max === green ? (blue - red) / spread + 2 : (red - green) / spread + 4);
  };

  const WIDTH = 160;
  /** The hue of the bar in what a video shows now, or `null` where it shows no bar. */
  watched.barIn = (video) => {
    if (!video.srcObject || video.videoWidth === 0) return null;
    const canvas = new OffscreenCanvas(WIDTH, 90);
    const pen = canvas.getContext('2d');
    pen.drawImage(video, 0, 0, WIDTH, 90);
    const row = pen.getImageData(0, 45, WIDTH, 1).data;
    const hues = Array.from({ length: WIDTH }, (_, x) => hueOf(row.slice(4 * x, 4 * x + 3))).filter(
      (hue) => hue !== null,
    );
    // The bar has about a seventh of the width; single pixels are noise of the compression.
    return hues.length > WIDTH / 16 ? hues[hues.length >> 1] : null;
  };

  /** The bars in all pictures of the page: the others' and one's own. */
  watched.bars = (root = document) =>
    watched
      .all('video', root)
      .map(watched.barIn)
      .filter((hue) => hue !== null);

  const meters = new WeakMap();
  const meterOf = (stream) => {
    if (!meters.has(stream)) {
      const context = new AudioContext();
      const analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
      context.createMediaStreamSource(stream).connect(analyser);
      meters.set(stream, { analyser, levels: new Float32Array(analyser.frequencyBinCount) });
    }
    return meters.get(stream);
  };

  /** Chromium never hears a stream that it began to listen to before any sound had arrived. */
  const hasArrived = async (stream) => {
    const [track] = stream.getAudioTracks();
    const receivers = watched.connections.flatMap((connection) => connection.getReceivers());
    const stats = await receivers.find((receiver) => receiver.track === track)?.getStats();
    return [...(stats?.values() ?? [])].some(({ totalAudioEnergy }) => totalAudioEnergy > 0);
  };

  const SILENCE_DB = -70;
  const pitchOf = async (stream) => {
    if (!meters.has(stream) && !(await hasArrived(stream))) return null;
    const { analyser, levels } = meterOf(stream);
    analyser.getFloatFrequencyData(levels);
    const loudest = levels.reduce((best, level, bin) => (level > levels[best] ? bin : best), 0);
    return levels[loudest] > SILENCE_DB ? (loudest * analyser.context.sampleRate) / analyser.fftSize : null;
  };

  /** The loudest frequency of each sound that is played now, in Hertz; `null` for silence. */
  watched.pitches = () =>
    Promise.all([...watched.sounds].map(({ srcObject, paused }) => (paused ? null : pitchOf(srcObject))));

  globalThis.watched = watched;
}
