import type { Messages } from '../messages.js';

export default {
  'consent-document-invalid': {
    title: 'Samtykketeksten kan ikke vises',
    body: 'Klinikken skal rette den. Du har ikke gjort noget forkert.',
  },
  'consent-document-unreachable': {
    title: 'Samtykketeksten kom ikke frem',
    body: 'Prøv igen om lidt, eller ring.',
  },
  'consent-language-missing': {
    title: 'Teksten findes ikke på dit sprog',
    body: 'Du kan tale med din terapeut om den, også med tolk.',
  },
  'consent-not-reviewed': {
    title: 'Teksten er ikke gennemgået endnu',
    body: 'Derfor kan den ikke underskrives her. Du kan tale med din terapeut om den.',
  },
} satisfies Messages['consentProblems'];
