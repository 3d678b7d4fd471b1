import { LIMITS, plainText } from '../core/session-messages.js';
import { personOf, type PersonId, type SessionSnapshot } from '../core/session-snapshot.js';
import type { Messages } from '../locales/messages.js';

/** The name somebody chose, or the one the plan gives, else who they are here. Show it inside `<bdi>`. */
export const nameOf = (
  snapshot: SessionSnapshot | undefined,
  id: PersonId,
  common: Messages['common'],
): string => {
  const person = snapshot && personOf(snapshot, id);
  const chosen = plainText(person?.profile?.name ?? '', LIMITS.name).trim();
  if (chosen) return chosen;
  return person?.role === 'therapist'
    ? plainText(snapshot?.plan.therapistName ?? '', LIMITS.name) || common.therapist
    : common.client;
};
