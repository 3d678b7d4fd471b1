/** Port: the media path. Tracks in, tracks out; no vendor's type crosses it, and no vendor's error. */
import type { PictureSize } from './capture.js';
import type { MediaKind, MediaRoute, PersonId, Rights, Role, TransportFact } from './session-snapshot.js';

/** Where somebody is to be met: only this page of theirs, and no earlier one with an old pass. */
export interface Seat {
  readonly person: PersonId;
  /** What the media path calls their page. Random, and it carries nothing. */
  readonly identity: string;
}

/** What the practice's service hands out when somebody may enter. For one room, one page of one person, minutes. */
export interface Pass extends Seat {
  readonly room: string;
  readonly role: Role;
  readonly rights: Rights;
  /** Where the media server is, and its token; both absent between two tabs. */
  readonly url?: string;
  readonly token?: string;
  /** The practice's own STUN and TURN servers. Given, no other one is ever asked. */
  readonly iceServers?: readonly RTCIceServer[];
  /** Hosts, besides those beside the media server, whose STUN and TURN servers are the practice's own: names or addresses. */
  readonly iceHosts?: readonly string[];
}

export interface ConnectOptions {
  readonly signal: AbortSignal;
  /** A fresh pass, for coming back after a break that outlasted the one at hand. Without it a long break is the end. */
  readonly renew?: () => Promise<Pass>;
  /** The pass is the one with which this page stands by: where it does so no more, it is worth nothing, and `renew` is asked. */
  readonly standsBy?: boolean;
  /**
   * Everybody waits in the room before they are let in, and is given what the others send without asking for it. That somebody
   * takes something is no sign then that they want it.
   */
  readonly unasked?: boolean;
  /** Of what the camera is going to send, where that is known: a place of this size may be laid out for it. */
  readonly pictureSize?: PictureSize | undefined;
}

/** What a trial of the real media route found. */
export interface RouteTrial {
  /** `relayed`: by way of the practice's TURN server. */
  readonly by: 'udp' | 'tcp' | 'relayed';
  /** Milliseconds to the media server and back. */
  readonly roundTripMs: number;
}

/** A key for frames: everybody who may see and hear this person has it, and no server. */
export interface MediaKey {
  readonly epoch: number;
  /** 0–15; it travels with every frame. */
  readonly keyIndex: number;
  /** A non-extractable HKDF key with `deriveKey` and `deriveBits`. */
  readonly material: CryptoKey;
}

/** Counters since connecting that prove a pause: packets, not flags. */
export interface TransportEvidence {
  readonly packetsSent: Readonly<Record<MediaKind, number>>;
  readonly packetsReceived: Readonly<Record<MediaKind, number>>;
}

/** Faults that a test can bring about on purpose. */
export type SimulatedFault =
  | 'drop-signalling'
  | 'restart-ice'
  | 'reconnect'
  | 'revoke-rights'
  /* What a media server does, or does not; between two tabs these come down to `reconnect`. */
  | 'resume-fails'
  | 'signalling-lost-while-resuming'
  | 'server-leaves'
  | 'server-dies'
  | 'server-moves-us'
  | 'tcp-only';

/**
 * Frames are sealed on this page and opened on the others', without exception: where that is impossible, `prepare` and `connect`
 * reject with `encryption-unsupported` or `worker-blocked`. What is handed to `send` is opaque here, and sealed by whoever sends it.
 */
export interface SessionTransport {
  /** Told from construction on; set before `connect`. */
  onFact: (fact: TransportFact) => void;
  /**
   * Whatever can be made ready without sending anything of the person: loads what is needed, and says hello to the
   * media server of the route. Safe to call twice.
   */
  prepare(route: MediaRoute): Promise<void>;
  /**
   * Rejects with a `SessionError`. Calling it while connected does nothing. With a pass without rights (`warm`) the page
   * stands hidden in the room, and nothing is told, sent or received; rights that come or go later are told as
   * `rights-changed`; a track that may not be sent right now (a pause withdraws that right on the server) waits for it. Calling it again with the same pass, now with rights, goes on
   * from there; where that is not possible, with a fresh one from `renew`.
   */
  connect(pass: Pass, options: ConnectOptions): Promise<void>;
  /** Tries the media route in a room of its own, with a made-up tone; nothing of the person is sent. */
  tryRoute(pass: Pass, options: { readonly signal: AbortSignal }): Promise<RouteTrial>;
  /**
   * Synchronous in effect: when it returns nothing is sent any more. `left: false` where the person did not choose to
   * go, because their page closes or the element is taken out of it: the others learn that the line broke off.
   */
  disconnect(how?: { readonly left: boolean }): void;
  /** Sends a finished track. Resolves when it is on its way, not when it was seen. */
  publish(kind: MediaKind, track: MediaStreamTrack): Promise<void>;
  /** Swaps the track without the others noticing a stop. */
  replace(kind: MediaKind, track: MediaStreamTrack): Promise<void>;
  /** Synchronous in effect: no further packet of this kind is sent. */
  unpublish(kind: MediaKind): void;
  /**
   * Only these people, each on this page of theirs, may receive anything from this page, or be heard, seen or read on it;
   * at first nobody. Set before `connect`, and again whenever it changes: whoever is no longer named is dropped in the
   * same task, whoever is newly named is met without doing anything. Nothing is told of anybody else. `disconnect`
   * forgets it.
   */
  allow(seats: readonly Seat[]): void;
  /**
   * Whether this page wants to see or hear somebody; at first it wants nobody. May be said before they are there.
   * `false` covers and silences in the same task.
   */
  setWanted(person: PersonId, kind: MediaKind, wanted: boolean): void;
  /**
   * Seals own frames with this key from now on; `null`: there is none, so no frame leaves. May be called before `connect`;
   * `disconnect` forgets it.
   */
  sealWith(key: MediaKey | null): void;
  /** Opens this person's frames with this key, too. May be called before they are there; `disconnect` forgets it. */
  openWith(person: PersonId, key: MediaKey): void;
  /** …and with this one no more (`keyIndex`), or with none of theirs (`null`). */
  closeTo(person: PersonId, keyIndex: number | null): void;
  /** Shows a person's picture in an element of the page, or plays their sound in it. */
  attach(person: PersonId, kind: MediaKind, element: HTMLMediaElement): () => void;
  /** Called in the task of a press, where a browser asks for one before it plays sound. */
  startSound(): Promise<void>;
  setSpeaker(deviceId: string): Promise<void>;
  /** Reliable and in order to each person named; rejects with a `SessionError` when it cannot be handed over. */
  send(bytes: Uint8Array<ArrayBuffer>, to: readonly PersonId[]): Promise<void>;
  evidence(): Promise<TransportEvidence>;
  simulate(fault: SimulatedFault): void;
}
