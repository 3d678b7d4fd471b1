/** With whom it makes sense to remember a device, and what there is to say of it. */
import {
  personOf,
  type DeviceKeeping,
  type Person,
  type PersonId,
  type SessionSnapshot,
} from './session-snapshot.js';

/**
 * By what two people find each other again, on both their pages: a client's id at the practice, where it outlasts the appointment.
 * There is none in a rehearsal, between two clients, and where a practice gives no such id. The role is among it, so that one browser
 * can hold both sides.
 */
export const relationWith = (snapshot: SessionSnapshot, person: PersonId): string | null => {
  const { role, self, consent } = snapshot;
  const other = personOf(snapshot, person);
  const client = role === 'client' ? self : person;
  const areTheTwo = other !== undefined && other.role !== role && consent.person === client;
  return areTheTwo && consent.subject !== null && consent.subject !== client
    ? `${role} ${consent.subject}`
    : null;
};

export type DeviceView = 'offer' | Exclude<DeviceKeeping, 'none'>;

/** `null` for nothing to say. While the browser is asked, what was shown stays. */
export const deviceView = (snapshot: SessionSnapshot, { id, safety }: Person): DeviceView | null => {
  const { device, state } = safety;
  if (device === 'kept' || device === 'stuck') return device;
  if (state !== 'checked' || relationWith(snapshot, id) === null) return null;
  return device === 'refused' ? 'refused' : 'offer';
};
