/** Rooms at the media server. The store says first that there may be one, so that none is forgotten there. */
import type { Appointment } from '../appointment-state.js';
import type { ServerContext } from '../server-context.js';

export type Room = Pick<Appointment, 'id' | 'room'>;

const noteOpen = 'update safe_session.appointments set room_open = $2 where id = $1 and room_open <> $2';

/** As often as one likes. Rejects where the media server does not answer. */
export const openRoom = async ({ database, media }: ServerContext, { id, room }: Room): Promise<void> => {
  await database.query(noteOpen, [id, true]);
  await media.openRoom(room);
};

/** Everybody in it is out. What the media server does not do now is asked again by `closeRooms`. */
export const closeRoom = async (
  { database, media, log }: ServerContext,
  { id, room }: Room,
): Promise<void> => {
  await database.query(noteOpen, [id, true]);
  try {
    await media.closeRoom(room);
    await database.query(noteOpen, [id, false]);
  } catch {
    log({ level: 'warn', event: 'room-not-closed', appointment: id });
  }
};

/** Of appointments that are closed. */
export const closeRooms = async (context: ServerContext): Promise<void> => {
  const rooms = await context.database.query<Room>(
    'select id, room from safe_session.appointments where room_open and closed_at is not null',
  );
  for (const room of rooms) await closeRoom(context, room);
};
