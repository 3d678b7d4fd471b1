import type { CheckLine, CheckOutcome, CheckReason, SpeakerAnswer } from '../../core/device-check.js';
import type { MediaKind, StartWith } from '../../core/session-snapshot.js';

interface TroubleWords {
  readonly title: string;
  readonly body: string;
}

const lines: Record<CheckLine, string> = {
  microphone: 'Microphone',
  speaker: 'Speaker or headset',
  camera: 'Camera',
  browser: 'This browser',
  connection: 'Connection',
};

const outcomes: Record<CheckOutcome, string> = {
  works: 'Works',
  'does-not-work': 'Does not work',
  'not-checked': 'Not checked',
};

/** As they stand inside a sentence. */
const devices: Record<MediaKind, string> = { microphone: 'microphone', camera: 'camera' };

/** The title says what is so, the body what can be done. `device` is one of `devices`. */
const troubles: Record<CheckReason, (device: string) => TroubleWords> = {
  'device-denied': (device) => ({
    title: `The browser keeps the ${device} off`,
    body: 'At some point it was told not to allow it. You can change that, step by step:',
  }),
  'device-dismissed': (device) => ({
    title: `The ${device} stays off for now`,
    body: 'That is fine. When you are ready, test again, and choose “Allow” when your browser asks.',
  }),
  'device-missing': (device) => ({
    title: `No ${device} was found`,
    body: 'If you have one, plug it in or switch it on. Then try again.',
  }),
  'device-busy': (device) => ({
    title: `Something else is using the ${device}`,
    body: 'Often it is another video program, or another tab. Close it, then try again.',
  }),
  'device-blocked-by-page': (device) => ({
    title: `This website does not allow the ${device}`,
    body: 'Only the practice can change that. It has nothing to do with you or your device.',
  }),
  'device-insecure-page': (device) => ({
    title: `The browser does not allow the ${device} on this address`,
    body: 'It only does so on addresses that begin with “https”. Please tell the practice.',
  }),
  'device-unplugged': (device) => ({
    title: `The ${device} is gone`,
    body: 'It was unplugged, or it was switched off. Nothing is lost. Plug it in again, or choose another one.',
  }),
  'device-failed': (device) => ({
    title: `The ${device} did not start`,
    body: 'Unplug it if you can, wait a moment, and try again.',
  }),
  'no-sound': () => ({
    title: 'The microphone is on, but no sound arrives',
    body: 'It may be muted: look for a switch on the headset or a key on the keyboard. Or choose another microphone.',
  }),
  'no-picture': () => ({
    title: 'The camera is on, but no picture arrives',
    body: 'Stop it and try again. If there is another camera, you can choose that one.',
  }),
  'dark-picture': () => ({
    title: 'The picture is dark',
    body: 'The camera may have a small cover or a switch. If you would rather keep it closed, that is fine too.',
  }),
  'still-picture': () => ({
    title: 'The picture does not move',
    body: 'Another program may be sending it. Close that program, or choose another camera.',
  }),
  'too-quiet': () => ({
    title: 'It is too quiet',
    body: 'Turn up the sound of your device, or use a headset. Then play it again.',
  }),
  'nothing-heard': () => ({
    title: 'You heard nothing',
    body: 'Your device may be muted, or the sound may come out somewhere else. If you can choose another speaker here, try it.',
  }),
  'cannot-call': () => ({
    title: 'This browser cannot make video calls',
    body: 'A current version of Chrome, Edge, Firefox or Safari can. You can also talk by phone.',
  }),
  'cannot-encrypt': () => ({
    title: 'This browser is too old to protect a session',
    body: 'An update will help, or a current version of Chrome, Edge, Firefox or Safari. You can also talk by phone.',
  }),
  'no-connection': () => ({
    title: 'The browser could not make a test connection',
    body: 'Check that you are online. Some add-ons and work networks block calls. Another browser or network may do.',
  }),
};

const answers: Record<SpeakerAnswer, string> = {
  heard: 'I heard it',
  'too-quiet': 'It was too quiet',
  nothing: 'I heard nothing',
};

const startWith: Record<Exclude<StartWith, ''>, string> = {
  'sound-and-picture': 'With sound and picture',
  sound: 'With sound only',
  listening: 'Listening first',
};

export default {
  heading: 'Try your sound and picture',
  lead: 'Try each part, or skip it. Nobody else hears or sees this, and nothing is kept.',
  lines,
  outcomes,
  /** Said to screen readers when a line changes. */
  announce: (line: string, outcome: string) => `${line}: ${outcome}.`,
  devices,
  troubles,
  helpAgain: 'If your browser does not ask again',
  rehearsal:
    'Two tabs on one computer share one microphone. In a rehearsal you can use a soft tone and a drawn picture instead.',
  microphone: {
    explain:
      'When you press the button, your browser asks if this page may use the microphone. Choose “Allow”, then say a few words.',
    start: 'Test the microphone',
    standIn: 'Use a soft tone instead',
    asking: 'Your browser is asking you now. Take the time you need.',
    running: 'The microphone is on. Say a few words, and watch the bar.',
    arrives: 'Your sound arrives.',
    done: 'Your sound arrived. The microphone is off again.',
    silent: 'The bar does not move',
    stop: 'Switch the microphone off',
    again: 'Test the microphone again',
    device: 'Which microphone',
    level: 'How loud it is',
    levels: { quiet: 'Quiet', soft: 'Soft', clear: 'Clear' },
    waysOn: 'You can also go on without it: you can listen, and write what you want to say.',
    way: 'Begin by listening',
  },
  speaker: {
    explain:
      'When you press the button, four soft notes play. The first is very quiet. It takes three seconds.',
    start: 'Play the notes',
    again: 'Play the notes again',
    stop: 'Stop the notes',
    playing: 'The notes are playing.',
    question: 'What did you hear?',
    answers,
    device: 'Which speaker or headset',
    waysOn: 'You can also go on: the two of you can write, or talk by phone.',
    failed: 'The browser did not play the notes. Press once more, or go on.',
  },
  camera: {
    explain:
      'When you press the button, your browser asks if this page may use the camera. Only you see the picture.',
    start: 'Test the camera',
    standIn: 'Use a drawn picture instead',
    asking: 'Your browser is asking you now. Take the time you need.',
    running: 'The camera is on. Only you see this picture.',
    arrives: 'Your picture arrives. Only you see it.',
    done: 'Your picture arrived. The camera is off again.',
    picture: 'Your own picture',
    tip: 'It can help to move this window close to the camera.',
    stop: 'Switch the camera off',
    again: 'Test the camera again',
    device: 'Which camera',
    waysOn: 'You can also go on without a picture. Sound alone is a full session.',
    way: 'Begin with sound only',
  },
  browser: {
    explain: 'It can make calls, and it can protect them.',
    checking: 'One moment…',
    waysOn: 'You can still go on and meet by phone.',
  },
  connection: {
    explain: 'This tests calls inside this browser only. It does not test the line to the practice.',
    start: 'Test the connection',
    again: 'Test the connection again',
    testing: 'Testing…',
    works: 'This browser can make calls. The line to the practice was not tested.',
    waysOn: 'You can still go on. If the line does not hold later, you can talk by phone.',
  },
  defaultDevice: 'The usual one',
  standInDevice: { microphone: 'A soft tone (rehearsal)', camera: 'A drawn picture (rehearsal)' },
  unnamedDevice: (number: number) => `Device ${number}`,
  startWithQuestion: 'How would you like to begin later?',
  startWithHint: 'All three are fine. You can change it then.',
  startWith,
  leaveOut: 'You can go on at any time, also when something was not tried.',
};
