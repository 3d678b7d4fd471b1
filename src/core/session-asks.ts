/** What people ask for: what is allowed, what it starts, and what it stops at once. */
import { isRequired, permitsMedia } from './consent.js';
import { isInRoom, isOver, SILENCE, stay } from './session-changes.js';
import { consentFacts, stepAfter, stepBefore } from './session-journey.js';
import {
  confirmCode,
  forgotten,
  isStopped,
  mayAnswer,
  mayBeginAnew,
  newCode,
  refuseCode,
  STOPS,
} from './session-safety.js';
import { isStep } from './session-steps.js';
import type { Effect, Moment, Transition } from './session-machine.js';
import { LIMITS, plainText } from './session-messages.js';
import type { ProblemCode } from './problems.js';
import {
  emptySnapshot,
  personOf,
  type ClosingReason,
  type Panel,
  type Person,
  type Preferences,
  type Profile,
  type SessionAsk,
  type SessionSnapshot,
  type StepName,
  type TextMessage,
} from './session-snapshot.js';

const MEDIA_OFF = {
  microphone: 'off',
  camera: 'off',
  ready: false,
  soundNeedsPress: false,
  picturesHeld: false,
} as const;

/** Still on the way in, so that going back, waiting and asking make sense. */
const isOnTheWay = ({ phase }: SessionSnapshot): boolean => isStep(phase.name);

/** Media may be started: in the room, ready, and nothing in the way: no pause, and nothing that was stopped to be careful. */
const mayStart = (snapshot: SessionSnapshot): boolean =>
  snapshot.phase.name === 'session' && snapshot.media.ready && !isStopped(snapshot);

const isTherapistWith = (snapshot: SessionSnapshot, person: string): boolean =>
  snapshot.role === 'therapist' && personOf(snapshot, person) !== undefined;

/** After these there is nothing to come back to from this page. */
const FOR_GOOD: readonly ClosingReason[] = ['removed', 'not-today', 'moved'];

/** Whose consent is not on this page cannot be let in from it. */
const hasConsentOf = (snapshot: SessionSnapshot, person: string, now: number): boolean =>
  snapshot.consent.document === null ||
  (snapshot.consent.person === person && permitsMedia(consentFacts(snapshot), now));

/** Whether an ask makes sense now. Ways out always do. Elements ask it, `decide` enforces it. */
export const can = (snapshot: SessionSnapshot, ask: SessionAsk, now: number): boolean => {
  const { phase, role, pausedBy, self } = snapshot;
  switch (ask.type) {
    case 'exit-now':
      return !(phase.name === 'ended' && phase.by === 'exit-now');
    case 'leave':
      return !isOver(snapshot);
    case 'microphone-off':
    case 'camera-off':
      return true;
    case 'withdraw-consent':
      return role === 'client' && snapshot.consent.records.length > 0;
    case 'pause':
      return isInRoom(snapshot) && !pausedBy.includes(self);
    case 'resume':
      return pausedBy.includes(self);
    case 'continue':
      return (isOnTheWay(snapshot) && phase.name !== 'waiting') || phase.name === 'closing';
    case 'back':
      return isOnTheWay(snapshot) && phase.name !== 'welcome';
    case 'go-in-now':
      return role === 'client' && isOnTheWay(snapshot);
    case 'give-consent':
      return (
        role === 'client' && snapshot.consent.document !== null && !snapshot.pending.includes('give-consent')
      );
    case 'attest-consent':
      return isTherapistWith(snapshot, ask.person) && ask.topics.length > 0;
    case 'set-preferences':
    case 'choose-device':
    case 'start-sound':
    case 'close-panel':
      return true;
    // What stopped the media is no notice that can be put away.
    case 'dismiss-problem':
    case 'try-again':
      return !STOPS.includes(ask.code);
    case 'show-pictures':
      return snapshot.media.picturesHeld;
    case 'open-panel':
      return !isOver(snapshot) || ask.panel === 'support' || ask.panel === 'consent';
    case 'tell-late':
      return role === 'therapist' && !isOver(snapshot);
    case 'admit':
      return (
        isTherapistWith(snapshot, ask.person) &&
        !isOver(snapshot) &&
        personOf(snapshot, ask.person)?.state === 'asking' &&
        personOf(snapshot, ask.person)?.removed === false &&
        hasConsentOf(snapshot, ask.person, now)
      );
    case 'hold':
    case 'decline':
      return (
        isTherapistWith(snapshot, ask.person) &&
        !isOver(snapshot) &&
        personOf(snapshot, ask.person)?.state === 'asking'
      );
    case 'remove':
      return (
        isTherapistWith(snapshot, ask.person) &&
        !isOver(snapshot) &&
        personOf(snapshot, ask.person)?.role === 'client' &&
        personOf(snapshot, ask.person)?.removed === false
      );
    case 'give-place':
      return isTherapistWith(snapshot, ask.person) && personOf(snapshot, ask.person)?.asksElsewhere === true;
    case 'begin':
      return isInRoom(snapshot) && !snapshot.media.ready && !isStopped(snapshot);
    case 'microphone-on':
      return mayStart(snapshot) && snapshot.media.microphone === 'off';
    case 'camera-on':
      return mayStart(snapshot) && snapshot.media.camera === 'off';
    case 'send-text':
      return (
        snapshot.people.length > 0 &&
        ask.text.trim() !== '' &&
        (isInRoom(snapshot) || phase.name === 'waiting')
      );
    case 'return':
      return phase.name === 'closing' && !FOR_GOOD.includes(phase.reason);
    case 'finish':
      return phase.name === 'closing' || phase.name === 'feedback';
    case 'send-feedback':
      return phase.name === 'feedback' && Object.keys(ask.answers).length > 0;
    case 'confirm-code':
    case 'refuse-code':
      return !isOver(snapshot) && mayAnswer(snapshot, ask);
    case 'new-code':
      return !isOver(snapshot) && mayBeginAnew(snapshot, ask);
    default:
      return ask satisfies never;
  }
};

const pendingWith = (snapshot: SessionSnapshot, ask: SessionAsk): SessionSnapshot =>
  snapshot.pending.includes(ask.type) ? snapshot : { ...snapshot, pending: [...snapshot.pending, ask.type] };

/** The service decides; until its fact comes the ask is pending. */
const serve = (snapshot: SessionSnapshot, ask: SessionAsk): Transition => ({
  snapshot: pendingWith(snapshot, ask),
  effects: [{ type: 'serve', ask }],
});

/** Over for this person: silent at once, whatever comes after. */
export const close = (
  snapshot: SessionSnapshot,
  reason: ClosingReason,
  after: readonly Effect[] = [],
): Transition => ({
  snapshot: {
    ...snapshot,
    phase: { name: 'closing', reason },
    media: MEDIA_OFF,
    pausedBy: [],
    waiting: { ...snapshot.waiting, asked: false, urgent: false, admitted: false, holdMinutes: null },
    panel: null,
    presence: 'here',
    connection: 'idle',
    line: 'good',
    encryption: 'none',
    people: snapshot.people.map(forgotten),
    pending: [],
    problems: [],
  },
  effects: [...SILENCE, { type: 'leave-room' }, ...after],
});

/**
 * Whether this page stands in the room, hidden and without rights, while it waits: a therapist's always, since nobody is kept
 * from them; a client's where the practice lets it.
 */
export const waitsInRoom = ({ route, role }: SessionSnapshot): boolean =>
  route.kind === 'server' && (route.waiting === 'warm' || role === 'therapist');

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

const goInNow = (snapshot: SessionSnapshot, ask: SessionAsk, moment: Moment): Transition => {
  const { steps } = snapshot.journey;
  // What is skipped now is not asked for later; going back to it stays possible.
  const skipped = { steps, done: steps.filter((step) => step !== 'waiting') };
  const shown = { ...snapshot, panel: 'support' as const, journey: skipped };
  if (snapshot.self !== '') return goTo(shown, 'waiting', moment, true);
  return { snapshot: pendingWith(shown, ask), effects: [{ type: 'open-service' }] };
};

const withdraw = (snapshot: SessionSnapshot, ask: SessionAsk & { type: 'withdraw-consent' }): Transition => {
  const endsSession =
    snapshot.consent.document?.topics.some((topic) => isRequired(topic) && ask.topics.includes(topic.id)) ??
    false;
  if (!endsSession || isOnTheWay(snapshot) || isOver(snapshot)) return serve(snapshot, ask);
  return close(snapshot, 'consent-withdrawn', [
    { type: 'serve', ask },
    { type: 'serve', ask: { type: 'leave' } },
  ]);
};

/**
 * Who is told what somebody says of themselves. Whoever waits may be anybody who has the link: of what is said in the room
 * they are told nothing, nor is one client what another one says.
 */
export const isTold = (snapshot: SessionSnapshot, { role, state }: Person): boolean => {
  if (role === 'therapist') return true;
  if (snapshot.role === 'client') return false;
  return state === 'here' || (state === 'asking' && !isInRoom(snapshot));
};

const hearers = (snapshot: SessionSnapshot): string[] =>
  snapshot.people.filter((person) => isTold(snapshot, person)).map(({ id }) => id);

export const profileOf = ({ name, pronouns, wishes, speakFreely, startWith }: Preferences): Profile => ({
  name,
  pronouns,
  wishes,
  speakFreely,
  startWith,
});

/** Nobody's page is told about a person who has said nothing yet. */
export const hasProfile = (preferences: Preferences): boolean =>
  Object.values(profileOf(preferences)).some((value) => value !== '');

const setPreferences = (
  snapshot: SessionSnapshot,
  patch: Partial<Preferences>,
  { id }: Moment,
): Transition => {
  const merged = { ...snapshot.preferences, ...patch };
  const preferences: Preferences = {
    ...merged,
    name: plainText(merged.name, LIMITS.name),
    pronouns: plainText(merged.pronouns, LIMITS.pronouns),
    wishes: plainText(merged.wishes, LIMITS.wishes),
  };
  const told = JSON.stringify(profileOf(preferences)) !== JSON.stringify(profileOf(snapshot.preferences));
  return {
    snapshot: { ...snapshot, preferences },
    effects: told
      ? [
          {
            type: 'tell',
            id,
            to: hearers(snapshot),
            message: { type: 'profile', body: profileOf(preferences) },
          },
        ]
      : [],
  };
};

const pause = (snapshot: SessionSnapshot, ask: SessionAsk, { id }: Moment): Transition => ({
  snapshot: {
    ...snapshot,
    pausedBy: [...snapshot.pausedBy, snapshot.self],
    media: { ...snapshot.media, microphone: 'off', camera: 'off' },
  },
  effects: [
    ...SILENCE,
    { type: 'tell', id, to: hearers(snapshot), message: { type: 'pause', body: { paused: true } } },
    { type: 'serve', ask },
  ],
});

const resume = (snapshot: SessionSnapshot, ask: SessionAsk, { id }: Moment): Transition => {
  const pausedBy = snapshot.pausedBy.filter((person) => person !== snapshot.self);
  return {
    snapshot: { ...snapshot, pausedBy },
    effects: [
      { type: 'tell', id, to: hearers(snapshot), message: { type: 'pause', body: { paused: false } } },
      { type: 'serve', ask },
      ...(pausedBy.length === 0 && snapshot.media.ready && !isStopped(snapshot)
        ? [{ type: 'show-others', shown: true } as const]
        : []),
    ],
  };
};

const begin = (snapshot: SessionSnapshot, { startWith }: SessionAsk & { type: 'begin' }): Transition => {
  const free = snapshot.pausedBy.length === 0;
  const microphone = free && startWith !== 'listening';
  const camera = free && startWith === 'sound-and-picture';
  return {
    snapshot: {
      ...snapshot,
      preferences: { ...snapshot.preferences, startWith },
      media: {
        ...snapshot.media,
        ready: true,
        microphone: microphone ? 'starting' : 'off',
        camera: camera ? 'starting' : 'off',
      },
    },
    effects: [
      { type: 'start-sound' },
      ...(free ? [{ type: 'show-others', shown: true } as const] : []),
      ...(microphone ? [{ type: 'start-own-media', kind: 'microphone' } as const] : []),
      ...(camera ? [{ type: 'start-own-media', kind: 'camera' } as const] : []),
    ],
  };
};

/** The others learn that somebody takes a moment, never what they look at. */
const openPanel = (snapshot: SessionSnapshot, panel: Panel | null, { id }: Moment): Transition => {
  const presence = panel === 'support' && isInRoom(snapshot) ? 'taking-a-moment' : 'here';
  const told = presence !== snapshot.presence;
  return {
    snapshot: { ...snapshot, panel, presence },
    effects: told
      ? [{ type: 'tell', id, to: hearers(snapshot), message: { type: 'presence', body: { presence } } }]
      : [],
  };
};

/** The person says that the line may carry pictures again; their own camera stays off until they switch it on. */
const showPictures = (snapshot: SessionSnapshot): Transition => ({
  snapshot: {
    ...snapshot,
    media: { ...snapshot.media, picturesHeld: false },
    problems: snapshot.problems.filter(({ code }) => code !== 'pictures-held'),
  },
  effects: [{ type: 'show-pictures', shown: true }],
});

/** As many lines as are kept on the screen: a page that writes without end fills nobody's memory. */
const MOST_TEXTS = 500;

export const withText = ({ texts }: SessionSnapshot, text: TextMessage): readonly TextMessage[] =>
  [...texts, text].slice(-MOST_TEXTS);

const sendText = (snapshot: SessionSnapshot, text: string, { id }: Moment): Transition => {
  const shown = plainText(text, LIMITS.text).trim();
  return {
    snapshot: {
      ...snapshot,
      texts: withText(snapshot, { id, from: snapshot.self, text: shown, state: 'sending' }),
    },
    effects: [{ type: 'tell', id, to: hearers(snapshot), message: { type: 'text', body: { text: shown } } }],
  };
};

const leaveReason = (snapshot: SessionSnapshot): ClosingReason => {
  if (!isInRoom(snapshot)) return 'left';
  if (snapshot.connection === 'lost' || snapshot.people.some(({ state }) => state === 'lost'))
    return 'connection-lost';
  const othersLeft = snapshot.people.length > 0 && snapshot.people.every(({ state }) => state === 'gone');
  return snapshot.role === 'therapist' || othersLeft ? 'finished' : 'left';
};

/** Everything entered is gone from memory, and nothing of before can be shown again. */
const exitNow = (snapshot: SessionSnapshot): Transition => ({
  snapshot: { ...emptySnapshot(snapshot.role, snapshot.mode), phase: { name: 'ended', by: 'exit-now' } },
  effects: [...SILENCE, { type: 'leave-room' }, { type: 'forget' }],
});

/** Back to the questions, or to where one was: a step that was left open, else waiting. */
const comeBack = (snapshot: SessionSnapshot, moment: Moment): Transition => {
  const { phase, journey } = snapshot;
  if (snapshot.self === '') return stay({ ...snapshot, phase: { name: 'welcome' } });
  const aboutConsent =
    phase.name === 'closing' &&
    (phase.reason === 'consent-not-given' || phase.reason === 'consent-withdrawn');
  const open = journey.steps.find((step) => !journey.done.includes(step));
  return goTo(snapshot, aboutConsent ? 'consent' : (open ?? 'waiting'), moment);
};

/** Solved by asking the practice's service once more. */
const REOPENS: readonly ProblemCode[] = [
  'service-unreachable',
  'place-taken',
  'consent-document-unreachable',
  'consent-document-invalid',
];

const tryAgain = (snapshot: SessionSnapshot, { code }: SessionAsk & { type: 'try-again' }): Transition => {
  const about = snapshot.problems.find((problem) => problem.code === code);
  const without = { ...snapshot, problems: snapshot.problems.filter((problem) => problem !== about) };
  if (REOPENS.includes(code)) {
    // A service that lost us has forgotten that we wait: it is asked again as soon as it is there.
    const waiting = { ...without.waiting, asked: false };
    return { snapshot: { ...without, waiting }, effects: [{ type: 'open-service' }] };
  }
  if (code === 'connection-lost' || code === 'media-unreachable')
    return { snapshot: without, effects: isInRoom(snapshot) ? [{ type: 'enter-room' }] : [] };
  if (code === 'encryption-failed' && about?.person !== undefined)
    return { snapshot: without, effects: [{ type: 'agree-anew', person: about.person }] };
  if (!about?.kind || !mayStart(snapshot)) return stay(without);
  return {
    snapshot: { ...without, media: { ...without.media, [about.kind]: 'starting' } },
    effects: [{ type: 'start-own-media', kind: about.kind }],
  };
};

/** What an ask makes of the snapshot. What `can` refuses changes nothing. */
export const decide = (snapshot: SessionSnapshot, ask: SessionAsk, moment: Moment): Transition => {
  if (!can(snapshot, ask, moment.now)) return stay(snapshot);
  switch (ask.type) {
    case 'continue':
      return goOn(snapshot, ask, moment);
    case 'back':
      return goTo(snapshot, stepBefore(snapshot), moment);
    case 'go-in-now':
      return goInNow(snapshot, ask, moment);
    case 'give-consent':
    case 'attest-consent':
    case 'tell-late':
    case 'admit':
    case 'hold':
    case 'decline':
    case 'remove':
    case 'give-place':
    case 'send-feedback':
      return serve(snapshot, ask);
    case 'withdraw-consent':
      return withdraw(snapshot, ask);
    case 'set-preferences':
      return setPreferences(snapshot, ask.preferences, moment);
    case 'begin':
      return begin(snapshot, ask);
    case 'microphone-on':
      return {
        snapshot: { ...snapshot, media: { ...snapshot.media, microphone: 'starting' } },
        effects: [{ type: 'start-own-media', kind: 'microphone' }],
      };
    case 'camera-on':
      return {
        snapshot: { ...snapshot, media: { ...snapshot.media, camera: 'starting' } },
        effects: [{ type: 'start-own-media', kind: 'camera' }],
      };
    case 'microphone-off':
      return {
        snapshot: { ...snapshot, media: { ...snapshot.media, microphone: 'off' } },
        effects: [{ type: 'stop-own-media', kinds: ['microphone'] }],
      };
    case 'camera-off':
      return {
        snapshot: { ...snapshot, media: { ...snapshot.media, camera: 'off' } },
        effects: [{ type: 'stop-own-media', kinds: ['camera'] }],
      };
    case 'choose-device':
      return { snapshot, effects: [{ type: 'choose-device', kind: ask.kind, deviceId: ask.deviceId }] };
    case 'start-sound':
      return {
        snapshot: { ...snapshot, media: { ...snapshot.media, soundNeedsPress: false } },
        effects: [{ type: 'start-sound' }],
      };
    case 'show-pictures':
      return showPictures(snapshot);
    case 'pause':
      return pause(snapshot, ask, moment);
    case 'resume':
      return resume(snapshot, ask, moment);
    case 'send-text':
      return sendText(snapshot, ask.text, moment);
    case 'open-panel':
      return openPanel(snapshot, ask.panel, moment);
    case 'close-panel':
      return openPanel(snapshot, null, moment);
    case 'leave':
      return close(snapshot, leaveReason(snapshot), snapshot.self === '' ? [] : [{ type: 'serve', ask }]);
    case 'exit-now':
      return exitNow(snapshot);
    case 'return':
      return comeBack(snapshot, moment);
    case 'finish':
      return stay({ ...snapshot, phase: { name: 'ended', by: 'finishing' } });
    case 'dismiss-problem':
      return stay({ ...snapshot, problems: snapshot.problems.filter(({ code }) => code !== ask.code) });
    case 'try-again':
      return tryAgain(snapshot, ask);
    case 'confirm-code':
      return confirmCode(snapshot, ask);
    case 'refuse-code':
      return refuseCode(snapshot, ask, moment);
    case 'new-code':
      return newCode(snapshot, ask);
    default:
      return ask satisfies never;
  }
};
