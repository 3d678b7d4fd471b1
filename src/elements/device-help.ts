import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { browserFamily } from '../core/browser-family.js';
import deviceHelp from '../locales/en/device-help.js';
import { define } from './define.js';
import { SessionElement } from './session-element.js';
import { Words } from './words.js';

/**
 * Tells a person where this browser lets them allow a device again.
 *
 * Fetched only when a device was refused. Knows the browser from what it says of itself, and keeps nothing of it.
 *
 * @tagname device-help
 * @csspart body - the steps
 */
export class DeviceHelpElement extends SessionElement {
  readonly #words = new Words(this, 'deviceHelp', deviceHelp);

  /** What the device is called inside a sentence, in the language of the element. */
  @property() device = '';

  protected override body(): TemplateResult {
    const words = this.#words.value;
    return html`
      <div class="body" part="body">
        <ol>
          ${words.steps[browserFamily(navigator)](this.device).map((step) => html`<li>${step}</li>`)}
        </ol>
        <p>${words.system(this.device)}</p>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'device-help': DeviceHelpElement;
  }
}

define('device-help', DeviceHelpElement);
