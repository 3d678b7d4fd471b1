/**
 * What follows from what a device has shown. It stops and starts nothing: a device that is not known is compared with, as always.
 */
import { stay } from './session-changes.js';
import type { Transition } from './session-machine.js';
import { safetyOf, withSafety } from './session-safety.js';
import type { PersonEncryption, SessionFact, SessionSnapshot } from './session-snapshot.js';

type DeviceShown = Extract<SessionFact, { readonly type: 'device-shown' }>;

const NOT_COMPARED: readonly PersonEncryption[] = ['unchecked', 'known-device', 'changed-device'];

/** Of the channel there is now alone, and where this person has not compared: what they saw themselves counts for more. */
export const deviceShown = (snapshot: SessionSnapshot, { person, run, state }: DeviceShown): Transition => {
  const safety = safetyOf(snapshot, person);
  const holds = safety.run === run && NOT_COMPARED.includes(safety.state);
  return stay(holds ? withSafety(snapshot, person, { state }) : snapshot);
};
