import { randomId } from '../../src/core/random-id.js';
import type { PersonId, Rights, Role } from '../../src/core/session-snapshot.js';
import type { Pass } from '../../src/core/session-transport.js';
import type * as module from '../../src/core/transports/livekit-transport.js';
import type { TransportEnd, TransportRig } from '../core/contracts/transport-contract.js';
import type { LivekitServer } from './livekit-server.js';
import { openWatchedPage, type WatchedPage } from './watched-page.js';

export interface LivekitEnd extends TransportEnd {
  readonly page: WatchedPage;
}

export interface LivekitRig extends TransportRig {
  readonly room: string;
  end(person: PersonId, role: Role): Promise<LivekitEnd>;
  /** A fresh pass, as the practice's service would hand it out. */
  pass(person: PersonId, rights?: Rights): Promise<Pass>;
}

/** What a room of tests needs of whatever media server it is on. */
interface MediaServer extends Pick<Pass, 'url' | 'iceServers'> {
  readonly token: (identity: string, rights: Rights) => Promise<string>;
  /** Before anything of ours is loaded in it. */
  readonly opened?: (page: WatchedPage) => void;
  readonly close: () => void;
}

/** A room, and each person on a page of their own, so that a page can crash. */
export const roomRig = (room: string, { token, opened, close, ...address }: MediaServer): LivekitRig => {
  const pages: WatchedPage[] = [];
  const identities = new Map<PersonId, string>();
  const identityOf = (person: PersonId): string => {
    const identity = identities.get(person) ?? randomId();
    identities.set(person, identity);
    return identity;
  };
  const pass = async (person: PersonId, rights: Rights = 'media'): Promise<Pass> => ({
    ...address,
    room,
    person,
    identity: identityOf(person),
    role: person === 'therapist' ? 'therapist' : 'client',
    rights,
    token: await token(identityOf(person), rights),
  });
  return {
    room,
    identityOf,
    pass,
    async end(person) {
      const page = openWatchedPage();
      pages.push(page);
      opened?.(page);
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
      close();
    },
  };
};

/** On a real LiveKit server. */
export const livekitRig = async (server: LivekitServer): Promise<LivekitRig> => {
  const room = randomId();
  await server.openRoom(room);
  return roomRig(room, {
    url: server.url,
    token: (identity, rights) => server.token(room, identity, rights),
    close: () => void server.closeRoom(room),
  });
};
