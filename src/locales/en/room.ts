import type { AnnouncementCode } from '../../core/announcements.js';

/** What is told when something changes. `who` is the person's name; it is empty where it is about oneself. */
const announcements: Record<AnnouncementCode, (who: string) => string> = {
  'person-here': (who) => `${who} is here.`,
  'person-back': (who) => `${who} is back.`,
  'person-gone': (who) => `${who} has left.`,
  'person-lost': (who) => `The line to ${who} broke off. Their place is kept.`,
  'person-taking-a-moment': (who) => `${who} is taking a moment.`,
  'person-private-moment': (who) => `${who} needs a private moment.`,
  'person-present-again': (who) => `${who} is back with you.`,
  // Not that they switched it: it may have been the line.
  'person-microphone-on': (who) => `The microphone of ${who} is on.`,
  'person-microphone-off': (who) => `The microphone of ${who} is off.`,
  'person-camera-on': (who) => `The camera of ${who} is on.`,
  'person-camera-off': (who) => `The camera of ${who} is off.`,
  'person-paused': (who) => `${who} paused. No sound and no picture is sent.`,
  'person-pause-ended': (who) => `${who} ended their pause.`,
  'person-wrote': (who) => `${who} wrote to you.`,
  'person-elsewhere': (who) =>
    `The link of ${who} was opened on one more device. You are asked which one counts.`,
  'person-asks': (who) => `${who} asks to come in, and waits outside.`,
  'person-code-differs': () =>
    'We stopped to be careful. The pictures were said not to be the same. Sound and picture are off.',
  'person-cannot-open': (who) =>
    `What comes from ${who} cannot be opened. So it is not shown and not played.`,
  connecting: () => 'Connecting.',
  connected: () => 'You are connected.',
  reconnecting: () => 'The line broke off. We are finding it again.',
  'line-lost': () => 'The line is gone for now.',
  'line-narrow': () => 'The line is weak. Sound comes first.',
  'line-broken': () => 'The line is very weak. You can also go on by phone.',
  'line-good': () => 'The line is good again.',
  'pictures-held': () => 'Sound only for now, because the line is weak. Your camera is off.',
  'pictures-may-return': () => 'The line is good again. You can bring the pictures back when you like.',
  'own-microphone-on': () => 'Your microphone is on.',
  'own-microphone-off': () => 'Your microphone is off.',
  'own-camera-on': () => 'Your camera is on.',
  'own-camera-off': () => 'Your camera is off.',
  'own-pause': () => 'You paused. No sound and no picture is sent.',
  'own-pause-ended': () => 'You ended your pause.',
  'pause-over': () => 'The pause is over. Your microphone and camera stay off until you switch them on.',
  'sound-needs-press': () => 'The sound waits for one press.',
};

export default {
  announcements,
  /* arriving */
  arrivalHeading: 'You are in the room',
  arrivalLead: 'Nothing of yours is on, and nothing of theirs is shown yet.',
  hereNow: (names: string, count: number) => (count === 1 ? `${names} is here.` : `${names} are here.`),
  notHereYet: (names: string, count: number) =>
    count === 1 ? `${names} is not here yet.` : `${names} are not here yet.`,
  nobodyYet: 'Nobody else is here yet.',
  beginHeading: 'How would you like to begin?',
  beginNote: 'All three are fine. You can change it at any time.',
  begin: {
    'sound-and-picture': {
      title: 'With sound and picture',
      text: 'Your microphone and camera start. Your browser may ask you first.',
    },
    sound: {
      title: 'With sound only',
      text: 'Your microphone starts. Your camera stays off. Your browser may ask you first.',
    },
    listening: {
      title: 'Just listen first',
      text: 'Nothing of yours starts. You see and hear what they share.',
    },
  },
  choseBefore: 'You chose this before.',
  stop: 'You can pause or leave at any time. You do not have to say why.',
  /* in the room */
  roomHeading: (names: string) => `With ${names}`,
  roomHeadingAlone: 'Your session',
  line: {
    idle: 'Connecting…',
    connecting: 'Connecting…',
    connected: 'Connected',
    reconnecting: 'Finding the line again…',
    lost: 'Not connected',
  },
  /** In the place of "connected", while the line carries little. */
  weakLine: { narrow: 'Weak line', broken: 'Very weak line' },
  afterPause: 'The pause is over. Your microphone and camera stay off until you switch them on.',
  pictureOf: (name: string) => `Picture of ${name}`,
  view: {
    'camera-off': 'The camera is off.',
    'pictures-held': 'Sound only for now. The picture waits.',
    connecting: 'Connecting. This can take a moment.',
    reconnecting: 'The line broke off. We are finding it again. You do not have to do anything.',
    'line-lost': 'The line is gone for now. It is the line, not you. Your place is kept.',
    lost: 'The line to them broke off.',
    gone: 'Has left the room.',
    'not-here': 'Is not here yet.',
  },
  theirMicrophone: { on: 'Their microphone is on.', off: 'Their microphone is off.' },
  presence: {
    here: '',
    'taking-a-moment': 'Is taking a moment.',
    'private-moment': 'Needs a private moment.',
  },
  notice: {
    stopped: () => ({
      title: 'We stopped to be careful',
      text: 'The pictures were said not to be the same. Sound and picture are off on both sides. You did nothing wrong.',
    }),
    gone: (names: string) => ({
      title: `${names} left the session`,
      text: 'Nothing else changes by itself. You can stay for a while, or close the session when you like.',
    }),
    lost: (names: string) => ({
      title: `The line to ${names} broke off`,
      text: 'It is the line, not you and not them. Their place is kept, and they can come straight back.',
    }),
    removed: (names: string) => ({
      title: `The session has ended for ${names}`,
      text: 'Their page has closed, and their link does not open it again.',
    }),
    'line-broken': () => ({
      title: 'The line is very weak',
      text: 'It is the line, not you and not them.',
    }),
    'pictures-held': () => ({
      title: 'Sound only for now',
      text: 'The line is too weak for pictures. Your camera is off.',
    }),
    'pictures-may-return': () => ({
      title: 'The line is good again',
      text: 'The pictures wait for you. Your camera stays off until you switch it on.',
    }),
    'sound-needs-press': () => ({
      title: 'The sound waits for you',
      text: 'Your browser wants one press before it plays sound.',
    }),
  },
  wait: 'Wait here',
  waiting: 'You are waiting here. You can close the session when you like.',
  closeSession: 'Close the session',
  playSound: 'Play the sound',
  showPictures: 'Show pictures again',
  /** After the pictures of the comparison differed. */
  newPictures: 'Make new pictures',
  whatItMeans: 'What it can mean',
  anotherTime: 'Leave, and meet another time',
  /** For a therapist. */
  removal: 'If somebody should not be here',
  elsewhere: 'The same link was opened on one more device',
  elsewhereLook: 'Look at it',
  /** Whoever it is has come with the link, and may say so or not. */
  outside: (names: string, count: number) => `${names} ${count === 1 ? 'asks' : 'ask'} to come in`,
  phone: (phone: string) => `You can also call: ${phone}`,
  /* one's own picture */
  own: {
    seenBy: (names: string, count: number) =>
      `Your camera is on. ${names} ${count === 1 ? 'sees' : 'see'} you.`,
    seenByNobody: 'Your camera is on. Nobody sees you right now.',
    starting: 'Your camera is starting…',
    off: 'Your camera is off. Nobody sees you.',
    peek: 'Hold to see yourself',
    show: 'Keep it in view',
    hide: 'Hide my own picture',
    picture: 'Your own picture',
  },
  /* beside the call */
  textHeading: 'Write to each other',
  devicesHeading: 'Your devices',
  devices: {
    lead: 'A change counts at once. It does not switch anything on.',
    kind: { microphone: 'Microphone', camera: 'Camera', speaker: 'Speaker' },
    usual: 'The usual one',
    /** A device whose name the browser keeps to itself until it was allowed. */
    unnamed: { microphone: 'Microphone', camera: 'Camera', speaker: 'Speaker' },
    standIn: { microphone: 'A tone instead of a microphone', camera: 'A drawing instead of a camera' },
    none: {
      microphone: 'No microphone was found.',
      camera: 'No camera was found.',
      speaker: 'Your device chooses the speaker.',
    },
    failed: 'The list of devices did not come. Close this part and open it again.',
  },
  openHelp: 'Something does not work',
  openDevices: 'Choose another device',
  helpHeading: 'When sound or picture does not work',
  help: [
    {
      heading: 'You hear nothing',
      steps: [
        'Turn the sound of your device up.',
        'Check that your headset is plugged in and charged.',
        'Choose another speaker.',
      ],
    },
    {
      heading: 'They do not hear you',
      steps: [
        'Look below: is your microphone on?',
        'Choose another microphone.',
        'Write them a line meanwhile.',
      ],
    },
    {
      heading: 'The picture is gone or stands still',
      steps: [
        'Go on with sound. That is enough for talking.',
        'Switch your camera off and on again.',
        'Close other programs that use the camera.',
      ],
    },
  ],
  helpPhone: (phone: string) => `If none of this helps, call: ${phone}`,
  helpNoPhone: 'If none of this helps, you can go on by phone.',
};
