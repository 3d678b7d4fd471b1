/** What the practice's server would know of an appointment, as plain data, and the commands that change it. */
import type { ConsentDocument, ConsentFacts, ConsentRecord } from '../consent.js';
import { permitsMedia } from '../consent.js';
import type { Late, PersonId, PersonState, Role } from '../session-snapshot.js';

export interface PracticePerson {
  readonly id: PersonId;
  readonly role: Role;
  /** The page on which they are, or were last. */
  readonly page: string;
  readonly state: PersonState;
  readonly urgent: boolean;
  /** Logical time of the last asking, so that asking once more is seen as such; likewise below. */
  readonly askedAt: number;
  readonly admittedBy: PersonId | null;
  readonly held: { readonly minutes: number; readonly at: number } | null;
  readonly declined: { readonly message: string; readonly at: number } | null;
}

export interface PracticeState {
  readonly appointment: string;
  readonly document: ConsentDocument | null;
  readonly circumstances: readonly string[];
  /** In the order of their first arrival. */
  readonly people: readonly PracticePerson[];
  /** Append-only, oldest first. */
  readonly records: readonly ConsentRecord[];
  readonly late: Late | null;
  readonly pausedBy: readonly PersonId[];
}

export type PracticeCommand =
  | { readonly type: 'arrive'; readonly role: Role }
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
  /** The line to a page broke off. It names the page, so that it cannot hit a person who is back already. */
  | { readonly type: 'vanish'; readonly person: PersonId; readonly page: string };

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
  document: null,
  circumstances: [],
  people: [],
  records: [],
  late: null,
  pausedBy: [],
});

export const practicePerson = (state: PracticeState, id: PersonId): PracticePerson | undefined =>
  state.people.find((person) => person.id === id);

/** Whose care it is about: the client who came last. */
export const subjectOf = (state: PracticeState): PersonId | null =>
  state.people.filter(({ role }) => role === 'client').at(-1)?.id ?? null;

const consentFactsOf = (state: PracticeState, subject: PersonId | null): ConsentFacts => ({
  document: state.document,
  records: state.records,
  subject,
  circumstances: state.circumstances,
  appointment: state.appointment,
});

export const mayHaveMedia = (state: PracticeState, subject: PersonId, now: number): boolean =>
  permitsMedia(consentFactsOf(state, subject), now);
