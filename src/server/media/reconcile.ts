/**
 * Compares who stands in a room with who may. A pass cannot be called back, so whoever comes with an old one is found here
 * and sent out, and a therapist is told.
 */
import { readAppointment, type Appointment } from '../appointment-state.js';
import { perform, thePractice } from '../desk.js';
import type { ServerContext } from '../server-context.js';
import { isExpected, rightsOf } from './media-rights.js';

export const reconcileRoom = async (context: ServerContext, appointment: string): Promise<void> => {
  const { media, database, now } = context;
  const known = await readAppointment(database, appointment);
  const warm = media.route.kind === 'server' && media.route.waiting === 'warm';
  for (const seated of await media.seated(known.room))
    switch (isExpected(known.state, seated, { now: now(), warm })) {
      case 'expected':
        break;
      case 'wrong-rights':
        await setRight(context, known, seated.identity);
        break;
      case 'stranger':
        await sendOut(context, known, seated.identity);
        break;
    }
};

const setRight = async (context: ServerContext, known: Appointment, identity: string): Promise<void> => {
  const person = known.state.people.find(({ seat }) => seat === identity);
  if (person) await context.media.grant(known.room, identity, rightsOf(known.state, person, context.now()));
};

const sendOut = async (context: ServerContext, known: Appointment, identity: string): Promise<void> => {
  await context.media.remove(known.room, identity);
  context.log({ level: 'warn', event: 'stranger-sent-out', appointment: known.id });
  await perform(context, thePractice(known.id), { type: 'report-stranger' });
};

/** Every room that may have people in it. One that fails does not keep the others from being looked at. */
export const reconcileRooms = async (context: ServerContext): Promise<void> => {
  const rows = await context.database.query<{ id: string }>(
    `select id from safe_session.appointments where closed_at is null and exists
     (select from safe_session.people p join safe_session.sessions s on s.person = p.id where p.appointment = appointments.id)`,
  );
  for (const { id } of rows)
    try {
      await reconcileRoom(context, id);
    } catch {
      context.log({ level: 'warn', event: 'room-not-looked-at', appointment: id });
    }
};
