import type { Messages } from '../messages.js';

export default {
  heading: 'Skriv',
  lines: 'Det, der er skrevet',
  nothingYet: 'Der er ikke skrevet noget endnu.',
  you: 'Dig',
  label: 'Din tekst',
  send: 'Send',
  keys: 'Enter sender. Skift og Enter giver en ny linje.',
  left: (count) => (count === 1 ? '1 tegn tilbage.' : `${count} tegn tilbage.`),
  state: {
    sending: 'På vej',
    delivered: 'Kommet frem',
  },
  kept: 'Ikke sendt. Din tekst er her stadig.',
  nobodyYet: 'Du kan sende, så snart der er nogen til at modtage. Det, du skriver, bliver her så længe.',
} satisfies Messages['text'];
