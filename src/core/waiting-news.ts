/** What a person who waits can truthfully be told, in the order in which it matters to them. */
import { declinedTopics, topicsToTalkAbout, unansweredTopics, type ConsentTopic } from './consent.js';
import { consentFacts } from './session-journey.js';
import type { Late, PersonState, SessionSnapshot } from './session-snapshot.js';

export type WaitingNews =
  /** Pressed "I need someone now"; `seen` while a therapist has this before their eyes. */
  | { readonly kind: 'urgent'; readonly seen: boolean }
  | { readonly kind: 'not-open'; readonly opensAt: number }
  | { readonly kind: 'let-in' }
  | { readonly kind: 'held'; readonly minutes: number }
  | { readonly kind: 'late'; readonly late: Late }
  | { readonly kind: 'therapist-here' }
  | { readonly kind: 'therapist-lost' }
  | { readonly kind: 'therapist-away' }
  /** The practice's service has confirmed nothing yet. */
  | { readonly kind: 'not-asked' }
  | { readonly kind: 'consent-open'; readonly topics: readonly ConsentTopic[] };

/** The nearest of several therapists counts: one who is here is enough. */
const therapistState = ({ people }: SessionSnapshot): PersonState => {
  const states = people.filter(({ role }) => role === 'therapist').map(({ state }) => state);
  return (['here', 'asking', 'lost', 'gone'] as const).find((state) => states.includes(state)) ?? 'expected';
};

const isThere = (snapshot: SessionSnapshot): boolean => ['here', 'asking'].includes(therapistState(snapshot));

const aboutTherapist = (snapshot: SessionSnapshot): WaitingNews => {
  const { admitted, holdMinutes, late } = snapshot.waiting;
  if (admitted) return { kind: 'let-in' };
  if (holdMinutes !== null) return { kind: 'held', minutes: holdMinutes };
  if (late) return { kind: 'late', late };
  if (isThere(snapshot)) return { kind: 'therapist-here' };
  return { kind: therapistState(snapshot) === 'lost' ? 'therapist-lost' : 'therapist-away' };
};

const aboutConsent = (snapshot: SessionSnapshot, now: number): WaitingNews[] => {
  const facts = consentFacts(snapshot);
  const open = new Set([
    ...topicsToTalkAbout(facts, now),
    ...unansweredTopics(facts, now),
    ...declinedTopics(facts, now),
  ]);
  const topics = snapshot.consent.document?.topics.filter((topic) => open.has(topic)) ?? [];
  return topics.length > 0 ? [{ kind: 'consent-open', topics }] : [];
};

/** Nothing here counts down: `now` only tells whether the appointment has opened. */
export const waitingNews = (snapshot: SessionSnapshot, now: number): readonly WaitingNews[] => {
  const { asked, admitted, urgent } = snapshot.waiting;
  const { opensAt } = snapshot.plan;
  const therapist = aboutTherapist(snapshot);
  const consent = aboutConsent(snapshot, now);
  const known = asked || admitted;
  if (!known && !urgent && opensAt !== null && opensAt > now)
    return [{ kind: 'not-open', opensAt }, ...consent];
  return [
    ...(urgent ? [{ kind: 'urgent', seen: known && isThere(snapshot) } as const] : []),
    ...(known ? [] : [{ kind: 'not-asked' } as const]),
    therapist,
    ...consent,
  ];
};
