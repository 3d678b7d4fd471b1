/** How loud a track is, for a meter. Measured on this device, kept nowhere. */

/** Long enough that the pieces of sound between two readings overlap: nothing said is missed. */
const WINDOW = 4096;
const EVERY_MS = 60;

/** What counts as silence, in decibels below full scale. */
const FLOOR_DB = -60;

/** Root mean square on the scale ears use: 0 at −60 dBFS and below, 1 at full scale. */
export const levelOf = (samples: Float32Array): number => {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const decibels = 10 * Math.log10(sum / Math.max(1, samples.length));
  return Math.min(1, Math.max(0, 1 - decibels / FLOOR_DB));
};

/** Tells the loudness of a track, 0 to 1, until the returned function is called, which closes everything. */
export const soundLevel = (track: MediaStreamTrack, tell: (level: number) => void): (() => void) => {
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: WINDOW });
  const source = context.createMediaStreamSource(new MediaStream([track]));
  source.connect(analyser);
  // Some browsers start it asleep although the person has just pressed something.
  void context.resume();
  const samples = new Float32Array(WINDOW);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    tell(levelOf(samples));
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    source.disconnect();
    void context.close();
    tell(0);
  };
};
