/** Everybody else in the room: finds them, keeps a connection to each, and tells who is there. */
import { randomId } from '../random-id.js';
import { MEDIA_KINDS } from '../session-media.js';
import type { MediaKind, PersonId, TransportFact } from '../session-snapshot.js';
import type { Pass, TransportEvidence } from '../session-transport.js';
import type { FrameSealing } from './frame-sealing.js';
import { NO_KINDS, type Kinds } from './local-media.js';
import { LocalPeer, NO_PACKETS, type PeerListener } from './local-peer.js';
import { LocalSignalling, type RoomPage, type Signal, type SignallingListener } from './local-signalling.js';
import type { RemoteMedia } from './remote-media.js';

interface Guest extends RoomPage {
  readonly peer: LocalPeer;
  /** The others were told that this person is there. */
  joined: boolean;
  steady: boolean;
  on: Kinds;
}

export interface RoomOwner {
  readonly tracks: Readonly<Record<MediaKind, MediaStreamTrack | null>>;
  readonly remote: RemoteMedia;
  readonly sealing: FrameSealing;
  tell(fact: TransportFact): void;
  /** Whether the lines to everybody who is there hold. */
  steady(steady: boolean): void;
}

/** A mesh: each page sends to each. More than a session ever has, and little enough for a page that is flooded. */
const MAX_GUESTS = 7;

const sum = (a: TransportEvidence, b: TransportEvidence): TransportEvidence => {
  const add = (part: keyof TransportEvidence): Record<MediaKind, number> => ({
    microphone: a[part].microphone + b[part].microphone,
    camera: a[part].camera + b[part].camera,
  });
  return { packetsSent: add('packetsSent'), packetsReceived: add('packetsReceived') };
};

export class LocalRoom implements SignallingListener {
  readonly #guests = new Map<PersonId, Guest>();
  #past = NO_PACKETS;
  #self: RoomPage;
  #signalling: LocalSignalling;

  constructor(
    private readonly pass: Pass,
    public allowed: ReadonlySet<PersonId>,
    private readonly owner: RoomOwner,
  ) {
    this.#self = { page: randomId(), person: pass.person, role: pass.role };
    this.#signalling = new LocalSignalling(pass.room, this.#self, this);
  }

  enter(signal: AbortSignal): Promise<void> {
    return this.#signalling.enter(signal);
  }

  /** Synchronous: drops whoever is no longer named, and greets whoever newly is. */
  allow(people: ReadonlySet<PersonId>): void {
    const before = this.allowed;
    this.allowed = people;
    for (const person of before) if (!people.has(person)) this.#forget(person);
    for (const person of people) if (!before.has(person)) this.#signalling.greet(person);
    this.#settle();
  }

  async send(kind: MediaKind, track: MediaStreamTrack | null): Promise<void> {
    await Promise.all([...this.#guests.values()].map(({ peer }) => peer.send(kind, track)));
  }

  want(person: PersonId): void {
    this.#guests.get(person)?.peer.want(this.owner.remote.wanted(person));
  }

  askForPicture(of: PersonId): void {
    this.#guests.get(of)?.peer.askForPicture();
  }

  /** Whether it was handed over. */
  write(bytes: Uint8Array<ArrayBuffer>, to: PersonId): boolean {
    return this.#guests.get(to)?.peer.write(bytes) ?? false;
  }

  async evidence(): Promise<TransportEvidence> {
    const current = await Promise.all([...this.#guests.values()].map(({ peer }) => peer.evidence()));
    return current.reduce(sum, this.#past);
  }

  restartIce(): void {
    for (const { peer } of this.#guests.values()) peer.restartIce();
  }

  renewSignalling(): void {
    this.#signalling.renew();
  }

  /** Everything new, as after a long break: another page for the others, with the same person on it. */
  async reconnect(signal: AbortSignal): Promise<void> {
    this.#self = { ...this.#self, page: randomId() };
    this.#signalling = new LocalSignalling(this.pass.room, this.#self, this, this.#signalling);
    for (const guest of this.#guests.values()) {
      this.#drop(guest);
      guest.steady = false;
    }
    this.#settle();
    await this.#signalling.enter(signal);
  }

  /** Synchronous: nothing is sent, shown or played any more. */
  close(goodbye: { readonly left: boolean }): void {
    for (const guest of this.#guests.values()) this.#drop(guest);
    this.#guests.clear();
    this.#signalling.close(goodbye);
  }

  pageFound(found: RoomPage): void {
    const before = this.#guests.get(found.person);
    if (!before && this.#guests.size >= MAX_GUESTS) return;
    if (before) this.#drop(before);
    const { tracks, remote } = this.owner;
    const peer = new LocalPeer(this.#self.page > found.page, this.#listenTo(found));
    this.#guests.set(found.person, {
      ...found,
      peer,
      joined: before?.joined ?? false,
      steady: false,
      on: NO_KINDS,
    });
    for (const kind of MEDIA_KINDS) void peer.send(kind, tracks[kind]);
    peer.want(remote.wanted(found.person));
    this.#settle();
  }

  pageGone(page: string, left: boolean): void {
    const guest = this.#on(page);
    if (!guest) return;
    this.#drop(guest);
    this.#guests.delete(guest.person);
    if (guest.joined || left)
      this.owner.tell({ type: left ? 'person-left' : 'person-lost', person: guest.person });
    this.#settle();
  }

  signalled(page: string, signal: Signal): void {
    this.#on(page)?.peer.take(signal);
  }

  #on(page: string): Guest | undefined {
    return [...this.#guests.values()].find((guest) => guest.page === page);
  }

  #listenTo({ person, page }: RoomPage): PeerListener {
    const { owner } = this;
    const withGuest = (act: (guest: Guest) => void): void => {
      const guest = this.#on(page);
      if (guest) act(guest);
    };
    return {
      signal: (signal) => this.#signalling.signal(page, signal),
      steady: (steady) => withGuest((guest) => this.#steady(guest, steady)),
      lost: () => withGuest((guest) => this.#lost(guest)),
      told: (on) => withGuest((guest) => this.#told(guest, on)),
      laid: (kind, { sender, receiver }) => {
        owner.sealing.seal(sender, kind);
        owner.sealing.open(receiver, kind, person);
      },
      carries: (sender, on) => owner.sealing.carry(sender, on),
      pictureAsked: (sender) => owner.sealing.freshPicture(sender),
      track: (kind, track) => owner.remote.setTrack(person, kind, track),
      received: (bytes) => owner.tell({ type: 'received', from: person, bytes }),
    };
  }

  #steady(guest: Guest, steady: boolean): void {
    guest.steady = steady;
    if (steady && !guest.joined) {
      guest.joined = true;
      const { person, role } = guest;
      this.owner.tell({ type: 'person-joined', person, role });
      for (const kind of MEDIA_KINDS)
        if (guest.on[kind]) this.owner.tell({ type: 'person-media', person, kind, on: true });
    }
    this.#settle();
  }

  /** The browser goes on trying, so they may come back without doing anything. */
  #lost(guest: Guest): void {
    guest.joined = false;
    this.owner.tell({ type: 'person-lost', person: guest.person });
    this.#settle();
  }

  #told(guest: Guest, on: Kinds): void {
    const { person } = guest;
    const changed = MEDIA_KINDS.filter((kind) => guest.on[kind] !== on[kind]);
    guest.on = on;
    for (const kind of changed) {
      this.owner.remote.setOn(person, kind, on[kind]);
      if (guest.joined) this.owner.tell({ type: 'person-media', person, kind, on: on[kind] });
    }
  }

  /** Not told as lost or left: whoever took the permission away knows, and nothing is told of anybody else. */
  #forget(person: PersonId): void {
    const guest = this.#guests.get(person);
    this.#guests.delete(person);
    if (guest) this.#drop(guest);
    this.#signalling.forget(person);
  }

  /** Synchronous. What was counted stays counted. */
  #drop(guest: Guest): void {
    this.#past = sum(this.#past, guest.peer.close());
    this.owner.remote.forgetTracks(guest.person);
    this.#told(guest, NO_KINDS);
  }

  #settle(): void {
    this.owner.steady([...this.#guests.values()].every(({ joined, steady }) => !joined || steady));
  }
}
