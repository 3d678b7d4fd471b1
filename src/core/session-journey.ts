/** Where a person is on the way to the session, and which steps are complete by recorded facts. */
import { isRequired, isSettled, standing, type ConsentFacts } from './consent.js';
import type { SessionSnapshot, StepName } from './session-snapshot.js';

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
