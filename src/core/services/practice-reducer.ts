/**
 * What a command makes of the practice's state, as a pure function. The practice's server and every page of a rehearsal
 * apply the same commands by the same rules; only in the first case they are enforced.
 */
import type { PersonId, PersonState } from '../session-snapshot.js';
import { refusalOf } from './practice-rules.js';
import {
  expectedPerson,
  mayHaveMedia,
  practicePerson,
  THE_PRACTICE,
  type PracticeCommand,
  type PracticeEntry,
  type PracticePerson,
  type PracticeState,
} from './practice-state.js';

/** Whatever is said of where somebody stands is newer than a line of theirs that broke off. */
const changedPerson = (person: PracticePerson, change: Partial<PracticePerson>): PracticePerson => ({
  ...person,
  ...(change.state === undefined ? {} : { lostAs: null }),
  ...change,
});

const changed = (state: PracticeState, id: PersonId, change: Partial<PracticePerson>): PracticeState => ({
  ...state,
  people: state.people.map((person) => (person.id === id ? changedPerson(person, change) : person)),
});

/** Where somebody stands whose page is gone: in the room their place is kept. */
const withoutPage = ({ state }: PracticePerson): PersonState =>
  state === 'here' ? 'lost' : state === 'asking' ? 'expected' : state;

/** Nobody has let this page in. */
const OUTSIDE = { state: 'expected', admittedBy: null, held: null, urgent: false } as const;

const arrived = (
  state: PracticeState,
  { by, page }: PracticeEntry,
  { role, seat, comesBack }: PracticeCommand & { type: 'arrive' },
): PracticeState => {
  const known = practicePerson(state, by);
  if (known) {
    const back = known.state === 'gone' ? 'expected' : withoutPage(known);
    return comesBack
      ? changed(state, by, { page, seat, state: back })
      : changed(state, by, { page, seat, ...OUTSIDE });
  }
  const person: PracticePerson = { ...expectedPerson(by, role), page, seat };
  return { ...state, people: [...state.people, person] };
};

/** A therapist who says that the newer page is the right one has let it in as well; when nobody says so, it is outside. */
const placeGiven = (state: PracticeState, id: PersonId, newer: boolean, decided: boolean): PracticeState => {
  const person = practicePerson(state, id);
  if (!person?.asking) return state;
  if (!newer) return changed(state, id, { asking: null });
  const stands = decided ? { state: withoutPage(person) } : OUTSIDE;
  return changed(state, id, { ...person.asking, asking: null, ...stands });
};

const asked = (state: PracticeState, { by, at }: PracticeEntry, urgent: boolean): PracticeState => {
  const person = practicePerson(state, by);
  if (!person) return state;
  // A therapist has nobody to ask, and who was let in needs not ask again after a broken line.
  const goesIn = person.role === 'therapist' || person.admittedBy !== null;
  return changed(state, by, {
    state: goesIn ? 'here' : 'asking',
    urgent: person.urgent || urgent,
    askedAt: at,
    held: null,
    declined: null,
  });
};

const vanished = (
  state: PracticeState,
  { person: id, page }: PracticeCommand & { type: 'vanish' },
): PracticeState => {
  const person = practicePerson(state, id);
  if (person?.asking?.page === page) return changed(state, id, { asking: null });
  if (person?.page !== page) return state;
  const lostAs = person.state === 'asking' || person.state === 'here' ? person.state : person.lostAs;
  return changed(state, id, { state: withoutPage(person), lostAs });
};

/** Nobody stays let in without the consent that media need: after a withdrawal, or a text that came late. */
const withoutUnpermitted = (state: PracticeState, now: number): PracticeState => ({
  ...state,
  people: state.people.map((person) =>
    person.admittedBy !== null && !mayHaveMedia(state, person.id, now)
      ? changedPerson(person, {
          admittedBy: null,
          state: person.state === 'here' ? 'expected' : person.state,
        })
      : person,
  ),
});

/** Applies one command; what is refused changes nothing. Never throws. */
export const reducePractice = (state: PracticeState, entry: PracticeEntry): PracticeState => {
  if (refusalOf(state, entry) !== null) return state;
  const { by, at, command } = entry;
  switch (command.type) {
    case 'arrive':
      return arrived(state, entry, command);
    case 'ask-place':
      return changed(state, by, { asking: { page: entry.page, seat: command.seat } });
    case 'give-place':
      return placeGiven(state, command.person, command.newer, by !== THE_PRACTICE);
    case 'offer-document':
      return withoutUnpermitted(
        { ...state, document: command.document, circumstances: command.circumstances },
        entry.now,
      );
    case 'record':
      return withoutUnpermitted({ ...state, records: [...state.records, command.record] }, entry.now);
    case 'ask-to-enter':
      return asked(state, entry, command.urgent);
    case 'admit':
      return changed(state, command.person, { admittedBy: by, state: 'here', held: null });
    case 'hold':
      return changed(state, command.person, { held: { minutes: command.minutes, at } });
    case 'decline':
      return changed(state, command.person, {
        state: 'expected',
        urgent: false,
        admittedBy: null,
        held: null,
        declined: { message: command.message, at },
      });
    case 'remove':
      return {
        ...changed(state, command.person, {
          state: 'gone',
          removed: true,
          urgent: false,
          admittedBy: null,
          held: null,
          asking: null,
        }),
        pausedBy: state.pausedBy.filter((id) => id !== command.person),
      };
    case 'report-stranger':
      return { ...state, strangers: state.strangers + 1 };
    case 'tell-late':
      return { ...state, late: command.late };
    case 'take-pass':
      return changed(state, by, { state: 'here' });
    case 'pause':
      return state.pausedBy.includes(by) ? state : { ...state, pausedBy: [...state.pausedBy, by] };
    case 'resume':
      return { ...state, pausedBy: state.pausedBy.filter((id) => id !== by) };
    case 'leave':
      return {
        ...changed(state, by, { state: 'gone', urgent: false, admittedBy: null, held: null }),
        pausedBy: state.pausedBy.filter((id) => id !== by),
      };
    case 'vanish':
      return vanished(state, command);
    case 'reappear': {
      const person = practicePerson(state, command.person);
      return person?.page === command.page && person.lostAs !== null
        ? changed(state, person.id, { state: person.lostAs })
        : state;
    }
    case 'review-consent':
      return withoutUnpermitted(state, entry.now);
    default:
      return command satisfies never;
  }
};
