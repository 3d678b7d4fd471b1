/**
 * What the tech check measures, as data, and the decisions that follow from it. No line ever says `works`
 * without a real signal: a permission is not a sound, and a running camera is not a picture.
 */
import { SessionError, type ProblemCode } from './problems.js';
import type { RouteTrial } from './session-transport.js';

export type CheckLine = 'microphone' | 'speaker' | 'camera' | 'browser' | 'connection';

export type CheckOutcome = 'works' | 'does-not-work' | 'not-checked';

export type DeviceProblem = Extract<ProblemCode, `device-${string}`>;

/** Why a line does not work; each has its own words and its own ways on. */
export type CheckReason =
  | DeviceProblem
  /** The microphone runs, and the person spoke, and nothing arrived. */
  | 'no-sound'
  | 'no-picture'
  | 'dark-picture'
  | 'still-picture'
  | 'too-quiet'
  | 'nothing-heard'
  | 'cannot-call'
  | 'cannot-encrypt'
  | 'worker-blocked'
  | 'no-connection'
  /** Of the practice's own media server, where there is one. */
  | 'media-unreachable';

export interface CheckResult {
  readonly outcome: CheckOutcome;
  /** Given with `does-not-work`, and with nothing else. */
  readonly reason: CheckReason | null;
  /** By which way the practice's media server was reached. Left out where none was tried. */
  readonly route?: RouteTrial['by'];
}

export type CheckResults = Readonly<Record<CheckLine, CheckResult>>;

export const WORKS: CheckResult = { outcome: 'works', reason: null };
export const NOT_CHECKED: CheckResult = { outcome: 'not-checked', reason: null };
export const doesNotWork = (reason: CheckReason): CheckResult => ({ outcome: 'does-not-work', reason });

export const NOTHING_CHECKED: CheckResults = {
  microphone: NOT_CHECKED,
  speaker: NOT_CHECKED,
  camera: NOT_CHECKED,
  browser: NOT_CHECKED,
  connection: NOT_CHECKED,
};

/* Microphone: a sound that stands out from the room. */

export interface SoundHeard {
  readonly readings: number;
  /** The room when nobody speaks: the lowest level so far. */
  readonly quietest: number;
  /** Readings that stood out. */
  readonly clear: number;
}

export const NOTHING_HEARD: SoundHeard = { readings: 0, quietest: 1, clear: 0 };

/** An audio path starts with silence of its own, which says nothing about the room. */
const READINGS_TO_SKIP = 5;
/** On the scale of `levelOf`: 0.25 is −45 dBFS, a low voice at some distance; 0.1 is 6 dB. */
const LOW_VOICE = 0.25;
const ABOVE_THE_ROOM = 0.1;
const CLEAR_READINGS = 3;

export const noteLevel = (heard: SoundHeard, level: number): SoundHeard => {
  const readings = heard.readings + 1;
  if (readings <= READINGS_TO_SKIP) return { ...heard, readings };
  const stoodOut = level >= Math.max(LOW_VOICE, heard.quietest + ABOVE_THE_ROOM);
  return {
    readings,
    quietest: Math.min(heard.quietest, level),
    clear: heard.clear + (stoodOut ? 1 : 0),
  };
};

export const microphoneResult = (heard: SoundHeard): CheckResult =>
  heard.clear >= CLEAR_READINGS ? WORKS : NOT_CHECKED;

/* Camera: frames that are neither black nor frozen. */

export interface PictureSeen {
  readonly samples: number;
  readonly arrived: number;
  readonly lit: number;
  readonly changed: number;
  readonly last: Uint8ClampedArray | null;
}

export const NOTHING_SEEN: PictureSeen = { samples: 0, arrived: 0, lit: 0, changed: 0, last: null };

/** Of 255, averaged over the picture: less is what a closed cover gives. */
const BLACK = 12;
/** Of 255, in one point: a real sensor's noise is more, and what privacy settings of browsers add is less. */
const SAME = 3;
const SAMPLES_ENOUGH = 3;
/** So many looks without it, and we say what is missing instead of letting the person wait. */
const SAMPLES_PATIENT = 25;

const isLit = (pixels: Uint8ClampedArray): boolean => {
  let sum = 0;
  for (let at = 0; at < pixels.length; at += 4)
    sum += ((pixels[at] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at + 2] ?? 0)) / 3;
  return sum / (pixels.length / 4) > BLACK;
};

const differs = (pixels: Uint8ClampedArray, last: Uint8ClampedArray | null): boolean =>
  last !== null && pixels.some((value, at) => Math.abs(value - (last[at] ?? 0)) > SAME);

/** `pixels` as RGBA of one small sample, or `null` when the camera has shown nothing yet. */
export const noteFrame = (seen: PictureSeen, pixels: Uint8ClampedArray | null): PictureSeen => {
  const samples = seen.samples + 1;
  if (!pixels) return { ...seen, samples };
  const lit = isLit(pixels);
  return {
    samples,
    arrived: seen.arrived + 1,
    lit: seen.lit + (lit ? 1 : 0),
    changed: seen.changed + (lit && differs(pixels, seen.last) ? 1 : 0),
    last: pixels,
  };
};

export const cameraResult = ({ samples, arrived, lit, changed }: PictureSeen): CheckResult => {
  if (lit >= SAMPLES_ENOUGH && changed >= SAMPLES_ENOUGH) return WORKS;
  if (samples < SAMPLES_PATIENT) return NOT_CHECKED;
  if (arrived === 0) return doesNotWork('no-picture');
  return doesNotWork(lit < SAMPLES_ENOUGH ? 'dark-picture' : 'still-picture');
};

/* Speaker: only the person knows. */

export type SpeakerAnswer = 'heard' | 'too-quiet' | 'nothing';

export const SPEAKER_ANSWERS: readonly SpeakerAnswer[] = ['heard', 'too-quiet', 'nothing'];

export const speakerResult = (played: boolean, answer: SpeakerAnswer | null): CheckResult => {
  if (!played || !answer) return NOT_CHECKED;
  if (answer === 'heard') return WORKS;
  return doesNotWork(answer === 'nothing' ? 'nothing-heard' : 'too-quiet');
};

/* Connection: the way to the practice's media server or, where there is none, inside this browser alone. */

export const connectionResult = (trial: RouteTrial | null): CheckResult =>
  trial ? { ...WORKS, route: trial.by } : WORKS;

/** A media server that does not answer in time is one that cannot be reached. */
export const connectionTrouble = (cause: unknown, tried: 'server' | 'browser'): CheckResult => {
  const late = cause instanceof DOMException && cause.name === 'TimeoutError';
  const code = cause instanceof SessionError ? cause.code : null;
  if (code === 'worker-blocked') return doesNotWork('worker-blocked');
  if (code === 'encryption-unsupported') return doesNotWork('cannot-encrypt');
  const blocked = late || code === 'media-unreachable';
  return doesNotWork(tried === 'server' && blocked ? 'media-unreachable' : 'no-connection');
};

/* Browser */

export interface BrowserAbilities {
  readonly secure: boolean;
  readonly devices: boolean;
  readonly connections: boolean;
  /** Frames can be encrypted before they leave: insertable streams, or the transform of WebRTC. */
  readonly frames: boolean;
  /** Keys can be agreed on with X25519. */
  readonly keys: boolean;
}

export const browserResult = ({
  secure,
  devices,
  connections,
  frames,
  keys,
}: BrowserAbilities): CheckResult => {
  if (!secure) return doesNotWork('device-insecure-page');
  if (!devices || !connections) return doesNotWork('cannot-call');
  return frames && keys ? WORKS : doesNotWork('cannot-encrypt');
};
