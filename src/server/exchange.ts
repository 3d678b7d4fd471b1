/**
 * From an invitation, a portal's login or an earlier session to a session of this page. Whose page counts is decided here
 * and, where two are there at once, by a therapist.
 */
import type { Place } from '../core/services/service-protocol.js';
import type { Appointment } from './appointment-state.js';
import { carryOutAndNote, change, OVERTIME_MS } from './desk.js';
import type { Invited } from './invitations.js';
import { movePlace } from './page-place.js';
import {
  beginSession,
  endSessions,
  heardOn,
  isPresent,
  sessionsOf,
  type PageSession,
} from './page-sessions.js';
import { limit } from './rate-limit.js';
import { Refusal } from './refusal.js';
import type { ServerContext } from './server-context.js';
import type { Queryable } from './store/database.js';

export interface NewSession {
  readonly id: string;
  readonly secret: string;
  readonly place: Place;
  readonly expiresAt: number;
}

type Claimant = Pick<PageSession, 'id' | 'person' | 'role' | 'seat' | 'appointment'>;

/** The page of this person that has the place and is there right now. */
const holderOf = (sessions: readonly PageSession[], person: string, now: number): PageSession | undefined =>
  sessions.find((one) => one.person === person && one.state === 'active' && isPresent(one, now));

export const asksFor = (
  { state }: Appointment,
  { id, person }: Pick<PageSession, 'id' | 'person'>,
): boolean => state.people.find((one) => one.id === person)?.asking?.page === id;

/**
 * Takes the place that nobody holds, and stands outside like everybody who comes: what was under way to an earlier page
 * is not for this one. Else asks for it.
 */
const claim = async (
  context: ServerContext,
  tx: Queryable,
  before: Appointment,
  claimant: Claimant,
): Promise<{ readonly after: Appointment; readonly result: Place }> => {
  const { id: page, person, role, seat, appointment } = claimant;
  const now = context.now();
  const author = { appointment, person, page };
  if (holderOf(await sessionsOf(tx, appointment), person, now)) {
    const after = asksFor(before, claimant)
      ? before
      : await carryOutAndNote(tx, before, author, { type: 'ask-place', seat }, now);
    return { after, result: 'asked' };
  }
  await movePlace(tx, person, page, now);
  const command = { type: 'arrive', role, seat, comesBack: false } as const;
  return { after: await carryOutAndNote(tx, before, author, command, now), result: 'given' };
};

/** @throws Refusal `link-not-valid`, `appointment-over`, `place-taken`, `too-many-tries` */
export const exchange = async (
  context: ServerContext,
  { person, role, appointment }: Invited,
): Promise<NewSession> => {
  const { database, now } = context;
  await limit(database, 'exchange', person, now());
  return change(context, appointment, async (tx, before) => {
    if (before.closed) throw new Refusal('appointment-over');
    const standing = before.state.people.find(({ id }) => id === person);
    if (!standing || standing.removed) throw new Refusal('link-not-valid');
    // There is nobody who could decide for a therapist but the page that they have open.
    if (role === 'therapist' && holderOf(await sessionsOf(tx, appointment), person, now()))
      throw new Refusal('place-taken');
    await endSessions(tx, person, { states: ['asking'], because: 'moved', now: now() });
    const expiresAt = before.endsAt + OVERTIME_MS;
    const session = await beginSession(tx, { person, now: now(), expiresAt });
    const { after, result: place } = await claim(context, tx, before, {
      ...session,
      person,
      role,
      appointment,
    });
    return { after, result: { id: session.id, secret: session.secret, place, expiresAt } };
  });
};

/** A page that asks for its place and was away: by now nobody may know that it asks, or the place may be free. */
export const askAgain = (context: ServerContext, session: PageSession): Promise<Place> =>
  change(context, session.appointment, async (tx, before) => {
    const known = (await sessionsOf(tx, session.appointment)).find(({ id }) => id === session.id);
    if (known?.state !== 'asking') return { after: before, result: 'given' };
    return claim(context, tx, before, known);
  });

/** The same page again, after a reload: as nobody else has its cookie, an admission still stands. @throws Refusal `no-session` */
export const comeBack = async (context: ServerContext, session: PageSession): Promise<Place> => {
  const { database, now } = context;
  await limit(database, 'exchange', session.person, now());
  const { id: page, person, role, seat, appointment } = session;
  if (session.state === 'asking') return askAgain(context, session);
  return change(context, appointment, async (tx, before) => {
    const known = (await sessionsOf(tx, appointment)).find(({ id }) => id === page);
    if (known?.state !== 'active') throw new Refusal('no-session', 'the session has ended');
    await heardOn(tx, page, null, now());
    const command = { type: 'arrive', role, seat, comesBack: true } as const;
    const after = await carryOutAndNote(tx, before, { appointment, person, page }, command, now());
    return { after, result: 'given' };
  });
};
