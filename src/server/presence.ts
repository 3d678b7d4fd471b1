/** Whose page is there: what follows when its line to the server breaks off, and when it stands again. */
import type { PersonId } from '../core/session-snapshot.js';
import type { Appointment } from './appointment-state.js';
import { carryOutAndNote, change, perform, thePractice } from './desk.js';
import { isPresent, noteMissed, sessionsOf, silentPages } from './page-sessions.js';
import type { ServerContext } from './server-context.js';

/** Tells the others that somebody's line is gone, unless their page was seen again. */
export const vanishIfGone = (context: ServerContext, appointment: string, page: string): Promise<void> =>
  change(context, appointment, async (tx, before) => {
    const session = (await sessionsOf(tx, appointment)).find(({ id }) => id === page);
    const now = context.now();
    if (!session || session.state === 'ended' || isPresent(session, now) || before.closed)
      return { after: before, result: undefined };
    await noteMissed(tx, page);
    const { person } = session;
    const command = { type: 'vanish', person, page } as const;
    const after = await carryOutAndNote(tx, before, thePractice(appointment), command, now);
    const isAsked = after.state.people.some(({ id, asking }) => id === person && asking !== null);
    // Nobody has decided which page is the right one: the newer one gets the place, and stands outside.
    const passOn = { type: 'give-place', person, newer: true } as const;
    return {
      after:
        session.state === 'active' && isAsked
          ? await carryOutAndNote(tx, after, thePractice(appointment), passOn, now)
          : after,
      result: undefined,
    };
  });

/** Whether the others take this page to be gone. */
export const isMissed = ({ state }: Appointment, page: string): boolean =>
  state.people.some((one) => one.page === page && one.lostAs !== null);

export const reappear = async (
  context: ServerContext,
  appointment: string,
  person: PersonId,
  page: string,
): Promise<void> => {
  await perform(context, thePractice(appointment), { type: 'reappear', person, page });
};

/** One page that fails does not keep the others from being noted: it is there again the next time. */
export const noteSilentPages = async (context: ServerContext): Promise<void> => {
  for (const { id, appointment } of await silentPages(context.database, context.now()))
    try {
      await vanishIfGone(context, appointment, id);
    } catch {
      context.log({ level: 'warn', event: 'silent-page-not-noted', appointment });
    }
};
