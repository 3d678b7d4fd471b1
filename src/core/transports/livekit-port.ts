/**
 * What we need of a room on a LiveKit server, in our own words, so that everything but one file is written, read and
 * tested without knowing the vendor. A page of a person is called by its identity here, as in `Seat`.
 */
import type { MediaKind } from '../session-snapshot.js';
import type { Pass, SimulatedFault } from '../session-transport.js';

export type Kinds = Readonly<Record<MediaKind, boolean>>;

export const NO_KINDS: Kinds = { microphone: false, camera: false };

/** What the server lets this page do right now. */
export interface RoomRights {
  readonly publish: boolean;
  readonly subscribe: boolean;
  readonly tell: boolean;
}

/** Why a room came to its end: a name of LiveKit's `DisconnectReason`. */
export type RoomEnd = string;

/** A name of LiveKit's `ConnectionQuality`: the server's opinion of our line. */
export type LineOpinion = 'excellent' | 'good' | 'poor' | 'lost' | 'unknown';

export interface RoomListener {
  /**
   * The server has said who is there and what this page may do. What is published and taken from here on is on its way
   * while the connection for it is still made.
   */
  reached(): void;
  /** What this page may do has changed, or may have. */
  rightsChanged(): void;
  /** The line holds, or is being mended by LiveKit itself. */
  steady(steady: boolean): void;
  /** Nobody mends it any more. */
  ended(reason: RoomEnd): void;
  /** Somebody's page is there, and can be told something. */
  arrived(identity: string): void;
  departed(identity: string): void;
  /** What somebody's page sends, or what of it arrives here, has changed. */
  changed(identity: string): void;
  received(identity: string, topic: string, bytes: Uint8Array<ArrayBuffer>): void;
  /** What was published has a sender now, as after every connection that is made anew; nothing was sent by it yet. */
  senderMade(kind: MediaKind, sender: RTCRtpSender): void;
  /** For the first time, somebody takes what is published. */
  taken(kind: MediaKind): void;
  /** The server took back what was published. */
  withdrawn(): void;
}

/** What of a connection can be asked for its counters. */
export interface CountedConnection {
  getStats(): Promise<RTCStatsReport | undefined> | undefined;
}

export interface Room {
  /**
   * `unasked`: the server hands over whatever is published, a round trip before this page could ask for it; what is not wanted,
   * or is a stranger's, has to be refused then. Rejects with a `SessionError`.
   */
  connect(pass: Pass, how?: { readonly unasked: boolean }): Promise<void>;
  readonly rights: RoomRights;
  /** Whether things can be published and taken right now. */
  readonly open: boolean;
  /** Whether they get through, and things can be told. */
  readonly steady: boolean;
  readonly lineOpinion: LineOpinion;
  /** Whose pages are there, and can be told something. */
  pages(): readonly string[];
  /** What somebody's page has laid out a place for, whether it sends anything by it yet or not. */
  offers(identity: string): Kinds;
  /** What somebody's page sends, whether it is taken here or not. */
  sends(identity: string): Kinds;
  /** Takes what somebody's page sends, or does not. */
  take(identity: string, kind: MediaKind, wanted: boolean): void;
  /** What is taken, once it is there. */
  trackOf(identity: string, kind: MediaKind): MediaStreamTrack | null;
  /** What brings it. */
  receiverOf(identity: string, kind: MediaKind): RTCRtpReceiver | null;
  /** Where somebody's picture is shown, so that no larger one is sent than can be seen. */
  showsIn(identity: string, elements: ReadonlySet<HTMLMediaElement>): void;
  /** Nobody else is given what this page publishes. */
  permit(identities: readonly string[]): void;
  /**
   * `laid`: nothing is sent by it yet, and the others are told so, until `use`. Resolves when the server has taken it up;
   * rejects with a `SessionError`.
   */
  publish(kind: MediaKind, track: MediaStreamTrack, how?: { readonly laid: boolean }): Promise<void>;
  use(kind: MediaKind): Promise<void>;
  publishes(kind: MediaKind): boolean;
  unpublish(kind: MediaKind): Promise<void>;
  /** Reliable and in order; rejects where it cannot be handed over. */
  send(topic: string, bytes: Uint8Array<ArrayBuffer>, to: readonly string[]): Promise<void>;
  /** Those that there are right now. */
  connections(): readonly CountedConnection[];
  simulate(fault: SimulatedFault): void;
  /** Resolves when nothing of it is left. Nothing is told any more from the first moment on. */
  close(): Promise<void>;
  /** As `close`, for a page that has no other task left. */
  closeNow(): void;
}

/** Through which everything goes that is sent and received in a room. There is no room without it. */
export interface RoomFrames {
  /** Before anything is sent by it. */
  seal(sender: RTCRtpSender, kind: MediaKind): void;
  /** What comes by it is nobody's yet, and dropped, until it is said whose it is. */
  hold(receiver: RTCRtpReceiver, kind: MediaKind): void;
}

export type OpenRoom = (listener: RoomListener, frames: RoomFrames) => Room;
