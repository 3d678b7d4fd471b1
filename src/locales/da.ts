import type { LanguagePack } from './catalogue.js';

/** Danish. Unreviewed: no clinician has read it yet. */
export default {
  unreviewed: true,
  load: {
    common: () => import('./da/common.js'),
    welcome: () => import('./da/welcome.js'),
    problems: () => import('./da/problems.js'),
  },
} satisfies LanguagePack;
