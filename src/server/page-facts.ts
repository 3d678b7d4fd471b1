/** What a page is told: everything at the start, and then what has changed since. */
import { NO_PLAN, type AppointmentFacts, type ServiceFact } from '../core/session-snapshot.js';
import { appointmentFacts, factsBetween, type Self } from '../core/services/practice-facts.js';
import type { PracticeState } from '../core/services/practice-state.js';
import type { Appointment } from './appointment-state.js';
import { routeFor } from './media/media-rights.js';
import type { PageSession } from './page-sessions.js';
import type { ServerContext } from './server-context.js';

const selfOf = ({ person, role }: PageSession, { id, facts, ...times }: Appointment): Self => ({
  id: person,
  role,
  plan: {
    ...NO_PLAN,
    ...facts.plan,
    appointment: id,
    opensAt: times.opensAt,
    startsAt: times.startsAt,
    endsAt: times.endsAt,
  },
});

/** Everything that the person of this session may know of the appointment. */
export const factsFor = (
  { media }: Pick<ServerContext, 'media'>,
  session: PageSession,
  appointment: Appointment,
): AppointmentFacts => ({
  ...appointmentFacts(appointment.state, selfOf(session, appointment)),
  steps: appointment.facts.steps,
  route: routeFor(media.route, appointment.state),
});

/** What has become true for this page since an earlier state. */
export const newsSince = (
  context: Pick<ServerContext, 'media'>,
  session: PageSession,
  appointment: Appointment,
  before: PracticeState,
): readonly ServiceFact[] =>
  factsBetween(before, appointment.state, selfOf(session, appointment)).map((fact) =>
    fact.type === 'appointment-known'
      ? { ...fact, appointment: factsFor(context, session, appointment) }
      : fact,
  );
