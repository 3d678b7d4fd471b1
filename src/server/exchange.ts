/**
 * From an invitation, a portal's login or an earlier session to a session of this page. An invitation works until the
 * appointment ends, as often as it is opened; whose page counts is decided here and, where two are there, by a therapist.
 */
import type { PersonId, Role } from '../core/session-snapshot.js';
import type { Place } from '../core/services/service-protocol.js';
import { carryOutAndNote, change, OVERTIME_MS } from './desk.js';
import { beginSession, endSessions, isPresent, sessionsOf } from './page-sessions.js';
import { limit } from './rate-limit.js';
import { Refusal } from './refusal.js';
import { secretHash } from './secrets.js';
import type { ServerContext } from './server-context.js';

export interface Invited {
  readonly person: PersonId;
  readonly role: Role;
  readonly appointment: string;
}

/**
 * @param address whatever the host tells people apart by, for guesses; the same for everybody where it tells nothing
 * @throws Refusal `link-not-valid`, `too-many-tries`
 */
export const invitedBy = async (
  { database, now }: ServerContext,
  invitation: string,
  address: string,
): Promise<Invited> => {
  const [row] = await database.query<Invited & { revoked: boolean; expires_at: Date }>(
    `select i.person, p.role, p.appointment, i.revoked_at is not null as revoked, i.expires_at
     from safe_session.invitations i join safe_session.people p on p.id = i.person where i.hash = $1`,
    [await secretHash(invitation)],
  );
  if (!row) await limit(database, 'wrong-invitation', await secretHash(address), now());
  if (!row || row.revoked) throw new Refusal('link-not-valid');
  if (row.expires_at.getTime() < now()) throw new Refusal('appointment-over');
  const { person, role, appointment } = row;
  return { person, role, appointment };
};

/** Whom the portal's own login means in this appointment. @throws Refusal `link-not-valid` */
export const invitedByPortal = async (
  { database }: ServerContext,
  reference: string,
  appointment: string,
): Promise<Invited> => {
  const [row] = await database.query<Invited>(
    'select id as person, role, appointment from safe_session.people where portal_ref = $1 and appointment = $2',
    [reference, appointment],
  );
  if (!row) throw new Refusal('link-not-valid');
  return row;
};

export interface NewSession {
  readonly id: string;
  readonly secret: string;
  readonly place: Place;
  readonly expiresAt: number;
}

/** @throws Refusal `link-not-valid`, `appointment-over`, `place-taken`, `too-many-tries` */
export const exchange = async (
  context: ServerContext,
  { person, role, appointment }: Invited,
): Promise<NewSession> => {
  const { now } = context;
  await limit(context.database, 'exchange', person, now());
  return change(context, appointment, async (tx, before) => {
    if (before.closed) throw new Refusal('appointment-over');
    const standing = before.state.people.find(({ id }) => id === person);
    if (!standing || standing.removed) throw new Refusal('link-not-valid');
    const there = (await sessionsOf(tx, appointment)).find(
      (session) => session.person === person && session.state === 'active' && isPresent(session, now()),
    );
    // There is nobody who could decide for a therapist but the page that they have open.
    if (there && role === 'therapist') throw new Refusal('place-taken');
    const state = there ? 'asking' : 'active';
    await endSessions(tx, person, { states: there ? ['asking'] : ['asking', 'active'], because: 'moved' });
    const expiresAt = before.endsAt + OVERTIME_MS;
    const session = await beginSession(tx, { person, state, now: now(), expiresAt });
    const author = { appointment, person, page: session.id };
    const command = there
      ? ({ type: 'ask-place', seat: session.seat } as const)
      : ({ type: 'arrive', role, seat: session.seat, comesBack: false } as const);
    const after = await carryOutAndNote(tx, before, author, command, now());
    return {
      after,
      result: { id: session.id, secret: session.secret, place: there ? 'asked' : 'given', expiresAt },
    };
  });
};
