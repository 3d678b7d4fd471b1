/** The way in: from step to step, to the door and through it. */
import { permitsMedia } from './consent.js';
import { pendingWith, stay, then } from './session-changes.js';
import { consentFacts, stepAfter } from './session-journey.js';
import type { Moment, Transition } from './session-machine.js';
import { MEDIA_OFF } from './session-own-media.js';
import type { SessionAsk, SessionSnapshot, StepName } from './session-snapshot.js';
import { isStep } from './session-steps.js';

/** Still on the way in, so that going back, waiting and asking make sense. */
export const isOnTheWay = ({ phase }: SessionSnapshot): boolean => isStep(phase.name);

/** Nobody comes in from outside. */
export const everybodyWaitsInRoom = ({ route }: Pick<SessionSnapshot, 'route'>): boolean =>
  route.kind === 'server' && route.waiting === 'warm';

/**
 * Whether this page stands in the room, hidden and given nothing, while it waits: a therapist's always, since nobody is kept
 * from them; a client's where the practice lets it.
 */
export const waitsInRoom = ({ route, role }: SessionSnapshot): boolean =>
  everybodyWaitsInRoom({ route }) || (route.kind === 'server' && role === 'therapist');

/** From the first step after consent on: early enough to hide the wait, and never for a reader of the welcome. */
const needsMediaSoon = ({ route, journey }: SessionSnapshot, step: StepName): boolean =>
  route.kind === 'server' &&
  step !== 'welcome' &&
  journey.steps.indexOf(step) > journey.steps.indexOf('consent');

/** Goes to a step; what was tried out in the step before ends with it. */
export const goTo = (
  snapshot: SessionSnapshot,
  step: StepName,
  moment: Pick<Moment, 'now'>,
  urgent = false,
): Transition => {
  const opened = snapshot.plan.opensAt === null || snapshot.plan.opensAt <= moment.now;
  const asks = step === 'waiting' && (opened || urgent);
  const stoodBy = snapshot.phase.name === 'waiting' && step !== 'waiting' && waitsInRoom(snapshot);
  return {
    snapshot: {
      ...snapshot,
      phase: { name: step },
      media: MEDIA_OFF,
      waiting: { ...snapshot.waiting, urgent: snapshot.waiting.urgent || urgent },
    },
    effects: [
      { type: 'stop-own-media', kinds: ['microphone', 'camera'] },
      ...(stoodBy ? [{ type: 'leave-room' } as const] : []),
      ...(needsMediaSoon(snapshot, step) ? [{ type: 'prepare-media' } as const] : []),
      ...(asks ? [{ type: 'ask-to-enter', urgent } as const] : []),
    ],
  };
};

/** One step on; from the closing to what comes after it. */
export const goOn = (snapshot: SessionSnapshot, ask: SessionAsk, moment: Moment): Transition => {
  const { phase } = snapshot;
  if (phase.name === 'closing') {
    return stay({
      ...snapshot,
      phase:
        snapshot.role === 'client'
          ? { name: 'feedback', reason: phase.reason }
          : { name: 'ended', by: 'finishing' },
    });
  }
  // The first press opens the practice's service: what comes next depends on what it knows.
  if (snapshot.self === '')
    return { snapshot: pendingWith(snapshot, ask), effects: [{ type: 'open-service' }] };
  const done = isStep(phase.name)
    ? [...new Set([...snapshot.journey.done, phase.name])]
    : snapshot.journey.done;
  return goTo(
    { ...snapshot, journey: { ...snapshot.journey, done } },
    stepAfter(snapshot, moment.now),
    moment,
  );
};

export const goInNow = (snapshot: SessionSnapshot, ask: SessionAsk, moment: Moment): Transition => {
  const { steps } = snapshot.journey;
  // What is skipped now is not asked for later; going back to it stays possible.
  const skipped = { steps, done: steps.filter((step) => step !== 'waiting') };
  const shown = { ...snapshot, panel: 'support' as const, journey: skipped };
  if (snapshot.self !== '') return goTo(shown, 'waiting', moment, true);
  return { snapshot: pendingWith(shown, ask), effects: [{ type: 'open-service' }] };
};

/** Back to the questions, or to where one was: a step that was left open, else waiting. */
export const comeBack = (snapshot: SessionSnapshot, moment: Moment): Transition => {
  const { phase, journey } = snapshot;
  if (snapshot.self === '') return stay({ ...snapshot, phase: { name: 'welcome' } });
  const aboutConsent =
    phase.name === 'closing' &&
    (phase.reason === 'consent-not-given' || phase.reason === 'consent-withdrawn');
  const open = journey.steps.find((step) => !journey.done.includes(step));
  return goTo(snapshot, aboutConsent ? 'consent' : (open ?? 'waiting'), moment);
};

/**
 * The only door into the room: from waiting, let in, and with the consent that media need. Everything that
 * could open it comes through here.
 */
export const enterIfOpen = (snapshot: SessionSnapshot, { now }: Moment): Transition => {
  const open =
    snapshot.phase.name === 'waiting' &&
    snapshot.waiting.admitted &&
    permitsMedia(consentFacts(snapshot), now);
  if (!open) return stay(snapshot);
  return {
    snapshot: { ...snapshot, phase: { name: 'session' } },
    effects: [
      { type: 'show-others', shown: false },
      // Pictures that gave way in an earlier call are no matter of this one.
      { type: 'show-pictures', shown: true },
      { type: 'enter-room' },
    ],
  };
};

/**
 * Whoever waits in the room stands by there as soon as they have asked: hidden and given nothing, and a client only
 * once everything that media need is agreed to.
 */
export const standByInRoom = (snapshot: SessionSnapshot, { now }: Moment): Transition => {
  const may = snapshot.role === 'therapist' || permitsMedia(consentFacts(snapshot), now);
  return snapshot.phase.name === 'waiting' && snapshot.waiting.asked && waitsInRoom(snapshot) && may
    ? { snapshot, effects: [{ type: 'prepare-media' }, { type: 'stand-by' }] }
    : stay(snapshot);
};

export const entryAsked = (snapshot: SessionSnapshot, moment: Moment): Transition =>
  then(enterIfOpen({ ...snapshot, waiting: { ...snapshot.waiting, asked: true } }, moment), (now) =>
    standByInRoom(now, moment),
  );

export const opened = (snapshot: SessionSnapshot): Transition =>
  snapshot.phase.name === 'waiting' && !snapshot.waiting.asked
    ? { snapshot, effects: [{ type: 'ask-to-enter', urgent: false }] }
    : stay(snapshot);
