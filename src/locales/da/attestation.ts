import type { Messages } from '../messages.js';

export default {
  consentHeading: 'Samtykke',
  consentNone: 'Der bliver ikke bedt om samtykke til denne aftale.',
  consentLoading: 'Samtykket er på vej.',
  consentSettled: 'Alt det nødvendige er på plads.',
  consentElsewhere: 'Deres samtykke er ikke på denne side.',
  talkLead: 'Disse emner er åbne. Tal om dem på skrift eller i telefon. Notér så, hvad de har sagt ja til.',
  unanswered: 'Ikke besvaret endnu.',
  decisions: {
    'talk-first': 'Det vil de gerne tale om først.',
    decline: 'De sagde nej.',
    withdrawn: 'De har trukket deres ja tilbage.',
  },
  talked: 'Vi talte om det, og de sagde ja',
  attest: 'Notér, hvad de sagde ja til',
  attestWho: 'Det bliver noteret som aftalt i en samtale, med tidspunkt og dit id.',
  chooseFirst: 'Sæt kryds ved det, de sagde ja til. Så kan du notere det.',
  emergency: 'I en nødsituation',
  emergencyLead: (id) =>
    `Du kan begynde nu og spørge igen bagefter. Det bliver noteret under dit id (${id}) med tidspunkt. Det gælder kun i dag, og der bliver spurgt til emnerne igen.`,
  emergencyRecord: 'Notér en nødsituation, og spørg igen bagefter',
  emergencyRefused: 'De har sagt nej til et emne. Det ændrer en nødsituation ikke. Brug telefonen.',
} satisfies Messages['attestation'];
