/** Pauses: anybody may call one, and only they themselves may end it. */
import { isInRoom, SILENCE, stay } from './session-changes.js';
import type { Moment, Transition } from './session-machine.js';
import { isStopped } from './session-safety.js';
import {
  personOf,
  type PersonId,
  type SessionAsk,
  type SessionFact,
  type SessionSnapshot,
} from './session-snapshot.js';
import { hearers } from './session-telling.js';

export const pause = (snapshot: SessionSnapshot, ask: SessionAsk, { id }: Moment): Transition => ({
  snapshot: {
    ...snapshot,
    pausedBy: [...snapshot.pausedBy, snapshot.self],
    media: { ...snapshot.media, microphone: 'off', camera: 'off' },
  },
  effects: [
    ...SILENCE,
    { type: 'tell', id, to: hearers(snapshot), message: { type: 'pause', body: { paused: true } } },
    { type: 'serve', ask },
  ],
});

export const resume = (snapshot: SessionSnapshot, ask: SessionAsk, { id }: Moment): Transition => {
  const pausedBy = snapshot.pausedBy.filter((person) => person !== snapshot.self);
  return {
    snapshot: { ...snapshot, pausedBy },
    effects: [
      { type: 'tell', id, to: hearers(snapshot), message: { type: 'pause', body: { paused: false } } },
      { type: 'serve', ask },
      ...(pausedBy.length === 0 && snapshot.media.ready && !isStopped(snapshot)
        ? [{ type: 'show-others', shown: true } as const]
        : []),
    ],
  };
};

/** Covered and silenced here before anything else. What the others send is shown again when the last pause ends. */
export const pausedNow = (snapshot: SessionSnapshot, pausedBy: readonly PersonId[]): Transition => {
  const next = { ...snapshot, pausedBy };
  if (!isInRoom(snapshot)) return stay(next);
  if (pausedBy.length === 0)
    return {
      snapshot: next,
      effects:
        next.media.ready && snapshot.pausedBy.length > 0 && !isStopped(next)
          ? [{ type: 'show-others', shown: true }]
          : [],
    };
  return {
    snapshot: { ...next, media: { ...next.media, microphone: 'off', camera: 'off' } },
    effects: SILENCE,
  };
};

/** Only the person themself can take their pause back. */
export const othersPaused = (snapshot: SessionSnapshot, pausedBy: readonly PersonId[]): Transition => {
  const own = snapshot.pausedBy.includes(snapshot.self) ? [snapshot.self] : [];
  return pausedNow(snapshot, [...own, ...pausedBy.filter((person) => person !== snapshot.self)]);
};

export const pauseTold = (
  snapshot: SessionSnapshot,
  { person, paused }: SessionFact & { type: 'pause-told' },
): Transition => {
  if (!personOf(snapshot, person)) return stay(snapshot);
  const without = snapshot.pausedBy.filter((id) => id !== person);
  return othersPaused(snapshot, paused ? [...without, person] : without);
};
