import type { AdmitObstacle } from '../../core/admission.js';
import type { PersonState, SpeakFreely, StartWith } from '../../core/session-snapshot.js';

const obstacles: Record<AdmitObstacle, string> = {
  'not-asking': 'You can let them in as soon as they ask to come in.',
  'already-in': 'They have been let in.',
  consent: 'You can let them in when the open topics above are settled.',
  'in-progress': 'One moment. The practice is being told.',
  removed: 'You ended the session for them.',
};

const states: Record<PersonState, string> = {
  expected: 'Has not asked to come in yet, and may still be getting ready.',
  asking: 'Is waiting for you. They cannot see or hear you, and you cannot see or hear them.',
  here: 'Has been let in.',
  gone: 'Has left, and can come back.',
  lost: 'The line to them broke off. Their place is kept.',
};

const speakFreely: Record<Exclude<SpeakFreely, ''>, string> = {
  yes: 'Yes.',
  partly: 'Partly. You can ask what would help.',
  no: 'No. Begin with questions that a yes or a no can answer, or write.',
  'rather-not-say': 'They would rather not say. You can ask gently about their place.',
};

const startWith: Record<Exclude<StartWith, ''>, string> = {
  'sound-and-picture': 'With sound and picture.',
  sound: 'With sound only.',
  listening: 'They would like to listen at first.',
};

export default {
  heading: 'Who is waiting',
  lead: 'Nobody comes in unless you let them in. You are not seen or heard here.',
  nobodyYet: 'Nobody is here yet. When somebody comes, they appear here. There is no sound.',
  waitingNow: (count: number, urgent: number) => {
    if (count === 0) return 'Nobody is waiting.';
    if (count === 1) return urgent ? '1 person is waiting, and needs someone now.' : '1 person is waiting.';
    if (urgent === 0) return `${count} people are waiting.`;
    return `${count} people are waiting. ${urgent} of them ${urgent === 1 ? 'needs' : 'need'} someone now.`;
  },
  states,
  removed: 'The session has ended for them. Their link does not work any more.',
  urgent: 'They pressed “I need someone now”.',
  pronouns: 'Pronouns',
  wishes: 'Wishes for today',
  speakFreelyLabel: 'Can speak freely',
  speakFreely,
  startWithLabel: 'Would like to begin',
  startWith,
  nothingSaid: 'They have said nothing about themselves for today.',

  admit: 'Let in',
  obstacles,
  unavailable: 'You cannot let them in right now.',
  hold: 'Two more minutes',
  heldNow: 'They can read: about two more minutes.',
  notToday: 'Not today',
  notTodayLabel: 'Your words to them',
  notTodayHint: 'They read this, and how to reach the practice. It ends their waiting.',
  notTodaySend: 'Tell them: not today',
  notTodayDone: 'They were told: not today.',
  keepWaiting: 'Let them wait',

  consentHeading: 'Consent',
  consentNone: 'No consent is asked for in this appointment.',
  consentLoading: 'The consent is on its way.',
  consentSettled: 'Everything that is needed is settled.',
  consentElsewhere: 'Their consent is not on this page.',
  consentOpen:
    'These topics are open. Talk about them by text or on the phone. Then note what they agreed to.',
  removal: 'If somebody should not be here',

  lateHeading: 'If you are running late',
  writeHeading: 'Write to whoever is waiting',

  roomHeading: 'Your own room',
};
