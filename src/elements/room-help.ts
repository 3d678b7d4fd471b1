import { css, html, type CSSResultGroup, type TemplateResult } from 'lit';
import room from '../locales/en/room.js';
import { define } from './define.js';
import { SessionElement } from './session-element.js';
import { Words } from './words.js';

/**
 * Tells a person in short steps what can be done when sound or picture does not work, and that there is the phone.
 *
 * The same steps on both sides, so that people can go through them together.
 *
 * @tagname room-help
 * @csspart body - the steps
 */
export class RoomHelpElement extends SessionElement {
  static override styles: CSSResultGroup = [
    SessionElement.styles,
    css`
      ul {
        padding-inline-start: 1.25rem;
      }
      section {
        display: grid;
        gap: 0.25rem;
      }
    `,
  ];

  readonly #words = new Words(this, 'room', room);

  protected override body(): TemplateResult {
    const words = this.#words.value;
    const phone = this.snapshot?.plan.phone;
    return html`<div class="body" part="body">
      ${words.help.map(
        ({ heading, steps }) =>
          html`<section>
            <h3>${heading}</h3>
            <ul>
              ${steps.map((step) => html`<li>${step}</li>`)}
            </ul>
          </section>`,
      )}
      <p>${phone ? words.helpPhone(phone) : words.helpNoPhone}</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-help': RoomHelpElement;
  }
}

define('room-help', RoomHelpElement);
