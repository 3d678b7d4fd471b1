import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { personOf, type PersonId } from '../core/session-snapshot.js';
import place from '../locales/en/place.js';
import { fields } from '../styles/fields.js';
import { define } from './define.js';
import { nameOf } from './people-names.js';
import { SessionElement } from './session-element.js';
import { Words } from './words.js';

/**
 * Tells a therapist that somebody's link was opened on one more device, what that can mean and who sees what, and lets
 * them say which of the two counts. It does not know who is there, and says so.
 *
 * Used at the admission desk and in the room, for a person of whom the session says that they ask elsewhere, too.
 *
 * @tagname place-card
 * @fires session-request - `give-place`
 * @csspart heading - what happened
 * @csspart body - what it can mean, and who sees what
 * @csspart actions - the two answers
 * @csspart secondary - each answer
 * @csspart status - that the answer is on its way
 */
export class PlaceCardElement extends SessionElement {
  static override styles: CSSResultGroup = [
    SessionElement.styles,
    fields,
    css`
      .root {
        display: grid;
        gap: 0.75rem;
        grid-template-columns: minmax(0, 1fr);
      }
      h2 {
        font-size: 1.0625rem;
      }
      h2:focus {
        outline: none;
      }
      /* two answers of one size: neither is the usual one */
      .both {
        display: grid;
        grid-auto-rows: 1fr;
        grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
        gap: 0.75rem;
      }
      .both button {
        display: grid;
        gap: 0.25rem;
        align-content: start;
        justify-content: start;
        padding: 0.75rem var(--_space);
        text-align: start;
      }
      .title {
        font-weight: 600;
      }
    `,
  ];

  readonly #words = new Words(this, 'place', place);

  /** Whose place it is: the opaque id of a person of the session. */
  @property({ attribute: 'person-id' }) personId: PersonId = '';

  /** Gives the focus to the heading, once it is there. */
  override focus(options?: FocusOptions): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector('h2')?.focus(options));
  }

  protected override body(): TemplateResult | typeof nothing {
    const { snapshot } = this;
    const person = snapshot && personOf(snapshot, this.personId);
    if (!person) return nothing;
    const words = this.#words.value;
    const sent = snapshot.pending.includes('give-place');
    return html`
      <h2 part="heading" tabindex="-1">${words.heading}</h2>
      <div class="body" part="body">
        <p>${words.lead(nameOf(person, snapshot, this.common))}</p>
        <p>${words.means}</p>
        <p>${words.unsure}</p>
        <p class="quiet">${words.sees}</p>
      </div>
      <div class="both" part="actions">${this.#answer('newer', sent)}${this.#answer('first', sent)}</div>
      <p part="status" role="status">${sent ? this.common.loading : nothing}</p>
    `;
  }

  #answer(which: 'newer' | 'first', sent: boolean): TemplateResult {
    const { title, text } = this.#words.value[which];
    return html`<button
      part="secondary"
      aria-disabled=${sent}
      @click=${() => {
        if (!sent) this.request({ type: 'give-place', person: this.personId, newer: which === 'newer' });
      }}
    >
      <span class="title">${title}</span>
      <span>${text}</span>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'place-card': PlaceCardElement;
  }
}

define('place-card', PlaceCardElement);
