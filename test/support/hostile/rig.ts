import { randomId } from '../../../src/core/random-id.js';
import { roomRig, type LivekitRig } from '../livekit-rig.js';
import { HostileRelay } from './relay.js';

/** The two ways in which browsers hand frames over; Chromium has both. */
export const FRAME_PATHS = ['encoded streams', 'script transforms'] as const;
export type FramePath = (typeof FRAME_PATHS)[number];

export interface HostileRig extends LivekitRig {
  readonly relay: HostileRelay;
}

export type Realm = Window & Pick<typeof globalThis, 'RTCRtpSender' | 'RTCRtpReceiver'>;

/** By script transforms a page has the standard alone, as in Firefox and Safari. */
export const takePath = (path: FramePath, page: Realm): void => {
  if (path === 'encoded streams') return;
  Reflect.deleteProperty(page.RTCRtpSender.prototype, 'createEncodedStreams');
  Reflect.deleteProperty(page.RTCRtpReceiver.prototype, 'createEncodedStreams');
};

/** On a media server that the test plays itself. */
export const hostileRig = (path: FramePath): HostileRig => {
  const relay = new HostileRelay();
  const rig = roomRig(randomId(), {
    url: 'wss://media.example',
    iceServers: [],
    token: (identity) => Promise.resolve(identity),
    opened: ({ window }) => {
      relay.serve(window);
      takePath(path, window as Realm);
    },
    close: () => {
      relay.close();
    },
  });
  return { ...rig, relay };
};
