/** Whom a page agrees on keys with, and whom it shows as being in the room. Pure: both follow from what is true. */
import type { Way } from './encryption/carrier.js';
import type { Party } from './encryption/party.js';
import { isInRoom, isOver, isReachedInRoom } from './session-changes.js';
import type { Person, PersonId, SessionSnapshot } from './session-snapshot.js';

/** Somebody with whom there may be a channel. */
export interface Meeting extends Party {
  /** Their page: another one has to agree anew. */
  readonly seat: string;
  /** They are there, so that it makes sense to begin. A channel that there is already outlasts a broken line. */
  readonly isThere: boolean;
  /** How they can be reached now. */
  readonly way: Way;
}

export interface EncryptionAim {
  readonly self: Party;
  readonly appointment: string;
  readonly meetings: readonly Meeting[];
  /** For the roster, this person among them; `null` before they are in. */
  readonly roster: readonly Party[] | null;
  /** Who will be on it once the one who waits is let in, where both pages know that without being told; else `null`. */
  readonly ahead: readonly Party[] | null;
}

const partyOf = ({ id, role }: Person): Party => ({ identity: id, role });

/** Whoever only has the link has a channel with the therapists, who let people in; with everybody else once both are in. */
const isThere = (snapshot: SessionSnapshot, { role, state, acceptedBy }: Person): boolean => {
  const here = state === 'here' || state === 'lost';
  if (role === 'therapist') return here;
  if (snapshot.role === 'therapist') return here || state === 'asking';
  return here && acceptedBy.length > 0 && isInRoom(snapshot);
};

/** The same people on everybody's page, who is there and who was let in being known to all: keys are given to no others. */
const isOnRoster = ({ role, state, acceptedBy, removed }: Person): boolean => {
  if (removed || state === 'gone') return false;
  return role === 'therapist' ? state === 'here' || state === 'lost' : acceptedBy.length > 0;
};

/** Only where there are two: with more, who else is in then is news that travels at different speeds. */
const meetsNext = (snapshot: SessionSnapshot): Person | null => {
  const [other, ...more] = snapshot.people;
  if (!other || more.length > 0 || other.removed) return null;
  const { role, state } = other;
  const awaits = snapshot.role === 'therapist' ? state === 'asking' : state === 'here' || state === 'lost';
  return role !== snapshot.role && awaits && (snapshot.role === 'therapist' || !isInRoom(snapshot))
    ? other
    : null;
};

/**
 * @param lettingIn whom a therapist who waits alone is letting in right now: the keys go to them at the same time as the
 *   news that they are let in. `null` for nobody
 * @returns `null` where there is nobody to have a channel with: before the appointment is known, and after its end
 */
export const encryptionAim = (
  snapshot: SessionSnapshot,
  lettingIn: PersonId | null = null,
): EncryptionAim | null => {
  const { self: identity, role, people, plan, waiting, pending } = snapshot;
  if (identity === '' || isOver(snapshot)) return null;
  const self = { identity, role };
  const begins = waiting.asked || isInRoom(snapshot);
  const awaited = pending.includes('admit') ? people.filter(({ id }) => id === lettingIn) : [];
  const inRoom = isInRoom(snapshot) ? people.filter(isOnRoster) : awaited;
  const next = begins && inRoom.length === 0 ? meetsNext(snapshot) : null;
  return {
    self,
    appointment: plan.appointment,
    meetings: people
      .filter(({ removed, state }) => !removed && state !== 'gone')
      .map((person) => ({
        ...partyOf(person),
        seat: person.seat,
        isThere: begins && isThere(snapshot, person),
        way: isReachedInRoom(snapshot, person) ? 'room' : 'practice',
      })),
    roster: isInRoom(snapshot) || inRoom.length > 0 ? [self, ...inRoom.map(partyOf)] : null,
    ahead: next && [self, partyOf(next)],
  };
};
