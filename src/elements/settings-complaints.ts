/** What is wrong with what a page wrote on `<safe-session>`, in sentences for its developer. */
import type { WrongSetting } from './shell-settings.js';

/** Enough to find it again. */
const MAX_QUOTED = 60;

const quoted = (value: string): string => `"${value.slice(0, MAX_QUOTED)}"`;

/** One sentence that names the attribute, and what was expected. */
export const complaintAbout = (wrong: WrongSetting): string => {
  switch (wrong.what) {
    case 'choice':
      return `<safe-session ${wrong.attribute}=${quoted(wrong.written)}>: expected ${wrong.known.join(', ')}; "${wrong.used}" is used.`;
    case 'steps':
      return `<safe-session steps>: unknown step ${wrong.unknown.map(quoted).join(', ')} is left out.`;
    case 'exit-url':
      return '<safe-session exit-url>: expected an http(s) address of a neutral page; quick exit goes to a blank page.';
    case 'service-url':
      return '<safe-session service-url>: expected the http(s) address at which the practice mounted its handler.';
    case 'url-in-rehearsal':
      return '<safe-session service-url>: only counts in a live session. A rehearsal has no server.';
    case 'url-and-service':
      return '<safe-session service-url>: the page has set `service` as well. Expected one of them; `service` is used.';
    default:
      return wrong satisfies never;
  }
};
