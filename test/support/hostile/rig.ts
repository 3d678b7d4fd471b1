import { randomId } from '../../../src/core/random-id.js';
import type { PersonId, Rights } from '../../../src/core/session-snapshot.js';
import type { Pass } from '../../../src/core/session-transport.js';
import type * as module from '../../../src/core/transports/livekit-transport.js';
import type { LivekitRig } from '../livekit-rig.js';
import { openWatchedPage, type WatchedPage } from '../watched-page.js';
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

/** A room on a media server that the test plays itself, and each person on a page of their own. */
export const hostileRig = (path: FramePath): HostileRig => {
  const room = randomId();
  const relay = new HostileRelay();
  const pages: WatchedPage[] = [];
  const identities = new Map<PersonId, string>();
  const identityOf = (person: PersonId): string => {
    const identity = identities.get(person) ?? randomId();
    identities.set(person, identity);
    return identity;
  };
  const pass = (person: PersonId, rights: Rights = 'media'): Promise<Pass> =>
    Promise.resolve({
      ...{ room, person, rights, identity: identityOf(person), token: identityOf(person) },
      role: person === 'therapist' ? 'therapist' : 'client',
      url: 'wss://media.example',
      iceServers: [],
    });
  return {
    ...{ room, relay, identityOf, pass },
    async end(person) {
      const page = openWatchedPage();
      pages.push(page);
      relay.serve(page.window);
      if (path === 'script transforms') takeStreams(page.window as Realm);
      const { LivekitTransport } = await page.load<typeof module>('core/transports/livekit-transport.ts');
      return {
        page,
        transport: new LivekitTransport(),
        pass: await pass(person),
        waiting: await pass(person, 'none'),
        crash: () => page.crash(),
      };
    },
    leftovers: () => Promise.resolve(pages.flatMap((page) => page.left())),
    close: () => {
      for (const page of pages) page.close();
      relay.close();
    },
  };
};
