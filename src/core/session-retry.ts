/** What is tried once more after trouble. */
import { isInRoom, stay, then, withoutProblem } from './session-changes.js';
import type { Transition } from './session-machine.js';
import type { ProblemCode } from './problems.js';
import { MEDIA_KINDS } from './session-media.js';
import { mayStart, startOwn } from './session-own-media.js';
import type { MediaKind, SessionAsk, SessionSnapshot } from './session-snapshot.js';

/** Solved by asking the practice's service once more. */
const REOPENS: readonly ProblemCode[] = [
  'service-unreachable',
  'place-taken',
  'consent-document-unreachable',
  'consent-document-invalid',
];

/** Solved by coming into the room once more. */
const LINES: readonly ProblemCode[] = ['connection-lost', 'media-unreachable'];

const startAll = (snapshot: SessionSnapshot, kinds: readonly MediaKind[]): Transition =>
  (mayStart(snapshot) ? kinds : []).reduce(
    (before, kind) => then(before, (now) => startOwn(now, kind)),
    stay(snapshot),
  );

/** Whatever has this code is solved at once: people are told of it once. */
export const tryAgain = (
  snapshot: SessionSnapshot,
  { code }: SessionAsk & { type: 'try-again' },
): Transition => {
  const without = withoutProblem(snapshot, code);
  const failed = (kind: MediaKind): boolean =>
    snapshot.problems.some((problem) => problem.code === code && problem.kind === kind);
  if (REOPENS.includes(code)) {
    // A service that lost us has forgotten that we wait: it is asked again as soon as it is there.
    const waiting = { ...without.waiting, asked: false };
    return { snapshot: { ...without, waiting }, effects: [{ type: 'open-service' }] };
  }
  if (!LINES.includes(code)) return startAll(without, MEDIA_KINDS.filter(failed));
  if (!isInRoom(without)) return stay(without);
  // Nothing is kept of a line that was given up: what was on goes on only if it is started again.
  const wanted = MEDIA_KINDS.filter((kind) => snapshot.media[kind] !== 'off' || failed(kind));
  return then({ snapshot: without, effects: [{ type: 'enter-room' }] }, (now) => startAll(now, wanted));
};
