import type { Messages } from '../messages.js';

export default {
  steps: {
    chrome: (device) => [
      'Tryk på det lille tegn forrest i adressen, øverst i vinduet.',
      `Slå ${device} til.`,
      'Kom tilbage hertil, og prøv igen.',
    ],
    edge: (device) => [
      'Tryk på hængelåsen forrest i adressen, øverst i vinduet.',
      `Åbn »Tilladelser for dette websted«, og sæt ${device} til »Tillad«.`,
      'Kom tilbage hertil, og prøv igen.',
    ],
    firefox: (device) => [
      `Find tegnet for ${device} med en streg over ved siden af adressen, og tryk på det.`,
      'Fjern blokeringen med det lille kryds.',
      'Kom tilbage hertil, og prøv igen.',
    ],
    safari: (device) => [
      'Åbn menuen »Safari« øverst på skærmen, og vælg »Indstillinger for dette websted«.',
      `Sæt ${device} til »Tillad«.`,
      'Kom tilbage hertil, og prøv igen.',
    ],
    'ios-safari': (device) => [
      'Tryk på sidetegnet ved adressen og så på »Webstedsindstillinger«.',
      `Sæt ${device} til »Tillad«.`,
      'Kan du ikke finde det, så åbn telefonens Indstillinger, så Apps og så din browser.',
      'Kom tilbage hertil, og prøv igen.',
    ],
    android: (device) => [
      'Tryk på det lille tegn forrest i adressen.',
      `Åbn »Tilladelser«, og giv adgang til ${device}.`,
      'Kom tilbage hertil, og prøv igen.',
    ],
    'in-app': () => [
      'Siden er åbnet inde i en anden app, og det kan sådan en app tit ikke.',
      'Gå tilbage til beskeden fra klinikken. Hold fingeren på linket, til der kommer en menu.',
      'Vælg at åbne det i din browser.',
    ],
    other: (device) => [
      'Åbn indstillingerne for siden. De er som regel ved siden af adressen.',
      `Giv adgang til ${device}.`,
      'Kom tilbage hertil, og prøv igen.',
    ],
  },
  system: (device) =>
    `Er der allerede givet adgang, kan det være selve computeren eller telefonen, der holder ${device} slukket. Se i dens indstillinger under »Privatliv«.`,
} satisfies Messages['deviceHelp'];
