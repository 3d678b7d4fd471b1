/**
 * A drawn picture and a soft tone in place of camera and microphone, for rehearsals: two tabs of one browser
 * share one microphone, and a person may want to practise without showing themselves. Loaded when chosen.
 */
import type { MediaKind, Role } from './session-snapshot.js';

/** Each role has a colour and a pitch of its own, so that nobody can take their own echo for the other. */
export const STAND_IN: Readonly<Record<Role, { readonly colour: string; readonly hertz: number }>> = {
  client: { colour: '#1f5fae', hertz: 440 },
  therapist: { colour: '#b8561b', hertz: 660 },
};

/** Paper, and three quiet lines like the ones a landscape has. */
const GROUND = ['#efe9dc', '#ddd8c9'] as const;
const HORIZONS = [
  { height: 104, swell: 14, colour: '#d5d3c3' },
  { height: 128, swell: 10, colour: '#cac9b8' },
  { height: 152, swell: 6, colour: '#bfc0af' },
] as const;
const SIZE = { width: 320, height: 180, bar: 48, margin: 12 };
const FRAMES_PER_SECOND = 10;
/** The bar crosses the picture in this time: it moves, but nobody has to look at it. */
const CROSSING_MS = 12_000;

const LOUDNESS = 0.12;

/** A track together with what makes it. `end` is synchronous. */
export interface OpenedTrack {
  readonly track: MediaStreamTrack;
  readonly end: () => void;
}

/** How far the left edge of the bar is at a time, in pixels; back and forth. */
const barAt = (ms: number): number => {
  const there = (ms % (2 * CROSSING_MS)) / CROSSING_MS;
  const way = SIZE.width - SIZE.bar - 2 * SIZE.margin;
  return SIZE.margin + way * (there < 1 ? there : 2 - there);
};

const landscape = (pen: CanvasRenderingContext2D): void => {
  const { width, height } = SIZE;
  const ground = pen.createLinearGradient(0, 0, 0, height);
  GROUND.forEach((colour, at) => {
    ground.addColorStop(at, colour);
  });
  pen.fillStyle = ground;
  pen.fillRect(0, 0, width, height);
  for (const { height: from, swell, colour } of HORIZONS) {
    pen.fillStyle = colour;
    pen.beginPath();
    pen.moveTo(0, from);
    pen.bezierCurveTo(width / 3, from - swell, (2 * width) / 3, from + swell, width, from);
    pen.lineTo(width, height);
    pen.lineTo(0, height);
    pen.fill();
  }
};

const picture = (role: Role): OpenedTrack => {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE.width;
  canvas.height = SIZE.height;
  const pen = canvas.getContext('2d');
  const draw = (): void => {
    if (!pen) return;
    landscape(pen);
    pen.fillStyle = STAND_IN[role].colour;
    pen.beginPath();
    pen.roundRect(
      barAt(performance.now()),
      SIZE.margin,
      SIZE.bar,
      SIZE.height - 2 * SIZE.margin,
      SIZE.bar / 2,
    );
    pen.fill();
  };
  draw();
  const [track] = canvas.captureStream(FRAMES_PER_SECOND).getVideoTracks();
  if (!track) throw new Error('a canvas without a track');
  // A timer and not an animation frame, because the other tab of a rehearsal is hidden and goes on.
  const timer = setInterval(draw, 1000 / FRAMES_PER_SECOND);
  return {
    track,
    end: () => {
      clearInterval(timer);
      track.stop();
    },
  };
};

const tone = (role: Role): OpenedTrack => {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  const loudness = new GainNode(context, { gain: LOUDNESS });
  const voice = new OscillatorNode(context, { frequency: STAND_IN[role].hertz });
  // It swells like speech does: a tone that never changes could be a hum in the line.
  const swell = new OscillatorNode(context, { frequency: 0.8 });
  const swellDepth = new GainNode(context, { gain: LOUDNESS * 0.6 });
  swell.connect(swellDepth).connect(loudness.gain);
  voice.connect(loudness).connect(out);
  voice.start();
  swell.start();
  void context.resume();
  const [track] = out.stream.getAudioTracks();
  if (!track) throw new Error('a destination without a track');
  return {
    track,
    end: () => {
      track.stop();
      void context.close();
    },
  };
};

export const openStandIn = (kind: MediaKind, role: Role): OpenedTrack =>
  kind === 'camera' ? picture(role) : tone(role);
