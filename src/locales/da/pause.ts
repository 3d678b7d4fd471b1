import type { Messages } from '../messages.js';

export default {
  heading: {
    own: () => 'Du holder pause',
    theirs: (names) => `${names} holder pause`,
    both: (names) => `Du og ${names} holder pause`,
  },
  lead: 'Tag dig god tid.',
  silence:
    'Der bliver hverken sendt lyd eller billede, hverken den ene eller den anden vej. I kan stadig skrive.',
  microphone: {
    off: 'Din mikrofon er slukket.',
    starting: 'Din mikrofon bliver slukket.',
    on: 'Din mikrofon bliver slukket.',
  },
  camera: {
    off: 'Dit kamera er slukket.',
    starting: 'Dit kamera bliver slukket.',
    on: 'Dit kamera bliver slukket.',
  },
  onlyYou: 'Kun du kan slutte din pause. Du behøver ikke sige hvorfor.',
  onlyThey: (names, count) =>
    count === 1 ? `Kun ${names} kan slutte den.` : `${names} slutter hver sin pause.`,
  eachOwn: (names) => `${names} slutter sin pause, og du slutter din. Samtalen fortsætter efter begge.`,
  after: 'Når pausen er slut, tænder intet af sig selv. Du tænder selv, når du har lyst.',
  end: 'Slut min pause',
  ending: 'Din pause slutter…',
  pauseToo: 'Jeg vil også gerne holde pause',
  write: 'Skriv',
  writeHeading: 'Skriv til hinanden',
} satisfies Messages['pause'];
