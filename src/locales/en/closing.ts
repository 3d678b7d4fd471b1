import type { ClosingReason } from '../../core/session-snapshot.js';

interface EndWords {
  readonly heading: string;
  readonly lead: string;
  readonly next: string;
}

const client: Record<ClosingReason, EndWords> = {
  finished: {
    heading: 'The session is over for today',
    lead: 'Thank you for being here. Your camera and microphone are off. Nobody can see or hear you through this page.',
    next: 'Take the time you need before you go on with your day. A drink of water or a look out of the window is enough.',
  },
  left: {
    heading: 'You have left the session',
    lead: 'That is all right, and you do not have to say why. Your camera and microphone are off.',
    next: 'You can come back as long as the session is open. If not, you can call the practice when it suits you.',
  },
  'not-today': {
    heading: 'Today does not work out',
    lead: 'Your therapist cannot meet you online today. You did nothing wrong. Your camera and microphone are off.',
    next: 'You can call the practice to find another time or another way to talk.',
  },
  'consent-not-given': {
    heading: 'There are other ways to meet',
    lead: 'You did not agree to a part that an online session needs. That is your choice, and it is a good answer.',
    next: 'Saying no to this does not end your care. The practice can tell you which of these is possible.',
  },
  'consent-withdrawn': {
    heading: 'You changed your mind, so the session has stopped',
    lead: 'No sound and no picture is sent any more. Your camera and microphone are off. You may change your mind at any time.',
    next: 'What you decided goes to the practice and is written down there. If that does not work, this page says so. You can call the practice to talk about how to go on.',
  },
  'connection-lost': {
    heading: 'The line broke off',
    lead: 'It was the line, not you. Your camera and microphone are off. Nobody can see or hear you through this page.',
    next: 'You can try to come back. If that does not work, use the phone.',
  },
  removed: {
    heading: 'The session has ended for you',
    lead: 'The practice ended it on this page. Your camera and microphone are off.',
    next: 'This link does not open it again. You can call the practice to ask what happens next.',
  },
  moved: {
    heading: 'You go on in another place',
    lead: 'Your link was opened on another device, and your therapist chose that one. Here your camera and microphone are off.',
    next: 'If that was not you, please call the practice now.',
  },
};

const therapist: Record<ClosingReason, EndWords> = {
  finished: {
    heading: 'The session is over',
    lead: 'Your camera and microphone are off. Nothing was recorded here.',
    next: 'Take a moment for yourself before the next person.',
  },
  left: {
    heading: 'You have left the session',
    lead: 'Your camera and microphone are off. The others were told that you left, and no reason.',
    next: 'You can come back as long as the session is open.',
  },
  'not-today': {
    heading: 'The session does not take place today',
    lead: 'Your message was passed on. Your camera and microphone are off.',
    next: 'Their page tells them how to reach the practice, as far as it knows a number.',
  },
  'consent-not-given': {
    heading: 'There is no consent for an online session',
    lead: 'Your client chose not to agree to a part that it needs. So no sound or picture can start.',
    next: 'Their page shows them other ways to meet.',
  },
  'consent-withdrawn': {
    heading: 'Your client changed their mind',
    lead: 'So the session has stopped, for sound and for picture. That is their right, and it needs no reason.',
    next: 'Their page tells them how they can go on. What they decided is written down.',
  },
  'connection-lost': {
    heading: 'The line broke off',
    lead: 'It was the line. Your camera and microphone are off.',
    next: 'You can try to come back. If that does not work, use the phone as you agreed.',
  },
  removed: {
    heading: 'The session has ended for you',
    lead: 'The practice ended it on this page. Your camera and microphone are off.',
    next: 'You can call the practice to ask why.',
  },
  moved: {
    heading: 'You go on in another place',
    lead: 'Your session was opened on another device. Here your camera and microphone are off.',
    next: 'If that was not you, please call the practice now.',
  },
};

export default {
  client,
  therapist,
  nextHeading: 'What happens next',
  message: 'Your therapist wrote:',
  otherWays: 'Other ways',
  otherWaysList: [
    'A meeting in person',
    'A talk by phone',
    'A date later on, when you have had time to think',
  ],
  return: 'Go back to the session',
  returnConsent: 'Look at the questions again',
  feedback: 'Say how it was',
  feedbackNote: 'Saying how it was is up to you. It stays with you unless you send it.',
  finish: 'Finish',
};
