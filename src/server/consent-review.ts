/** Consent that was given, taken back or deleted in one place counts in all others. */
import type { PersonId } from '../core/session-snapshot.js';
import { perform, thePractice } from './desk.js';
import type { ServerContext } from './server-context.js';

/** Every open appointment of this client but the one where it happened: whoever may not be in a room any more is out of it. */
export const reviewConsent = async (
  context: ServerContext,
  subject: PersonId,
  except = '',
): Promise<void> => {
  const rows = await context.database.query<{ id: string }>(
    `select distinct a.id from safe_session.people p join safe_session.appointments a on a.id = p.appointment
     where p.subject = $1 and a.closed_at is null and a.id <> $2`,
    [subject, except],
  );
  for (const { id } of rows)
    try {
      await perform(context, thePractice(id), { type: 'review-consent' });
    } catch {
      // The next look at the room puts right who is in it.
      context.log({ level: 'error', event: 'consent-not-reviewed', appointment: id });
    }
};
