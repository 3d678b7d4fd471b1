/** Commands of people, carried out: the rules first, the store second, the media server last. */
import type { PersonId } from '../core/session-snapshot.js';
import { THE_PRACTICE, type PracticeCommand } from '../core/services/practice-state.js';
import { asTold, carryOut, lockAppointment, type Appointment } from './appointment-state.js';
import { auditEventOf, writeAudit } from './audit.js';
import { revokeInvitations } from './invitations.js';
import { mediaActions } from './media/media-rights.js';
import { movePlace } from './page-place.js';
import { endSessions } from './page-sessions.js';
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

/** Nobody is cut off at the minute: what was begun may be brought to an end. */
export const OVERTIME_MS = 2 * 60 * 60 * 1000;

/** What is still possible between the end and the closing of an appointment. */
const WAYS_OUT: readonly PracticeCommand['type'][] = ['leave', 'vanish', 'reappear', 'pause'];

/** The practice may write down afterwards what somebody has signed, or has taken back. */
const refuseOver = (
  { closed, endsAt }: Appointment,
  { person }: Author,
  { type }: PracticeCommand,
  now: number,
): void => {
  if (person === THE_PRACTICE && type === 'record') return;
  if (closed || (now > endsAt + OVERTIME_MS && !WAYS_OUT.includes(type)))
    throw new Refusal('appointment-over');
};

/** By these a page comes by its place, or gives it up; everything else is asked for by the page that has it. */
const WITHOUT_PLACE: readonly PracticeCommand['type'][] = ['arrive', 'ask-place', 'vanish'];

/** A request may have been under way while its page was taken out, or another one of theirs came in its place. */
const refuseMoved = ({ state }: Appointment, { person, page }: Author, { type }: PracticeCommand): void => {
  if (person === THE_PRACTICE || WITHOUT_PLACE.includes(type)) return;
  if (state.people.find(({ id }) => id === person)?.page !== page) throw new Refusal('place-taken');
};

/** What a command means for the sessions of pages. */
const followInSessions = async (
  tx: Queryable,
  before: Appointment,
  command: PracticeCommand,
  now: number,
): Promise<void> => {
  if (command.type === 'remove') {
    await endSessions(tx, command.person, { states: ['active', 'asking'], because: 'removed', now });
    await revokeInvitations(tx, command.person, now);
  }
  if (command.type === 'give-place') {
    const asking = before.state.people.find(({ id }) => id === command.person)?.asking;
    if (!command.newer) await endSessions(tx, command.person, { states: ['asking'], because: 'moved', now });
    else if (asking) await movePlace(tx, command.person, asking.page, now);
  }
};

/** In a transaction that holds the appointment. */
export const carryOutAndNote = async (
  tx: Queryable,
  before: Appointment,
  author: Author,
  command: PracticeCommand,
  now: number,
): Promise<Appointment> => {
  refuseOver(before, author, command, now);
  refuseMoved(before, author, command);
  const { person: by, page } = author;
  const after = await carryOut(tx, before, { by, page, now, command });
  const event = auditEventOf(command);
  if (after === before || event === null) return after;
  await followInSessions(tx, before, command, now);
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
const followInRoom = (context: ServerContext, before: Appointment, after: Appointment): void => {
  const actions = mediaActions(asTold(before), after.state, context.now());
  if (actions.length > 0) context.rooms.follow(context, before, actions);
};

/**
 * Runs work on an appointment that nobody else changes meanwhile, and lets the room follow.
 *
 * @param first what has to be locked before the appointment is read
 */
export const change = async <T>(
  context: ServerContext,
  appointment: string,
  work: (tx: Queryable, before: Appointment) => Promise<{ readonly after: Appointment; readonly result: T }>,
  first?: (tx: Queryable) => Promise<void>,
): Promise<T> => {
  const { before, after, result } = await context.database.transaction(async (tx) => {
    await first?.(tx);
    const locked = await lockAppointment(tx, appointment);
    return { before: locked, ...(await work(tx, locked)) };
  });
  followInRoom(context, before, after);
  return result;
};

/**
 * @param check what else has to hold of the appointment; throws a Refusal where it does not
 * @throws Refusal with the code of the rule that refuses it
 */
export const perform = (
  context: ServerContext,
  author: Author,
  command: PracticeCommand,
  check: (before: Appointment) => void = () => undefined,
): Promise<Appointment> =>
  change(context, author.appointment, async (tx, before) => {
    check(before);
    const after = await carryOutAndNote(tx, before, author, command, context.now());
    return { after, result: after };
  });
