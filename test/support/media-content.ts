/**
 * Pictures and sounds that say whose they are: a moving bar of one colour and a tone of one pitch, and what reads
 * them back from whatever arrives. A test asserts the other's and refuses one's own.
 */

/** Somebody's own colour (hue in degrees) and pitch (Hertz). */
export interface MediaSignature {
  readonly hue: number;
  readonly pitch: number;
}

/** Far enough from each other to survive compression. */
export const SIGNATURES = {
  client: { hue: 120, pitch: 440 },
  therapist: { hue: 240, pitch: 1_000 },
  third: { hue: 0, pitch: 2_000 },
} as const satisfies Record<string, MediaSignature>;

export interface ContentTrack {
  readonly track: MediaStreamTrack;
  stop(): void;
}

const WIDTH = 160;
const HEIGHT = 90;
const BAR = 40;

/** A picture of a bar that moves to and fro, at so many frames a second. */
export const barTrack = (hue: number, rate = 10): ContentTrack => {
  const canvas = Object.assign(document.createElement('canvas'), { width: WIDTH, height: HEIGHT });
  const pen = canvas.getContext('2d')!;
  let step = 0;
  const draw = (): void => {
    step += 1;
    pen.fillStyle = '#202020';
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    pen.fillStyle = `hsl(${hue} 100% 50%)`;
    pen.fillRect((step * 8) % (WIDTH - BAR), 0, BAR, HEIGHT);
  };
  draw();
  const timer = setInterval(draw, 1_000 / rate);
  const [track] = canvas.captureStream(rate).getVideoTracks();
  return {
    track: track!,
    stop: () => {
      clearInterval(timer);
      track!.stop();
    },
  };
};

/** A quiet tone that goes on until it is stopped. */
export const toneTrack = (pitch: number): ContentTrack => {
  const context = new AudioContext();
  const tone = new OscillatorNode(context, { frequency: pitch });
  const end = new MediaStreamAudioDestinationNode(context);
  tone.connect(new GainNode(context, { gain: 0.3 })).connect(end);
  tone.start();
  const [track] = end.stream.getAudioTracks();
  return {
    track: track!,
    stop: () => {
      track!.stop();
      void context.close();
    },
  };
};

const hueOf = (red: number, green: number, blue: number): number | null => {
  const max = Math.max(red, green, blue);
  const spread = max - Math.min(red, green, blue);
  if (max < 80 || spread < 60) return null;
  const sixth =
    max === red
      ? (green - blue) / spread
      : max === green
        ? (blue - red) / spread + 2
        : (red - green) / spread + 4;
  return (sixth * 60 + 360) % 360;
};

/** The coloured bar in what a video element shows now: its hue and where it is (0 to 1), or `null`. */
export const barIn = (video: HTMLVideoElement): { readonly hue: number; readonly x: number } | null => {
  if (!video.srcObject || video.videoWidth === 0) return null;
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const pen = canvas.getContext('2d')!;
  pen.drawImage(video, 0, 0, WIDTH, HEIGHT);
  const row = pen.getImageData(0, HEIGHT / 2, WIDTH, 1).data;
  const found: { hue: number; x: number }[] = [];
  for (let x = 0; x < WIDTH; x += 1) {
    const hue = hueOf(row[x * 4]!, row[x * 4 + 1]!, row[x * 4 + 2]!);
    if (hue !== null) found.push({ hue, x });
  }
  const middle = found[Math.floor(found.length / 2)];
  return middle && found.length > BAR / 2 ? { hue: middle.hue, x: middle.x / WIDTH } : null;
};

const near = (a: number, b: number): boolean => Math.abs(((a - b + 540) % 360) - 180) < 25;

/** Whether a video element shows this person's bar. */
export const showsHue = (video: HTMLVideoElement, hue: number): boolean => {
  const bar = barIn(video);
  return bar !== null && near(bar.hue, hue);
};

export interface PitchMeter {
  /** The loudest frequency in Hertz, or `null` in silence. */
  read(): number | null;
  close(): void;
}

/** Listens to a stream. A sound from afar is only heard while an element plays the stream as well. */
export const pitchMeter = (stream: MediaStream): PitchMeter => {
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 8_192, smoothingTimeConstant: 0 });
  context.createMediaStreamSource(stream).connect(analyser);
  const levels = new Float32Array(analyser.frequencyBinCount);
  return {
    read: () => {
      analyser.getFloatFrequencyData(levels);
      const loudest = levels.reduce((best, level, bin) => (level > levels[best]! ? bin : best), 0);
      return levels[loudest]! > -60 ? (loudest * context.sampleRate) / analyser.fftSize : null;
    },
    close: () => void context.close(),
  };
};

export const isPitch = (heard: number | null, pitch: number): boolean =>
  heard !== null && Math.abs(heard - pitch) < 30;
