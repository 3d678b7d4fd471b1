/** Who takes part, and what they have said of themselves. Not "the remote participant": there can be several. */
import type { MediaKind } from './session-media.js';

/** Who a person is in the session. Nothing technical is ever called "client". */
export type Role = 'client' | 'therapist';

export const isRole = (value: unknown): value is Role => value === 'client' || value === 'therapist';

/** A random, opaque id. It carries nothing about the person and is new for every appointment. */
export type PersonId = string;

/**
 * `expected` not on the page · `asking` waits to be let in · `here` in the room · `gone` left by their own
 * choice · `lost` the line to them broke off and their place is kept.
 */
export type PersonState = 'expected' | 'asking' | 'here' | 'gone' | 'lost';

/** What the others learn while somebody has a panel for themselves open. Never the reason. */
export type Presence = 'here' | 'taking-a-moment' | 'private-moment';

export type SpeakFreely = '' | 'yes' | 'partly' | 'no' | 'rather-not-say';

/** How somebody would like to begin once they are let in. All three are equal. */
export type StartWith = '' | 'sound-and-picture' | 'sound' | 'listening';

/** What one person tells the other about themselves today. Every field may stay empty. */
export interface Profile {
  readonly name: string;
  readonly pronouns: string;
  readonly wishes: string;
  readonly speakFreely: SpeakFreely;
  readonly startWith: StartWith;
}

/** What a person chose for themselves. Home: `device`, but for what `Profile` names. */
export interface Preferences extends Profile {
  readonly headset: '' | 'yes' | 'no';
  readonly selfView: 'hidden' | 'shown';
}

/** Nothing said, and the own picture hidden: the one choice that is made beforehand. */
export const NO_PREFERENCES: Preferences = {
  name: '',
  pronouns: '',
  wishes: '',
  speakFreely: '',
  startWith: '',
  headset: '',
  selfView: 'hidden',
};

/** How it stands with somebody. */
export type PersonEncryption =
  'securing' | 'unchecked' | 'checked' | 'known-device' | 'changed-device' | 'differs' | 'failed';

/**
 * Whether this browser keeps a key by which the other side knows it again: never without a press. `refused`: it would not keep one ·
 * `stuck`: it would not let go of it.
 */
export type DeviceKeeping = 'none' | 'kept' | 'refused' | 'stuck';

/** What can be said of a room of three or more as a whole. */
export type GroupTrust =
  /** Not everybody's pages have told yet whom they have agreed with. */
  | { readonly state: 'open' }
  /** Two pages do not say the same of each other. */
  | { readonly state: 'differ'; readonly between: readonly [PersonId, PersonId] }
  /** 10 of 0–63 (`groupPictures`), the same for everybody. */
  | { readonly state: 'agreed'; readonly pictures: readonly number[] };

export interface PersonSafety {
  readonly state: PersonEncryption;
  /** 4 of 0–63 (`codePictures`), null until agreed. */
  readonly pictures: readonly number[] | null;
  /** Three words. */
  readonly words: readonly string[] | null;
  /** Of the handshake that the code belongs to; an answer holds only for it. */
  readonly run: string | null;
  /** How often it had to be begun on this page. */
  readonly runs: number;
  readonly cannotOpen: boolean;
  readonly device: DeviceKeeping;
}

/** Before two pages have agreed on anything. */
export const NO_SAFETY: PersonSafety = {
  state: 'securing',
  pictures: null,
  words: null,
  run: null,
  runs: 0,
  cannotOpen: false,
  device: 'none',
};

/** Somebody else of this appointment. Not "the remote participant": later there can be several. */
export interface Person {
  readonly id: PersonId;
  readonly role: Role;
  readonly state: PersonState;
  /** Who let this person in. */
  readonly acceptedBy: readonly PersonId[];
  readonly presence: Presence;
  /** What they sent about themselves; `null` until it arrives. Home: `sealed-live`. */
  readonly profile: Profile | null;
  /** What they are sending, as told by the transport. */
  readonly media: Readonly<Record<MediaKind, boolean>>;
  /** They pressed "I need someone now". */
  readonly urgent: boolean;
  /** Under which name the media path knows their page. New for every page; empty where none is known. */
  readonly seat: string;
  /** Their invitation was opened on one more device, and a therapist has to say which one counts. */
  readonly asksElsewhere: boolean;
  /** A therapist ended this appointment for them: nothing lets them in again. */
  readonly removed: boolean;
  readonly safety: PersonSafety;
}
