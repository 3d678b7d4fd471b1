import type { Messages } from '../messages.js';

export default {
  lead: 'Når du ikke kender personen, eller en anden har linket. Har du brug for tid til at tænke, så hold pause først. Så kan ingen se eller høre hinanden.',
  begin: (name) => `Afslut samtalen for ${name}`,
  ask: (name) => `Skal den slutte for ${name}?`,
  means: [
    'Siden lukker for dem. Der står, at samtalen er slut, og hvordan de når klinikken. Der står ingen grund og ingen bebrejdelse.',
    'Linket virker ikke mere i dag, og det gør ingen anden vej ind, de har, heller ikke.',
    'Du kan ikke fortryde det her på siden. Du kan stadig ringe til dem.',
  ],
  confirm: (name) => `Ja, afslut for ${name}`,
  keep: 'Nej, lad det være',
  done: (name) => `Samtalen er slut for ${name}. Linket virker ikke mere.`,
} satisfies Messages['removal'];
