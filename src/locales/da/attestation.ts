import type { Messages } from '../messages.js';

export default {
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
