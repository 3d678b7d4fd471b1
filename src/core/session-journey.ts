/** The steps before the session as data: which there are, in which order, and which are complete by recorded facts. */
import { isRequired, isSettled, standing, type ConsentFacts } from './consent.js';
import type { SessionSnapshot, StepName, Role } from './session-snapshot.js';

const STEPS: Readonly<Record<Role, readonly StepName[]>> = {
  client: ['welcome', 'consent', 'space', 'tech-check', 'waiting'],
  therapist: ['welcome', 'tech-check', 'waiting'],
};

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
  const between = (wanted?.length ? wanted : known).filter(
    (step, index, all) =>
      known.includes(step) && step !== 'welcome' && step !== 'waiting' && all.indexOf(step) === index,
  );
  const withConsent =
    role === 'client' && hasConsent && !between.includes('consent')
      ? ['consent' as const, ...between]
      : between;
  return ['welcome', ...withConsent.filter((step) => step !== 'consent' || hasConsent), 'waiting'];
};

export const consentFacts = ({ consent, plan }: SessionSnapshot): ConsentFacts => ({
  document: consent.document,
  records: consent.records,
  subject: consent.subject,
  circumstances: consent.circumstances,
  appointment: plan.appointment,
});

/** What was completed days before counts: nobody is asked twice. */
const isComplete = (snapshot: SessionSnapshot, step: StepName, now: number): boolean =>
  step === 'consent'
    ? standing(consentFacts(snapshot), now).every((one) => !isRequired(one.topic) || isSettled(one))
    : step !== 'waiting' && snapshot.waiting.admitted;

/** The next step that is not complete by recorded facts. */
export const stepAfter = (snapshot: SessionSnapshot, now: number): StepName => {
  const { steps } = snapshot.journey;
  const here = steps.findIndex((step) => step === snapshot.phase.name);
  return steps.slice(here + 1).find((step) => !isComplete(snapshot, step, now)) ?? 'waiting';
};

/** The step before this one in the list; the first one stays. */
export const stepBefore = ({ journey, phase }: SessionSnapshot): StepName => {
  const here = journey.steps.findIndex((step) => step === phase.name);
  return journey.steps[Math.max(0, here - 1)] ?? 'welcome';
};

export const isStep = (name: string): name is StepName => (STEPS.client as readonly string[]).includes(name);
