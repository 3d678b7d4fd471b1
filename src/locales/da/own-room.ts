import type { Messages } from '../messages.js';

export default {
  roomLead: 'Kun til dig selv. Du kan springe det over.',
  room: {
    door: 'Døren er lukket, og ingen kommer ind.',
    earshot: 'Ingen kan høre, hvad der bliver sagt her.',
    headset: 'Jeg bruger headset.',
    devices: 'Intet andet lytter med, for eksempel en smart højttaler eller et andet program.',
    phone: 'En telefon ligger klar, hvis forbindelsen ryger.',
    plan: 'Jeg ved, hvor de er i dag, og hvem man ringer til dér, eller jeg spørger først.',
  },
  roomTicked: (ticked, all) => `${ticked} af ${all} sat kryds ved.`,
  unseenHeading: 'Det, du ikke kan se',
  unseen: [
    'Hvem der ellers er i nærheden, og om de kan svare frit.',
    'Hvad der sker uden for billedet.',
    'Hvor meget senere de hører dig. Vent et åndedrag længere, før du taler.',
  ],
} satisfies Messages['ownRoom'];
