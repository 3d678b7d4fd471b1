/** Passes: refused without admission, and without the consent that media need. */
import type { Pass } from '../../core/session-transport.js';
import type { Appointment } from '../appointment-state.js';
import { readAppointment } from '../appointment-state.js';
import { perform, type Author } from '../desk.js';
import type { PageSession } from '../page-sessions.js';
import { Refusal } from '../refusal.js';
import type { ServerContext } from '../server-context.js';
import type { MediaPass } from './media-server.js';
import { mayStandBy, rightsOf } from './media-rights.js';
import { newOpaqueId } from '../secrets.js';
import type { Rights } from '../../core/session-snapshot.js';

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
): Promise<Pass> => {
  const { media } = context;
  const part = async (): Promise<MediaPass> => {
    await media.openRoom(room);
    return media.pass(room, seat, rights);
  };
  return { room, person, identity: seat, role, rights, ...(await asking(context, id, part())) };
};

/** Whoever waits in the room gets a pass without rights; everybody else has to be let in first. */
export const passFor = async (
  context: ServerContext,
  session: PageSession,
  author: Author,
): Promise<Pass> => {
  const { media, database, now } = context;
  const known = await readAppointment(database, session.appointment);
  const standing = known.state.people.find(({ id }) => id === session.person);
  const warm = media.route.kind === 'server' && media.route.waiting === 'warm';
  if (warm && standing && rightsOf(known.state, standing, now()) === 'none' && mayStandBy(standing))
    return made(context, known, session, 'none');
  const entered = await perform(context, author, { type: 'take-pass' });
  const paused = entered.state.pausedBy.length > 0;
  return made(context, entered, session, paused ? 'receive' : 'media');
};

export const trialPassFor = async (context: ServerContext, session: PageSession): Promise<Pass | null> => {
  const identity = newOpaqueId();
  const part = await asking(context, session.appointment, context.media.trial(identity));
  const { person, role } = session;
  return part && { ...part, person, identity, role, rights: 'media' };
};
