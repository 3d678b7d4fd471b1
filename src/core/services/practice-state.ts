/**
 * What the practice's server knows of an appointment, as plain data, and the commands that change it. A rehearsal's pages
 * keep it between them; the real server keeps it in its store.
 */
import type { ConsentDocument, ConsentFacts, ConsentRecord } from '../consent.js';
import { permitsMedia } from '../consent.js';
import type { Late, PersonId, PersonState, Role } from '../session-snapshot.js';

export interface PracticePerson {
  readonly id: PersonId;
  readonly role: Role;
  /** Under which id the practice keeps their consent records. */
  readonly subject: string;
  /** The page on which they are, or were last. */
  readonly page: string;
  /** What the media path calls that page. */
  readonly seat: string;
  /** Another page of theirs that asks for their place. */
  readonly asking: { readonly page: string; readonly seat: string } | null;
  /** A therapist took them out of the session for good. */
  readonly removed: boolean;
  readonly state: PersonState;
  /** Where they stood when the line to their page broke off; `null` once anything newer is known. */
  readonly lostAs: 'asking' | 'here' | null;
  readonly urgent: boolean;
  /** Logical time of the last asking, so that asking once more is seen as such; likewise below. */
  readonly askedAt: number;
  readonly admittedBy: PersonId | null;
  readonly held: { readonly minutes: number; readonly at: number } | null;
  readonly declined: { readonly message: string; readonly at: number } | null;
}

export interface PracticeState {
  readonly appointment: string;
  /** No server holds it. */
  readonly rehearsal: boolean;
  readonly document: ConsentDocument | null;
  readonly circumstances: readonly string[];
  /** In the order of their first arrival. */
  readonly people: readonly PracticePerson[];
  /** Append-only, oldest first. */
  readonly records: readonly ConsentRecord[];
  readonly late: Late | null;
  readonly pausedBy: readonly PersonId[];
  /** How many strangers were sent out of the room. */
  readonly strangers: number;
}

/** The author of what nobody asks for: the practice's server itself. It is no person's id. */
export const THE_PRACTICE = '';

export type PracticeCommand =
  | {
      readonly type: 'arrive';
      readonly role: Role;
      readonly seat: string;
      /** Beyond doubt the same as before: so an admission still stands. Whoever only has the link is let in anew. */
      readonly comesBack: boolean;
    }
  /** A second page of somebody whose place is taken. */
  | { readonly type: 'ask-place'; readonly seat: string }
  | { readonly type: 'give-place'; readonly person: PersonId; readonly newer: boolean }
  | { readonly type: 'remove'; readonly person: PersonId }
  | {
      readonly type: 'offer-document';
      readonly document: ConsentDocument;
      readonly circumstances: readonly string[];
    }
  | { readonly type: 'record'; readonly record: ConsentRecord }
  | { readonly type: 'ask-to-enter'; readonly urgent: boolean }
  | { readonly type: 'admit'; readonly person: PersonId }
  | { readonly type: 'hold'; readonly person: PersonId; readonly minutes: number }
  | { readonly type: 'decline'; readonly person: PersonId; readonly message: string }
  | { readonly type: 'tell-late'; readonly late: Late | null }
  | { readonly type: 'take-pass' }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'leave' }
  /** Somebody was found in the room whom nobody expects, and sent out. */
  | { readonly type: 'report-stranger' }
  /** The line to a page broke off. It names the page, so that it cannot hit a person who is back already. */
  | { readonly type: 'vanish'; readonly person: PersonId; readonly page: string }
  /** That line stands again, and the page was there all the time: whoever stood at the door stands there again. */
  | { readonly type: 'reappear'; readonly person: PersonId; readonly page: string }
  /** What a client has consented to was changed elsewhere: in another appointment, or by deleting what is past its time. */
  | { readonly type: 'review-consent' };

/** A command with its author and its place in the common order. */
export interface PracticeEntry {
  /** Logical time (Lamport): later than everything its author had seen. */
  readonly at: number;
  readonly page: string;
  readonly by: PersonId;
  /** Milliseconds since the epoch, where the author was. */
  readonly now: number;
  readonly command: PracticeCommand;
}

export const emptyPractice = (appointment: string): PracticeState => ({
  appointment,
  rehearsal: true,
  document: null,
  circumstances: [],
  people: [],
  records: [],
  late: null,
  pausedBy: [],
  strangers: 0,
});

/** Somebody of whom nothing is known yet but that they belong here. */
export const expectedPerson = (id: PersonId, role: Role, subject: string = id): PracticePerson => ({
  id,
  role,
  subject,
  page: '',
  seat: '',
  asking: null,
  removed: false,
  state: 'expected',
  lostAs: null,
  urgent: false,
  askedAt: 0,
  admittedBy: null,
  held: null,
  declined: null,
});

export const practicePerson = (state: PracticeState, id: PersonId): PracticePerson | undefined =>
  state.people.find((person) => person.id === id);

/** Whose care it is about: the client who came last. */
export const clientOf = (state: PracticeState): PracticePerson | null =>
  state.people.filter(({ role }) => role === 'client').at(-1) ?? null;

const consentFactsOf = (state: PracticeState, person: PersonId): ConsentFacts => ({
  document: state.document,
  records: state.records,
  subject: practicePerson(state, person)?.subject ?? null,
  circumstances: state.circumstances,
  appointment: state.appointment,
});

export const mayHaveMedia = (state: PracticeState, person: PersonId, now: number): boolean =>
  permitsMedia(consentFactsOf(state, person), now);
