import { expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait-until.js';
import { DeviceCapture, STAND_IN_IDS } from '../../src/core/device-capture.js';
import { STAND_IN } from '../../src/core/stand-in-media.js';
import { refusing, realDevices, useDevices } from '../support/fake-devices.js';
import type { Role } from '../../src/core/session-snapshot.js';

const ROLES: readonly Role[] = ['client', 'therapist'];
const { signal } = new AbortController();

let capture: DeviceCapture;
afterEach(() => {
  capture.dispose();
  realDevices();
});

const start = async (role: Role, kind: 'camera' | 'microphone'): Promise<MediaStreamTrack> => {
  capture = new DeviceCapture({ standIns: role });
  capture.choose(kind, STAND_IN_IDS[kind]);
  return capture.start(kind, { signal });
};

/** Where the bar of this colour begins, in pixels from the left; −1 where there is none. */
const barOf = (video: HTMLVideoElement, colour: string): number => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 1 });
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) return -1;
  pen.drawImage(video, 0, 90, 320, 1, 0, 0, 320, 1);
  const { data } = pen.getImageData(0, 0, 320, 1);
  const wanted = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return Array.from({ length: 320 }).findIndex((_, x) =>
    wanted.every((value, channel) => Math.abs((data[x * 4 + channel] ?? 0) - value) < 40),
  );
};

const pitchOf = (analyser: AnalyserNode): number => {
  const bins = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(bins);
  const loudest = bins.indexOf(Math.max(...bins));
  return (loudest * analyser.context.sampleRate) / analyser.fftSize;
};

describe('stand-in-media', () => {
  it('asks the browser for nothing', async () => {
    const devices = useDevices(refusing('NotAllowedError'));
    await start('client', 'camera');
    await start('client', 'microphone');
    expect(devices.asked).to.deep.equal([]);
  });

  for (const role of ROLES) {
    const other = ROLES.find((one) => one !== role) ?? role;

    it(`draws a slowly moving bar in the colour of the ${role}, and not the other's`, async () => {
      const video = Object.assign(document.createElement('video'), { muted: true });
      video.srcObject = new MediaStream([await start(role, 'camera')]);
      await video.play();
      await waitUntil(() => barOf(video, STAND_IN[role].colour) >= 0, 'the bar is there');
      const before = barOf(video, STAND_IN[role].colour);
      await waitUntil(() => barOf(video, STAND_IN[role].colour) !== before, 'the bar moves', {
        timeout: 5000,
      });
      expect(barOf(video, STAND_IN[other].colour)).to.equal(-1);
      video.srcObject = null;
    });

    it(`sounds at the pitch of the ${role}`, async () => {
      const track = await start(role, 'microphone');
      const context = new AudioContext();
      const analyser = new AnalyserNode(context, { fftSize: 8192 });
      context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
      await waitUntil(() => Math.abs(pitchOf(analyser) - STAND_IN[role].hertz) < 12, 'the pitch is heard', {
        timeout: 5000,
      });
      await context.close();
    });
  }

  it('ends with its track when it is stopped', async () => {
    const track = await start('client', 'camera');
    capture.stop('camera');
    expect(track.readyState).to.equal('ended');
  });
});
