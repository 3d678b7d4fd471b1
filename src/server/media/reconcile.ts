/**
 * Compares who stands in a room with who may, and has the audit say who is there. A pass cannot be called back, so whoever comes with an old one is found here
 * and sent out, and a therapist is told.
 */
import { readAppointment, type Appointment } from '../appointment-state.js';
import { OBSERVATIONS } from '../audit.js';
import { perform, thePractice } from '../desk.js';
import type { ServerContext } from '../server-context.js';
import type { Seated } from './media-server.js';
import { isExpected, rightsOf } from './media-rights.js';
import { noteRoom } from './room-notes.js';
import type { Room } from './rooms.js';

/** Rejects where the media server does not answer. */
export const reconcileRoom = async (context: ServerContext, { id, room }: Room): Promise<void> => {
  const { media, database, now } = context;
  const at = now();
  const people = await media.seated(room);
  // Read after the list: whoever is on it was let in by then, if ever.
  const known = await readAppointment(database, id);
  if (known.closed) return;
  for (const seated of people)
    switch (isExpected(known.state, seated, { now: now(), route: media.route })) {
      case 'expected':
        break;
      case 'wrong-rights':
        await setRights(context, known, seated);
        break;
      case 'stranger':
        await sendOut(context, known, seated);
        break;
    }
  await noteRoom(context, known, { people, at });
};

const setRights = async (context: ServerContext, known: Appointment, { identity }: Seated): Promise<void> => {
  const person = known.state.people.find(({ seat }) => seat === identity);
  if (person) await context.media.grant(known.room, identity, rightsOf(known.state, person, context.now()));
};

const sendOut = async (context: ServerContext, known: Appointment, seated: Seated): Promise<void> => {
  await context.media.remove(known.room, seated.identity);
  const { id: appointment } = known;
  if (await wasThereBefore(context, appointment, seated)) {
    context.log({ level: 'info', event: 'sent-out-late', appointment });
    return;
  }
  context.log({ level: 'warn', event: 'stranger-sent-out', appointment });
  await perform(context, thePractice(appointment), { type: 'report-stranger' });
};

/** Somebody who had a right to be there, and has not been taken out yet since that ended: no reason to alarm anybody. */
const wasThereBefore = async (
  { database }: ServerContext,
  appointment: string,
  { identity, joinedAt }: Seated,
): Promise<boolean> => {
  const [row] = await database.query<{ decided: Date | null }>(
    `select coalesce(s.ended_at, (
       select max(a.at) from safe_session.audit a
       where a.appointment = $1 and (a.person = s.person or a.person is null) and a.event <> all($3)
     )) as decided from safe_session.sessions s where s.seat = $2`,
    [appointment, identity, OBSERVATIONS],
  );
  return row?.decided != null && joinedAt < row.decided.getTime();
};

const LOOKED_AT_AGAIN_MS = 8_000;

/** As many as one look takes; those that were looked at longest ago come first. */
const ROOMS_AT_ONCE = 100;

/** Each room once for all instances. One that fails does not keep the others from being looked at. */
export const reconcileRooms = async (context: ServerContext): Promise<void> => {
  const { database, now } = context;
  const rooms = await database.query<Room>(
    `update safe_session.appointments set looked_at = $1 where id in (
       select id from safe_session.appointments
       where room_open and closed_at is null and looked_at < $2
       order by looked_at limit ${ROOMS_AT_ONCE} for update skip locked
     ) returning id, room`,
    [new Date(now()), new Date(now() - LOOKED_AT_AGAIN_MS)],
  );
  await Promise.all(
    rooms.map(async (room) => {
      try {
        await reconcileRoom(context, room);
      } catch {
        context.log({ level: 'warn', event: 'room-not-looked-at', appointment: room.id });
      }
    }),
  );
};
