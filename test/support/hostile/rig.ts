import { randomId } from '../../../src/core/random-id.js';
import { roomRig, type LivekitRig } from '../livekit-rig.js';
import { HostileRelay } from './relay.js';

/** The two ways in which browsers hand frames over; Chromium has both. */
export type FramePath = 'encoded streams' | 'script transforms';

export interface HostileRig extends LivekitRig {
  readonly relay: HostileRelay;
}

type Realm = Window & Pick<typeof globalThis, 'RTCRtpSender' | 'RTCRtpReceiver'>;

/** A page that has the standard alone, as in Firefox and Safari. */
const takeStreams = (page: Realm): void => {
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
      if (path === 'script transforms') takeStreams(window as Realm);
    },
    close: () => {
      relay.close();
    },
  });
  return { ...rig, relay };
};
