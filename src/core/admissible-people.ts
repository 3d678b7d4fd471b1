/** Who may be met in the room. Only the practice's service says it: nobody comes in by saying so themselves. */
import { isInRoom } from './session-changes.js';
import type { Person, SessionSnapshot } from './session-snapshot.js';
import type { Seat } from './session-transport.js';

/** A client meets the therapists of the appointment; somebody whose line broke may come back. */
const meetsClient = ({ role, state }: Person): boolean =>
  role === 'therapist' && (state === 'here' || state === 'lost');

/** A therapist meets whom a therapist let in, until they leave or are sent out. */
const meetsTherapist = ({ acceptedBy, state, removed }: Person): boolean =>
  acceptedBy.length > 0 && state !== 'gone' && !removed;

/** Outside the room nobody. */
export const admissible = (snapshot: SessionSnapshot): readonly Seat[] => {
  if (!isInRoom(snapshot)) return [];
  const meets = snapshot.role === 'client' ? meetsClient : meetsTherapist;
  return snapshot.people.filter(meets).map(({ id, seat }) => ({ person: id, identity: seat }));
};
