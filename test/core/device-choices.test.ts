import { expect } from '@open-wc/testing';
import type { CaptureDevice } from '../../src/core/capture.js';
import { namedDevices } from '../../src/core/device-choices.js';

const microphone = (deviceId: string): CaptureDevice => ({
  kind: 'microphone',
  deviceId,
  label: `Sample ${deviceId}`,
});

describe('device-choices', () => {
  it('names each device once, and leaves out what stands for the usual one', () => {
    const devices = ['default', 'communications', 'one', 'two', ''].map(microphone);
    expect(namedDevices(devices, 'microphone').map(({ deviceId }) => deviceId)).to.deep.equal(['one', 'two']);
  });

  it('keeps to one kind', () => {
    expect(namedDevices([microphone('one')], 'speaker')).to.deep.equal([]);
  });
});
