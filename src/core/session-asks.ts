/** What people ask for: what is allowed, and which part of the machine decides what it starts and stops. */
import { isInRoom, isOver, serve, stay } from './session-changes.js';
import { exitNow, leave, mayReturn } from './session-closing.js';
import { hasConsentOf, withdraw } from './session-consent.js';
import { stepBefore } from './session-journey.js';
import type { Moment, Transition } from './session-machine.js';
import { begin, mayStart, showPictures, startOwn, stopOwn } from './session-own-media.js';
import { pause, resume } from './session-pauses.js';
import { tryAgain } from './session-retry.js';
import {
  confirmCode,
  isStopped,
  mayAnswer,
  mayBeginAnew,
  newCode,
  refuseCode,
  STOPS,
} from './session-safety.js';
import { personOf, type SessionAsk, type SessionSnapshot } from './session-snapshot.js';
import { openPanel, sendText, setPreferences } from './session-telling.js';
import { comeBack, goInNow, goOn, goTo, isOnTheWay } from './session-way-in.js';

const isTherapistWith = (snapshot: SessionSnapshot, person: string): boolean =>
  snapshot.role === 'therapist' && personOf(snapshot, person) !== undefined;

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
    case 'forget-device':
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
      return mayReturn(snapshot);
    case 'finish':
      return phase.name === 'closing' || phase.name === 'feedback';
    case 'send-feedback':
      return phase.name === 'feedback' && Object.keys(ask.answers).length > 0;
    case 'confirm-code':
    case 'refuse-code':
      return !isOver(snapshot) && mayAnswer(snapshot, ask);
    case 'new-code':
      return !isOver(snapshot) && mayBeginAnew(snapshot, ask);
    // Offered after a comparison, and never before.
    case 'remember-device':
      return personOf(snapshot, ask.person)?.safety.state === 'checked';
    default:
      return ask satisfies never;
  }
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
      return startOwn(snapshot, 'microphone');
    case 'camera-on':
      return startOwn(snapshot, 'camera');
    case 'microphone-off':
      return stopOwn(snapshot, 'microphone');
    case 'camera-off':
      return stopOwn(snapshot, 'camera');
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
      return leave(snapshot, ask);
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
    case 'remember-device':
    case 'forget-device':
      return { snapshot, effects: [ask] };
    default:
      return ask satisfies never;
  }
};
