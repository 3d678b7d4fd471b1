import type { Messages } from '../messages.js';

export default {
  client: {
    finished: {
      heading: 'Samtalen er slut for i dag',
      lead: 'Tak, fordi du var her. Kamera og mikrofon er slukket. Ingen kan se eller høre dig gennem denne side.',
      next: 'Tag dig den tid, du har brug for, før du går videre med dagen. Et glas vand eller et blik ud ad vinduet er nok.',
    },
    left: {
      heading: 'Du har forladt samtalen',
      lead: 'Det er helt i orden, og du behøver ikke sige hvorfor. Kamera og mikrofon er slukket.',
      next: 'Du kan komme tilbage, så længe samtalen er åben. Ellers kan du ringe til klinikken, når det passer dig.',
    },
    'not-today': {
      heading: 'Det bliver ikke i dag',
      lead: 'Din terapeut kan ikke mødes med dig på nettet i dag. Du har ikke gjort noget forkert. Kamera og mikrofon er slukket.',
      next: 'Ring til klinikken, så finder I en anden tid eller en anden måde at tale sammen på.',
    },
    'consent-not-given': {
      heading: 'I kan mødes på andre måder',
      lead: 'Du sagde nej til noget, som en samtale på nettet kræver. Det er dit valg, og det er et godt svar.',
      next: 'Du mister ikke din behandling, fordi du siger nej til det her. Spørg klinikken, hvad der kan lade sig gøre.',
    },
    'consent-withdrawn': {
      heading: 'Du har ombestemt dig, og samtalen er stoppet',
      lead: 'Der bliver ikke sendt mere lyd eller billede. Kamera og mikrofon er slukket. Du må altid ombestemme dig.',
      next: 'Dit valg går til klinikken og bliver skrevet ned der. Hvis det ikke lykkes, står det her på siden. Ring til klinikken, hvis du vil tale om, hvad der så skal ske.',
    },
    'connection-lost': {
      heading: 'Forbindelsen røg',
      lead: 'Det var forbindelsen, ikke dig. Kamera og mikrofon er slukket. Ingen kan se eller høre dig gennem denne side.',
      next: 'Du kan prøve at komme tilbage. Går det ikke, så brug telefonen.',
    },
    removed: {
      heading: 'Samtalen er slut for dig',
      lead: 'Klinikken har afsluttet den på denne side. Kamera og mikrofon er slukket.',
      next: 'Linket åbner den ikke igen. Du kan ringe til klinikken og spørge, hvad der så skal ske.',
    },
    moved: {
      heading: 'Du fortsætter et andet sted',
      lead: 'Dit link blev åbnet på en anden enhed, og din terapeut valgte den. Her er kamera og mikrofon slukket.',
      next: 'Hvis det ikke var dig, så ring til klinikken nu.',
    },
  },
  therapist: {
    finished: {
      heading: 'Samtalen er slut',
      lead: 'Kamera og mikrofon er slukket. Intet er optaget her.',
      next: 'Tag et øjeblik til dig selv, før den næste kommer.',
    },
    left: {
      heading: 'Du har forladt samtalen',
      lead: 'Kamera og mikrofon er slukket. De andre har fået at vide, at du gik, men ikke hvorfor.',
      next: 'Du kan komme tilbage, så længe samtalen er åben.',
    },
    'not-today': {
      heading: 'Samtalen bliver ikke til noget i dag',
      lead: 'Din besked er givet videre. Kamera og mikrofon er slukket.',
      next: 'Klientens side fortæller, hvordan man når klinikken, hvis den kender et nummer.',
    },
    'consent-not-given': {
      heading: 'Der er ikke samtykke til en samtale på nettet',
      lead: 'Din klient har valgt at sige nej til noget, den kræver. Derfor kan lyd og billede ikke starte.',
      next: 'Klientens side viser andre måder at mødes på.',
    },
    'consent-withdrawn': {
      heading: 'Din klient har ombestemt sig',
      lead: 'Derfor er samtalen stoppet, både lyd og billede. Det har klienten ret til, uden at sige hvorfor.',
      next: 'Klientens side fortæller, hvordan det kan gå videre. Valget er skrevet ned.',
    },
    'connection-lost': {
      heading: 'Forbindelsen røg',
      lead: 'Det var forbindelsen. Kamera og mikrofon er slukket.',
      next: 'Du kan prøve at komme tilbage. Går det ikke, så brug telefonen, som I har aftalt.',
    },
    removed: {
      heading: 'Samtalen er slut for dig',
      lead: 'Klinikken har afsluttet den på denne side. Kamera og mikrofon er slukket.',
      next: 'Du kan ringe til klinikken og spørge hvorfor.',
    },
    moved: {
      heading: 'Du fortsætter et andet sted',
      lead: 'Samtalen blev åbnet på en anden enhed. Her er kamera og mikrofon slukket.',
      next: 'Hvis det ikke var dig, så ring til klinikken nu.',
    },
  },
  nextHeading: 'Det sker der nu',
  message: 'Din terapeut skrev:',
  otherWays: 'Andre muligheder',
  otherWaysList: [
    'At mødes ansigt til ansigt',
    'At tale i telefon',
    'En tid senere, når du har tænkt over det',
  ],
  return: 'Gå tilbage til samtalen',
  returnConsent: 'Se på spørgsmålene igen',
  feedback: 'Fortæl, hvordan det var',
  feedbackNote:
    'Du bestemmer, om du vil fortælle, hvordan det var. Det bliver hos dig, hvis du ikke sender det.',
  finish: 'Afslut',
} satisfies Messages['closing'];
