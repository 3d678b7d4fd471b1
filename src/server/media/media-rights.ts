/** Who may be in the room, with which rights, and what has to be done when that changes. Pure. */
import type { MediaRoute, Rights } from '../../core/session-snapshot.js';
import { mayHaveMedia, type PracticePerson, type PracticeState } from '../../core/services/practice-state.js';
import type { SeatRights } from './media-server.js';

/** A client whom a therapist let in, with the consent that media need; a therapist once somebody was let in. */
const belongsInside = (state: PracticeState, person: PracticePerson, now: number): boolean => {
  if (person.removed || person.seat === '') return false;
  if (person.state !== 'here' && person.state !== 'lost') return false;
  if (person.role === 'therapist') return state.people.some(({ admittedBy }) => admittedBy !== null);
  return person.admittedBy !== null && mayHaveMedia(state, person.id, now);
};

/** During a pause nobody may send, whoever called it. */
export const rightsOf = (state: PracticeState, person: PracticePerson, now: number): Rights => {
  if (!belongsInside(state, person, now)) return 'none';
  return state.pausedBy.length > 0 ? 'receive' : 'media';
};

/** Whoever waits in the room learns that others are there, and when they speak: so only where there is one other. */
export const waitsWarm = (route: MediaRoute, { people }: Pick<PracticeState, 'people'>): boolean =>
  route.kind === 'server' && route.waiting === 'warm' && people.length <= 2;

/** What pages are told of it. */
export const routeFor = (route: MediaRoute, state: Pick<PracticeState, 'people'>): MediaRoute =>
  route.kind === 'server' && !waitsWarm(route, state) ? { ...route, waiting: 'strict' } : route;

/**
 * With which rights somebody may stand by in the room while they wait, hidden: a therapist, from whom nobody is kept, ready to
 * send; a client without any, only where people wait in the room, and with the consent that media need. `null`: they may not.
 */
export const standByRights = (
  route: MediaRoute,
  state: PracticeState,
  person: PracticePerson,
  now: number,
): 'none' | 'ready' | null => {
  if (route.kind !== 'server' || person.removed || person.seat === '') return null;
  if (person.state !== 'asking' && person.state !== 'here' && person.state !== 'lost') return null;
  if (person.role === 'therapist') return 'ready';
  return waitsWarm(route, state) && mayHaveMedia(state, person.id, now) ? 'none' : null;
};

export type MediaAction =
  | { readonly type: 'grant'; readonly identity: string; readonly rights: Rights }
  | { readonly type: 'remove'; readonly identity: string };

const actionFor = (
  before: { readonly seat: string; readonly rights: Rights },
  now: { readonly seat: string; readonly rights: Rights; readonly person: PracticePerson },
): readonly MediaAction[] => {
  const left: readonly MediaAction[] =
    before.seat !== '' && before.seat !== now.seat ? [{ type: 'remove', identity: before.seat }] : [];
  if (now.seat === '' || before.rights === now.rights) return left;
  if (now.rights !== 'none') return [...left, { type: 'grant', identity: now.seat, rights: now.rights }];
  // A therapist whose last client has gone stays where they are until they leave themselves.
  const stays = now.person.role === 'therapist' && now.person.state !== 'gone';
  return stays ? left : [...left, { type: 'remove', identity: now.seat }];
};

/** What the media server has to be told after a change. */
export const mediaActions = (
  before: PracticeState,
  after: PracticeState,
  now: number,
): readonly MediaAction[] =>
  after.people.flatMap((person) => {
    const known = before.people.find(({ id }) => id === person.id);
    return actionFor(
      { seat: known?.seat ?? '', rights: known ? rightsOf(before, known, now) : 'none' },
      { seat: person.seat, rights: rightsOf(after, person, now), person },
    );
  });

/** Whether somebody whom the media server has in the room may be there, and with these rights at most. */
export const isExpected = (
  state: PracticeState,
  { identity, rights }: { readonly identity: string; readonly rights: SeatRights },
  { now, route }: { readonly now: number; readonly route: MediaRoute },
): 'expected' | 'wrong-rights' | 'stranger' => {
  const person = state.people.find(({ seat }) => seat === identity);
  if (!person) return 'stranger';
  const due = rightsOf(state, person, now);
  if (due !== 'none') return due === rights ? 'expected' : 'wrong-rights';
  if (person.role === 'therapist' && person.state !== 'gone') return 'expected';
  if (standByRights(route, state, person, now) === null) return 'stranger';
  return rights === 'none' ? 'expected' : 'wrong-rights';
};
