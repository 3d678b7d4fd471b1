import type { Messages } from '../messages.js';

export default {
  nobody: 'Her er ikke nogen at sammenligne med endnu.',
  offer:
    'I kan sammen se efter, at der ikke er nogen imellem jer. Det tager et minut, og I kan gøre det når som helst.',
  open: 'Sammenlign fire billeder',
  again: 'Se på billederne igen',
  openWith: (who) => `Sammenlign fire billeder med ${who}`,
  begunAgain: (times) =>
    `Jeres sider har måttet begynde forfra ${times === 1 ? 'én gang' : `${times} gange`}. Det kan en svag forbindelse gøre. Bliver det ved, så sammenlign med omhu, eller tal i telefon.`,
  securing: 'Et øjeblik. Jeres sider laver billederne.',
  renewed: 'Der er nye billeder. Dem fra før gælder ikke mere.',
  showNew: 'Vis de nye billeder',
  heading: 'Se på de fire billeder her',
  how: (who) =>
    `Sig dem til hinanden, et ad gangen, eller vis dem med tegn. Er der ingen imellem jer, så har ${who} de samme fire i samme orden.`,
  speak: 'Sig dem, eller vis dem med tegn. Det, I skriver, kan blive ændret af den, der er imellem.',
  headingWords: 'Se på de tre ord her',
  howWords: (who) =>
    `Sig dem til hinanden, et ad gangen, eller stav dem. De er på engelsk. Er der ingen imellem jer, så har ${who} de samme tre i samme orden.`,
  pictures: 'De fire billeder i orden',
  words: 'De tre ord i orden',
  useWords: 'Brug tre ord i stedet',
  usePictures: 'Brug fire billeder i stedet',
  enlarge: 'Gør dem store, så de kan vises til kameraet',
  reduce: 'Gør dem små igen',
  largeHow: 'Hold skærmen op foran kameraet i samtalen, eller lad den blive læst på afstand.',
  match: 'De er ens',
  differ: 'De er ikke ens',
  later: 'Senere',
  done: 'Luk',
  agreed: 'Du sagde, at de er ens. Det gælder, til en af jer lukker eller genindlæser siden.',
  deviceOffer: (who) =>
    `Skal enheden her huskes til næste gang? Gør ${who} det også, kender jeres sider hinanden igen, og I behøver ikke sammenligne hver gang.`,
  deviceCosts:
    'Helst ikke på en enhed, som andre bruger: de kan udgive sig for dig her og se, at siden er brugt. Ingen server får nøglen.',
  rememberDevice: 'Husk enheden',
  deviceKept: 'Enheden bliver husket. Andre, der bruger browseren, kan se, at siden er brugt her.',
  forgetDevice: 'Glem enheden',
  deviceRefused: 'Browseren gemmer ikke noget her. Samtalen går videre, og I kan sammenligne hver gang.',
  deviceStuck:
    'Browseren gav ikke slip på det. Du kan prøve igen eller slette hjemmesidens data i dens indstillinger.',
  stopped: 'Vi stoppede for en sikkerheds skyld',
  stoppedNow:
    'En af jer sagde, at de ikke er ens. Lyd og billede er slukket hos jer begge. Du har ikke gjort noget forkert.',
  stoppedWhy:
    'Det kan være et tryk ved siden af, eller en af jer så på de gamle. Det kan også være, at der er nogen imellem. Vi kan ikke se hvilket.',
  stoppedNext:
    'I kan lave nye billeder og sammenligne igen. I kan fortsætte i telefon. Eller I kan mødes en anden gang.',
  renew: 'Lav nye billeder',
  anotherTime: 'Gå, og mødes en anden gang',
  byPhone: (phone) => `Ring: ${phone}`,
  failed: 'Jeres sider blev ikke enige om nøgler',
  failedNow: 'De prøvede fem gange. Der bliver ikke sendt noget. Du har ikke gjort noget forkert.',
  failedWhy: 'Det kan være forbindelsen. Det kan også være, at nogen forstyrrer den. Vi kan ikke se hvilket.',
  failedNext: 'I kan fortsætte i telefon eller mødes en anden gang.',
} satisfies Messages['safetyCode'];
