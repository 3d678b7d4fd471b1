import type { Messages } from '../messages.js';

export default {
  heading: 'Det samme link er åbnet på en enhed mere',
  lead: (name) => `Begge siger, at de er ${name}. Kun én af dem kan være med i samtalen. Du vælger hvilken.`,
  means:
    'Det kan være helt uskyldigt: en side, der blev hentet igen, eller en telefon i stedet for en computer. Det kan også være en anden, der har linket. Det kan siden ikke se.',
  unsure: 'Er du i tvivl, så ring til dem først på et nummer, du kender.',
  sees: 'På den nyeste står, at samtalen er åben et andet sted, og at du ved det. Der står intet navn, og den kan ikke se eller høre nogen. Den første får ikke noget at vide.',
  newer: {
    title: 'Fortsæt med den nyeste',
    text: 'Siden på den første lukker. Der står, at samtalen fortsætter et andet sted.',
  },
  first: { title: 'Bliv ved den første', text: 'Der ændrer sig ikke noget. Den nyeste bliver udenfor.' },
} satisfies Messages['place'];
