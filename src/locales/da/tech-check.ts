import type { Messages } from '../messages.js';

export default {
  heading: 'Prøv lyd og billede',
  lead: 'Prøv hver del, eller spring den over. Ingen andre kan høre eller se det, og intet bliver gemt.',
  lines: {
    microphone: 'Mikrofon',
    speaker: 'Højttaler eller headset',
    camera: 'Kamera',
    browser: 'Browseren her',
    connection: 'Forbindelse',
  },
  outcomes: {
    works: 'Virker',
    'does-not-work': 'Virker ikke',
    'not-checked': 'Ikke prøvet',
  },
  announce: (line, outcome) => `${line}: ${outcome}.`,
  devices: { microphone: 'mikrofonen', camera: 'kameraet' },
  troubles: {
    'device-denied': (device) => ({
      title: `Browseren holder ${device} slukket`,
      body: 'Den har på et tidspunkt fået nej. Det kan du ændre, ét skridt ad gangen:',
    }),
    'device-dismissed': (device) => ({
      title: `Lige nu er ${device} slukket`,
      body: 'Det er helt i orden. Prøv igen, når du er klar, og vælg »Tillad«, når browseren spørger.',
    }),
    'device-missing': (device) => ({
      title: `Browseren kan ikke finde ${device}`,
      body: 'Sæt udstyret til, eller tænd for det, hvis du har noget. Prøv så igen.',
    }),
    'device-busy': (device) => ({
      title: `Noget andet bruger ${device}`,
      body: 'Tit er det et andet videoprogram eller en anden fane. Luk det, og prøv igen.',
    }),
    'device-blocked-by-page': (device) => ({
      title: `Hjemmesiden giver ikke adgang til ${device}`,
      body: 'Det kan kun klinikken ændre. Det handler ikke om dig eller dit udstyr.',
    }),
    'device-insecure-page': (device) => ({
      title: `Browseren giver ikke adgang til ${device} på denne adresse`,
      body: 'Det gør den kun på adresser, der begynder med »https«. Sig det gerne til klinikken.',
    }),
    'device-unplugged': (device) => ({
      title: `Forbindelsen til ${device} er væk`,
      body: 'Stikket er taget ud, eller der er slukket. Intet er gået tabt. Sæt det til igen, eller vælg noget andet.',
    }),
    'device-failed': (device) => ({
      title: `Det lykkedes ikke at starte ${device}`,
      body: 'Tag stikket ud, hvis du kan, vent lidt, og prøv igen.',
    }),
    'no-sound': () => ({
      title: 'Mikrofonen er tændt, men der kommer ingen lyd',
      body: 'Den kan være slået fra: se efter en knap på headsettet eller tastaturet. Eller vælg en anden mikrofon.',
    }),
    'no-picture': () => ({
      title: 'Kameraet er tændt, men der kommer intet billede',
      body: 'Sluk det, og prøv igen. Har du et kamera mere, kan du vælge det.',
    }),
    'dark-picture': () => ({
      title: 'Billedet er mørkt',
      body: 'Kameraet kan have et lille dæksel eller en kontakt. Vil du hellere lade det være lukket, er det også fint.',
    }),
    'still-picture': () => ({
      title: 'Billedet bevæger sig ikke',
      body: 'Måske er det et andet program, der sender det. Luk programmet, eller vælg et andet kamera.',
    }),
    'too-quiet': () => ({
      title: 'Lyden er for lav',
      body: 'Skru op for lyden på din enhed, eller brug et headset. Afspil så tonerne igen.',
    }),
    'nothing-heard': () => ({
      title: 'Du hørte ingenting',
      body: 'Lyden kan være slået fra, eller den kommer ud et andet sted. Kan du vælge en anden højttaler her, så prøv den.',
    }),
    'cannot-call': () => ({
      title: 'Browseren kan ikke lave videoopkald',
      body: 'Det kan en ny udgave af Chrome, Edge, Firefox eller Safari. I kan også tale i telefon.',
    }),
    'cannot-encrypt': () => ({
      title: 'Browseren er for gammel til at beskytte en samtale',
      body: 'En opdatering hjælper, eller en ny udgave af Chrome, Edge, Firefox eller Safari. I kan også tale i telefon.',
    }),
    'no-connection': () => ({
      title: 'Browseren kunne ikke lave en prøveforbindelse',
      body: 'Se efter, om du er på nettet. Nogle tilføjelser og arbejdspladser spærrer for opkald. Prøv eventuelt en anden browser eller et andet net.',
    }),
  },
  helpAgain: 'Hvis browseren ikke spørger igen',
  rehearsal:
    'To faner på samme computer deles om én mikrofon. I en øvelse kan du bruge en blød tone og et tegnet billede i stedet.',
  microphone: {
    explain:
      'Når du trykker på knappen, spørger browseren, om siden må bruge mikrofonen. Vælg »Tillad«, og sig så nogle få ord.',
    start: 'Prøv mikrofonen',
    standIn: 'Brug en blød tone i stedet',
    asking: 'Browseren spørger dig nu. Tag dig den tid, du har brug for.',
    running: 'Mikrofonen er tændt. Sig nogle få ord, og se på bjælken.',
    arrives: 'Din lyd kommer igennem.',
    done: 'Din lyd kom igennem. Mikrofonen er slukket igen.',
    silent: 'Bjælken bevæger sig ikke',
    stop: 'Sluk mikrofonen',
    again: 'Prøv mikrofonen igen',
    device: 'Hvilken mikrofon',
    level: 'Hvor høj lyden er',
    levels: { quiet: 'Stille', soft: 'Svag', clear: 'Tydelig' },
    waysOn: 'Du kan også fortsætte uden: du kan lytte og skrive det, du vil sige.',
    way: 'Begynd med at lytte',
  },
  speaker: {
    explain:
      'Når du trykker på knappen, hører du fire bløde toner. Den første er meget svag. Det tager tre sekunder.',
    start: 'Afspil tonerne',
    again: 'Afspil tonerne igen',
    stop: 'Stop tonerne',
    playing: 'Tonerne spiller nu.',
    question: 'Hvad hørte du?',
    answers: { heard: 'Jeg hørte dem', 'too-quiet': 'Det var for lavt', nothing: 'Jeg hørte ingenting' },
    device: 'Hvilken højttaler eller hvilket headset',
    waysOn: 'Du kan også fortsætte: I kan skrive sammen eller tale i telefon.',
    failed: 'Browseren afspillede ikke tonerne. Tryk en gang til, eller gå videre.',
  },
  camera: {
    explain:
      'Når du trykker på knappen, spørger browseren, om siden må bruge kameraet. Kun du kan se billedet.',
    start: 'Prøv kameraet',
    standIn: 'Brug et tegnet billede i stedet',
    asking: 'Browseren spørger dig nu. Tag dig den tid, du har brug for.',
    running: 'Kameraet er tændt. Kun du kan se billedet.',
    arrives: 'Dit billede kommer igennem. Kun du kan se det.',
    done: 'Dit billede kom igennem. Kameraet er slukket igen.',
    picture: 'Dit eget billede',
    tip: 'Det kan hjælpe at flytte vinduet hen tæt på kameraet.',
    stop: 'Sluk kameraet',
    again: 'Prøv kameraet igen',
    device: 'Hvilket kamera',
    waysOn: 'Du kan også fortsætte uden billede. En samtale med lyd alene er en hel samtale.',
    way: 'Begynd med lyd alene',
  },
  browser: {
    explain: 'Den kan lave opkald, og den kan beskytte dem.',
    checking: 'Et øjeblik…',
    waysOn: 'Du kan stadig fortsætte og mødes i telefonen.',
  },
  connection: {
    explain: 'Her prøves kun opkald inde i browseren. Forbindelsen til klinikken bliver ikke prøvet.',
    start: 'Prøv forbindelsen',
    again: 'Prøv forbindelsen igen',
    testing: 'Prøver…',
    works: 'Browseren kan lave opkald. Forbindelsen til klinikken er ikke prøvet.',
    waysOn: 'Du kan stadig fortsætte. Hvis forbindelsen ikke holder senere, kan I tale i telefon.',
  },
  defaultDevice: 'Den sædvanlige',
  standInDevice: { microphone: 'En blød tone (øvelse)', camera: 'Et tegnet billede (øvelse)' },
  unnamedDevice: (number) => `Enhed ${number}`,
  startWithQuestion: 'Hvordan vil du gerne begynde senere?',
  startWithHint: 'Alle tre er fine. Du kan vælge om, når det er så vidt.',
  startWith: {
    'sound-and-picture': 'Med lyd og billede',
    sound: 'Med lyd alene',
    listening: 'Ved at lytte først',
  },
  leaveOut: 'Du kan altid gå videre, også når der er noget, du ikke har prøvet.',
} satisfies Messages['techCheck'];
