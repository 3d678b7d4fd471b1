import { PROBLEMS, type ProblemCode } from '../core/problems.js';
import { publicSnapshot } from '../core/public-snapshot.js';
import { isInRoom } from '../core/session-changes.js';
import { isStep } from '../core/session-steps.js';
import {
  NO_SAFETY,
  personOf,
  type Person,
  type Problem,
  type SessionSnapshot,
} from '../core/session-snapshot.js';
import { publicReceipt } from './public-receipt.js';
import { panelOf } from './shell-screens.js';
import {
  SessionChangeEvent,
  SessionEncryptionEvent,
  SessionEndedEvent,
  SessionProblemEvent,
  SessionReceiptEvent,
} from './session-events.js';

const newProblems = (before: SessionSnapshot, now: SessionSnapshot): SessionSnapshot['problems'] =>
  now.problems.filter(({ code }) => !before.problems.some((known) => known.code === code));

const newlyEncrypted = (before: SessionSnapshot, now: SessionSnapshot): readonly Person[] =>
  now.people.filter(({ id, safety }) => safety.state !== (personOf(before, id)?.safety ?? NO_SAFETY).state);

/** What the page learns of a change: never what a person entered. */
export const newsFor = (before: SessionSnapshot, now: SessionSnapshot): Event[] => {
  // What was recorded before this page opened is no news.
  const recordedHere = now.role === 'client' && before.self === now.self;
  const records = recordedHere ? now.consent.records.slice(before.consent.records.length) : [];
  const ends = now.phase.name === 'closing' && before.phase.name !== 'closing';
  return [
    new SessionChangeEvent(publicSnapshot(now)),
    ...newProblems(before, now).map(({ code }) => new SessionProblemEvent(code, `see PROBLEMS["${code}"]`)),
    ...newlyEncrypted(before, now).map(({ id, safety }) => new SessionEncryptionEvent(id, safety.state)),
    ...records.map((record) => new SessionReceiptEvent(publicReceipt(record), { bubbles: false })),
    ...(ends && 'reason' in now.phase ? [new SessionEndedEvent(now.phase.reason)] : []),
  ];
};

/**
 * What stands in the way of everything, if anything does. Nothing is put in the place of a room with people in it, nor
 * of a closing, which says how it ended, nor of what somebody is writing afterwards.
 */
export const blockingProblem = ({ phase, problems }: SessionSnapshot): Problem | undefined =>
  isStep(phase.name) ? problems.find(({ code }) => PROBLEMS[code].weight === 'blocking') : undefined;

/** The room tells of these itself, where pictures would be, and so that it is read out once. */
const TOLD_BY_ROOM: readonly ProblemCode[] = ['pictures-held', 'code-differs'];

/** What is told beside the step. What is so of camera and microphone alike is told once, and solved for both. */
export const noticesOf = (snapshot: SessionSnapshot): readonly Problem[] => {
  const told = snapshot.problems.filter(({ code }) => !(isInRoom(snapshot) && TOLD_BY_ROOM.includes(code)));
  return [...new Map(told.map((problem) => [problem.code, problem])).values()];
};

/**
 * Whether the screen was replaced under the person, so that the focus must follow: a new step, a panel that they opened
 * or closed, something that blocks the way, or does so no longer. A notice never takes it, nor what has a place of its own
 * within the step.
 */
export const movesFocus = (before: SessionSnapshot, now: SessionSnapshot): boolean =>
  now.phase.name !== before.phase.name ||
  (now.panel !== before.panel && !!panelOf(now.panel ? now : before)) ||
  !blockingProblem(now) !== !blockingProblem(before);
