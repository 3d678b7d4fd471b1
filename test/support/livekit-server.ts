/** The practice's side of a real LiveKit server, for a test in a page. What it asks for is done by the runner. */
import { executeServerCommand } from '@web/test-runner-commands';
import type { SeatRights } from '../../src/server/media/media-server.js';

/** Somebody in a room, as the server has them. */
export interface Looked {
  readonly identity: string;
  readonly tracks: number;
  /** By how many of those they say that they send. */
  readonly sending: number;
}

export interface LivekitServer {
  readonly url: string;
  readonly ports: { readonly http: number; readonly udp: number; readonly tcp: number };
  openRoom(room: string): Promise<void>;
  /** Everybody in it is sent away, and nobody comes in any more. */
  closeRoom(room: string): Promise<void>;
  /** For one page in one room; `ttl` in seconds. */
  token(room: string, identity: string, rights: SeatRights, ttl?: number): Promise<string>;
  setRights(room: string, identity: string, rights: SeatRights): Promise<void>;
  /** The server gives somebody a name, and everything else that can be read of them. */
  rename(room: string, identity: string, text: string): Promise<void>;
  /** The server says something to everybody, in nobody's name. */
  tell(room: string, topic: string, text: string): Promise<void>;
  remove(room: string, identity: string): Promise<void>;
  look(room: string): Promise<readonly Looked[]>;
  /** Gone without a word, and its rooms with it. */
  kill(): Promise<void>;
  /** With the same address and keys, and without rooms. */
  restart(): Promise<void>;
}

interface Started {
  readonly skip: string | false;
  readonly url: string;
  readonly ports: LivekitServer['ports'];
}

/**
 * Starts a server of this name, or takes the one that runs already; `null` where none can be had, which the runner says
 * loudly, and refuses where `REQUIRE_LIVEKIT` is set.
 */
export const livekitServer = async (server: string): Promise<LivekitServer | null> => {
  const ask = <T>(what: string, more: object = {}): Promise<T> =>
    executeServerCommand('livekit', { do: what, server, ...more });
  const { skip, url, ports } = await ask<Started>('start');
  if (skip) return null;
  return {
    url,
    ports,
    openRoom: (room) => ask('open-room', { room }),
    closeRoom: (room) => ask('close-room', { room }),
    token: (room, identity, rights, ttl) => ask('token', { room, identity, rights, ttl }),
    setRights: (room, identity, rights) => ask('set-rights', { room, identity, rights }),
    rename: (room, identity, text) => ask('rename', { room, identity, text }),
    tell: (room, topic, text) => ask('tell', { room, topic, text }),
    remove: (room, identity) => ask('remove', { room, identity }),
    look: (room) => ask('look', { room }),
    kill: () => ask('kill'),
    restart: () => ask('restart'),
  };
};
