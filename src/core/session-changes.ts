/** Small steps from one snapshot to the next that asks, facts and the comparison of codes have in common. */
import type { Effect, Transition } from './session-machine.js';
import {
  personOf,
  type Person,
  type PersonId,
  type Problem,
  type SessionAsk,
  type SessionSnapshot,
} from './session-snapshot.js';

/** First the others are covered and silenced here, then the own capture ends, and only then anything is sent. */
export const SILENCE: readonly Effect[] = [
  { type: 'show-others', shown: false },
  { type: 'stop-own-media', kinds: ['microphone', 'camera'] },
];

export const stay = (snapshot: SessionSnapshot): Transition => ({ snapshot, effects: [] });

export const isInRoom = ({ phase }: SessionSnapshot): boolean =>
  phase.name === 'session' || phase.name === 'paused';

export const isOver = ({ phase }: SessionSnapshot): boolean =>
  phase.name === 'closing' || phase.name === 'feedback' || phase.name === 'ended';

/** By the room's own lines, and not only by way of the practice. */
export const isReachedInRoom = ({ connection }: SessionSnapshot, { state }: Person): boolean =>
  connection === 'connected' && state === 'here';

export const withPerson = (
  snapshot: SessionSnapshot,
  id: PersonId,
  change: (person: Person) => Person,
): SessionSnapshot =>
  personOf(snapshot, id)
    ? { ...snapshot, people: snapshot.people.map((person) => (person.id === id ? change(person) : person)) }
    : snapshot;

const isSame = (one: Problem, other: Problem): boolean =>
  one.code === other.code && one.kind === other.kind && one.person === other.person;

export const withProblem = (snapshot: SessionSnapshot, problem: Problem): SessionSnapshot => ({
  ...snapshot,
  problems: [...snapshot.problems.filter((known) => !isSame(known, problem)), problem],
});

export const withoutProblem = (snapshot: SessionSnapshot, ...codes: Problem['code'][]): SessionSnapshot =>
  snapshot.problems.some(({ code }) => codes.includes(code))
    ? { ...snapshot, problems: snapshot.problems.filter(({ code }) => !codes.includes(code)) }
    : snapshot;

/** The world has answered these asks. */
export const settled = (snapshot: SessionSnapshot, ...asks: SessionAsk['type'][]): SessionSnapshot =>
  snapshot.pending.some((type) => asks.includes(type))
    ? { ...snapshot, pending: snapshot.pending.filter((type) => !asks.includes(type)) }
    : snapshot;

export const pendingWith = (snapshot: SessionSnapshot, ask: SessionAsk): SessionSnapshot =>
  snapshot.pending.includes(ask.type) ? snapshot : { ...snapshot, pending: [...snapshot.pending, ask.type] };

/** The service decides; until its fact comes the ask is pending. */
export const serve = (snapshot: SessionSnapshot, ask: SessionAsk): Transition => ({
  snapshot: pendingWith(snapshot, ask),
  effects: [{ type: 'serve', ask }],
});

/** One change after the other, with the effects of both. */
export const then = (first: Transition, next: (snapshot: SessionSnapshot) => Transition): Transition => {
  const second = next(first.snapshot);
  return { snapshot: second.snapshot, effects: [...first.effects, ...second.effects] };
};
