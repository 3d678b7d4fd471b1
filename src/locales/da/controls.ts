import type { Messages } from '../messages.js';

export default {
  label: 'Dine knapper',
  microphone: {
    off: 'Mikrofonen er slukket',
    starting: 'Mikrofonen er ved at starte…',
    on: 'Mikrofonen er tændt',
  },
  camera: { off: 'Kameraet er slukket', starting: 'Kameraet er ved at starte…', on: 'Kameraet er tændt' },
  cameraHeld: 'Svag forbindelse. Tænd',
  press: { off: 'Tænd', starting: 'Stop', on: 'Sluk' },
  pause: 'Pause',
  pauseDoes: 'Hverken lyd eller billede',
  text: 'Skriv',
  textDoes: 'I stedet for at tale',
  devices: 'Enheder og hjælp',
  devicesDoes: 'Hvis noget ikke virker',
  leave: 'Gå',
  leaveDoes: 'Når som helst',
  browserSign: 'Browseren viser måske stadig sit mikrofontegn. Din stemme bliver ikke sendt.',
} satisfies Messages['controls'];
