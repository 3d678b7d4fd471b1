/** Who is there: people who come, stand outside, lose their line, leave or are sent out. */
import { settled, stay, withPerson } from './session-changes.js';
import type { Moment, Transition } from './session-machine.js';
import { forgotten, isStopped, withoutSafety } from './session-safety.js';
import {
  NO_SAFETY,
  personOf,
  type Person,
  type PersonId,
  type PersonState,
  type Role,
  type SessionFact,
  type SessionSnapshot,
} from './session-snapshot.js';
import { tellAgain } from './session-telling.js';

/** Of whom nothing is known but who they are. */
export const stranger = (id: PersonId, role: Role): Person => ({
  id,
  role,
  state: 'expected',
  acceptedBy: [],
  presence: 'here',
  profile: null,
  media: { microphone: false, camera: false },
  urgent: false,
  seat: '',
  asksElsewhere: false,
  removed: false,
  safety: NO_SAFETY,
});

/** Whom the service tells to stand outside has to be let in anew; only to a broken line a place is kept. */
const isOutside = (state: PersonState): boolean => state !== 'here' && state !== 'lost';

/** Somebody came with the link in the place of a page that is gone: what that one said is not their word. */
const isAnotherPage = (
  { seat }: Person,
  { state, seat: now = seat }: SessionFact & { type: 'person-state' },
): boolean => isOutside(state) && seat !== '' && now !== seat;

const NOT_SENDING = { microphone: false, camera: false } as const;

/** Somebody who left by choice has ended their pause with it, and what was agreed with them; somebody whose line broke has not. */
const whenGone = (transition: Transition, id: PersonId): Transition => {
  if (personOf(transition.snapshot, id)?.state !== 'gone') return transition;
  const { snapshot, effects } = withoutSafety(transition.snapshot, id);
  return {
    snapshot: snapshot.pausedBy.includes(id)
      ? { ...snapshot, pausedBy: snapshot.pausedBy.filter((person) => person !== id) }
      : snapshot,
    effects: [...transition.effects, ...effects],
  };
};

export const personState = (
  snapshot: SessionSnapshot,
  fact: SessionFact & { type: 'person-state' },
  moment: Moment,
): Transition => {
  if (fact.person === snapshot.self) return stay(snapshot);
  const before = personOf(snapshot, fact.person);
  const answered = before?.asksElsewhere === true && fact.asksElsewhere === false;
  const known = answered ? settled(snapshot, 'give-place') : snapshot;
  const base = before ? known : { ...known, people: [...known.people, stranger(fact.person, fact.role)] };
  const next = withPerson(base, fact.person, (person) => ({
    ...person,
    state: fact.state,
    urgent: fact.urgent ?? person.urgent,
    seat: fact.seat ?? person.seat,
    profile: isAnotherPage(person, fact) ? null : person.profile,
    safety: isAnotherPage(person, fact) ? forgotten(person).safety : person.safety,
    asksElsewhere: fact.asksElsewhere ?? person.asksElsewhere,
    acceptedBy: isOutside(fact.state) ? [] : person.acceptedBy,
    media: fact.state === 'here' ? person.media : NOT_SENDING,
  }));
  const arrived = fact.state !== before?.state && (fact.state === 'here' || fact.state === 'asking');
  return whenGone(
    { snapshot: next, effects: arrived ? tellAgain(next, fact.person, moment) : [] },
    fact.person,
  );
};

/** Gone, and not by their own choice: there is no way back for them. */
export const removedOther = (snapshot: SessionSnapshot, person: PersonId): Transition =>
  whenGone(
    stay(
      withPerson(settled(snapshot, 'remove'), person, (one) => ({
        ...one,
        state: 'gone',
        removed: true,
        urgent: false,
        acceptedBy: [],
        asksElsewhere: false,
        media: NOT_SENDING,
      })),
    ),
    person,
  );

export const joined = (
  snapshot: SessionSnapshot,
  fact: SessionFact & { type: 'person-joined' },
  moment: Moment,
): Transition => {
  // Who belongs to the appointment is the service's to say, and never the media path's.
  if (!personOf(snapshot, fact.person)) return stay(snapshot);
  const next = withPerson(snapshot, fact.person, (person) => ({ ...person, state: 'here' }));
  const shown = next.phase.name === 'session' && next.media.ready && !isStopped(next);
  return {
    snapshot: next,
    effects: [{ type: 'show-others', shown }, ...tellAgain(next, fact.person, moment)],
  };
};

export const left = (snapshot: SessionSnapshot, id: PersonId): Transition =>
  whenGone(
    stay(withPerson(snapshot, id, (person) => ({ ...person, state: 'gone', media: NOT_SENDING }))),
    id,
  );

/** Whoever has gone by choice stays gone, though their line breaks as well. */
export const lost = (snapshot: SessionSnapshot, id: PersonId): Transition =>
  stay(
    withPerson(snapshot, id, (person) => ({
      ...person,
      state: person.state === 'gone' ? 'gone' : 'lost',
      media: NOT_SENDING,
    })),
  );
