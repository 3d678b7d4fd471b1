/**
 * What this page sends. LiveKit publishes a stand-in (silence, an empty picture) and never holds a track of the person:
 * that is put into the sender here and nowhere else, while somebody who may have it wants it, and is taken out here in the
 * task in which it is to stop. Whatever LiveKit does by itself, as publishing again after a connection was made anew,
 * it can only do with the stand-in.
 */
import type { PictureSize } from '../capture.js';
import { SessionError } from '../problems.js';
import { MEDIA_KINDS } from '../session-media.js';
import type { MediaKind } from '../session-snapshot.js';
import { SenderGate } from './livekit-gate.js';
import { NO_KINDS, type Kinds, type Room } from './livekit-port.js';
import { standInFor, type StandInTrack } from './stand-in-track.js';

interface Waiting {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(error: SessionError): void;
}

const newWaiting = (): Waiting => {
  const settle: Pick<Waiting, 'resolve' | 'reject'> = { resolve: () => undefined, reject: () => undefined };
  const promise = new Promise<void>((resolve, reject) => Object.assign(settle, { resolve, reject }));
  return { promise, resolve: () => settle.resolve(), reject: (error) => settle.reject(error) };
};

type Carry = (sender: RTCRtpSender, on: boolean) => void;

/** Of one kind. */
class Lane {
  /** What the person sends; kept while there is no connection and no right to it. */
  track: MediaStreamTrack | null = null;
  standIn: StandInTrack | null = null;
  /** It is published, and nothing was ever to be sent by it yet. */
  laid = false;
  /** The server says that somebody takes it. What the others say of it themselves comes later, and counts more. */
  taken = false;
  /** The room in which something is being done about it; what another one still does is of no interest any more. */
  working: Room | null = null;
  /** Whoever asked for `track` to be sent, until it is. */
  waiting: Waiting | null = null;
  #gate: SenderGate | null = null;

  constructor(
    readonly kind: MediaKind,
    private readonly carry: Carry,
  ) {}

  get sender(): RTCRtpSender | null {
    return this.#gate?.sender ?? null;
  }

  /** A sender of LiveKit's with the stand-in in it, before anything was sent. */
  begin(sender: RTCRtpSender): void {
    this.#gate?.close();
    this.#gate = this.standIn && new SenderGate(sender, this.standIn, this.carry);
  }

  announce(): void {
    this.#gate?.announce();
  }

  put(open: boolean): void {
    if (this.track || this.laid) this.#gate?.put(open ? this.track : null);
    else this.#gate?.close();
  }

  /** The connection is gone, or what was published on it. */
  end(): void {
    this.#gate?.close();
    this.#gate = null;
    this.standIn?.end();
    this.standIn = null;
    this.laid = false;
    this.taken = false;
  }
}

export class OutgoingMedia {
  readonly #lanes: Readonly<Record<MediaKind, Lane>>;
  #room: Room | null = null;
  /** Places may be laid out in the room, and nothing sent by them. */
  #standsBy = false;
  /** Of the picture for which a place is laid out. */
  #size: PictureSize = {};
  #demand = NO_KINDS;

  /** `carry`: told whether a sender has anything to send. */
  constructor(carry: Carry) {
    this.#lanes = { microphone: new Lane('microphone', carry), camera: new Lane('camera', carry) };
  }

  /** Resolves when it is published, or is not to be any more. Waits for a connection and for the right to it. */
  publish(kind: MediaKind, track: MediaStreamTrack): Promise<void> {
    const lane = this.#lanes[kind];
    lane.track = track;
    this.#put(lane);
    lane.waiting ??= newWaiting();
    const { promise } = lane.waiting;
    void this.#work(lane);
    return promise;
  }

  /** Synchronous in effect: no further packet of this kind is sent. */
  unpublish(kind: MediaKind): void {
    const lane = this.#lanes[kind];
    lane.track = null;
    this.#put(lane);
    lane.waiting?.resolve();
    lane.waiting = null;
    void this.#work(lane);
  }

  /** What those who may have it want. */
  demand(demand: Kinds): void {
    this.#demand = demand;
    for (const kind of MEDIA_KINDS) {
      this.#lanes[kind].taken = false;
      this.#put(this.#lanes[kind]);
    }
  }

  taken(kind: MediaKind): void {
    this.#lanes[kind].taken = true;
    this.#put(this.#lanes[kind]);
  }

  senderMade(kind: MediaKind, sender: RTCRtpSender): void {
    const lane = this.#lanes[kind];
    lane.begin(sender);
    if (!this.#standsBy) lane.announce();
    this.#put(lane);
  }

  senderOf(kind: MediaKind): RTCRtpSender | null {
    return this.#lanes[kind].sender;
  }

  /** Whether something of this kind is on its way to somebody. */
  sends(kind: MediaKind): boolean {
    return this.#lanes[kind].track !== null && this.#isOpen(this.#lanes[kind]);
  }

  /** Lays out a place for each kind where nobody is given anything yet, so that nobody waits for that once somebody is let in. */
  standBy(room: Room, size: PictureSize = {}): void {
    this.#room = room;
    this.#standsBy = true;
    this.#size = size;
    this.refresh();
  }

  enter(room: Room): void {
    this.#room = room;
    if (this.#standsBy) for (const kind of MEDIA_KINDS) this.#lanes[kind].announce();
    this.#standsBy = false;
    this.refresh();
  }

  /** The line holds again, or the rights have changed: whatever is to be sent goes out, and nothing else. */
  refresh(): void {
    for (const kind of MEDIA_KINDS) {
      this.#put(this.#lanes[kind]);
      void this.#work(this.#lanes[kind]);
    }
  }

  /** Synchronous. What is to be sent is kept, for the next room. */
  leave(): void {
    this.#room = null;
    this.#standsBy = false;
    for (const kind of MEDIA_KINDS) this.#lanes[kind].end();
  }

  /** Synchronous. Nothing is to be sent any more. */
  clear(): void {
    for (const kind of MEDIA_KINDS) {
      const lane = this.#lanes[kind];
      lane.track = null;
      this.#put(lane);
      lane.waiting?.reject(new SessionError('connection-lost', `disconnected before the ${kind} was sent`));
      lane.waiting = null;
      void this.#work(lane);
    }
    this.#demand = NO_KINDS;
  }

  #isOpen({ kind, taken }: Lane): boolean {
    return !this.#standsBy && this.#room?.rights.publish === true && (this.#demand[kind] || taken);
  }

  #put(lane: Lane): void {
    lane.put(this.#isOpen(lane));
  }

  /** One step after the other, until what is published is what is to be sent, or a step fails. */
  async #work(lane: Lane): Promise<void> {
    const room = this.#room;
    if (!room || lane.working === room) return;
    lane.working = room;
    let step = this.#next(lane, room);
    while (step) {
      const succeeded = await step();
      step = succeeded && room === this.#room ? this.#next(lane, room) : null;
    }
    if (lane.working === room) lane.working = null;
  }

  /** Steps say whether they succeeded, and do not throw. */
  #next(lane: Lane, room: Room): (() => Promise<boolean>) | null {
    if (!room.open) return null;
    const isWanted = lane.track !== null || this.#standsBy;
    const published = room.publishes(lane.kind);
    if (isWanted && !published) return room.rights.publish ? () => this.#publish(lane, room) : null;
    // It waits until this page is let in.
    if (lane.track && this.#standsBy) return null;
    if (lane.track && lane.laid) return () => this.#use(lane, room);
    if (!isWanted && published && !lane.laid) return () => this.#unpublish(lane, room);
    lane.waiting?.resolve();
    lane.waiting = null;
    return null;
  }

  async #publish(lane: Lane, room: Room): Promise<boolean> {
    try {
      lane.end();
      lane.standIn = standInFor(lane.kind, lane.track?.getSettings() ?? this.#size);
      const laid = (lane.laid = lane.track === null);
      await room.publish(lane.kind, lane.standIn.track, { laid });
      return true;
    } catch (error) {
      // In the next room, and on a line that holds again, it is tried again.
      if (room !== this.#room || !room.open) return false;
      lane.waiting?.reject(
        error instanceof SessionError ? error : new SessionError('connection-lost', 'not published'),
      );
      lane.waiting = null;
      return false;
    }
  }

  /** What was laid out is told to the others as something that is sent. */
  async #use(lane: Lane, room: Room): Promise<boolean> {
    try {
      await room.use(lane.kind);
      lane.laid = false;
      return true;
    } catch {
      // The line broke, and what comes after it is published anew.
      return false;
    }
  }

  async #unpublish(lane: Lane, room: Room): Promise<boolean> {
    try {
      await room.unpublish(lane.kind);
      return true;
    } catch {
      // Nothing is sent anyway; the line broke, and what comes after it is published anew or not at all.
      return false;
    } finally {
      if (room === this.#room && !lane.track) lane.end();
    }
  }
}
