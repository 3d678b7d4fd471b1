/**
 * The sessions of pages: one for each exchange, known by the hash of its secret. One is active per person; a newer one
 * asks for the place while the older one is there.
 */
import type { PersonId, Role } from '../core/session-snapshot.js';
import type { SessionEnd } from '../core/services/service-protocol.js';
import { newOpaqueId, newSecret, sameHash, secretHash } from './secrets.js';
import type { Queryable } from './store/database.js';

export type PageSessionState = 'active' | 'asking' | 'ended';

export interface PageSession {
  readonly id: string;
  readonly person: PersonId;
  readonly role: Role;
  readonly appointment: string;
  readonly subject: string;
  readonly seat: string;
  readonly state: PageSessionState;
  readonly endedBecause: SessionEnd | null;
  /** When its page was last seen; the beginning of time once its line was closed. */
  readonly seenAt: number;
}

interface Row {
  readonly id: string;
  readonly person: string;
  readonly role: Role;
  readonly appointment: string;
  readonly subject: string;
  readonly seat: string;
  readonly state: PageSessionState;
  readonly ended_because: SessionEnd | null;
  readonly secret_hash: string;
  readonly seen_at: Date;
}

const COLUMNS = `s.id, s.person, p.role, p.appointment, p.subject, s.seat, s.state, s.ended_because, s.secret_hash,
  s.seen_at from safe_session.sessions s join safe_session.people p on p.id = s.person`;

const sessionFrom = (row: Row): PageSession => ({
  id: row.id,
  person: row.person,
  role: row.role,
  appointment: row.appointment,
  subject: row.subject,
  seat: row.seat,
  state: row.state,
  endedBecause: row.ended_because,
  seenAt: row.seen_at.getTime(),
});

/** A page that was seen since then is taken to be there. Longer than three heartbeats. */
export const PRESENT_MS = 30_000;

export const isPresent = ({ seenAt }: PageSession, now: number): boolean => now - seenAt < PRESENT_MS;

/** `null` where there is none, it is past its time, or the secret is another. */
export const findSession = async (
  database: Queryable,
  id: string,
  secret: string,
  now: number,
): Promise<PageSession | null> => {
  const [row] = await database.query<Row>(`select ${COLUMNS} where s.id = $1 and s.expires_at > $2`, [
    id,
    new Date(now),
  ]);
  const given = await secretHash(secret);
  return row && sameHash(row.secret_hash, given) ? sessionFrom(row) : null;
};

/** Of everybody of an appointment, the ended ones as well. */
export const sessionsOf = async (
  database: Queryable,
  appointment: string,
): Promise<readonly PageSession[]> => {
  const rows = await database.query<Row>(`select ${COLUMNS} where p.appointment = $1`, [appointment]);
  return rows.map(sessionFrom);
};

/** In a transaction that holds the appointment. Gives the secret, which is kept nowhere. */
export const beginSession = async (
  tx: Queryable,
  {
    person,
    state,
    now,
    expiresAt,
  }: {
    readonly person: PersonId;
    readonly state: 'active' | 'asking';
    readonly now: number;
    readonly expiresAt: number;
  },
): Promise<{ readonly id: string; readonly secret: string; readonly seat: string }> => {
  const [id, seat, secret] = [newOpaqueId(), newOpaqueId(), newSecret()];
  await tx.query(
    `insert into safe_session.sessions (id, secret_hash, person, seat, state, created_at, seen_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $6, $7)`,
    [id, await secretHash(secret), person, seat, state, new Date(now), new Date(expiresAt)],
  );
  return { id, secret, seat };
};

/** Ends what a person has in these states, but for one session. */
export const endSessions = async (
  tx: Queryable,
  person: PersonId,
  {
    states,
    because,
    except = '',
  }: {
    readonly states: readonly PageSessionState[];
    readonly because: SessionEnd;
    readonly except?: string;
  },
): Promise<void> => {
  await tx.query(
    `update safe_session.sessions set state = 'ended', ended_because = $3
     where person = $1 and state = any($2) and id <> $4`,
    [person, states, because, except],
  );
};

export const activateSession = async (tx: Queryable, id: string): Promise<void> => {
  await tx.query("update safe_session.sessions set state = 'active' where id = $1", [id]);
};

/** The page is there right now. */
export const seen = async (database: Queryable, ids: readonly string[], now: number): Promise<void> => {
  if (ids.length === 0) return;
  await database.query('update safe_session.sessions set seen_at = $2 where id = any($1)', [
    ids,
    new Date(now),
  ]);
};

/** Its line was closed, and it may be back in a moment. */
export const unseen = async (database: Queryable, id: string): Promise<void> => {
  await database.query('update safe_session.sessions set seen_at = to_timestamp(0) where id = $1', [id]);
};
