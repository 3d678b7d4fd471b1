/**
 * Everybody else in a room on a LiveKit server. The server's list of who is there is not believed: somebody is met when
 * their page has said so itself, on the seat that the practice's service named, and when this page may meet them too.
 */
import { MEDIA_KINDS } from '../session-media.js';
import type { MediaKind, PersonId, TransportFact } from '../session-snapshot.js';
import type { Seat } from '../session-transport.js';
import type { GoodbyeWords } from './goodbye-words.js';
import { readControl, writeControl, type Control } from './livekit-control.js';
import { NO_KINDS, type Kinds, type Room } from './livekit-port.js';
import type { RemoteMedia } from './remote-media.js';

export interface OthersOwner {
  readonly remote: RemoteMedia;
  tell(fact: TransportFact): void;
  /** Whose frames a receiver brings; nobody's (`null`) are dropped. */
  open(receiver: RTCRtpReceiver, kind: MediaKind, person: PersonId | null): void;
  /** Somebody cannot go on from the pictures that they have of this page. */
  pictureAsked(): void;
  /** What those who may have it want from this page. */
  demand(demand: Kinds): void;
  /** By which the others know that this person left, and this page that somebody else did. */
  readonly words: Pick<GoodbyeWords, 'own' | 'isTheirs'>;
}

/** How the server is told what is for whom: what people tell each other, and what their pages do. */
const TOPICS = { message: 'message', control: 'control' } as const;

/**
 * How long nothing may be heard of somebody before they count as lost. Every page says something every two seconds
 * (`tick`); its line may be mended meanwhile. The server itself takes 20 seconds to miss a page that crashed.
 */
const SILENCE_MS = 7_000;

/** How often somebody's first picture is asked for, and how many times: the server lets its own asking pass once a second. */
const ASK_MS = 130;
const MOST_ASKS = 8;

/** A page that was asleep for this long cannot say of others that they were silent. */
const SLEPT_MS = 4_000;

/** Somebody who may be met. */
class Guest {
  /** The server says that their page is there. */
  present = false;
  /** They were met, and this was told. */
  met = false;
  /** They said goodbye; what the server still has of them is not taken. */
  away = false;
  /** What they send, as it was told. */
  on = NO_KINDS;
  /** What they want from this page. */
  wants = NO_KINDS;
  readonly tracks: Record<MediaKind, MediaStreamTrack | null> = { microphone: null, camera: null };
  readonly receivers: Record<MediaKind, RTCRtpReceiver | null> = { microphone: null, camera: null };
  /** What this page takes of theirs. */
  takes = NO_KINDS;
  heardAt = 0;
  telling = false;
  asking = false;

  constructor(readonly seat: Seat) {}
}

export class LivekitOthers {
  readonly #guests = new Map<string, Guest>();
  readonly #pictures = new Map<PersonId, Set<HTMLMediaElement>>();
  /** Who was there at the last tick, and nobody had named them. */
  #strangers: ReadonlySet<string> = new Set();
  #room: Room | null = null;
  #steady = false;
  #tickedAt = 0;

  constructor(private readonly owner: OthersOwner) {}

  /** Synchronous: drops whoever is no longer named, and greets whoever newly is. */
  allow(seats: readonly Seat[]): void {
    const named = new Map(seats.map((seat) => [seat.identity, seat]));
    for (const [identity, { seat }] of this.#guests)
      if (named.get(identity)?.person !== seat.person) this.#forget(identity);
    for (const [identity, seat] of named)
      if (!this.#guests.has(identity)) this.#guests.set(identity, new Guest(seat));
    this.#room?.permit([...this.#guests.keys()]);
    for (const [identity, guest] of this.#guests) if (!guest.present) this.#find(identity);
    this.#demand();
  }

  /** A room in which this page has rights. */
  enter(room: Room): void {
    this.#room = room;
    room.permit([...this.#guests.keys()]);
    this.steady(room.steady);
    for (const identity of new Set([...this.#guests.keys(), ...room.pages()])) this.#find(identity);
  }

  /** Synchronous. The room is gone; whoever was met is met again in the next one, or missed there. */
  leave(): void {
    this.steady(false);
    this.#room = null;
    for (const identity of this.#guests.keys()) this.departed(identity);
  }

  /** Synchronous: nobody may be met any more. */
  clear(): void {
    this.#guests.clear();
    this.owner.remote.clear();
    this.#demand();
  }

  /** Says goodbye to everybody who was met. Resolves when that is handed over, as far as it can be. */
  async sayGoodbye(left: boolean): Promise<void> {
    const met = [...this.#guests].filter(([, guest]) => guest.met).map(([identity]) => identity);
    if (met.length > 0) await this.#say({ type: 'bye', word: left ? this.owner.words.own : null }, met);
  }

  /** While this page mends its own line nobody hears it, and nobody is missed. */
  steady(steady: boolean): void {
    const again = steady && !this.#steady;
    this.#steady = steady;
    if (!again) return;
    this.#tickedAt = performance.now();
    for (const [identity, guest] of this.#guests) {
      guest.heardAt = this.#tickedAt;
      if (guest.present) this.#greet(guest);
      else this.#find(identity);
    }
  }

  /** To be called every two seconds: says that this page is still there, misses whoever does not, and looks for whoever is not. */
  tick(): void {
    const now = performance.now();
    const slept = now - this.#tickedAt > SLEPT_MS;
    this.#tickedAt = now;
    if (!this.#steady) return;
    this.#refuse();
    for (const [identity, guest] of this.#guests) {
      if (slept) guest.heardAt = now;
      if (guest.met && now - guest.heardAt > SILENCE_MS) this.#part(guest, 'person-lost');
      else if (guest.present) this.#tellWanted(guest);
      // LiveKit loses what happens to others while it connects anew.
      else this.#find(identity);
    }
  }

  arrived(identity: string): void {
    const guest = this.#guests.get(identity);
    if (guest) {
      const isNew = !guest.present;
      guest.present = true;
      guest.away = false;
      if (isNew) this.#greet(guest);
    }
    this.changed(identity);
  }

  /** The server says so. Whether they are lost is another matter: it says so as well when they mend their line. */
  departed(identity: string): void {
    const guest = this.#guests.get(identity);
    if (!guest) return;
    guest.present = false;
    this.#want(guest, NO_KINDS);
    this.changed(identity);
  }

  /** Takes what is wanted of somebody and no more, shows what came of it, and tells what they send. */
  changed(identity: string): void {
    const guest = this.#guests.get(identity);
    if (!guest) return;
    const { person } = guest.seat;
    const { remote } = this.owner;
    const room = guest.away ? null : this.#room;
    const offers = room?.offers(identity) ?? NO_KINDS;
    const sends = room?.sends(identity) ?? NO_KINDS;
    const wanted = remote.wanted(person);
    for (const kind of MEDIA_KINDS) {
      const takes = offers[kind] && wanted[kind];
      if (takes || guest.takes[kind]) this.#room?.take(identity, kind, takes);
      guest.takes = { ...guest.takes, [kind]: takes };
      const track = takes && sends[kind] ? (this.#room?.trackOf(identity, kind) ?? null) : null;
      this.#open(guest, kind, track ? (this.#room?.receiverOf(identity, kind) ?? null) : null);
      if (track && track !== guest.tracks[kind]) remote.setTrack(person, kind, track);
      guest.tracks[kind] = track;
      remote.setOn(person, kind, sends[kind] && track !== null);
    }
    this.#room?.showsIn(identity, this.#pictures.get(person) ?? new Set());
    this.#tellMedia(guest, sends);
    this.#askForFirst(guest);
  }

  /**
   * What strangers send, and is handed out unasked. Not at once: of whoever is let in it is often there some milliseconds before
   * this page is told of them, and what was refused and is taken again at once the server may bring only seconds later, or never.
   * Whatever comes meanwhile is nobody's.
   */
  #refuse(): void {
    const strangers = (this.#room?.pages() ?? []).filter((identity) => !this.#guests.has(identity));
    for (const identity of strangers)
      if (this.#strangers.has(identity))
        for (const kind of MEDIA_KINDS) this.#room?.take(identity, kind, false);
    this.#strangers = new Set(strangers);
  }

  /** Until something of their picture arrives: what was asked of the server may come before this page can take it. */
  #askForFirst(guest: Guest): void {
    if (guest.asking) return;
    const { identity, person } = guest.seat;
    let left = MOST_ASKS;
    const ask = (): void => {
      guest.asking = left > 0 && this.#guests.get(identity) === guest && this.#misses(guest);
      if (!guest.asking) return;
      left -= 1;
      this.askForPicture(person);
      setTimeout(ask, ASK_MS);
    };
    ask();
  }

  #misses({ seat, met, on, tracks }: Guest): boolean {
    return met && on.camera && this.owner.remote.wanted(seat.person).camera && tracks.camera?.muted !== false;
  }

  /** Tells somebody that a whole picture of theirs is needed. */
  askForPicture(person: PersonId): void {
    const identities = this.#of(person)
      .filter(({ met, present }) => met && present)
      .map(({ seat }) => seat.identity);
    if (identities.length > 0) void this.#say({ type: 'picture' }, identities);
  }

  received(identity: string, topic: string, bytes: Uint8Array<ArrayBuffer>): void {
    const guest = this.#guests.get(identity);
    if (!guest) return;
    guest.heardAt = performance.now();
    if (topic === TOPICS.message && guest.met)
      this.owner.tell({ type: 'received', from: guest.seat.person, bytes });
    if (topic === TOPICS.control) this.#heed(guest, readControl(bytes));
  }

  setWanted(person: PersonId, kind: MediaKind, wanted: boolean): void {
    this.owner.remote.setWanted(person, kind, wanted);
    for (const guest of this.#of(person)) {
      this.changed(guest.seat.identity);
      this.#tellWanted(guest);
    }
  }

  attach(person: PersonId, kind: MediaKind, element: HTMLMediaElement): () => void {
    const detach = this.owner.remote.attach(person, kind, element);
    if (kind !== 'camera') return detach;
    const elements = this.#pictures.get(person) ?? new Set();
    this.#pictures.set(person, elements.add(element));
    const refresh = (): void => {
      for (const { seat } of this.#of(person)) this.#room?.showsIn(seat.identity, elements);
    };
    refresh();
    return () => {
      detach();
      if (!elements.delete(element)) return;
      refresh();
      if (elements.size === 0) this.#pictures.delete(person);
    };
  }

  /** The people whom it could not be handed over to. */
  async send(bytes: Uint8Array<ArrayBuffer>, to: readonly PersonId[]): Promise<readonly PersonId[]> {
    const reachable = (person: PersonId): string[] =>
      this.#of(person)
        .filter(({ met, present }) => met && present)
        .map(({ seat }) => seat.identity);
    const missed = to.filter((person) => reachable(person).length === 0);
    const found = to.flatMap(reachable);
    if (found.length === 0) return missed;
    if (!this.#room?.steady) return to;
    await this.#room.send(TOPICS.message, bytes, found);
    return missed;
  }

  #of(person: PersonId): Guest[] {
    return [...this.#guests.values()].filter(({ seat }) => seat.person === person);
  }

  #find(identity: string): void {
    if (this.#room?.pages().includes(identity)) this.arrived(identity);
    else this.changed(identity);
  }

  #heed(guest: Guest, control: Control | null): void {
    if (!control) return;
    switch (control.type) {
      case 'hello':
        this.#greet(guest, 'here');
        this.#meet(guest, control.wanted);
        break;
      case 'here':
        this.#meet(guest, control.wanted);
        break;
      case 'want':
        if (guest.met) this.#want(guest, control.wanted);
        // Heard again after they were missed, or before they were met.
        else this.#greet(guest);
        break;
      case 'picture':
        if (guest.met) this.owner.pictureAsked();
        break;
      case 'bye':
        this.#part(guest, this.#hasLeft(guest, control.word) ? 'person-left' : 'person-lost');
        break;
      default:
        control satisfies never;
    }
  }

  /** Anybody who carries could say goodbye for them; without their word it is a line that ended. */
  #hasLeft({ seat }: Guest, word: string | null): boolean {
    return this.owner.words.isTheirs(seat.person, word);
  }

  #meet(guest: Guest, wanted: Kinds): void {
    guest.present = true;
    guest.away = false;
    this.#want(guest, wanted);
    if (!guest.met) {
      guest.met = true;
      // What they send is told after them.
      guest.on = NO_KINDS;
      this.owner.tell({ type: 'person-joined', person: guest.seat.person });
    }
    this.changed(guest.seat.identity);
  }

  #want(guest: Guest, wanted: Kinds): void {
    guest.wants = wanted;
    this.#demand();
  }

  /** What the server still has of them is not taken any more. */
  #part(guest: Guest, how: 'person-left' | 'person-lost'): void {
    this.#cover(guest);
    if (guest.met || how === 'person-left') this.owner.tell({ type: how, person: guest.seat.person });
    guest.met = false;
  }

  #cover(guest: Guest): void {
    guest.away = true;
    this.#want(guest, NO_KINDS);
    this.changed(guest.seat.identity);
  }

  /** Not told as lost or left: whoever took the permission away knows, and nothing is told of anybody else. */
  #forget(identity: string): void {
    const guest = this.#guests.get(identity);
    if (!guest) return;
    if (guest.met) void this.#say({ type: 'bye', word: null }, [identity]);
    this.#cover(guest);
    this.#guests.delete(identity);
    this.#demand();
    this.owner.remote.forgetTracks(guest.seat.person);
  }

  /** A browser uses a receiver again: it is theirs only as long as it brings what they send. */
  #open(guest: Guest, kind: MediaKind, receiver: RTCRtpReceiver | null): void {
    const before = guest.receivers[kind];
    if (receiver === before) return;
    guest.receivers[kind] = receiver;
    const { person } = guest.seat;
    const taken = [...this.#guests.values()].some((other) => before && other.receivers[kind] === before);
    if (before && !taken) this.owner.open(before, kind, null);
    if (!receiver) return;
    this.owner.open(receiver, kind, person);
    // The one that the server asked for may have come before its way was laid.
    if (kind === 'camera') this.askForPicture(person);
  }

  #tellMedia(guest: Guest, sends: Kinds): void {
    if (!guest.met) return;
    const { person } = guest.seat;
    const changed = MEDIA_KINDS.filter((kind) => guest.on[kind] !== sends[kind]);
    guest.on = sends;
    for (const kind of changed) this.owner.tell({ type: 'person-media', person, kind, on: sends[kind] });
  }

  #demand(): void {
    const guests = [...this.#guests.values()];
    this.owner.demand({
      microphone: guests.some(({ wants }) => wants.microphone),
      camera: guests.some(({ wants }) => wants.camera),
    });
  }

  #greet(guest: Guest, type: 'hello' | 'here' = 'hello'): void {
    const { person, identity } = guest.seat;
    void this.#say({ type, wanted: this.owner.remote.wanted(person) }, [identity]);
  }

  /** Told once when this task is done: whatever is to be silenced here comes before anything is sent. */
  #tellWanted(guest: Guest): void {
    if (guest.telling) return;
    guest.telling = true;
    queueMicrotask(() => {
      guest.telling = false;
      const { person, identity } = guest.seat;
      const known = this.#guests.get(identity) === guest && guest.present;
      if (known) void this.#say({ type: 'want', wanted: this.owner.remote.wanted(person) }, [identity]);
    });
  }

  async #say(control: Control, to: readonly string[]): Promise<void> {
    // What is said while the line is mended is lost without a word.
    if (!this.#room?.steady) return;
    try {
      await this.#room.send(TOPICS.control, writeControl(control), to);
    } catch {
      // The line is broken, and everybody is greeted when it holds again.
    }
  }
}
