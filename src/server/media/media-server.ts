/**
 * Port: the media server as the practice's server uses it. It opens rooms, hands out passes and takes people out again;
 * it never learns who anybody is. Everything may be asked twice.
 */
import type { MediaRoute, Rights } from '../../core/session-snapshot.js';
import type { Pass } from '../../core/session-transport.js';

/** `ready`: a page that stands by, hidden, and lays out what it will send by; nobody is given anything of it. */
export type SeatRights = Rights | 'ready';

/** What of a pass the media server makes. */
export type MediaPass = Pick<Pass, 'url' | 'token' | 'iceServers' | 'iceHosts'>;

/** Who stands in a room, by the media server's own list. */
export interface Seated {
  readonly identity: string;
  readonly rights: SeatRights;
  /** Milliseconds since the epoch, by the media server's clock. */
  readonly joinedAt: number;
}

/** Something happened in a room; who is there now has to be looked up. */
export interface MediaNews {
  readonly room: string;
  /** Somebody came or went. */
  readonly moved: boolean;
}

export interface MediaServer {
  /** What pages are told of it. */
  readonly route: MediaRoute;
  /** What the log says at the start: where media go and what that means. */
  readonly summary: string;
  /** Its keys are ones that everybody knows, or too short to keep. */
  readonly hasExampleKeys: boolean;
  openRoom(room: string): Promise<void>;
  /** For minutes, and for an opened room alone. */
  pass(room: string, identity: string, rights: SeatRights): Promise<MediaPass>;
  /** Changes what somebody in the room may do. Whoever is not there is passed over. */
  grant(room: string, identity: string, rights: Rights): Promise<void>;
  /** Takes somebody out. Whoever is not there is passed over. */
  remove(room: string, identity: string): Promise<void>;
  seated(room: string): Promise<readonly Seated[]>;
  closeRoom(room: string): Promise<void>;
  /** A room for one page's trial of the route; `null` where there is nothing to try. */
  trial(identity: string): Promise<(MediaPass & { readonly room: string }) | null>;
  /** Reads a signed notice of the media server. Rejects where the signature does not hold. */
  readNotice(body: string, authorization: string): Promise<MediaNews>;
}
