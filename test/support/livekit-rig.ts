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

/** A room on a real LiveKit server, and each person on a page of their own, so that a page can crash. */
export const livekitRig = async (server: LivekitServer): Promise<LivekitRig> => {
  const room = randomId();
  const pages: WatchedPage[] = [];
  const identities = new Map<PersonId, string>();
  await server.openRoom(room);

  const identityOf = (person: PersonId): string => {
    const identity = identities.get(person) ?? randomId();
    identities.set(person, identity);
    return identity;
  };
  const pass = async (person: PersonId, rights: Rights = 'media'): Promise<Pass> => ({
    room,
    person,
    identity: identityOf(person),
    role: person === 'therapist' ? 'therapist' : 'client',
    rights,
    url: server.url,
    token: await server.token(room, identityOf(person), rights),
  });
  return {
    room,
    identityOf,
    pass,
    async end(person) {
      const page = openWatchedPage();
      pages.push(page);
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
      void server.closeRoom(room);
    },
  };
};
