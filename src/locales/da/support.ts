import type { Messages } from '../messages.js';

export default {
  heading: 'Nogen, du kan få fat i nu',
  lead: 'Tag fat i hvem som helst af dem. Du behøver ikke sige hvorfor.',
  seen: 'Din terapeut kan se, at du har brug for nogen nu. Du har din plads i venteværelset, mens du læser her.',
  willBeSeen:
    'Din terapeut er her ikke endnu. Terapeuten ser, at du har brug for nogen, så snart de kommer. Du har din plads i venteværelset.',
  emergency: 'Er nogen i fare, så ring til alarmcentralen dér, hvor du er. Alle telefoner kan bruges.',
  empty: 'Klinikken har ikke skrevet nogen numre her.',
  kinds: {
    emergency: 'Hvis det haster',
    practice: 'Din klinik',
    line: 'Nogen at tale med',
  },
  practice: 'Klinikken',
  call: 'Ring op',
  text: 'Send en sms',
  chat: 'Skriv i en chat',
  callLabel: 'Telefon',
  textLabel: 'Sms',
  hours: 'Åbent',
  languages: 'Sprog',
  cost: 'Pris',
  chatOpens: (site) => `Chatten åbner en anden hjemmeside: ${site}`,
  checkedOn: (date) => `Tjekket den ${date}.`,
  outdated: (date) => `Tjekket den ${date}. Det kan være ændret siden.`,
  unchecked: 'Vi ved ikke, hvornår det sidst er tjekket.',
  next: 'Der kan være optaget. Er der ingen, der svarer, så prøv den næste.',
  trace:
    'Vi gemmer ikke, hvad du trykker på her. Din telefon kan vise opkaldet, og din browser kan huske siden.',
} satisfies Messages['support'];
