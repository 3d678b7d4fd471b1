/**
 * Which file brings which tag. The shell fetches a step from here shortly before it is needed, and the CDN entry
 * when the tag appears in a page. Every path is written out, so that bundlers can follow it.
 */
import { isOurs } from './define.js';

const beforeTheCall = (): Promise<unknown> => import('./before-the-call.js');
const trust = (): Promise<unknown> => import('./encryption-status.js');
const inTheCall = (): Promise<unknown> => import('./in-the-call.js');

const LOADERS = {
  'session-welcome': () => import('./session-welcome.js'),
  'consent-form': beforeTheCall,
  'space-check': beforeTheCall,
  'tech-check': beforeTheCall,
  'waiting-room': beforeTheCall,
  'admission-desk': () => import('./admission-desk.js'),
  'support-card': beforeTheCall,
  'text-line': beforeTheCall,
  'session-room': inTheCall,
  'session-controls': inTheCall,
  'session-pause': inTheCall,
  'session-closing': inTheCall,
  'feedback-form': inTheCall,
  'encryption-status': trust,
  'safety-code': trust,
  'problem-notice': () => import('./problem-notice.js'),
} satisfies Record<string, () => Promise<unknown>>;

export type LoadableTag = keyof typeof LOADERS;

export const LOADABLE_TAGS = Object.keys(LOADERS) as readonly LoadableTag[];

/** Resolves when our element is defined. Rejects when its file did not arrive, or somebody else has the tag. */
export const loadElement = async (tag: LoadableTag): Promise<void> => {
  if (isOurs(tag)) return;
  await LOADERS[tag]();
  if (!isOurs(tag)) throw new Error(`[safe-session] <${tag}> is not ours`);
};
