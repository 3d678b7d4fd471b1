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
  /** When its page gave the last sign of life. */
  readonly seenAt: number;
  /** The event stream that its page has open; `null` where it has none. */
  readonly line: string | null;
  /** That stream was closed, and no newer one opened. */
  readonly left: boolean;
  /** The others were told that it is gone. */
  readonly missed: boolean;
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
  readonly line: string | null;
  readonly left: boolean;
  readonly missed: boolean;
}

const COLUMNS = `s.id, s.person, p.role, p.appointment, p.subject, s.seat, s.state, s.ended_because, s.secret_hash,
  s.seen_at, s.line, s.left_at is not null as left, s.missed from safe_session.sessions s join safe_session.people p on p.id = s.person`;

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
  line: row.line,
  left: row.left,
  missed: row.missed,
});

/** A page that was seen since then is taken to be there. Longer than three heartbeats. */
const PRESENT_MS = 30_000;

/** Longer than a page whose line closed has time to come back, on whatever instance. */
const AWAY_MS = 10_000;

export const isPresent = ({ seenAt, left }: PageSession, now: number): boolean =>
  !left && now - seenAt < PRESENT_MS;

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

/** In a transaction that holds the appointment; at first it asks. Gives the secret, which is kept nowhere. */
export const beginSession = async (
  tx: Queryable,
  { person, now, expiresAt }: { readonly person: PersonId; readonly now: number; readonly expiresAt: number },
): Promise<{ readonly id: string; readonly secret: string; readonly seat: string }> => {
  const [id, seat, secret] = [newOpaqueId(), newOpaqueId(), newSecret()];
  await tx.query(
    `insert into safe_session.sessions (id, secret_hash, person, seat, state, created_at, seen_at, expires_at)
     values ($1, $2, $3, $4, 'asking', $5, $5, $6)`,
    [id, await secretHash(secret), person, seat, new Date(now), new Date(expiresAt)],
  );
  return { id, secret, seat };
};

/** Ends what a person has in these states. */
export const endSessions = async (
  tx: Queryable,
  person: PersonId,
  how: {
    readonly states: readonly PageSessionState[];
    readonly because: SessionEnd;
    readonly now: number;
  },
): Promise<void> => {
  await tx.query(
    `update safe_session.sessions set state = 'ended', ended_because = $3, ended_at = $4
     where person = $1 and state = any($2)`,
    [person, how.states, how.because, new Date(how.now)],
  );
};

/** Whatever it was: nobody else of that person may be active. */
export const activateSession = async (tx: Queryable, id: string): Promise<void> => {
  await tx.query("update safe_session.sessions set state = 'active' where id = $1", [id]);
};

/** Its page has opened this event stream, or asks without one (`null`): older ones mean nothing any more. */
export const heardOn = async (
  database: Queryable,
  id: string,
  line: string | null,
  now: number,
): Promise<void> => {
  await database.query(
    'update safe_session.sessions set seen_at = $2, line = $3, left_at = null, missed = false where id = $1',
    [id, new Date(now), line],
  );
};

/** Pages whose event streams these are, are there right now. */
export const seenOn = async (database: Queryable, lines: readonly string[], now: number): Promise<void> => {
  if (lines.length === 0) return;
  await database.query('update safe_session.sessions set seen_at = $2 where line = any($1)', [
    lines,
    new Date(now),
  ]);
};

/** The stream was closed, and its page may be back in a moment. `false`: it had another one by then. */
export const leftOn = async (database: Queryable, line: string, now: number): Promise<boolean> => {
  const rows = await database.query(
    'update safe_session.sessions set left_at = $2, line = null where line = $1 returning id',
    [line, new Date(now)],
  );
  return rows.length > 0;
};

/** In a transaction that holds the appointment. */
export const noteMissed = async (tx: Queryable, id: string): Promise<void> => {
  await tx.query('update safe_session.sessions set missed = true where id = $1', [id]);
};

export interface SilentPage {
  readonly id: string;
  readonly appointment: string;
}

/** Pages that are gone, and nobody was told: their instance stopped, or the net swallowed the end of their line. */
export const silentPages = (database: Queryable, now: number): Promise<readonly SilentPage[]> =>
  database.query<SilentPage>(
    `select s.id, p.appointment from safe_session.sessions s join safe_session.people p on p.id = s.person
     where s.state <> 'ended' and not s.missed and (s.left_at < $1 or s.seen_at < $2)`,
    [new Date(now - AWAY_MS), new Date(now - PRESENT_MS)],
  );
