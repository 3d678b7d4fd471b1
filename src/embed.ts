/**
 * For a page without a bundler: one script, one tag. Brings what stands on the screen first and the way out; every
 * other tag is fetched when it appears.
 */
import './elements/safe-session.js';
import { defineOnSight } from './elements/define-on-sight.js';
import { registerLanguage } from './locales/catalogue.js';

// A server that renders the page imports this file without a document.
if (typeof document !== 'undefined') defineOnSight(document);

export { registerLanguage };
