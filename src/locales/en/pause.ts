export default {
  heading: {
    own: () => 'You paused',
    theirs: (names: string) => `${names} paused`,
    both: (names: string) => `You and ${names} paused`,
  },
  lead: 'Take your time.',
  silence: 'No sound and no picture is sent, in either direction. You can still write.',
  microphone: {
    off: 'Your microphone is off.',
    starting: 'Your microphone is being switched off.',
    on: 'Your microphone is being switched off.',
  },
  camera: {
    off: 'Your camera is off.',
    starting: 'Your camera is being switched off.',
    on: 'Your camera is being switched off.',
  },
  onlyYou: 'Only you can end your pause. You do not have to say why.',
  onlyThey: (names: string, count: number) =>
    count === 1 ? `Only ${names} can end it.` : `${names} each end their own pause.`,
  eachOwn: (names: string) =>
    `${names} can end theirs, and you can end yours. The session goes on after both.`,
  after:
    'When the pause is over, nothing switches on by itself. You switch your own things on when you like.',
  end: 'End my pause',
  ending: 'Ending your pause…',
  pauseToo: 'I would like a pause as well',
  write: 'Write',
  writeHeading: 'Write to each other',
};
