/** What is tried once more after trouble. */
import { isInRoom, stay } from './session-changes.js';
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

export const tryAgain = (
  snapshot: SessionSnapshot,
  { code }: SessionAsk & { type: 'try-again' },
): Transition => {
  const about = snapshot.problems.find((problem) => problem.code === code);
  const without = { ...snapshot, problems: snapshot.problems.filter((problem) => problem !== about) };
  if (REOPENS.includes(code)) {
    // A service that lost us has forgotten that we wait: it is asked again as soon as it is there.
    const waiting = { ...without.waiting, asked: false };
    return { snapshot: { ...without, waiting }, effects: [{ type: 'open-service' }] };
  }
  if (code === 'connection-lost' || code === 'media-unreachable')
    return { snapshot: without, effects: isInRoom(snapshot) ? [{ type: 'enter-room' }] : [] };
  if (!about?.kind || !mayStart(snapshot)) return stay(without);
  return startOwn(without, about.kind);
};
