/** How a session ends for this person, and whether there is a way back. */
import { isInRoom, SILENCE } from './session-changes.js';
import type { Effect, Transition } from './session-machine.js';
import { MEDIA_OFF } from './session-own-media.js';
import { forgotten } from './session-safety.js';
import {
  emptySnapshot,
  type ClosingReason,
  type SessionAsk,
  type SessionSnapshot,
} from './session-snapshot.js';

/** After these there is nothing to come back to from this page. */
const FOR_GOOD: readonly ClosingReason[] = ['removed', 'not-today', 'moved'];

/** Whether there is a way back into the session. */
export const mayReturn = ({ phase }: SessionSnapshot): boolean =>
  phase.name === 'closing' && !FOR_GOOD.includes(phase.reason);

/** Over for this person: silent at once, whatever comes after. */
export const close = (
  snapshot: SessionSnapshot,
  reason: ClosingReason,
  after: readonly Effect[] = [],
): Transition => ({
  snapshot: {
    ...snapshot,
    phase: { name: 'closing', reason },
    media: MEDIA_OFF,
    pausedBy: [],
    waiting: { ...snapshot.waiting, asked: false, urgent: false, admitted: false, holdMinutes: null },
    panel: null,
    presence: 'here',
    connection: 'idle',
    line: 'good',
    encryption: 'none',
    group: null,
    people: snapshot.people.map(forgotten),
    pending: [],
    problems: [],
  },
  effects: [...SILENCE, { type: 'leave-room' }, ...after],
});

const leaveReason = (snapshot: SessionSnapshot): ClosingReason => {
  if (!isInRoom(snapshot)) return 'left';
  if (snapshot.connection === 'lost' || snapshot.people.some(({ state }) => state === 'lost'))
    return 'connection-lost';
  const othersLeft = snapshot.people.length > 0 && snapshot.people.every(({ state }) => state === 'gone');
  return snapshot.role === 'therapist' || othersLeft ? 'finished' : 'left';
};

export const leave = (snapshot: SessionSnapshot, ask: SessionAsk): Transition =>
  close(snapshot, leaveReason(snapshot), snapshot.self === '' ? [] : [{ type: 'serve', ask }]);

/** Everything entered is gone from memory, and nothing of before can be shown again. */
export const exitNow = (snapshot: SessionSnapshot): Transition => ({
  snapshot: { ...emptySnapshot(snapshot.role, snapshot.mode), phase: { name: 'ended', by: 'exit-now' } },
  effects: [...SILENCE, { type: 'leave-room' }, { type: 'forget' }],
});
