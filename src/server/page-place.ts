/** The one place that a person's pages have between them. */
import type { PersonId } from '../core/session-snapshot.js';
import { activateSession, endSessions } from './page-sessions.js';
import { forgetRelayed } from './relay.js';
import type { Queryable } from './store/database.js';

/** A page gets it, whoever had it before: what was under way to an earlier page is not for this one. In a transaction. */
export const movePlace = async (
  tx: Queryable,
  person: PersonId,
  page: string,
  now: number,
): Promise<void> => {
  await endSessions(tx, person, { states: ['active'], because: 'moved', now });
  await activateSession(tx, page);
  await forgetRelayed(tx, person);
};
