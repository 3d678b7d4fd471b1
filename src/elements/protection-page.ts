import { html, nothing, type TemplateResult } from 'lit';
import type { SessionSnapshot } from '../core/session-snapshot.js';
import { protectionTopics } from '../core/trust-view.js';
import type { Messages } from '../locales/messages.js';

/** Where sound and picture pass, without the rest of the address; empty where they stay in the browser. */
const hostOf = ({ route }: SessionSnapshot): string =>
  route.kind === 'server' && URL.canParse(route.url) ? new URL(route.url).host : '';

interface Remembered {
  /** Whether this browser remembers a device, of whoever that is. */
  readonly isSome: boolean;
  readonly forgetAll: () => void;
}

/** For this very session: what is protected as far as it goes, and where that ends. Each claim stands beside its limit. */
export const protectionPage = (
  snapshot: SessionSnapshot,
  words: Messages['encryption'],
  { isSome, forgetAll }: Remembered,
): TemplateResult =>
  html`<ul class="topics">
    ${protectionTopics(snapshot, isSome).map((topic) => {
      const { title, holds, ends } = words.topics[topic](hostOf(snapshot));
      return html`<li>
        <h3>${title}</h3>
        <p><span class="side">${words.holds}</span> ${holds}</p>
        <p><span class="side">${words.ends}</span> ${ends}</p>
        ${
          topic === 'remembered'
            ? html`<button class="link" part="secondary" data-forget @click=${forgetAll}>
                ${words.forgetAll}
              </button>`
            : nothing
        }
      </li>`;
    })}
  </ul>`;
