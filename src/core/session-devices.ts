/**
 * Devices that are remembered, decided: with whom that makes sense, when it is offered, and what follows from what a device has
 * shown. Nothing here stops or starts anything: a device that is not known is compared with, as always.
 */
import { isOver, stay, withPerson } from './session-changes.js';
import type { Transition } from './session-machine.js';
import {
  personOf,
  type DeviceKeeping,
  type Person,
  type PersonId,
  type SessionAsk,
  type SessionFact,
  type SessionSnapshot,
} from './session-snapshot.js';

type Ask<T extends SessionAsk['type']> = Extract<SessionAsk, { readonly type: T }>;
type Fact<T extends SessionFact['type']> = Extract<SessionFact, { readonly type: T }>;

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

/** Only after both codes were said to be the same, and never before. */
export const mayRemember = (snapshot: SessionSnapshot, { person }: Ask<'remember-device'>): boolean => {
  const safety = personOf(snapshot, person)?.safety;
  return (
    !isOver(snapshot) &&
    safety?.state === 'checked' &&
    safety.device !== 'kept' &&
    safety.device !== 'stuck' &&
    relationWith(snapshot, person) !== null &&
    !snapshot.pending.includes('remember-device')
  );
};

/** Whenever something is kept. */
export const mayForget = (snapshot: SessionSnapshot, { person }: Ask<'forget-device'>): boolean => {
  const device = personOf(snapshot, person)?.safety.device;
  return (device === 'kept' || device === 'stuck') && !snapshot.pending.includes('forget-device');
};

export type DeviceView = 'offer' | Exclude<DeviceKeeping, 'none'>;

/** What there is to say of it; `null` for nothing. While the browser is asked, what was shown stays. */
export const deviceView = (snapshot: SessionSnapshot, { id, safety }: Person): DeviceView | null => {
  const { device, state } = safety;
  if (device === 'kept' || device === 'stuck') return device;
  if (state !== 'checked' || relationWith(snapshot, id) === null) return null;
  return device === 'refused' ? 'refused' : 'offer';
};

/** Pending until the browser says what became of it. */
export const askStore = (
  snapshot: SessionSnapshot,
  { type, person }: Ask<'remember-device'> | Ask<'forget-device'>,
): Transition => ({
  snapshot: { ...snapshot, pending: [...snapshot.pending, type] },
  effects: [{ type, person }],
});

const withSafety = (
  snapshot: SessionSnapshot,
  person: PersonId,
  change: (safety: Person['safety']) => Partial<Person['safety']>,
): SessionSnapshot =>
  withPerson(snapshot, person, (one) => ({ ...one, safety: { ...one.safety, ...change(one.safety) } }));

/** Without a key of its own this browser knows nobody again: what was known is to be compared, what was compared stays so. */
export const deviceKept = (
  snapshot: SessionSnapshot,
  { person, device }: Fact<'device-kept'>,
): Transition => {
  const settled = {
    ...snapshot,
    pending: snapshot.pending.filter((type) => type !== 'remember-device' && type !== 'forget-device'),
  };
  return stay(
    withSafety(settled, person, ({ state }) => ({
      device,
      state:
        device === 'none' && (state === 'known-device' || state === 'changed-device') ? 'unchecked' : state,
    })),
  );
};

/** Of the channel there is now alone, and where this person has not compared: what they saw themselves counts for more. */
export const deviceShown = (
  snapshot: SessionSnapshot,
  { person, run, known }: Fact<'device-shown'>,
): Transition =>
  stay(
    withSafety(snapshot, person, (safety) =>
      safety.run === run && ['unchecked', 'known-device', 'changed-device'].includes(safety.state)
        ? { state: known ? 'known-device' : 'changed-device' }
        : {},
    ),
  );
