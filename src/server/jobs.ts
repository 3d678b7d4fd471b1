/** What has to be done from time to time, on any number of instances: each job asks whether it is due by itself. */
import { closeAppointment } from './appointments.js';
import { OVERTIME_MS } from './desk.js';
import { codeOf } from './log.js';
import { reconcileRooms } from './media/reconcile.js';
import { closeRooms } from './media/rooms.js';
import { noteSilentPages } from './presence.js';
import { forgetWhatIsDue, type Forgotten } from './retention.js';
import type { ServerContext } from './server-context.js';

const closeWhatIsOver = async (context: ServerContext): Promise<void> => {
  const rows = await context.database.query<{ id: string }>(
    'select id from safe_session.appointments where closed_at is null and ends_at < $1',
    [new Date(context.now() - OVERTIME_MS)],
  );
  for (const { id } of rows) await closeAppointment(context, id);
};

/** One job that fails does not keep the others from their work. */
const carefully = async (
  context: ServerContext,
  event: string,
  job: () => Promise<unknown>,
): Promise<void> => {
  try {
    await job();
  } catch (error) {
    context.log({ level: 'error', event: `${event}-failed`, ...codeOf(error) });
  }
};

/** Every ten seconds or so; each takes milliseconds where nothing is due. */
export const runJobs = async (context: ServerContext): Promise<Forgotten> => {
  let forgotten: Forgotten = { appointments: 0, consentRecords: 0, audit: 0 };
  await carefully(context, 'noting-silent-pages', () => noteSilentPages(context));
  await carefully(context, 'looking-at-rooms', () => reconcileRooms(context));
  await carefully(context, 'closing-appointments', () => closeWhatIsOver(context));
  await carefully(context, 'closing-rooms', () => closeRooms(context));
  await carefully(context, 'forgetting', async () => {
    forgotten = await forgetWhatIsDue(context);
  });
  return forgotten;
};
