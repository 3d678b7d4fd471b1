/** What the admission desk decides from: who waits, what is still open, and what keeps somebody out. */
import { isRequired, isSettled, permitsMedia, standing, type TopicStanding } from './consent.js';
import { consentFacts } from './session-journey.js';
import type { Person, PersonState, SessionSnapshot } from './session-snapshot.js';

const ORDER: readonly PersonState[] = ['asking', 'lost', 'expected', 'here', 'gone'];

const rank = ({ state, urgent }: Person): number => ORDER.indexOf(state) - (urgent ? ORDER.length : 0);

/** Everybody whom a therapist lets in; who needs someone now comes first, then who asks. */
export const peopleToAdmit = ({ people }: SessionSnapshot): readonly Person[] =>
  people.filter(({ role }) => role !== 'therapist').sort((one, other) => rank(one) - rank(other));

export type AdmitObstacle = 'removed' | 'not-asking' | 'already-in' | 'consent' | 'in-progress';

/** Why somebody cannot be let in, so that it can be said; `null` where nothing is in the way. */
export const admitObstacle = (
  snapshot: SessionSnapshot,
  person: Person,
  now: number,
): AdmitObstacle | null => {
  if (person.removed) return 'removed';
  if (person.state === 'here') return 'already-in';
  if (person.state !== 'asking') return 'not-asking';
  if (!permitsMedia(consentFacts(snapshot), now)) return 'consent';
  return snapshot.pending.includes('admit') ? 'in-progress' : null;
};

/** What can be talked about and then attested: required topics that are open, and whatever somebody asked to talk about. */
export const openTopics = (snapshot: SessionSnapshot, now: number): readonly TopicStanding[] =>
  standing(consentFacts(snapshot), now).filter(
    (one) => !isSettled(one) && (isRequired(one.topic) || one.decision === 'talk-first'),
  );

/**
 * What an emergency may put off: required topics that nobody said no to. `null` where a no stands, because an
 * emergency does not override it.
 */
export const deferrableTopics = (snapshot: SessionSnapshot, now: number): readonly string[] | null => {
  const required = openTopics(snapshot, now).filter(({ topic }) => isRequired(topic));
  const refused = required.some(({ decision }) => decision === 'decline' || decision === 'withdrawn');
  return refused ? null : required.map(({ topic }) => topic.id);
};
