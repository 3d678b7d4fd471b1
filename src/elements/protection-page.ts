import { html, type TemplateResult } from 'lit';
import type { SessionSnapshot } from '../core/session-snapshot.js';
import { protectionTopics } from '../core/trust-view.js';
import type { Messages } from '../locales/messages.js';

/** Where sound and picture pass, without the rest of the address; empty where they stay in the browser. */
const hostOf = ({ route }: SessionSnapshot): string =>
  route.kind === 'server' && URL.canParse(route.url) ? new URL(route.url).host : '';

/** For this very session: what is protected as far as it goes, and where that ends. Each claim stands beside its limit. */
export const protectionPage = (snapshot: SessionSnapshot, words: Messages['encryption']): TemplateResult =>
  html`<ul class="topics">
    ${protectionTopics(snapshot).map((topic) => {
      const { title, holds, ends } = words.topics[topic](hostOf(snapshot));
      return html`<li>
        <h4>${title}</h4>
        <p><span class="side">${words.holds}</span> ${holds}</p>
        <p><span class="side">${words.ends}</span> ${ends}</p>
      </li>`;
    })}
  </ul>`;
