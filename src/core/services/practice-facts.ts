/**
 * What a page is told by the practice: everything at the start, and then what has changed. A client learns what is theirs
 * and who else is there; what another client has agreed to, asked for or been told is between that client and a therapist.
 */
import type { ConsentRecord } from '../consent.js';
import type { AppointmentFacts, PersonId, Plan, Role, ServiceFact } from '../session-snapshot.js';
import { clientOf, practicePerson, type PracticePerson, type PracticeState } from './practice-state.js';

export interface Self {
  readonly id: PersonId;
  readonly role: Role;
  readonly plan: Plan;
}

/** Whether what a client wants or was told is this person's business. */
const isConfidant = (self: Self, person: PracticePerson): boolean =>
  self.role === 'therapist' || self.id === person.id || person.role === 'therapist';

/** Whose consent this person has before their eyes. */
const consentingFor = (state: PracticeState, { id, role }: Self): PracticePerson | null =>
  role === 'client' ? (practicePerson(state, id) ?? null) : clientOf(state);

export const recordsFor = (
  state: PracticeState,
  { id, role }: Pick<Self, 'id' | 'role'>,
): readonly ConsentRecord[] =>
  role === 'therapist'
    ? state.records
    : state.records.filter(({ subject }) => subject === practicePerson(state, id)?.subject);

/** What others see of somebody. */
const seenBy = (
  self: Self,
  person: PracticePerson,
): Pick<AppointmentFacts['people'][number], 'state' | 'urgent' | 'seat' | 'asksElsewhere'> => {
  const { state, seat } = person;
  return isConfidant(self, person)
    ? { state, urgent: person.urgent, seat, asksElsewhere: person.asking !== null }
    : { state, urgent: false, seat, asksElsewhere: false };
};

export const appointmentFacts = (state: PracticeState, self: Self): AppointmentFacts => ({
  self: self.id,
  role: self.role,
  plan: self.plan,
  steps: [],
  people: state.people
    .filter((person) => person.id !== self.id)
    .map((person) => {
      const { id, role, admittedBy, removed } = person;
      const acceptedBy = admittedBy === null ? [] : [admittedBy];
      return { id, role, acceptedBy, removed, ...seenBy(self, person) };
    }),
  consent: {
    document: state.document,
    person: consentingFor(state, self)?.id ?? null,
    subject: consentingFor(state, self)?.subject ?? null,
    records: recordsFor(state, self),
    circumstances: state.circumstances,
  },
  late: state.late,
  pausedBy: state.pausedBy,
  // For a therapist: that somebody is let in, so that they can go back to them.
  admitted: state.people.some(
    (person) => person.admittedBy !== null && (self.role === 'therapist' || person.id === self.id),
  ),
});

/** By what they say: a server reads its state anew each time. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const personFacts = (before: PracticePerson | undefined, now: PracticePerson, self: Self): ServiceFact[] => {
  const facts: ServiceFact[] = [];
  const person = now.id;
  if (person === self.id) {
    if (now.askedAt !== (before?.askedAt ?? 0)) facts.push({ type: 'entry-asked' });
  } else if (!before || !isSame(seenBy(self, now), seenBy(self, before))) {
    facts.push({ type: 'person-state', person, role: now.role, ...seenBy(self, now) });
  }
  if (now.removed && before?.removed === false) facts.push({ type: 'removed', person });
  if (now.admittedBy !== null && now.admittedBy !== before?.admittedBy)
    facts.push({ type: 'admitted', person, by: now.admittedBy });
  if (!isConfidant(self, now)) return facts;
  if (now.held && now.held.at !== before?.held?.at)
    facts.push({ type: 'held', person, minutes: now.held.minutes });
  if (now.declined && now.declined.at !== before?.declined?.at)
    facts.push({ type: 'declined', person, message: now.declined.message });
  return facts;
};

export const factsBetween = (before: PracticeState, now: PracticeState, self: Self): ServiceFact[] => {
  if (before === now) return [];
  const facts: ServiceFact[] = [];
  if (before.document !== now.document || consentingFor(before, self)?.id !== consentingFor(now, self)?.id)
    facts.push({ type: 'appointment-known', appointment: appointmentFacts(now, self) });
  if (recordsFor(before, self).length !== recordsFor(now, self).length)
    facts.push({ type: 'consent-changed', records: recordsFor(now, self) });
  if (!isSame(before.late, now.late)) facts.push({ type: 'late-told', late: now.late });
  for (const person of now.people)
    if (person !== practicePerson(before, person.id))
      facts.push(...personFacts(practicePerson(before, person.id), person, self));
  if (before.strangers !== now.strangers && self.role === 'therapist')
    facts.push({ type: 'stranger-removed' });
  if (before.pausedBy.join() !== now.pausedBy.join()) facts.push({ type: 'paused-by', people: now.pausedBy });
  return facts;
};
