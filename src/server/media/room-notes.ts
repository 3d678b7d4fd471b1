/** What the audit says of the room: who is let in and there, from when on, and until when. */
import type { PersonId } from '../../core/session-snapshot.js';
import type { PracticePerson, PracticeState } from '../../core/services/practice-state.js';
import { lockAppointment, readAppointment, type Appointment } from '../appointment-state.js';
import { writeAudit } from '../audit.js';
import type { ServerContext } from '../server-context.js';
import type { Queryable } from '../store/database.js';
import { rightsOf } from './media-rights.js';
import type { Seated } from './media-server.js';
import type { Room } from './rooms.js';

const IN = 'in-the-room';
const OUT = 'out-of-the-room';

/** Who was there by the media server's list, and when it was asked: what was noted since then is newer. */
interface Look {
  readonly people: readonly Pick<Seated, 'identity'>[];
  /** Milliseconds since the epoch. */
  readonly at: number;
}

interface Note {
  readonly person: PersonId;
  readonly event: typeof IN | typeof OUT;
}

/** Whoever stands by, hidden and given nothing, is not in the room yet. A therapist stays when the last client has gone. */
const isIn = (state: PracticeState, person: PracticePerson, noted: boolean, now: number): boolean =>
  rightsOf(state, person, now) !== 'none' || (noted && person.role === 'therapist');

/** @param noted who is noted as there, and since when (milliseconds since the epoch) */
const newNotes = (
  state: PracticeState,
  noted: ReadonlyMap<PersonId, number>,
  { people, at }: Look,
): readonly Note[] => {
  const seats = new Set(people.map(({ identity }) => identity));
  return state.people.flatMap((person): readonly Note[] => {
    const since = noted.get(person.id);
    const there = seats.has(person.seat) && isIn(state, person, since !== undefined, at);
    if (there && since === undefined) return [{ person: person.id, event: IN }];
    return !there && since !== undefined && since <= at ? [{ person: person.id, event: OUT }] : [];
  });
};

const notedIn = async (
  database: Queryable,
  { id }: Pick<Appointment, 'id'>,
): Promise<ReadonlyMap<PersonId, number>> => {
  const rows = await database.query<{ person: PersonId; event: string; at: Date }>(
    `select distinct on (person) person, event, at from safe_session.audit
     where appointment = $1 and event = any($2) order by person, seq desc`,
    [id, [IN, OUT]],
  );
  return new Map(rows.flatMap(({ person, event, at }) => (event === IN ? [[person, at.getTime()]] : [])));
};

/** Writes down what has changed since it was noted last. */
export const noteRoom = async (
  { database, now }: Pick<ServerContext, 'database' | 'now'>,
  known: Appointment,
  look: Look,
): Promise<void> => {
  // Most looks find nothing new, and then nobody has to wait.
  if (newNotes(known.state, await notedIn(database, known), look).length === 0) return;
  await database.transaction(async (tx) => {
    const { id, state, closed } = await lockAppointment(tx, known.id);
    if (closed) return;
    for (const note of newNotes(state, await notedIn(tx, known), look))
      await writeAudit(tx, { appointment: id, ...note, by: null, detail: null }, now());
  });
};

/** Rejects where the media server does not answer. */
export const lookAndNote = async (context: ServerContext, { id, room }: Room): Promise<void> => {
  const at = context.now();
  const people = await context.media.seated(room);
  await noteRoom(context, await readAppointment(context.database, id), { people, at });
};
