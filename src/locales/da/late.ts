import type { Messages } from '../messages.js';

export default {
  lateMinutes: 'Cirka hvor mange minutter?',
  lateWords: 'Dine egne ord til dem',
  lateSend: 'Sig det til dem',
  lateNow: (minutes) =>
    minutes === 1
      ? 'De kan læse: forsinket cirka et minut.'
      : `De kan læse: forsinket cirka ${minutes} minutter.`,
  lateOver: 'Jeg er ikke forsinket længere',
} satisfies Messages['late'];
