/**
 * What is true right now, as one frozen, plain and serialisable value. The words in which people ask for something
 * (`SessionAsk`) and the world reports something (`SessionFact`) come with it.
 *
 * Small independent axes stand side by side, so that a later capability adds a value or an axis and never a
 * second machine. No track, element, token or translated sentence is ever in here.
 */
import type { ProblemCode } from './problems.js';
import { NO_PLAN, type ConsentState, type Plan } from './session-appointment.js';
import type { SessionAsk } from './session-ask-words.js';
import type { Connection, Encryption, Line, MediaRoute, OwnMedia } from './session-media.js';
import {
  NO_PREFERENCES,
  type GroupTrust,
  type Person,
  type PersonId,
  type PersonSafety,
  type Preferences,
  type Presence,
  type Role,
} from './session-person.js';
import type { ClosingReason, Journey, Panel, Phase, PhaseName, Problem, Waiting } from './session-phase.js';

export * from './session-appointment.js';
export * from './session-ask-words.js';
export type * from './session-fact-words.js';
export type * from './session-media.js';
export * from './session-person.js';
export type * from './session-phase.js';

/** `rehearsal` runs from tab to tab of one browser, and every screen says so. */
export type Mode = 'live' | 'rehearsal';

/** One line of the text channel. Plain text, never markup. */
export interface TextMessage {
  readonly id: string;
  readonly from: PersonId;
  readonly text: string;
  readonly state: 'sending' | 'delivered' | 'received';
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

/** Which of several people is meant. */
export const personOf = (snapshot: SessionSnapshot, id: PersonId): Person | undefined =>
  snapshot.people.find((person) => person.id === id);

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
