import type { Messages } from '../messages.js';

export default {
  headingClient: (therapist) => `Velkommen. Du skal møde ${therapist}.`,
  headingTherapist: 'Velkommen. Her møder du din klient.',
  leadClient:
    'Intet er gået i gang. Kamera og mikrofon er slukket her. Ingen kan se eller høre dig gennem denne side.',
  leadTherapist:
    'Intet er gået i gang. Kamera og mikrofon er slukket her. Den, der venter, kan ikke se eller høre dig.',
  expected: (when) => `Du er ventet ${when}.`,
  nextHeading: 'Det her sker, i denne rækkefølge',
  steps: {
    consent: 'Du læser, hvad samtaler på nettet indebærer, og du bestemmer selv.',
    space: 'Du tænker over stedet, du er. Det kan springes over.',
    'tech-check': 'Du prøver lyd og billede. Det kan også springes over.',
    waiting: 'Du venter, til din terapeut lukker dig ind.',
    admit: 'Du ser, hvem der venter, og du lukker dem ind.',
    session: 'I taler sammen. Du vælger, hvad der er tændt og slukket.',
  },
  whoHeading: 'Hvem kan se og høre dig',
  whoClient: 'Ingen endnu. Senere kun de personer, der står på din skærm, og kun det, du selv tænder.',
  whoTherapist: 'Ingen endnu. Senere kun den, du lukker ind, og kun det, du selv tænder.',
  stopHeading: 'Sådan stopper du',
  stop: 'Du kan holde pause, gå tilbage eller gå din vej når som helst. Du behøver ikke sige hvorfor. Hvor du ser knappen »Forlad siden nu«, lukker den alt på én gang. Den sletter ikke browserens historik.',
  begin: 'Gør dig klar',
} satisfies Messages['welcome'];
