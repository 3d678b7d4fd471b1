/**
 * Which file brings which tag. The shell fetches a step from here shortly before it is needed, and the CDN entry
 * when the tag appears in a page. Every path is written out, so that bundlers can follow it.
 */
const LOADERS = {
  'session-welcome': () => import('./session-welcome.js'),
  'consent-form': () => import('./consent-form.js'),
  'space-check': () => import('./space-check.js'),
  'tech-check': () => import('./tech-check.js'),
  'waiting-room': () => import('./waiting-room.js'),
  'admission-desk': () => import('./admission-desk.js'),
  'session-room': () => import('./session-room.js'),
  'session-controls': () => import('./session-controls.js'),
  'session-pause': () => import('./session-pause.js'),
  'session-closing': () => import('./session-closing.js'),
  'feedback-form': () => import('./feedback-form.js'),
  'problem-notice': () => import('./problem-notice.js'),
  'support-card': () => import('./support-card.js'),
} satisfies Record<string, () => Promise<unknown>>;

export type LoadableTag = keyof typeof LOADERS;

export const LOADABLE_TAGS = Object.keys(LOADERS) as readonly LoadableTag[];

/** Resolves when the tag is defined. Rejects when its file did not arrive. */
export const loadElement = async (tag: LoadableTag): Promise<void> => {
  if (!customElements.get(tag)) await LOADERS[tag]();
};
