/** Which steps there are before the session, and in which order. Data, and small: it comes with the welcome. */
import type { Role, StepName } from './session-snapshot.js';

const STEPS: Readonly<Record<Role, readonly StepName[]>> = {
  client: ['welcome', 'consent', 'space', 'tech-check', 'waiting'],
  therapist: ['welcome', 'tech-check', 'waiting'],
};

export const isStep = (name: string): name is StepName => (STEPS.client as readonly string[]).includes(name);

/**
 * A practice leaves steps out or orders them differently. Three things stay: the welcome comes first, waiting
 * comes last, and consent is asked wherever there is a document, because without it no session can start.
 */
export const stepsFor = (
  role: Role,
  wanted: readonly StepName[] | null,
  hasConsent: boolean,
): readonly StepName[] => {
  const known = STEPS[role];
  const between = [...new Set(wanted?.length ? wanted : known)].filter(
    (step) => known.includes(step) && step !== 'welcome' && step !== 'waiting',
  );
  const asksConsent = role === 'client' && hasConsent;
  const added: readonly StepName[] = asksConsent && !between.includes('consent') ? ['consent'] : [];
  return ['welcome', ...added, ...between.filter((step) => step !== 'consent' || hasConsent), 'waiting'];
};
