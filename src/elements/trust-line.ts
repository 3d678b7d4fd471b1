import { html, type TemplateResult } from 'lit';
import { lineState } from '../core/trust-view.js';
import trust from '../locales/en/trust.js';
import { define } from './define.js';
import { SessionElement } from './session-element.js';
import { Words } from './words.js';

/**
 * Tells in one quiet line how the session is protected, and leads to what that means. It opens nothing by itself.
 *
 * @tagname trust-line
 * @fires session-request - `open-panel` and `close-panel`
 * @csspart status - how it stands
 * @csspart secondary - the button that leads on
 */
export class TrustLineElement extends SessionElement {
  readonly #words = new Words(this, 'trust', trust);

  /** Gives the focus to what opens the panel. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector('button')?.focus(options);
  }

  protected override body(): TemplateResult {
    const words = this.#words.value;
    const { snapshot } = this;
    const open = snapshot?.panel === 'trust';
    return html`<div class="actions quiet">
      <span part="status">${words.line[snapshot ? lineState(snapshot) : 'alone']}</span>
      <button
        class="link"
        part="secondary"
        aria-expanded=${open}
        @click=${() => {
          this.request(open ? { type: 'close-panel' } : { type: 'open-panel', panel: 'trust' });
        }}
      >
        ${words.open}
      </button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'trust-line': TrustLineElement;
  }
}

define('trust-line', TrustLineElement);
