import type { Messages } from '../messages.js';

export default {
  heading: 'Her kan du vente',
  lead: 'Ingen kan se eller høre dig gennem denne side. Intet fra dit kamera eller din mikrofon bliver sendt.',
  newsHeading: 'Det ved vi lige nu',
  urgentSeen: 'Du har sagt, at du har brug for nogen nu. Det står på din terapeuts skærm.',
  urgentUnseen:
    'Du har sagt, at du har brug for nogen nu. Din terapeut er ikke på siden endnu og ser det, når de kommer. Hvis du ikke vil vente, så brug telefonen.',
  notOpen: (when) => `Her åbner vi ${when}. Kom igen til den tid. Du er ikke gået glip af noget.`,
  letIn: 'Din terapeut har lukket dig ind.',
  held: (minutes) =>
    minutes === 1
      ? 'Din terapeut ved, at du er her, og har brug for cirka et minut mere.'
      : `Din terapeut ved, at du er her, og har brug for cirka ${minutes} minutter mere.`,
  late: (minutes) =>
    minutes === 1
      ? 'Din terapeut er forsinket, cirka et minut.'
      : `Din terapeut er forsinket, cirka ${minutes} minutter.`,
  lateUnknown: 'Din terapeut er forsinket.',
  theirWords: 'Din terapeut skriver:',
  therapistHere:
    'Din terapeut er her og kan se, at du venter. Du bliver lukket ind, når din terapeut er klar.',
  therapistHereNotAsked: 'Din terapeut er her.',
  therapistAway: 'Din terapeut er ikke kommet endnu og kan se, at du venter, så snart de kommer.',
  therapistAwayNotAsked: 'Din terapeut er ikke kommet endnu.',
  therapistLost: 'Forbindelsen til din terapeut røg. De kan komme lige tilbage. Du beholder din plads.',
  notAsked: 'Din terapeut har ikke fået at vide, at du er her. Vi prøver.',
  consentOpen: 'Før I kan se og høre hinanden, mangler vi stadig:',
  consentHow:
    'Du kan skrive om det her eller tale om det i telefon. Så noterer din terapeut, hvad du har besluttet, eller du går tilbage til spørgsmålene og svarer selv.',
  ease: 'Der er ingen hast. Du behøver ikke gøre noget. Mange er nervøse, og der er plads til både stilhed og tårer.',
  ways: 'Knapperne til at gå, til at gå tilbage og til at sige »Jeg har brug for nogen nu« er på siden hele tiden.',
  aboutHeading: 'Det, du har sagt om i dag',
  aboutNothing: 'Ingenting. Det er helt i orden.',
  aboutName: 'Navn',
  aboutPronouns: 'Pronominer',
  aboutSpeakFreely: 'At tale frit her',
  aboutStartWith: 'Til at begynde med',
  aboutWishes: 'Ønsker',
  change: 'Ret eller tilføj noget',
  notSentUntil: 'Intet ændrer sig for de andre, før du trykker på »Send ændringen«.',
  keep: 'Lad det være, som det er',
  changed: 'Din ændring er noteret.',
  writeHeading: 'Skriv til din terapeut',
} satisfies Messages['waiting'];
