/** What a session makes of consent: given and taken back, here and in what the practice keeps. */
import { declinedTopics, isRequired, permitsMedia } from './consent.js';
import { isInRoom, isOver, serve, settled, stay, then, withoutProblem } from './session-changes.js';
import { close } from './session-closing.js';
import { consentFacts } from './session-journey.js';
import type { Effect, Moment, Transition } from './session-machine.js';
import type { SessionAsk, SessionSnapshot } from './session-snapshot.js';
import { enterIfOpen, isOnTheWay, standByIfWarm } from './session-way-in.js';

/** Whose consent is not on this page cannot be let in from it. */
export const hasConsentOf = (snapshot: SessionSnapshot, person: string, now: number): boolean =>
  snapshot.consent.document === null ||
  (snapshot.consent.person === person && permitsMedia(consentFacts(snapshot), now));

export const withdraw = (
  snapshot: SessionSnapshot,
  ask: SessionAsk & { type: 'withdraw-consent' },
): Transition => {
  const endsSession =
    snapshot.consent.document?.topics.some((topic) => isRequired(topic) && ask.topics.includes(topic.id)) ??
    false;
  if (!endsSession || isOnTheWay(snapshot) || isOver(snapshot)) return serve(snapshot, ask);
  return close(snapshot, 'consent-withdrawn', [
    { type: 'serve', ask },
    { type: 'serve', ask: { type: 'leave' } },
  ]);
};

/** Who asked to be let in and then decided otherwise is not waited for any more. */
const LEAVES: readonly Effect[] = [{ type: 'serve', ask: { type: 'leave' } }];

export const consentChanged = (
  snapshot: SessionSnapshot,
  records: SessionSnapshot['consent']['records'],
  moment: Moment,
): Transition => {
  const changed = { ...snapshot, consent: { ...snapshot.consent, records } };
  const permitted = permitsMedia(consentFacts(snapshot), moment.now);
  const permits = permitsMedia(consentFacts(changed), moment.now);
  const next: SessionSnapshot = {
    ...withoutProblem(settled(changed, 'give-consent', 'attest-consent', 'withdraw-consent'), 'not-recorded'),
    // Whoever takes back what they were let in with has to be let in anew.
    waiting: permitted && !permits ? { ...snapshot.waiting, admitted: false } : snapshot.waiting,
  };
  if (isInRoom(next) && !permits) return close(next, 'consent-withdrawn');
  const declined =
    next.role === 'client' &&
    next.phase.name === 'consent' &&
    declinedTopics(consentFacts(next), moment.now).length > 0;
  if (declined && records.at(-1)?.decisions.some(({ decision }) => decision === 'decline'))
    return close(next, 'consent-not-given', next.waiting.asked ? LEAVES : []);
  return then(enterIfOpen(next, moment), (now) => (permitted ? stay(now) : standByIfWarm(now, moment)));
};
