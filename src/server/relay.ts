/** Opaque messages from page to page, addressed, and kept only until they are delivered. */
import type { PersonId } from '../core/session-snapshot.js';
import { fromBase64url, toBase64url, type WireFact } from '../core/services/service-protocol.js';
import { readAppointment, tellInstances } from './appointment-state.js';
import type { Author } from './desk.js';
import { Refusal } from './refusal.js';
import type { ServerContext } from './server-context.js';
import type { Queryable } from './store/database.js';

export const MAX_RELAY_BYTES = 65_536;

/** Whoever is not back by then is told anew by the other page. */
const KEPT_MS = 10 * 60 * 1000;

/** More than a talk ever has under way; a page that is flooded takes no more. */
export const MOST_UNDER_WAY = 500;

/** Together at most two megabytes: what is left comes with the next look. */
export const MOST_AT_ONCE = 30;

/** @throws Refusal `text-not-sent` where it is no message or nobody of this appointment is meant */
export const relay = async (
  { database, now }: ServerContext,
  { appointment, person }: Author,
  { to, bytes: encoded }: { readonly to: PersonId; readonly bytes: string },
): Promise<void> => {
  const bytes = fromBase64url(encoded);
  if (!bytes || bytes.byteLength > MAX_RELAY_BYTES) throw new Refusal('text-not-sent');
  const { state } = await readAppointment(database, appointment);
  const recipient = state.people.find(({ id }) => id === to);
  if (!recipient || recipient.removed || to === person) throw new Refusal('text-not-sent');
  await database.transaction(async (tx) => {
    // One after the other: an id that is seen before a smaller one would make the page pass over that.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`relay ${to}`]);
    const rows = await tx.query(
      `insert into safe_session.relays (appointment, recipient, sender, bytes, created_at, expires_at)
       select $1, $2, $3, $4, $5, $6
       where (select count(*) from safe_session.relays where recipient = $2) < $7 returning id`,
      [appointment, to, person, bytes, new Date(now()), new Date(now() + KEPT_MS), MOST_UNDER_WAY],
    );
    if (rows.length === 0) throw new Refusal('text-not-sent');
    await tellInstances(tx, appointment);
  });
};

export interface Relayed {
  readonly id: number;
  readonly fact: WireFact;
}

/** What is under way to somebody, after the last one that their page was handed; at most `MOST_AT_ONCE`. */
export const relayedTo = async (
  database: Queryable,
  person: PersonId,
  after: number,
  now: number,
): Promise<readonly Relayed[]> => {
  const rows = await database.query<{ id: number; sender: string; bytes: Uint8Array }>(
    `select id, sender, bytes from safe_session.relays
     where recipient = $1 and id > $2 and expires_at > $3 order by id limit ${MOST_AT_ONCE}`,
    [person, after, new Date(now)],
  );
  return rows.map(({ id, sender, bytes }) => ({
    id,
    fact: { type: 'relayed', from: sender, bytes: toBase64url(bytes) },
  }));
};

/** The page has these: nobody else needs them any more. */
export const forgetDelivered = async (database: Queryable, person: PersonId, upTo: number): Promise<void> => {
  await database.query('delete from safe_session.relays where recipient = $1 and id <= $2', [person, upTo]);
};

/** Whoever comes in another's place gets none of what was under way to them; what they need, they are told anew. */
export const forgetRelayed = async (tx: Queryable, person: PersonId): Promise<void> => {
  await tx.query('delete from safe_session.relays where recipient = $1', [person]);
};
