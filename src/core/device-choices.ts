import type { CaptureDevice } from './capture.js';

/** Chromium lists its usual devices once more under these; nothing is what a browser tells before it was allowed. */
const NO_DEVICE_OF_ITS_OWN: readonly string[] = ['', 'default', 'communications'];

/** The devices of one kind that a person can choose by name, beside the usual one. */
export const namedDevices = (
  devices: readonly CaptureDevice[],
  kind: CaptureDevice['kind'],
): readonly CaptureDevice[] =>
  devices.filter((device) => device.kind === kind && !NO_DEVICE_OF_ITS_OWN.includes(device.deviceId));
