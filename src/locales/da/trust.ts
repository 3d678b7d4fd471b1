import type { Messages } from '../messages.js';

export default {
  line: {
    alone: 'Din side forsegler det, du sender, så snart der er nogen.',
    securing: 'Jeres sider laver nøgler. Der bliver ikke sendt noget endnu.',
    unchecked: 'Forseglet. I kan sammen se efter, at der ikke er nogen imellem jer.',
    checked: 'Forseglet, og I har sammenlignet.',
    'known-device': 'Forseglet, med en enhed I har sammenlignet før.',
    'changed-device': 'Forseglet, med en enhed der er ny her. I kan sammenligne.',
    differs: 'Stoppet for en sikkerheds skyld, fordi billederne ikke var ens.',
    failed: 'Nøglerne blev ikke til noget. Der bliver ikke sendt noget.',
    'cannot-open': 'Der kommer noget, som ikke kan åbnes. Det bliver ikke vist.',
    tampering: 'Stoppet for en sikkerheds skyld, fordi noget blev ændret undervejs.',
    unsupported: 'Denne browser kan ikke forsegle en samtale. Der bliver ikke sendt noget.',
  },
  open: 'Sådan er det beskyttet',
} satisfies Messages['trust'];
