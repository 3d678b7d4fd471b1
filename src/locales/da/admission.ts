import type { Messages } from '../messages.js';

export default {
  heading: 'Hvem venter',
  lead: 'Ingen kommer ind, uden at du lukker dem ind. Her er du hverken set eller hørt.',
  nobodyYet: 'Der er ingen endnu. Når nogen kommer, står de her. Der kommer ingen lyd.',
  waitingNow: (count, urgent) => {
    if (count === 0) return 'Ingen venter.';
    if (count === 1) return urgent ? '1 person venter og har brug for nogen nu.' : '1 person venter.';
    if (urgent === 0) return `${count} personer venter.`;
    return `${count} personer venter. ${urgent} af dem har brug for nogen nu.`;
  },
  states: {
    expected: 'Har ikke bedt om at komme ind endnu og er måske ved at gøre sig klar.',
    asking: 'Venter på dig. De kan ikke se eller høre dig, og du kan ikke se eller høre dem.',
    here: 'Er lukket ind.',
    gone: 'Er gået og kan komme tilbage.',
    lost: 'Forbindelsen til dem røg. Pladsen er holdt fri.',
  },
  removed: 'Samtalen er slut for dem. Linket virker ikke mere.',
  urgent: 'De trykkede på »Jeg har brug for nogen nu«.',
  pronouns: 'Pronominer',
  wishes: 'Ønsker for i dag',
  speakFreelyLabel: 'Kan tale frit',
  speakFreely: {
    yes: 'Ja.',
    partly: 'Delvist. Du kan spørge, hvad der ville hjælpe.',
    no: 'Nej. Begynd med spørgsmål, der kan besvares med ja eller nej, eller skriv.',
    'rather-not-say': 'Det vil de helst ikke sige. Du kan spørge forsigtigt til stedet.',
  },
  startWithLabel: 'Vil gerne begynde',
  startWith: {
    'sound-and-picture': 'Med lyd og billede.',
    sound: 'Kun med lyd.',
    listening: 'De vil gerne bare lytte til at begynde med.',
  },
  nothingSaid: 'De har ikke sagt noget om sig selv for i dag.',

  admit: 'Luk ind',
  obstacles: {
    'not-asking': 'Du kan lukke dem ind, så snart de beder om at komme ind.',
    'already-in': 'De er lukket ind.',
    consent: 'Du kan lukke dem ind, når de åbne emner ovenfor er på plads.',
    'in-progress': 'Et øjeblik. Klinikken får besked.',
    removed: 'Du har afsluttet samtalen for dem.',
  },
  unavailable: 'Du kan ikke lukke dem ind lige nu.',
  hold: 'To minutter mere',
  heldNow: 'De kan læse: cirka to minutter mere.',
  notToday: 'Ikke i dag',
  notTodayLabel: 'Dine ord til dem',
  notTodayHint: 'De læser det her, og hvordan de får fat i klinikken. Så venter de ikke længere.',
  notTodaySend: 'Sig til dem: ikke i dag',
  notTodayDone: 'De har fået at vide: ikke i dag.',
  keepWaiting: 'Lad dem vente',

  consentHeading: 'Samtykke',
  consentNone: 'Der bliver ikke bedt om samtykke til denne aftale.',
  consentLoading: 'Samtykket er på vej.',
  consentSettled: 'Alt det nødvendige er på plads.',
  consentElsewhere: 'Deres samtykke er ikke på denne side.',
  consentOpen:
    'Disse emner er åbne. Tal om dem på skrift eller i telefon. Notér så, hvad de har sagt ja til.',
  removal: 'Hvis nogen ikke skal være her',

  lateHeading: 'Hvis du er forsinket',
  writeHeading: 'Skriv til den, der venter',

  roomHeading: 'Dit eget rum',
} satisfies Messages['admission'];
