/** Port: the media path. Tracks in, tracks out; no vendor's type crosses it, and no vendor's error. */
import type { MediaKind, PersonId, Rights, Role, TransportFact } from './session-snapshot.js';

/** What the practice's service hands out when somebody may enter. For one room, one person, minutes. */
export interface Pass {
  readonly room: string;
  readonly self: PersonId;
  readonly role: Role;
  readonly rights: Rights;
  /** Where the media server is, and its token; both absent between two tabs. */
  readonly url?: string;
  readonly token?: string;
}

/** Counters since connecting that prove a pause: packets, not flags. */
export interface TransportEvidence {
  readonly packetsSent: Readonly<Record<MediaKind, number>>;
  readonly packetsReceived: Readonly<Record<MediaKind, number>>;
}

/** Faults that a test can bring about on purpose. */
export type SimulatedFault = 'drop-signalling' | 'restart-ice' | 'reconnect' | 'revoke-rights';

export interface SessionTransport {
  /** Told from construction on; set before `connect`. */
  onFact: (fact: TransportFact) => void;
  /** Whatever can be made ready without contacting anybody. Safe to call twice. */
  prepare(): Promise<void>;
  /** Rejects with a `SessionError`. Calling it while connected does nothing. */
  connect(pass: Pass, options: { readonly signal: AbortSignal }): Promise<void>;
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
   * Only these people may receive anything from this page, or be heard, seen or read on it; at first nobody. Set before
   * `connect`, and again whenever it changes: whoever is no longer named is dropped in the same task, whoever is newly
   * named is met without doing anything. Nothing is told of anybody else. `disconnect` forgets it.
   */
  allow(people: readonly PersonId[]): void;
  /**
   * Whether this page wants to see or hear somebody; at first it wants nobody. May be said before they are there.
   * `false` covers and silences in the same task.
   */
  setWanted(person: PersonId, kind: MediaKind, wanted: boolean): void;
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
