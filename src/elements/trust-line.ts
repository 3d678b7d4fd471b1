import { html, type TemplateResult } from 'lit';
import type { SessionAsk, SessionSnapshot } from '../core/session-snapshot.js';
import { lineState } from '../core/trust-view.js';
import type { Messages } from '../locales/messages.js';

interface TrustLine {
  readonly snapshot: SessionSnapshot | undefined;
  readonly words: Messages['trust'];
  readonly ask: (ask: SessionAsk) => void;
}

/** How the session is protected, in one quiet line, and the way to what that means. It opens nothing by itself. */
export const trustLine = ({ snapshot, words, ask }: TrustLine): TemplateResult => {
  const open = snapshot?.panel === 'trust';
  return html`<div class="actions quiet">
    <span part="status">${words.line[snapshot ? lineState(snapshot) : 'alone']}</span>
    <button
      class="link"
      part="secondary"
      data-opens="trust"
      aria-expanded=${open}
      @click=${() => {
        ask(open ? { type: 'close-panel' } : { type: 'open-panel', panel: 'trust' });
      }}
    >
      ${words.open}
    </button>
  </div>`;
};
