/**
 * What may happen and what follows from it: `reduce` and `can`, both pure. The linear part of the way is data
 * (`session-journey.ts`); asks are decided in `session-asks.ts`, facts are learnt in `session-facts.ts`.
 */
import { admissible } from './admissible-people.js';
import { decide } from './session-asks.js';
import { learn } from './session-facts.js';
import type { MessageBodies } from './session-messages.js';
import type { MediaKind, PersonId, SessionAsk, SessionFact, SessionSnapshot } from './session-snapshot.js';
import type { Seat } from './session-transport.js';

export { can } from './session-asks.js';

/** Time and chance enter as data. `id` is fresh for every input. */
export interface Moment {
  readonly now: number;
  readonly id: string;
}

export type StateMessage = {
  readonly [T in keyof MessageBodies]: { readonly type: T; readonly body: MessageBodies[T] };
}[keyof MessageBodies];

/** What the controller has to do, in this order. The silencing ones come first and are done when they return. */
export type Effect =
  | { readonly type: 'show-others'; readonly shown: boolean }
  /** Their pictures alone; the sound stays as it is. */
  | { readonly type: 'show-pictures'; readonly shown: boolean }
  /** What the call needs is fetched and warmed up, early enough to hide the wait. */
  | { readonly type: 'prepare-media' }
  /** Stands in the room hidden and given nothing, where the practice waits that way. */
  | { readonly type: 'stand-by' }
  | { readonly type: 'stop-own-media'; readonly kinds: readonly MediaKind[] }
  | { readonly type: 'leave-room' }
  /** Only these people may receive, or be heard, seen or read, from now on. */
  | { readonly type: 'allow'; readonly seats: readonly Seat[] }
  | { readonly type: 'forget' }
  | { readonly type: 'start-own-media'; readonly kind: MediaKind }
  | { readonly type: 'choose-device'; readonly kind: MediaKind | 'speaker'; readonly deviceId: string }
  | { readonly type: 'start-sound' }
  | { readonly type: 'open-service' }
  | { readonly type: 'ask-to-enter'; readonly urgent: boolean }
  | { readonly type: 'enter-room' }
  /** Another handshake with them, because the code of the last one was refused or is wanted anew. */
  | { readonly type: 'agree-anew'; readonly person: PersonId }
  /** In this browser's own store, which is not opened before. */
  | { readonly type: 'remember-device' | 'forget-device'; readonly person: PersonId }
  /** What proves that the practice holds these records of this person, for the copy that they can save. */
  | { readonly type: 'fetch-proofs'; readonly records: readonly string[] }
  /** Hands the ask to the practice's service; its fact makes it true. */
  | { readonly type: 'serve'; readonly ask: SessionAsk }
  | {
      readonly type: 'tell';
      readonly message: StateMessage;
      readonly id: string;
      readonly to: readonly PersonId[];
    };

export interface Transition {
  readonly snapshot: SessionSnapshot;
  readonly effects: readonly Effect[];
}

export type Input = { readonly ask: SessionAsk } | { readonly fact: SessionFact };

/** Follows the pauses: `session` and `paused` are one phase with two faces. */
const withPauses = (snapshot: SessionSnapshot): SessionSnapshot => {
  const { name } = snapshot.phase;
  if (name !== 'session' && name !== 'paused') return snapshot;
  const shown = snapshot.pausedBy.length > 0 ? 'paused' : 'session';
  return shown === name ? snapshot : { ...snapshot, phase: { name: shown } };
};

const allowing = (before: SessionSnapshot, now: SessionSnapshot): readonly Effect[] => {
  const seats = admissible(now);
  return JSON.stringify(seats) === JSON.stringify(admissible(before)) ? [] : [{ type: 'allow', seats }];
};

/** The own records that are on the screen without what proves them. A rehearsal's are held by nobody. */
const unproved = ({ role, phase, panel, consent }: SessionSnapshot): readonly string[] =>
  role === 'client' && (phase.name === 'consent' || panel === 'consent')
    ? consent.records
        .filter(({ subject, rehearsal }) => subject === consent.subject && !rehearsal)
        .map(({ recordId }) => recordId)
        .filter((id) => !Object.hasOwn(consent.proofs, id))
    : [];

/** Asked for once they are shown, so again where it did not come and they are opened again. */
const proving = (before: SessionSnapshot, now: SessionSnapshot): readonly Effect[] => {
  const known = unproved(before);
  const records = unproved(now).filter((id) => !known.includes(id));
  return records.length > 0 ? [{ type: 'fetch-proofs', records }] : [];
};

/** Never throws and never waits. What is not allowed changes nothing. */
export const reduce = (snapshot: SessionSnapshot, input: Input, moment: Moment): Transition => {
  // After an exit nothing is asked and nothing is learnt any more.
  if (snapshot.phase.name === 'ended' && snapshot.phase.by === 'exit-now') return { snapshot, effects: [] };
  const transition =
    'ask' in input ? decide(snapshot, input.ask, moment) : learn(snapshot, input.fact, moment);
  const next = withPauses(transition.snapshot);
  return {
    snapshot: next,
    effects: [...transition.effects, ...allowing(snapshot, next), ...proving(snapshot, next)],
  };
};
