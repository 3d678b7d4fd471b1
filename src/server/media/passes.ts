/** Passes: refused without admission, and without the consent that media need. */
import type { WireFact } from '../../core/services/service-protocol.js';
import type { Rights } from '../../core/session-snapshot.js';
import type { Pass } from '../../core/session-transport.js';
import type { PracticePerson } from '../../core/services/practice-state.js';
import type { Appointment } from '../appointment-state.js';
import { readAppointment } from '../appointment-state.js';
import { perform, type Author } from '../desk.js';
import type { PageSession } from '../page-sessions.js';
import { Refusal } from '../refusal.js';
import type { ServerContext } from '../server-context.js';
import { newOpaqueId } from '../secrets.js';
import { pause } from '../store/pause.js';
import { rightsOf, standByRights, waitsWarm } from './media-rights.js';
import type { SeatRights } from './media-server.js';
import { closeRoom, openRoom } from './rooms.js';

/** What the media server does not do is nobody's fault who asked. @throws Refusal `media-unreachable` */
const asking = async <T>(context: ServerContext, appointment: string, call: Promise<T>): Promise<T> => {
  try {
    return await call;
  } catch {
    context.log({ level: 'error', event: 'media-server-did-not-answer', appointment });
    throw new Refusal('media-unreachable');
  }
};

const made = async (
  context: ServerContext,
  { room, id }: Appointment,
  { person, seat, role }: PageSession,
  rights: Rights,
  inRoom: SeatRights = rights,
): Promise<Pass> => {
  const part = await asking(context, id, context.media.pass(room, seat, inRoom));
  return { room, person, identity: seat, role, rights, ...part };
};

/** The media server may have taken its time: what was decided meanwhile counts. */
const opened = async (context: ServerContext, known: Appointment): Promise<Appointment> => {
  await asking(context, known.id, openRoom(context, known));
  const now = await readAppointment(context.database, known.id);
  if (!now.closed) return now;
  await closeRoom(context, known);
  throw new Refusal('appointment-over');
};

const standingOf = ({ state }: Appointment, { person, seat }: PageSession): PracticePerson => {
  const standing = state.people.find(({ id }) => id === person);
  if (standing?.seat !== seat) throw new Refusal('place-taken');
  return standing;
};

/** With which rights this page waits in the room, where it does. */
const standsBy = (
  { media, now }: Pick<ServerContext, 'media' | 'now'>,
  { state }: Appointment,
  person: PracticePerson,
): 'none' | 'ready' | null =>
  rightsOf(state, person, now()) === 'none' ? standByRights(media.route, state, person, now()) : null;

/** Whoever waits in the room may come there as they are; everybody else has to be let in first. */
const entering = async (
  context: ServerContext,
  session: PageSession,
  author: Author,
): Promise<Appointment> => {
  const { media, database } = context;
  if (media.route.kind === 'server') {
    const known = await readAppointment(database, session.appointment);
    if (standsBy(context, known, standingOf(known, session)) !== null) return known;
  }
  return perform(context, author, { type: 'take-pass' });
};

export const passFor = async (
  context: ServerContext,
  session: PageSession,
  author: Author,
): Promise<Pass> => {
  const ready = await opened(context, await entering(context, session, author));
  const standing = standingOf(ready, session);
  const rights = rightsOf(ready.state, standing, context.now());
  if (rights !== 'none') return made(context, ready, session, rights);
  const inRoom = standsBy(context, ready, standing);
  if (inRoom === null) throw new Refusal('not-admitted');
  return made(context, ready, session, rights, inRoom);
};

/** Longer than a media server takes that does its work; nobody is told later that they are let in because it does not. */
const NEWS_WAIT_MS = 250;

const ifLetIn = async (
  context: ServerContext,
  session: PageSession,
  known: Appointment,
): Promise<Pass | null> => {
  try {
    const ready = await opened(context, known);
    const rights = rightsOf(ready.state, standingOf(ready, session), context.now());
    return rights === 'none' ? null : await made(context, ready, session, rights);
  } catch {
    return null;
  }
};

/**
 * For the page of whoever is let in by this news and waits outside: its pass comes with it, so that nobody has to ask. `null`
 * where there is none, or not soon; the page asks then, and is told why.
 */
export const passWithNews = async (
  context: ServerContext,
  session: PageSession,
  known: Appointment,
  facts: readonly WireFact[],
): Promise<Pass | null> => {
  const isLetIn = facts.some((fact) => fact.type === 'admitted' && fact.person === session.person);
  const { route } = context.media;
  if (!isLetIn || route.kind !== 'server' || waitsWarm(route, known.state)) return null;
  return Promise.race([ifLetIn(context, session, known), pause(NEWS_WAIT_MS).then(() => null)]);
};

export const trialPassFor = async (context: ServerContext, session: PageSession): Promise<Pass | null> => {
  const identity = newOpaqueId();
  const part = await asking(context, session.appointment, context.media.trial(identity));
  const { person, role } = session;
  return part && { ...part, person, identity, role, rights: 'media' };
};
