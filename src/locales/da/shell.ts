import type { Messages } from '../messages.js';

export default {
  exitNow: 'Forlad siden nu',
  needSomeoneNow: 'Jeg har brug for nogen nu',
  ways: 'Tilbage, ud og hjælp',
  back: 'Tilbage',
  leave: 'Gå',
  yourConsent: 'Det, jeg har sagt ja til',
  closePanel: 'Luk denne del',
  ended: 'Samtalen er slut. Du kan lukke siden.',
  startAgain: 'Begynd forfra',
  stepOf: (position, count) => `Trin ${String(position)} af ${String(count)}`,
} satisfies Messages['shell'];
