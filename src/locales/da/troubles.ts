import type { Messages } from '../messages.js';

export default {
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
    'worker-blocked': () => ({
      title: 'Beskyttelsen af en samtale starter ikke på denne side',
      body: 'Der er ikke noget galt med dig eller din enhed: Siden skal tillade det. Sig det til din klinik. I kan også tale i telefon.',
    }),
    'media-unreachable': () => ({
      title: 'Der er spærret for lyd og billede',
      body: 'Måske lader nettet her det ikke komme igennem. Et andet net kan hjælpe, for eksempel telefonens. I kan også tale i telefon.',
    }),
    'no-connection': () => ({
      title: 'Browseren kunne ikke lave en prøveforbindelse',
      body: 'Se efter, om du er på nettet. Nogle tilføjelser og arbejdspladser spærrer for opkald. Prøv eventuelt en anden browser eller et andet net.',
    }),
  },
  helpAgain: 'Hvis browseren ikke spørger igen',
} satisfies Messages['troubles'];
