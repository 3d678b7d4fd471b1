/**
 * How the pages in a room of one browser find each other and agree on a connection: a channel, and a lock per
 * page. Whatever arrives is checked, because any script of this origin can write to the channel.
 */
import { hasLocks, holdLock, whenReleased } from '../presence-lock.js';
import { isRole, type PersonId, type Role } from '../session-snapshot.js';
import { readMedia, type PeerMedia } from './local-media.js';

/** Plain data, as far as it goes through the channel. */
export interface Description {
  readonly type: 'offer' | 'answer';
  readonly sdp: string;
}

export interface DescriptionSignal {
  readonly type: 'description';
  readonly description: Description;
  /** So that nothing has to be waited for once the line stands. */
  readonly media: PeerMedia;
}

export type Signal =
  DescriptionSignal | { readonly type: 'candidate'; readonly candidate: RTCIceCandidateInit };

/** Somebody else's page in the room. */
export interface RoomPage {
  readonly page: string;
  readonly person: PersonId;
  readonly role: Role;
}

export interface SignallingListener {
  /** Nobody else is greeted, answered or listened to. */
  readonly allowed: ReadonlySet<PersonId>;
  pageFound(page: RoomPage): void;
  /** `left` says that the person wanted to; otherwise their page closed or crashed. */
  pageGone(page: string, left: boolean): void;
  signalled(page: string, signal: Signal): void;
}

interface Address {
  readonly v: 1;
  readonly from: RoomPage;
  /** A page, or a person on whatever page they are. Left out: to everybody. */
  readonly to?: string;
}

type Message = Address &
  ({ readonly type: 'hello' | 'here' } | { readonly type: 'bye'; readonly left: boolean } | Signal);

const LOCK_WAIT_MS = 2_000;

/** Session descriptions of two streams have a few thousand characters. */
const MAX_TEXT = 100_000;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const isId = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= 64;

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= MAX_TEXT;

const isOptional = (value: unknown, check: (value: unknown) => boolean): boolean =>
  value === undefined || value === null || check(value);

const readSignal = ({ type, description, media, candidate }: Fields): Signal | null => {
  if (type === 'description') {
    if (!isFields(description) || !isText(description.sdp)) return null;
    return description.type === 'offer' || description.type === 'answer'
      ? {
          type,
          description: { type: description.type, sdp: description.sdp },
          media: readMedia(media),
        }
      : null;
  }
  const fits =
    type === 'candidate' &&
    isFields(candidate) &&
    isText(candidate.candidate) &&
    isOptional(candidate.sdpMid, isText) &&
    isOptional(candidate.sdpMLineIndex, Number.isInteger) &&
    isOptional(candidate.usernameFragment, isText);
  return fits ? { type, candidate } : null;
};

/** A message as it may be believed, or `null`. Never throws. */
export const readSignalling = (value: unknown): Message | null => {
  if (!isFields(value) || value.v !== 1 || !isFields(value.from)) return null;
  const { page, person, role } = value.from;
  if (!isId(page) || !isId(person) || !isRole(role)) return null;
  if (value.to !== undefined && !isId(value.to)) return null;
  const address: Address = { v: 1, from: { page, person, role }, ...(value.to ? { to: value.to } : {}) };
  if (value.type === 'hello' || value.type === 'here') return { ...address, type: value.type };
  if (value.type === 'bye') return { ...address, type: 'bye', left: value.left === true };
  const signal = readSignal(value);
  return signal && { ...address, ...signal };
};

export class LocalSignalling {
  readonly #name: string;
  readonly #ended = new AbortController();
  /** The pages that were found, and whose they are. */
  readonly #known = new Map<string, PersonId>();
  #channel: BroadcastChannel | null = null;
  #release: () => void = () => undefined;

  constructor(
    room: string,
    private readonly self: RoomPage,
    private readonly listener: SignallingListener,
    /** The page that this one takes the place of. */
    private readonly before: LocalSignalling | null = null,
  ) {
    this.#name = `safe-session:${room}:media`;
  }

  /** Enters the room: from here on the others learn of this page, and also when it crashes. */
  async enter(signal: AbortSignal): Promise<void> {
    const until = AbortSignal.any([signal, this.#ended.signal]);
    const release = await holdLock(this.#lockOf(this.self.page), { waitMs: LOCK_WAIT_MS, signal: until });
    if (until.aborted) release?.();
    until.throwIfAborted();
    if (release) this.#release = release;
    this.renew();
    this.before?.fallSilent();
  }

  /** A new channel, as after a broken line: pages that missed something find each other again. */
  renew(): void {
    this.#channel?.close();
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.onmessage = ({ data }) => this.#hear(readSignalling(data));
    for (const person of this.listener.allowed) this.greet(person);
  }

  /** Only whoever is greeted answers, so that neither begins before both are allowed. */
  greet(person: PersonId): void {
    this.#post({ type: 'hello', to: person });
  }

  /** Synchronous. For them the line to this page is gone, and a later greeting finds them anew. */
  forget(person: PersonId): void {
    this.#post({ type: 'bye', left: false, to: person });
    for (const [page, of] of this.#known) if (of === person) this.#known.delete(page);
  }

  signal(to: string, signal: Signal): void {
    this.#post({ ...signal, to });
  }

  /** Synchronous. Without a goodbye the others learn it from the lock, where there are locks. */
  close(goodbye: { readonly left: boolean } | null): void {
    if (goodbye) this.#post({ type: 'bye', left: goodbye.left });
    this.fallSilent();
    this.#release();
    this.before?.close(goodbye);
  }

  /** Synchronous. Keeps its lock: others may learn of a release before they hear the greeting of the page that takes over. */
  fallSilent(): void {
    this.#ended.abort();
    if (this.#channel) this.#channel.onmessage = null;
    this.#channel?.close();
    this.#channel = null;
  }

  #post(
    message:
      | { type: 'hello' | 'here'; to: string }
      | { type: 'bye'; left: boolean; to?: string }
      | (Signal & { to: string }),
  ): void {
    this.#channel?.postMessage({ v: 1, from: this.self, ...message });
  }

  #hear(message: Message | null): void {
    if (!message || !this.#isMeant(message.to)) return;
    const { page, person } = message.from;
    if (page === this.self.page || person === this.self.person) return;
    if (!this.listener.allowed.has(person)) return;
    switch (message.type) {
      case 'hello':
        this.#post({ type: 'here', to: page });
        this.#found(message.from);
        break;
      case 'here':
        this.#found(message.from);
        break;
      case 'bye':
        this.#gone(page, message.left);
        break;
      case 'description':
      case 'candidate':
        if (this.#known.get(page) === person) this.listener.signalled(page, message);
        break;
      default:
        message satisfies never;
    }
  }

  #isMeant(to: string | undefined): boolean {
    return to === undefined || to === this.self.page || to === this.self.person;
  }

  #found(from: RoomPage): void {
    if (this.#known.has(from.page)) return;
    this.#known.set(from.page, from.person);
    this.listener.pageFound(from);
    if (hasLocks())
      whenReleased(this.#lockOf(from.page), this.#ended.signal, () => this.#gone(from.page, false));
  }

  #gone(page: string, left: boolean): void {
    if (this.#known.delete(page)) this.listener.pageGone(page, left);
  }

  #lockOf(page: string): string {
    return `${this.#name}:${page}`;
  }
}
