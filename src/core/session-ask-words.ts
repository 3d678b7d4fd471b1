/** The words in which people ask for something. */
import type { ConsentDecision, ConsentMethod } from './consent.js';
import type { ProblemCode } from './problems.js';
import type { MediaKind } from './session-media.js';
import type { PersonId, Preferences, StartWith } from './session-person.js';
import type { Late, Panel } from './session-phase.js';

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
