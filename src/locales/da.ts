import type { LanguagePack } from './catalogue.js';

/** Danish. Unreviewed: no clinician has read it yet. */
export default {
  unreviewed: true,
  load: {
    common: () => import('./da/common.js'),
    welcome: () => import('./da/welcome.js'),
    space: () => import('./da/space.js'),
    problems: () => import('./da/problems.js'),
    closing: () => import('./da/closing.js'),
    feedback: () => import('./da/feedback.js'),
    support: () => import('./da/support.js'),
  },
} satisfies LanguagePack;
