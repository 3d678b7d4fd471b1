/** What a page is told by the practice: everything at the start, and then what has changed. */
import type { AppointmentFacts, PersonId, Plan, Role, ServiceFact } from '../session-snapshot.js';
import { clientOf, practicePerson, type PracticePerson, type PracticeState } from './practice-state.js';

export interface Self {
  readonly id: PersonId;
  readonly role: Role;
  readonly plan: Plan;
}

export const appointmentFacts = (state: PracticeState, { id, role, plan }: Self): AppointmentFacts => ({
  self: id,
  role,
  plan,
  steps: [],
  people: state.people
    .filter((person) => person.id !== id)
    .map(({ id: person, role: theirs, state: stands, urgent, admittedBy, seat, asking, removed }) => ({
      id: person,
      role: theirs,
      state: stands,
      urgent,
      acceptedBy: admittedBy === null ? [] : [admittedBy],
      seat,
      asksElsewhere: asking !== null,
      removed,
    })),
  consent: {
    document: state.document,
    person: clientOf(state)?.id ?? null,
    subject: clientOf(state)?.subject ?? null,
    records: state.records,
    circumstances: state.circumstances,
  },
  late: state.late,
  pausedBy: state.pausedBy,
  // For a therapist: that somebody is let in, so that they can go back to them.
  admitted: state.people.some(
    (person) => person.admittedBy !== null && (role === 'therapist' || person.id === id),
  ),
});

/** By what they say: a server reads its state anew each time. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What the others learn of somebody. */
const TOLD = ['state', 'urgent', 'seat', 'asking'] as const;

const personFacts = (before: PracticePerson | undefined, now: PracticePerson, self: Self): ServiceFact[] => {
  const facts: ServiceFact[] = [];
  const person = now.id;
  if (person === self.id) {
    if (now.askedAt !== (before?.askedAt ?? 0)) facts.push({ type: 'entry-asked' });
  } else if (!before || TOLD.some((field) => !isSame(now[field], before[field]))) {
    const { role, state, urgent, seat, asking } = now;
    const asksElsewhere = asking !== null;
    facts.push({ type: 'person-state', person, role, state, urgent, seat, asksElsewhere });
  }
  if (now.removed && before?.removed === false) facts.push({ type: 'removed', person });
  if (now.admittedBy !== null && now.admittedBy !== before?.admittedBy)
    facts.push({ type: 'admitted', person, by: now.admittedBy });
  if (now.held && now.held.at !== before?.held?.at)
    facts.push({ type: 'held', person, minutes: now.held.minutes });
  if (now.declined && now.declined.at !== before?.declined?.at)
    facts.push({ type: 'declined', person, message: now.declined.message });
  return facts;
};

export const factsBetween = (before: PracticeState, now: PracticeState, self: Self): ServiceFact[] => {
  if (before === now) return [];
  const facts: ServiceFact[] = [];
  if (before.document !== now.document || clientOf(before)?.id !== clientOf(now)?.id)
    facts.push({ type: 'appointment-known', appointment: appointmentFacts(now, self) });
  if (before.records.length !== now.records.length)
    facts.push({ type: 'consent-changed', records: now.records });
  if (!isSame(before.late, now.late)) facts.push({ type: 'late-told', late: now.late });
  for (const person of now.people)
    if (person !== practicePerson(before, person.id))
      facts.push(...personFacts(practicePerson(before, person.id), person, self));
  if (before.strangers !== now.strangers && self.role === 'therapist')
    facts.push({ type: 'stranger-removed' });
  if (before.pausedBy.join() !== now.pausedBy.join()) facts.push({ type: 'paused-by', people: now.pausedBy });
  return facts;
};
