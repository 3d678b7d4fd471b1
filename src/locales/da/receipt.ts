import type { Messages } from '../messages.js';

export default {
  fileName: 'min-kopi',
  title: 'Dine svar: en kopi til dig',
  intro: 'Her er det, du har læst, og det, du har svaret. Gem det et sted, som kun du kan åbne.',
  rehearsal: 'Kopien er fra en øvelse. Den gælder ikke som en aftale.',
  practice: 'Klinik',
  shownAt: 'Vist for dig første gang',
  answeredAt: 'Besvaret',
  how: 'Sådan svarede du',
  methods: {
    screen: 'På skærmen',
    'verbal-attested': 'I en samtale. Din terapeut skrev det ned.',
    'emergency-deferred': 'Udsat, fordi det hastede. Du bliver spurgt igen.',
    paper: 'På papir',
  },
  signedBy: 'Underskrevet af',
  notSigned: 'Ingen. De her svar krævede ingen underskrift.',
  answer: 'Dit svar',
  decisions: {
    agree: 'Jeg er enig',
    decline: 'Jeg er ikke enig',
    'talk-first': 'Jeg vil gerne tale om det først',
    read: 'Jeg har læst det',
    yes: 'Ja',
    no: 'Nej',
    withdrawn: 'Jeg trækker mit svar tilbage',
  },
  notAnswered: 'Intet svar denne gang',
  version: (version) => `Version ${version} af teksten`,
  fullText: 'Hele teksten',
  changeHeading: 'Hvis du ombestemmer dig',
  change:
    'Du kan trække ethvert svar tilbage, når du vil, og uden at sige hvorfor. Gør det samme sted, eller sig det til din terapeut eller klinikken.',
  checkHeading: 'Sådan kan kopien kontrolleres',
  check:
    'Rækken af bogstaver og tal herunder er lavet ud fra præcis den tekst, du så. Bliver ét tegn i teksten ændret, passer den ikke længere. Filen med data har alt, der skal til for at kontrollere den.',
  documentId: 'Tekst',
  recordId: 'Svarets nummer',
  fingerprint: 'Tekstens fingeraftryk (SHA-256)',
  proof:
    'Klinikken gemmer dine svar som en side i en bog: Hver side bærer fingeraftrykket af siden før. Klinikkens server har skrevet under på linjerne her. Med dem kan du senere vise, hvad der blev skrevet ned.',
  recordHash: 'Dine svars fingeraftryk (SHA-256)',
  previousHash: 'Fingeraftryk af siden før',
  firstEntry: 'Intet. Det er den første side om dig.',
  signature: 'Underskrift fra klinikkens server (JWS)',
  proofHow:
    'Alle kan kontrollere underskriften med den nøgle, som klinikken lægger frem. Det kræver intet program fra os. Trinene står i vejledningen »consent-receipt« til safe-session.',
  noProof:
    'Klinikkens underskrift er ikke med i kopien. Du kan gemme den en gang til senere eller spørge klinikken.',
  noProofRehearsal: 'Ingen klinik har de her svar, så ingen har skrevet under på dem.',
} satisfies Messages['receipt'];
