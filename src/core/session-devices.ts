/**
 * What follows from what a device has shown. It stops and starts nothing: a device that is not known is compared with, as always.
 */
import { stay } from './session-changes.js';
import type { Transition } from './session-machine.js';
import { mayAnswer, safetyOf, withSafety } from './session-safety.js';
import type { SessionFact, SessionSnapshot } from './session-snapshot.js';

type DeviceShown = Extract<SessionFact, { readonly type: 'device-shown' }>;

/** Of the channel there is now alone, and where this person has not compared: what they saw themselves counts for more. */
export const deviceShown = (snapshot: SessionSnapshot, fact: DeviceShown): Transition => {
  const { person, state } = fact;
  const holds = mayAnswer(snapshot, fact) && safetyOf(snapshot, person).state !== 'checked';
  return stay(holds ? withSafety(snapshot, person, { state }) : snapshot);
};
