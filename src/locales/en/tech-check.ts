import type { CheckLine, CheckOutcome, SpeakerAnswer } from '../../core/device-check.js';
import type { StartWith } from '../../core/session-snapshot.js';

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
    explainRoute:
      'This tries the way to the media server of the practice, with a made-up tone. Nothing of yours is sent.',
    start: 'Test the connection',
    again: 'Test the connection again',
    testing: 'Testing…',
    works: 'This browser can make calls. The line to the practice was not tested.',
    route: {
      udp: 'The way to the media server of the practice works.',
      tcp: 'The way to the media server works in a slower way. Sound and picture may lag.',
      relayed: 'The way to the media server works by a detour. Sound and picture may lag a little.',
    },
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
