import type { Messages } from '../messages.js';

export default {
  heading: 'Jer alle sammen',
  open: 'Jeres sider er stadig ved at fortælle hinanden, hvem der har lavet nøgler med hvem.',
  differ: (one, other) =>
    `Siderne hos ${one} og ${other} siger ikke det samme om hinanden. Måske er en af dem lige hentet igen. Bliver det ved, så tal i telefon.`,
  you: 'dig',
  vouched: (who) =>
    `Siderne siger det samme om hinanden, to og to. Det siger siden hos ${who} også: sammenligner I alle med ${who}, er der ingen imellem nogen af jer.`,
  vouching:
    'Siderne siger det samme om hinanden, to og to. Sammenligner de andre hver især med dig, er der ingen imellem nogen af jer.',
  show: 'Vis ti billeder for jer alle',
  hide: 'Skjul de ti billeder',
  how: 'To af jer kan sige dem til hinanden. De er ens hos alle og i samme orden.',
  pictures: 'De ti billeder i orden',
  extra: 'De er noget ekstra. De fire billeder, som du sammenligner med én person, er det vigtigste.',
} satisfies Messages['groupCode'];
