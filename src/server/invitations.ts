/**
 * Who is meant by the secret of a link, or by a portal's login. An invitation works until the appointment ends, as often as
 * it is opened: a mail program that looks at it first locks nobody out.
 */
import type { PersonId, Role } from '../core/session-snapshot.js';
import { limit } from './rate-limit.js';
import { Refusal } from './refusal.js';
import { newSecret, secretHash } from './secrets.js';
import type { ServerContext } from './server-context.js';
import type { Queryable } from './store/database.js';

export interface Invited {
  readonly person: PersonId;
  readonly role: Role;
  readonly appointment: string;
}

/** In a transaction. Gives the secret, which is kept nowhere. */
export const invite = async (tx: Queryable, person: PersonId, expiresAt: number): Promise<string> => {
  const invitation = newSecret();
  await tx.query('insert into safe_session.invitations (hash, person, expires_at) values ($1, $2, $3)', [
    await secretHash(invitation),
    person,
    new Date(expiresAt),
  ]);
  return invitation;
};

export const revokeInvitations = async (tx: Queryable, person: PersonId, now: number): Promise<void> => {
  await tx.query(
    'update safe_session.invitations set revoked_at = $2 where person = $1 and revoked_at is null',
    [person, new Date(now)],
  );
};

/**
 * @param address whatever the host tells people apart by, for guesses; the same for everybody where it tells nothing
 * @throws Refusal `link-not-valid`, `appointment-over`, `too-many-tries`
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
