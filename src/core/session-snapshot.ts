/**
 * What is true right now, as one frozen, plain and serialisable value, and the words in which people ask
 * for something (`SessionAsk`) and the world reports something (`SessionFact`).
 *
 * Small independent axes stand side by side, so that a later capability adds a value or an axis and never a
 * second machine. No track, element, token or translated sentence is ever in here.
 */
import type {
  ConsentDecision,
  ConsentDocument,
  ConsentMethod,
  ConsentRecord,
  ReceiptProof,
} from './consent.js';
import type { ProblemCode } from './problems.js';

/** Who a person is in the session. Nothing technical is ever called "client". */
export type Role = 'client' | 'therapist';

export const isRole = (value: unknown): value is Role => value === 'client' || value === 'therapist';

/** A random, opaque id. It carries nothing about the person and is new for every appointment. */
export type PersonId = string;

/** `rehearsal` runs from tab to tab of one browser, and every screen says so. */
export type Mode = 'live' | 'rehearsal';

export type MediaKind = 'microphone' | 'camera';

/** The steps before the session, in the names a practice uses in `steps`. */
export type StepName = 'welcome' | 'consent' | 'space' | 'tech-check' | 'waiting';

/** Why a session is over for this person. Words without blame belong to each. */
export type ClosingReason =
  | 'finished'
  | 'left'
  | 'not-today'
  | 'consent-not-given'
  | 'consent-withdrawn'
  | 'connection-lost'
  | 'removed'
  /** The same person goes on on another device. */
  | 'moved';

/** Where this person stands. `paused` is shown while `pausedBy` is not empty. */
export type Phase =
  | { readonly name: StepName }
  | { readonly name: 'session' }
  | { readonly name: 'paused' }
  | { readonly name: 'closing'; readonly reason: ClosingReason }
  | { readonly name: 'feedback'; readonly reason: ClosingReason }
  | { readonly name: 'ended'; readonly by: 'finishing' | 'exit-now' };

export type PhaseName = Phase['name'];

/** What opens beside a phase without leaving it. One at a time. */
export type Panel = 'support' | 'text' | 'devices' | 'consent' | 'help' | 'trust';

/** What the others learn while somebody has a panel for themselves open. Never the reason. */
export type Presence = 'here' | 'taking-a-moment' | 'private-moment';

/**
 * `expected` not on the page · `asking` waits to be let in · `here` in the room · `gone` left by their own
 * choice · `lost` the line to them broke off and their place is kept.
 */
export type PersonState = 'expected' | 'asking' | 'here' | 'gone' | 'lost';

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

/** What one person tells the other about themselves today. Every field may stay empty. */
export interface Profile {
  readonly name: string;
  readonly pronouns: string;
  readonly wishes: string;
  readonly speakFreely: SpeakFreely;
  readonly startWith: StartWith;
}

export type SpeakFreely = '' | 'yes' | 'partly' | 'no' | 'rather-not-say';

/** How somebody would like to begin once they are let in. All three are equal. */
export type StartWith = '' | 'sound-and-picture' | 'sound' | 'listening';

/** What a person chose for themselves. Home: `device`, but for what `Profile` names. */
export interface Preferences extends Profile {
  readonly headset: '' | 'yes' | 'no';
  readonly selfView: 'hidden' | 'shown';
}

/** `starting` until the world confirms; stopping needs no confirmation. */
export type OwnMediaState = 'off' | 'starting' | 'on';

export interface OwnMedia {
  readonly microphone: OwnMediaState;
  readonly camera: OwnMediaState;
  /**
   * The person has said how they want to begin. Before that nothing of theirs is sent and nothing of the
   * others is shown or played, even though they were let in.
   */
  readonly ready: boolean;
  /** The browser wants one more press before it plays sound. */
  readonly soundNeedsPress: boolean;
  /** The line carries sound only, so pictures gave way. They come back when the person says so. */
  readonly picturesHeld: boolean;
}

export type Connection = 'idle' | 'connecting' | 'connected' | 'reconnecting' | 'lost';

/** `sealed`: frames of this person were seen to leave sealed, by our own counters. Nothing leaves otherwise. */
export type Encryption = 'none' | 'sealed';

/** How much the line carries right now: `narrow` sound and little more, `broken` not even that. */
export type Line = 'good' | 'narrow' | 'broken';

/**
 * Over which path media go: from tab to tab of one browser, or through a media server. `warm`: the page may stand
 * in the room before it is let in, hidden and with every right off; `strict`: it has no pass until then.
 */
export type MediaRoute =
  | { readonly kind: 'tabs' }
  | { readonly kind: 'server'; readonly url: string; readonly waiting: 'strict' | 'warm' };

/** What is known about being let in: the client's side of the waiting room. */
export interface Waiting {
  /** This person asked to be let in and the service confirmed it. */
  readonly asked: boolean;
  /** This person pressed "I need someone now". */
  readonly urgent: boolean;
  readonly admitted: boolean;
  readonly late: Late | null;
  /** "Two more minutes", from the therapist. */
  readonly holdMinutes: number | null;
  /** The therapist's own words with "not today"; plain text, shown as such. */
  readonly message: string;
}

export interface Late {
  readonly minutes: number;
  readonly words: string;
}

export interface ConsentState {
  /** `none`: this appointment has no consent document. */
  readonly status: 'loading' | 'none' | 'ready';
  readonly document: ConsentDocument | null;
  /** Whose consent this is: the client, in the therapist's page too. */
  readonly person: PersonId | null;
  /** Under which id the practice keeps their records, over many appointments. Opaque. */
  readonly subject: string | null;
  /** Append-only, oldest first. */
  readonly records: readonly ConsentRecord[];
  /** Which topics with `appliesWhen` apply to this appointment. */
  readonly circumstances: readonly string[];
  /** By record id: what proves that the practice holds it. Only of this person's own records, and once it was fetched. */
  readonly proofs: Readonly<Record<string, ReceiptProof>>;
}

/** What is known about the appointment, and what to do if the line breaks. */
export interface Plan {
  readonly appointment: string;
  readonly practiceName: string;
  readonly therapistName: string;
  readonly phone: string;
  /** Milliseconds since the epoch, or `null` where the practice gave no time. */
  readonly opensAt: number | null;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly support: readonly SupportRow[];
}

/** One row of the practice's own support list. The package ships none. */
export interface SupportRow {
  readonly name: string;
  readonly number?: string;
  readonly textNumber?: string;
  readonly url?: string;
  readonly hours?: string;
  readonly languages?: readonly string[];
  readonly cost?: string;
  readonly note?: string;
  /** `emergency` comes first and cannot be hidden. */
  readonly kind?: 'emergency' | 'practice' | 'line';
  /** ISO 8601 date (`2026-11-23`) on which somebody at the practice checked the row. */
  readonly checkedOn?: string;
}

/** One line of the text channel. Plain text, never markup. */
export interface TextMessage {
  readonly id: string;
  readonly from: PersonId;
  readonly text: string;
  readonly state: 'sending' | 'delivered' | 'received';
}

export interface Problem {
  readonly code: ProblemCode;
  /** Which device it is about, where that matters. */
  readonly kind?: MediaKind;
  /** Whom it is about, where that matters. */
  readonly person?: PersonId;
}

export interface Journey {
  /** In order; the last one is always `waiting`. */
  readonly steps: readonly StepName[];
  readonly done: readonly StepName[];
}

export interface SessionSnapshot {
  readonly mode: Mode;
  readonly role: Role;
  readonly self: PersonId;
  readonly phase: Phase;
  readonly journey: Journey;
  readonly plan: Plan;
  readonly consent: ConsentState;
  readonly waiting: Waiting;
  /** Everybody else. */
  readonly people: readonly Person[];
  readonly media: OwnMedia;
  readonly route: MediaRoute;
  readonly connection: Connection;
  readonly line: Line;
  readonly encryption: Encryption;
  /** `null` where there are no three. */
  readonly group: GroupTrust | null;
  readonly pausedBy: readonly PersonId[];
  readonly panel: Panel | null;
  readonly presence: Presence;
  readonly preferences: Preferences;
  readonly texts: readonly TextMessage[];
  /** The service confirmed what this person chose to share after the session. */
  readonly feedbackSent: boolean;
  readonly problems: readonly Problem[];
  /** Asks whose fact has not come yet. */
  readonly pending: readonly SessionAsk['type'][];
}

/** What a host page may learn: nothing that a person entered. */
export interface PublicSnapshot {
  readonly mode: Mode;
  readonly role: Role;
  readonly phase: PhaseName;
  readonly closingReason: ClosingReason | null;
  readonly connection: Connection;
  readonly encryption: Encryption;
  /** How it stands with each of the others. */
  readonly safety: readonly PublicSafety[];
  readonly paused: boolean;
  readonly problems: readonly ProblemCode[];
}

/** How it stands with one of the others: never a code, nor what it is made of. */
export interface PublicSafety extends Pick<PersonSafety, 'state' | 'runs' | 'cannotOpen'> {
  readonly person: PersonId;
}

export type AttestMethod = Extract<ConsentMethod, 'verbal-attested' | 'emergency-deferred'>;

/** What the form hands over: the answers and, where something was agreed to, the signature. */
export interface ConsentAnswers {
  readonly language: string;
  readonly decisions: readonly ConsentDecision[];
  readonly signature: { readonly name: string; readonly statement: string } | null;
  /** When the document was first shown, in milliseconds since the epoch. */
  readonly presentedAt: number;
}

/** By question id; only what the person chose to share. */
export type FeedbackAnswers = Readonly<Record<string, string>>;

/** What a person wants. It may start something; only a fact makes it true. */
export type SessionAsk =
  | { readonly type: 'continue' }
  | { readonly type: 'back' }
  /** "I need someone now": shows the support card and leads to waiting at once. */
  | { readonly type: 'go-in-now' }
  | { readonly type: 'give-consent'; readonly answers: ConsentAnswers }
  | { readonly type: 'withdraw-consent'; readonly topics: readonly string[] }
  | {
      readonly type: 'attest-consent';
      readonly person: PersonId;
      readonly topics: readonly string[];
      readonly method: AttestMethod;
    }
  | { readonly type: 'set-preferences'; readonly preferences: Partial<Preferences> }
  /** `null`: not late any more. */
  | { readonly type: 'tell-late'; readonly late: Late | null }
  | { readonly type: 'admit'; readonly person: PersonId }
  | { readonly type: 'hold'; readonly person: PersonId; readonly minutes: number }
  | { readonly type: 'decline'; readonly person: PersonId; readonly message: string }
  /** Out of the session for good: no link and no pass of theirs lets them in again. */
  | { readonly type: 'remove'; readonly person: PersonId }
  /** Which page of a person counts: the `newer` one, which asks, or the one that has been there. */
  | { readonly type: 'give-place'; readonly person: PersonId; readonly newer: boolean }
  | { readonly type: 'begin'; readonly startWith: Exclude<StartWith, ''> }
  | { readonly type: 'microphone-on' }
  | { readonly type: 'microphone-off' }
  | { readonly type: 'camera-on' }
  | { readonly type: 'camera-off' }
  | { readonly type: 'choose-device'; readonly kind: MediaKind | 'speaker'; readonly deviceId: string }
  | { readonly type: 'start-sound' }
  /** The line may carry pictures again: the others' are shown, and the own camera may be switched on. */
  | { readonly type: 'show-pictures' }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'send-text'; readonly text: string }
  | { readonly type: 'confirm-code'; readonly person: PersonId; readonly run: string }
  | { readonly type: 'refuse-code'; readonly person: PersonId; readonly run: string }
  | { readonly type: 'new-code'; readonly person: PersonId }
  /** After a comparison: the other side knows this device again, and this one theirs. */
  | { readonly type: 'remember-device'; readonly person: PersonId }
  | { readonly type: 'forget-device'; readonly person: PersonId }
  | { readonly type: 'open-panel'; readonly panel: Panel }
  | { readonly type: 'close-panel' }
  | { readonly type: 'leave' }
  | { readonly type: 'exit-now' }
  /** The way back after a session broke off or somebody left too early. */
  | { readonly type: 'return' }
  | { readonly type: 'finish' }
  | { readonly type: 'send-feedback'; readonly answers: FeedbackAnswers }
  | { readonly type: 'dismiss-problem'; readonly code: ProblemCode }
  | { readonly type: 'try-again'; readonly code: ProblemCode };

/** These can be neither vetoed nor swallowed by a page, and they silence first. */
export const WAYS_OUT = [
  'pause',
  'leave',
  'exit-now',
  'withdraw-consent',
  'microphone-off',
  'camera-off',
  /* Somebody saw other pictures than the other person: sound and picture stop before anything else. */
  'refuse-code',
] as const;

export const isWayOut = ({ type }: SessionAsk): boolean => (WAYS_OUT as readonly string[]).includes(type);

/** What the practice's service reports. */
export type ServiceFact =
  | { readonly type: 'appointment-known'; readonly appointment: AppointmentFacts }
  | { readonly type: 'consent-changed'; readonly records: readonly ConsentRecord[] }
  | { readonly type: 'entry-asked' }
  | { readonly type: 'admitted'; readonly person: PersonId; readonly by: PersonId }
  | { readonly type: 'held'; readonly person: PersonId; readonly minutes: number }
  | { readonly type: 'declined'; readonly person: PersonId; readonly message: string }
  | { readonly type: 'removed'; readonly person: PersonId }
  | { readonly type: 'late-told'; readonly late: Late | null }
  | {
      readonly type: 'person-state';
      readonly person: PersonId;
      readonly role: Role;
      readonly state: PersonState;
      readonly urgent?: boolean;
      readonly seat?: string;
      readonly asksElsewhere?: boolean;
    }
  /** The place of this person is taken by another page of theirs, and a therapist is asked which one counts. */
  | { readonly type: 'place-asked' }
  /** The practice found somebody in the room whom nobody expects, and sent them out. */
  | { readonly type: 'stranger-removed' }
  /** This person goes on elsewhere: this page is not theirs any more. */
  | { readonly type: 'place-moved' }
  | { readonly type: 'paused-by'; readonly people: readonly PersonId[] }
  /** The line to the service broke off for a while, or is back: until then what is shown may be old. */
  | { readonly type: 'service-reached'; readonly reached: boolean }
  | { readonly type: 'relayed'; readonly from: PersonId; readonly bytes: Uint8Array<ArrayBuffer> };

/** Everything the service knows at the start. */
export interface AppointmentFacts {
  readonly self: PersonId;
  readonly role: Role;
  readonly plan: Plan;
  /** Empty: the element's own list counts. */
  readonly steps: readonly StepName[];
  readonly people: readonly {
    readonly id: PersonId;
    readonly role: Role;
    readonly state: PersonState;
    readonly urgent: boolean;
    /** Who let them in, and nobody took it back. Left out where nothing new is known of it. */
    readonly acceptedBy?: readonly PersonId[];
    /** See `Person`. Left out where there is none. */
    readonly seat?: string;
    readonly asksElsewhere?: boolean;
    readonly removed?: boolean;
  }[];
  readonly consent: {
    readonly document: ConsentDocument | null;
    /** See `ConsentState`. */
    readonly person: PersonId | null;
    readonly subject: string | null;
    readonly records: readonly ConsentRecord[];
    readonly circumstances: readonly string[];
  };
  /** Left out: from tab to tab. */
  readonly route?: MediaRoute;
  readonly late: Late | null;
  readonly pausedBy: readonly PersonId[];
  readonly admitted: boolean;
}

/** What the media path reports. */
export type TransportFact =
  | { readonly type: 'connection-changed'; readonly connection: Connection }
  | { readonly type: 'person-joined'; readonly person: PersonId; readonly role?: Role }
  | { readonly type: 'person-lost'; readonly person: PersonId }
  | { readonly type: 'person-left'; readonly person: PersonId }
  | {
      readonly type: 'person-media';
      readonly person: PersonId;
      readonly kind: MediaKind;
      readonly on: boolean;
    }
  | { readonly type: 'rights-changed'; readonly rights: Rights }
  /** Told when it has been so for a while, and not for every short dip. */
  | { readonly type: 'line-changed'; readonly line: Line }
  | { readonly type: 'problem'; readonly problem: Problem }
  | { readonly type: 'sound-needs-press'; readonly needed: boolean }
  /**
   * Whether frames of ours were seen to leave sealed, and whose frames were seen to open. By our own counters, never by what
   * a library or a server says.
   */
  | { readonly type: 'frames'; readonly sealed: boolean; readonly opened: readonly PersonId[] }
  /** Frames of theirs have been arriving for three seconds, and none of them opened; or they open again. */
  | { readonly type: 'cannot-open'; readonly person: PersonId; readonly cannot: boolean }
  /** Something that was not sealed was about to leave or to be shown. The transport has stopped and disconnected. */
  | { readonly type: 'tampering' }
  | { readonly type: 'received'; readonly from: PersonId; readonly bytes: Uint8Array<ArrayBuffer> };

/**
 * What the media server lets a page do. `none`: stand in the room, hidden and deaf. `receive`: all but sending, which is
 * what everybody has during a pause. A transport keeps what is to be published and sends it when it may.
 */
export type Rights = 'none' | 'receive' | 'media';

/** What the owner of camera and microphone reports. */
export type CaptureFact =
  | { readonly type: 'own-media'; readonly kind: MediaKind; readonly state: OwnMediaState }
  | { readonly type: 'device-unplugged'; readonly kind: MediaKind }
  | { readonly type: 'devices-changed' };

/** What a message from another person's page says, after it was opened and validated. */
export type MessageFact =
  | { readonly type: 'profile-told'; readonly person: PersonId; readonly profile: Profile }
  | { readonly type: 'presence-told'; readonly person: PersonId; readonly presence: Presence }
  | { readonly type: 'pause-told'; readonly person: PersonId; readonly paused: boolean }
  | { readonly type: 'text-told'; readonly person: PersonId; readonly id: string; readonly text: string }
  | { readonly type: 'text-delivered'; readonly id: string }
  /** They saw other pictures than this person's page shows, for the handshake of this name. */
  | { readonly type: 'code-refused'; readonly person: PersonId; readonly run: string }
  /** See `DeviceSaying`. */
  | {
      readonly type: 'device-told';
      readonly person: PersonId;
      readonly run: string;
      readonly proof: string;
      readonly key: string;
    };

/** What the controller itself found out. */
export type ControllerFact =
  | { readonly type: 'problem'; readonly problem: Problem }
  | { readonly type: 'feedback-sent' }
  | { readonly type: 'problem-solved'; readonly code: ProblemCode }
  /** The hour in `plan.opensAt` has come. */
  | { readonly type: 'opened' }
  | { readonly type: 'ask-refused'; readonly ask: SessionAsk['type']; readonly code: ProblemCode }
  | { readonly type: 'proof-known'; readonly recordId: string; readonly proof: ReceiptProof }
  /** There is a channel with somebody, with a code of its own. See `PersonSafety`. */
  | {
      readonly type: 'code-agreed';
      readonly person: PersonId;
      readonly run: string;
      readonly pictures: readonly number[];
      readonly words: readonly string[];
      readonly runs: number;
    }
  /** That channel is gone, and another one is begun. */
  | { readonly type: 'code-gone'; readonly person: PersonId }
  /** No agreement with them, and no run is left on this page. */
  | { readonly type: 'agreement-failed'; readonly person: PersonId }
  | { readonly type: 'device-kept'; readonly person: PersonId; readonly device: DeviceKeeping }
  /** Others of theirs were compared before: this one is among them, or it is not; or nothing is known of any. */
  | {
      readonly type: 'device-shown';
      readonly person: PersonId;
      readonly run: string;
      readonly state: 'known-device' | 'changed-device' | 'unchecked';
    }
  | { readonly type: 'group-told'; readonly group: GroupTrust }
  | {
      readonly type: 'settings-changed';
      readonly support: readonly SupportRow[];
    };

export type SessionFact = ServiceFact | TransportFact | CaptureFact | MessageFact | ControllerFact;

/** Which of several people is meant. */
export const personOf = (snapshot: SessionSnapshot, id: PersonId): Person | undefined =>
  snapshot.people.find((person) => person.id === id);

export const NO_PLAN: Plan = {
  appointment: '',
  practiceName: '',
  therapistName: '',
  phone: '',
  opensAt: null,
  startsAt: null,
  endsAt: null,
  support: [],
};

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

/** Nothing known, nothing started: what every session begins with. */
export const emptySnapshot = (role: Role, mode: Mode): SessionSnapshot => ({
  mode,
  role,
  self: '',
  phase: { name: 'welcome' },
  journey: { steps: ['welcome', 'waiting'], done: [] },
  plan: NO_PLAN,
  consent: {
    status: 'loading',
    document: null,
    person: null,
    subject: null,
    records: [],
    circumstances: [],
    proofs: {},
  },
  waiting: { asked: false, urgent: false, admitted: false, late: null, holdMinutes: null, message: '' },
  people: [],
  media: { microphone: 'off', camera: 'off', ready: false, soundNeedsPress: false, picturesHeld: false },
  route: { kind: 'tabs' },
  connection: 'idle',
  line: 'good',
  encryption: 'none',
  group: null,
  pausedBy: [],
  panel: null,
  presence: 'here',
  preferences: NO_PREFERENCES,
  texts: [],
  feedbackSent: false,
  problems: [],
  pending: [],
});
