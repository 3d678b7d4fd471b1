import type { LanguagePack } from './catalogue.js';

/** Danish. Unreviewed: no clinician has read it yet. */
export default {
  unreviewed: true,
  load: {
    common: () => import('./da/common.js'),
    shell: () => import('./da/shell.js'),
    welcome: () => import('./da/welcome.js'),
    space: () => import('./da/space.js'),
    text: () => import('./da/text.js'),
    waiting: () => import('./da/waiting.js'),
    deviceHelp: () => import('./da/device-help.js'),
    techCheck: () => import('./da/tech-check.js'),
    troubles: () => import('./da/troubles.js'),
    admission: () => import('./da/admission.js'),
    attestation: () => import('./da/attestation.js'),
    late: () => import('./da/late.js'),
    ownRoom: () => import('./da/own-room.js'),
    place: () => import('./da/place.js'),
    removal: () => import('./da/removal.js'),
    problems: () => import('./da/problems.js'),
    room: () => import('./da/room.js'),
    controls: () => import('./da/controls.js'),
    pause: () => import('./da/pause.js'),
    consent: () => import('./da/consent.js'),
    consentProblems: () => import('./da/consent-problems.js'),
    receipt: () => import('./da/receipt.js'),
    closing: () => import('./da/closing.js'),
    feedback: () => import('./da/feedback.js'),
    support: () => import('./da/support.js'),
  },
} satisfies LanguagePack;
