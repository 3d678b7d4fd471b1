import type { ConsentProblemCode, ProblemAction, ProblemCode } from '../../core/problems.js';

/** The title says what is so, the body what can be done. Never "you failed". */
export interface ProblemWords {
  readonly title: string;
  readonly body: string;
}

const codes: Record<Exclude<ProblemCode, ConsentProblemCode>, ProblemWords> = {
  'device-denied': {
    title: 'The browser keeps this device off',
    body: 'It was told not to allow it. You can change that beside the address of this page, or go on without it.',
  },
  'device-dismissed': {
    title: 'The question was closed',
    body: 'That is fine. Press again when you want to, and choose “Allow”.',
  },
  'device-missing': { title: 'No device was found', body: 'Plug one in and try again, or go on without it.' },
  'device-busy': {
    title: 'Another program is using this device',
    body: 'Close other video programs, then try again. Or choose another device.',
  },
  'device-blocked-by-page': {
    title: 'This page does not allow the device',
    body: 'The website has to allow it. You cannot change that here. You can go on without it, or call.',
  },
  'device-insecure-page': {
    title: 'The browser does not trust this address',
    body: 'Sound and picture only work on a safe address (https). Please call the practice.',
  },
  'device-unplugged': {
    title: 'The device was unplugged',
    body: 'Nothing is lost. Plug it in again or choose another one.',
  },
  'device-failed': { title: 'The device did not start', body: 'Unplug it, wait a moment, and try again.' },
  'connection-lost': {
    title: 'The line broke off',
    body: 'It is the line, not you. You can try again here, or call.',
  },
  'pictures-held': {
    title: 'Sound only for now',
    body: 'The line is too weak for pictures, so we keep the sound. Your camera is off. You can bring the pictures back when you like.',
  },
  'media-unreachable': {
    title: 'The way for sound and picture is blocked',
    body: 'The network here may not let it through. Another network may help. You can try again, or call.',
  },
  'text-not-sent': {
    title: 'Your text was not sent yet',
    body: 'It is still here. Try again when the line is back.',
  },
  'service-missing': {
    title: 'This page is not ready yet',
    body: 'The practice still has to connect it. Nothing is wrong with your device. Please call.',
  },
  'service-unreachable': {
    title: 'The practice cannot be reached from here',
    body: 'Please try again in a moment, or call.',
  },
  'place-taken': {
    title: 'This session is open in another place',
    body: 'Close it there first, and then try again here. Or wait: your therapist sees that you are here too.',
  },
  'link-not-valid': {
    title: 'This link does not open a session',
    body: 'It may be old, or a part of it may be missing. Please open the newest link again, or call the practice.',
  },
  'appointment-over': {
    title: 'This appointment is over',
    body: 'Nothing is wrong with your device. Please call the practice if you expected to meet now.',
  },
  'page-not-allowed': {
    title: 'This page is not ready yet',
    body: 'The practice still has to allow it. Nothing is wrong with your device. Please call.',
  },
  'stranger-removed': {
    title: 'Somebody else was sent out of the room',
    body: 'They came with an old pass, and nobody had let them in. They could not see or hear you.',
  },
  'too-many-tries': {
    title: 'A short break',
    body: 'The practice was asked many times in a short while. You can try again in a minute. Nothing is lost.',
  },
  'not-recorded': {
    title: 'This did not reach the practice',
    body: 'So it is not stored there yet. Please do it once more, or call.',
  },
  'not-allowed': {
    title: 'That is not possible yet',
    body: 'Something has to happen first. Nothing is lost.',
  },
  'not-admitted': {
    title: 'You have not been let in yet',
    body: 'Your therapist lets you in. You do not have to do anything.',
  },
  'browser-cannot': {
    title: 'This browser is too old for a protected session',
    body: 'Another browser will do. Or you can talk by phone.',
  },
  'encryption-unsupported': {
    title: 'This browser cannot protect the session',
    body: 'So nothing was started. A newer browser can do it. Or you can talk by phone.',
  },
  'worker-blocked': {
    title: 'The protection of this session did not start',
    body: 'So nothing is sent from here. Nothing is wrong with you or your device. You can try again, or call.',
  },
  'tampering-noticed': {
    title: 'We stopped to be careful',
    body: 'Something on the way did not look right, so this page stopped sending at once. Nothing left it unprotected. Please call.',
  },
  'code-differs': {
    title: 'We stopped to be careful',
    body: 'The pictures on the two screens were not the same. It can be a slip. You can compare new ones, call, or meet another time.',
  },
  'encryption-failed': {
    title: 'The protection did not come about',
    body: 'The two pages could not agree on their keys, so nothing is sent. It may help if both of you close this page and open it again. Or call.',
  },
  'part-missing': { title: 'A part of this page did not arrive', body: 'Try again in a moment, or call.' },
};

const actions: Record<ProblemAction, string> = {
  'try-again': 'Try again',
  'call-practice': 'Call the practice',
  'choose-device': 'Choose another device',
  'go-on-without': 'Go on without it',
  'close-other-page': 'Close it in the other place, then try again',
  'open-help': 'Show me how',
  wait: 'Wait',
  'show-pictures': 'Show pictures again',
  close: 'Close this message',
  leave: 'Leave',
};

export default { codes, actions };
