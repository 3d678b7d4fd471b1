import { expect } from '@open-wc/testing';
import {
  browserResult,
  cameraResult,
  microphoneResult,
  noteFrame,
  noteLevel,
  NOTHING_HEARD,
  NOTHING_SEEN,
  speakerResult,
} from '../../src/core/device-check.js';
import { levelOf } from '../../src/core/sound-level.js';

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

const afterLevels = (levels: number[]): string =>
  microphoneResult(levels.reduce(noteLevel, NOTHING_HEARD)).outcome;

const frame = (brightness: number, speck = 0): Uint8ClampedArray => {
  const pixels = new Uint8ClampedArray(16).fill(brightness);
  pixels[0] = brightness + speck;
  return pixels;
};

const afterFrames = (frames: (Uint8ClampedArray | null)[]): string => {
  const { outcome, reason } = cameraResult(frames.reduce(noteFrame, NOTHING_SEEN));
  return reason ?? outcome;
};

describe('device-check: microphone', () => {
  it('works when a voice stands out from a quiet room', () => {
    expect(afterLevels([...times(8, 0.05), 0.5, 0.6, 0.5])).to.equal('works');
  });

  it('works when a voice pauses and comes back in a loud room', () => {
    expect(afterLevels([...times(8, 0.4), 0.55, 0.42, 0.6, 0.58])).to.equal('works');
  });

  it('stays not checked in complete silence, however long', () => {
    expect(afterLevels(times(5000, 0))).to.equal('not-checked');
  });

  it('stays not checked with a hum that never changes', () => {
    expect(afterLevels([...times(3, 0), ...times(500, 0.5)])).to.equal('not-checked');
  });

  it('stays not checked with the noise of the microphone itself', () => {
    expect(afterLevels(Array.from({ length: 500 }, (_, at) => (at % 2 ? 0.2 : 0.05)))).to.equal(
      'not-checked',
    );
  });

  it('stays not checked after a single knock', () => {
    expect(afterLevels([...times(8, 0.05), 0.9, ...times(50, 0.05)])).to.equal('not-checked');
  });

  it('stays not checked before anything was read', () => {
    expect(afterLevels([])).to.equal('not-checked');
  });
});

describe('device-check: loudness', () => {
  it('is 0 for silence, 1 for full scale and a half for −30 dB', () => {
    expect(levelOf(new Float32Array(64))).to.equal(0);
    expect(levelOf(new Float32Array(64).fill(1))).to.equal(1);
    expect(levelOf(new Float32Array(64).fill(10 ** (-30 / 20)))).to.be.closeTo(0.5, 0.001);
  });

  it('is 0 for no samples at all', () => {
    expect(levelOf(new Float32Array(0))).to.equal(0);
  });
});

describe('device-check: camera', () => {
  it('works when lit frames change', () => {
    expect(afterFrames([frame(90), frame(120), frame(90), frame(120)])).to.equal('works');
  });

  it('stays not checked while there is little to go by', () => {
    expect(afterFrames([frame(90), frame(120)])).to.equal('not-checked');
    expect(afterFrames(times(10, null))).to.equal('not-checked');
  });

  it('says that no picture comes', () => {
    expect(afterFrames(times(25, null))).to.equal('no-picture');
  });

  it('says that the picture is dark, also when the dark is noisy', () => {
    expect(afterFrames(Array.from({ length: 25 }, (_, at) => frame(at % 2 ? 2 : 8)))).to.equal(
      'dark-picture',
    );
  });

  it('says that the picture does not move, also when a browser adds a little noise', () => {
    expect(afterFrames(Array.from({ length: 25 }, (_, at) => frame(90, at % 3)))).to.equal('still-picture');
  });

  it('works after all when a cover is opened', () => {
    expect(afterFrames([...times(25, frame(0)), frame(90), frame(120), frame(90), frame(120)])).to.equal(
      'works',
    );
  });
});

describe('device-check: speaker', () => {
  it('works only when something was played and the person heard it', () => {
    expect(speakerResult(true, 'heard').outcome).to.equal('works');
    expect(speakerResult(false, 'heard').outcome).to.equal('not-checked');
    expect(speakerResult(true, null).outcome).to.equal('not-checked');
    expect(speakerResult(true, 'too-quiet').reason).to.equal('too-quiet');
    expect(speakerResult(true, 'nothing').reason).to.equal('nothing-heard');
  });
});

describe('device-check: browser', () => {
  const all = { secure: true, devices: true, connections: true, frames: true, keys: true };

  it('works with everything, and names the first thing that is missing', () => {
    expect(browserResult(all).outcome).to.equal('works');
    expect(browserResult({ ...all, secure: false }).reason).to.equal('device-insecure-page');
    expect(browserResult({ ...all, devices: false }).reason).to.equal('cannot-call');
    expect(browserResult({ ...all, connections: false }).reason).to.equal('cannot-call');
    expect(browserResult({ ...all, frames: false }).reason).to.equal('cannot-encrypt');
    expect(browserResult({ ...all, keys: false }).reason).to.equal('cannot-encrypt');
  });
});
