/** Where a person stands on the way to the session, in it and after it, and what is in their way. */
import type { ProblemCode } from './problems.js';
import type { MediaKind } from './session-media.js';
import type { PersonId } from './session-person.js';

/** The steps before the session, in the names a practice uses in `steps`. */
export type StepName = 'welcome' | 'consent' | 'space' | 'tech-check' | 'waiting';

export interface Journey {
  /** In order; the last one is always `waiting`. */
  readonly steps: readonly StepName[];
  readonly done: readonly StepName[];
}

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

export interface Problem {
  readonly code: ProblemCode;
  /** Which device it is about, where that matters. */
  readonly kind?: MediaKind;
  /** Whom it is about, where that matters. */
  readonly person?: PersonId;
}
