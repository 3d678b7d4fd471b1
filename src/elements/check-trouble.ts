import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { CheckReason } from '../core/device-check.js';
import type { MediaKind } from '../core/session-snapshot.js';
import troubles from '../locales/en/troubles.js';
import { fields } from '../styles/fields.js';
import { define } from './define.js';
import { SessionElement } from './session-element.js';
import { Words } from './words.js';

/**
 * Tells a person what is in the way of one line of the tech check, and what they can do about it.
 *
 * Fetched when something is in the way. Until it is here, what stands inside it is shown alone: how to go on without.
 *
 * @tagname check-trouble
 * @slot - how to go on without it
 * @csspart problem - the whole of it
 * @csspart control - the line that opens the steps for this browser
 */
export class CheckTroubleElement extends SessionElement {
  static override styles: CSSResultGroup = [SessionElement.styles, fields];

  readonly #words = new Words(this, 'troubles', troubles);

  /** What is in the way; one of `CheckReason`. */
  @property({ attribute: false }) reason: CheckReason = 'device-failed';
  /** Which device a sentence about devices is about. */
  @property({ attribute: false }) device: MediaKind = 'microphone';

  protected override body(): TemplateResult {
    const words = this.#words.value;
    const { title, body } = words.troubles[this.reason](words.devices[this.device]);
    return html`<div class="notice" part="problem">
      <h3>${title}</h3>
      <p>${body}</p>
      ${this.#settings()}
      <slot></slot>
    </div>`;
  }

  /** Where the settings of the browser help; at hand but not in the way of somebody who only closed a question. */
  #settings(): unknown {
    const words = this.#words.value;
    const steps = html`<device-help .device=${words.devices[this.device]}></device-help>`;
    if (this.reason === 'device-denied') return steps;
    if (this.reason !== 'device-dismissed') return nothing;
    return html`<details>
      <summary part="control">${words.helpAgain}</summary>
      <div class="body">${steps}</div>
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'check-trouble': CheckTroubleElement;
  }
}

define('check-trouble', CheckTroubleElement);
