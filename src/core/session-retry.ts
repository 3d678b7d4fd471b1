/** What is tried once more after trouble. */
import { isInRoom, stay, then, withoutProblem } from './session-changes.js';
import type { Transition } from './session-machine.js';
import type { ProblemCode } from './problems.js';
import { mayStart, startOwn } from './session-own-media.js';
import type { SessionAsk, SessionSnapshot } from './session-snapshot.js';

/** Solved by asking the practice's service once more. */
const REOPENS: readonly ProblemCode[] = [
  'service-unreachable',
  'place-taken',
  'consent-document-unreachable',
  'consent-document-invalid',
];

/** Solved by coming into the room once more. */
const LINES: readonly ProblemCode[] = ['connection-lost', 'media-unreachable'];

/**
 * What was on when the line was given up goes on, and what could not be sent because of it is started with it: nothing is
 * kept of a line that was given up, and the person has asked for it.
 */
const enterAgain = (snapshot: SessionSnapshot, code: ProblemCode): Transition => {
  const solved = snapshot.problems.filter((problem) => problem.code === code);
  const without = withoutProblem(snapshot, code);
  if (!isInRoom(snapshot)) return stay(without);
  const wanted = (['microphone', 'camera'] as const).filter(
    (kind) => snapshot.media[kind] !== 'off' || solved.some((problem) => problem.kind === kind),
  );
  const entering: Transition = { snapshot: without, effects: [{ type: 'enter-room' }] };
  return (mayStart(without) ? wanted : []).reduce(
    (before, kind) => then(before, (now) => startOwn(now, kind)),
    entering,
  );
};

export const tryAgain = (
  snapshot: SessionSnapshot,
  { code }: SessionAsk & { type: 'try-again' },
): Transition => {
  if (LINES.includes(code)) return enterAgain(snapshot, code);
  const about = snapshot.problems.find((problem) => problem.code === code);
  const without = { ...snapshot, problems: snapshot.problems.filter((problem) => problem !== about) };
  if (REOPENS.includes(code)) {
    // A service that lost us has forgotten that we wait: it is asked again as soon as it is there.
    const waiting = { ...without.waiting, asked: false };
    return { snapshot: { ...without, waiting }, effects: [{ type: 'open-service' }] };
  }
  if (!about?.kind || !mayStart(snapshot)) return stay(without);
  return startOwn(without, about.kind);
};
