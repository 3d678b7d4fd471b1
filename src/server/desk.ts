/**
 * Commands of people, carried out: the rules first, the store second, the media server last. What the media server did not
 * take is tried again, and put right by the next look at the room (`reconcile`).
 */
import type { PersonId } from '../core/session-snapshot.js';
import { THE_PRACTICE, type PracticeCommand } from '../core/services/practice-state.js';
import { carryOut, lockAppointment, type Appointment } from './appointment-state.js';
import { auditEventOf, writeAudit } from './audit.js';
import { actOnRoom } from './media/act-on-room.js';
import { mediaActions } from './media/media-rights.js';
import { activateSession, endSessions } from './page-sessions.js';
import { Refusal } from './refusal.js';
import type { ServerContext } from './server-context.js';
import type { Queryable } from './store/database.js';

export interface Author {
  readonly appointment: string;
  readonly person: PersonId;
  /** The id of the page's session. */
  readonly page: string;
}

/** What nobody asks for. */
export const thePractice = (appointment: string): Author => ({
  appointment,
  person: THE_PRACTICE,
  page: THE_PRACTICE,
});

/** After the end an appointment can be left and nothing else. */
const refuseOver = ({ closed, endsAt }: Appointment, { type }: PracticeCommand, now: number): void => {
  const leaves = type === 'leave' || type === 'vanish' || type === 'pause';
  if (closed || (now > endsAt + OVERTIME_MS && !leaves)) throw new Refusal('appointment-over');
};

/** Nobody is cut off at the minute: what was begun may be brought to an end. */
export const OVERTIME_MS = 2 * 60 * 60 * 1000;

/** What a command means for the sessions of pages. */
const followInSessions = async (
  tx: Queryable,
  before: Appointment,
  command: PracticeCommand,
): Promise<void> => {
  if (command.type === 'remove') {
    await endSessions(tx, command.person, { states: ['active', 'asking'], because: 'removed' });
    await tx.query(
      'update safe_session.invitations set revoked_at = now() where person = $1 and revoked_at is null',
      [command.person],
    );
  }
  if (command.type === 'give-place') {
    const asking = before.state.people.find(({ id }) => id === command.person)?.asking;
    await endSessions(tx, command.person, {
      states: [command.newer ? 'active' : 'asking'],
      because: 'moved',
    });
    if (asking && command.newer) await activateSession(tx, asking.page);
  }
};

interface Change {
  readonly before: Appointment;
  readonly after: Appointment;
}

/** In a transaction that holds the appointment. */
export const carryOutAndNote = async (
  tx: Queryable,
  before: Appointment,
  author: Author,
  command: PracticeCommand,
  now: number,
): Promise<Appointment> => {
  refuseOver(before, command, now);
  const { person: by, page } = author;
  const after = await carryOut(tx, before, { by, page, now, command });
  const event = auditEventOf(command);
  if (after === before || event === null) return after;
  await followInSessions(tx, before, command);
  await writeAudit(
    tx,
    {
      appointment: before.id,
      event,
      person: 'person' in command ? command.person : by || null,
      by: by || null,
      detail: command.type === 'record' ? { record: command.record.recordId } : null,
    },
    now,
  );
  return after;
};

/** Tells the media server, without keeping anybody waiting. */
export const followInRoom = (context: ServerContext, { before, after }: Change): void => {
  const actions = mediaActions(before.state, after.state, context.now());
  if (actions.length > 0) void actOnRoom(context, before, actions);
};

/** Runs work on an appointment that nobody else changes meanwhile, and lets the room follow. */
export const change = async <T>(
  context: ServerContext,
  appointment: string,
  work: (tx: Queryable, before: Appointment) => Promise<{ readonly after: Appointment; readonly result: T }>,
): Promise<T> => {
  const done = await context.database.transaction(async (tx) => {
    const before = await lockAppointment(tx, appointment);
    return { before, ...(await work(tx, before)) };
  });
  followInRoom(context, done);
  return done.result;
};

/** @throws Refusal with the code of the rule that refuses it */
export const perform = (
  context: ServerContext,
  author: Author,
  command: PracticeCommand,
): Promise<Appointment> =>
  change(context, author.appointment, async (tx, before) => {
    const after = await carryOutAndNote(tx, before, author, command, context.now());
    return { after, result: after };
  });
