/** The practice's service is open: what it knows becomes what is true. */
import { permitsMedia } from './consent.js';
import { isInRoom, settled, then, withoutProblem } from './session-changes.js';
import { close } from './session-closing.js';
import { consentFacts } from './session-journey.js';
import type { Moment, Transition } from './session-machine.js';
import { LIMITS, plainText } from './session-messages.js';
import { pausedNow } from './session-pauses.js';
import { stranger } from './session-people.js';
import {
  personOf,
  type AppointmentFacts,
  type Late,
  type Problem,
  type Role,
  type SessionSnapshot,
  type StepName,
} from './session-snapshot.js';
import { stepsFor } from './session-steps.js';
import { tellAgain } from './session-telling.js';
import { enterIfOpen, goOn, goTo } from './session-way-in.js';

/** Somebody else's words, whatever service brought them. */
export const lateAsShown = (late: Late | null): Late | null =>
  late && { ...late, words: plainText(late.words, LIMITS.lateWords) };

/** What can be in the way of opening the practice's service. */
const OF_OPENING: readonly Problem['code'][] = [
  'service-unreachable',
  'place-taken',
  'link-not-valid',
  'page-not-allowed',
  'too-many-tries',
];

/** The page took a client for a therapist, whose steps lack some of the client's: those of a client are asked for anew. */
const stepsSoFar = ({ role, journey }: SessionSnapshot, known: Role): readonly StepName[] | null =>
  role === 'therapist' && known === 'client' ? null : journey.steps;

export const appointmentKnown = (
  snapshot: SessionSnapshot,
  facts: AppointmentFacts,
  moment: Moment,
): Transition => {
  const known: SessionSnapshot = {
    ...withoutProblem(settled(snapshot, 'continue', 'go-in-now'), ...OF_OPENING),
    self: facts.self,
    role: facts.role,
    route: facts.route ?? { kind: 'tabs' },
    plan: {
      ...facts.plan,
      support: facts.plan.support.length > 0 ? facts.plan.support : snapshot.plan.support,
    },
    consent: {
      status: facts.consent.document ? 'ready' : 'none',
      ...facts.consent,
      proofs: snapshot.consent.proofs,
    },
    // Told again when somebody new is known: what people have said about themselves stays.
    people: facts.people
      .filter(({ id }) => id !== facts.self)
      .map(({ id, role, state, urgent, acceptedBy, seat = '', asksElsewhere = false, removed }) => {
        const person = personOf(snapshot, id) ?? stranger(id, role);
        return {
          ...person,
          ...{ state, urgent, seat, asksElsewhere },
          acceptedBy: acceptedBy ?? person.acceptedBy,
          removed: removed ?? person.removed,
        };
      }),
    waiting: { ...snapshot.waiting, late: lateAsShown(facts.late), admitted: facts.admitted },
    journey: {
      ...snapshot.journey,
      steps: stepsFor(
        facts.role,
        facts.steps.length > 0 ? facts.steps : stepsSoFar(snapshot, facts.role),
        facts.consent.document !== null,
      ),
    },
  };
  const own = known.pausedBy.includes(facts.self) ? [facts.self] : [];
  const told = then(pausedNow(known, [...new Set([...own, ...facts.pausedBy])]), (now) => ({
    snapshot: now,
    effects: now.people.flatMap((person) =>
      person.state === 'expected' ? [] : tellAgain(now, person.id, moment),
    ),
  }));
  if (isInRoom(known) && !permitsMedia(consentFacts(known), moment.now))
    return close(known, 'consent-withdrawn');
  if (snapshot.pending.includes('continue'))
    return then(told, (now) =>
      then(goOn(now, { type: 'continue' }, moment), (there) => enterIfOpen(there, moment)),
    );
  if (snapshot.pending.includes('go-in-now'))
    return then(told, (now) =>
      then(goTo(now, 'waiting', moment, true), (there) => enterIfOpen(there, moment)),
    );
  if (known.phase.name === 'waiting' && !known.waiting.asked)
    return then(told, (now) => goTo(now, 'waiting', moment, now.waiting.urgent));
  return told;
};
