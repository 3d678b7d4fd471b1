import type { Messages } from '../messages.js';

export default {
  continue: 'Fortsæt',
  back: 'Tilbage',
  close: 'Luk',
  leave: 'Gå',
  tryAgain: 'Prøv igen',
  rehearsal: 'Øvelse kun i denne browser. Ingen server tjekker, hvem der kommer ind.',
  loading: 'Et øjeblik…',
  missing: 'Denne del kom ikke frem.',
  callPractice: (phone) => `Ring til klinikken: ${phone}`,
  yourTherapist: 'din terapeut',
  yourClient: 'din klient',
  optional: 'valgfrit',
  audience: {
    device: 'Kun du kan se det. Det forsvinder, når du lukker siden.',
    therapist: 'Din terapeut kan se det. Det bliver ikke gemt.',
    people: 'De, der er med i samtalen, kan se det. Det bliver ikke gemt.',
    waiting: 'Den, der venter, kan se det. Klinikken sender det videre.',
    practice: 'Klinikken gemmer det sammen med din journal.',
    file: 'Klinikken gemmer det sammen med deres journal.',
  },
} satisfies Messages['common'];
