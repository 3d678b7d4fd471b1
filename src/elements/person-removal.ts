import { css, html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Person, PersonId, SessionSnapshot } from '../core/session-snapshot.js';
import removal from '../locales/en/removal.js';
import { define } from './define.js';
import { nameOf } from './people-names.js';
import { SessionElement } from './session-element.js';
import { Words } from './words.js';

/**
 * Lets a therapist end the session for somebody who should not be there: in two steps, and with what it means said
 * before it is done.
 *
 * Used at the admission desk and in the room, below a line that is closed at first and away from the controls. A client's
 * page never fetches it.
 *
 * @tagname person-removal
 * @fires session-request - `remove`
 * @csspart body - what it is for, and what it means
 * @csspart actions - the second step
 * @csspart secondary - every button
 * @csspart status - what was done
 */
export class PersonRemovalElement extends SessionElement {
  static override styles: CSSResultGroup = [
    SessionElement.styles,
    css`
      .root {
        display: grid;
        gap: 0.75rem;
        grid-template-columns: minmax(0, 1fr);
        padding-block: 0.5rem;
      }
      h2 {
        font-size: 1.0625rem;
      }
      h2:focus,
      [role='status']:focus {
        outline: none;
      }
      .plain {
        display: grid;
        gap: 0.375rem;
        padding-inline-start: 1.25rem;
      }
      .second {
        display: grid;
        gap: 0.75rem;
        padding-block: 0.75rem;
        border-block: 1px solid var(--_hair);
      }
    `,
  ];

  readonly #words = new Words(this, 'removal', removal);

  /** Of whom alone; left out, every client of the session. */
  @property({ attribute: 'person-id' }) personId: PersonId = '';

  /** Whom the second step is about. */
  @state() private asked: PersonId = '';

  #focusNext = '';

  /** With the person the button that was pressed goes away. */
  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const gone = this.snapshot?.people.some(({ id, removed }) => removed && id === this.asked);
    if (gone && this.shadowRoot?.activeElement?.localName === 'button') this.#focusNext = '[part=status]';
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.#focusNext) this.renderRoot.querySelector<HTMLElement>(this.#focusNext)?.focus();
    this.#focusNext = '';
  }

  protected override body(): unknown {
    const { snapshot } = this;
    if (!snapshot) return nothing;
    const people = snapshot.people.filter(({ id }) => this.personId === '' || id === this.personId);
    const removable = people.filter(({ id }) => this.session?.can({ type: 'remove', person: id }));
    return html`
      ${removable.length > 0 ? this.#ways(removable, snapshot) : nothing}
      <div part="status" role="status" tabindex="-1">${this.#outcome(people, snapshot)}</div>
    `;
  }

  #ways(people: readonly Person[], snapshot: SessionSnapshot): TemplateResult {
    const words = this.#words.value;
    return html`<div class="body" part="body">
      <p>${words.lead}</p>
      ${people.map((person) => {
        const name = nameOf(person, snapshot, this.common);
        return person.id === this.asked ? this.#second(name, snapshot) : this.#first(person.id, name);
      })}
    </div>`;
  }

  #first(person: PersonId, name: string): TemplateResult {
    return html`<div>
      <button
        part="secondary"
        data-person=${person}
        @click=${() => {
          this.asked = person;
          this.#focusNext = 'h2';
        }}
      >
        ${this.#words.value.begin(name)}
      </button>
    </div>`;
  }

  #second(name: string, { pending }: SessionSnapshot): TemplateResult {
    const words = this.#words.value;
    const person = this.asked;
    const sent = pending.includes('remove');
    return html`<div class="second">
      <h2 tabindex="-1">${words.ask(name)}</h2>
      <ul class="plain">
        ${words.means.map((line) => html`<li>${line}</li>`)}
      </ul>
      <div class="actions" part="actions">
        <button
          part="secondary"
          @click=${() => {
            this.asked = '';
            this.#focusNext = `[data-person='${CSS.escape(person)}']`;
          }}
        >
          ${words.keep}
        </button>
        <button
          part="secondary"
          aria-disabled=${sent}
          @click=${() => {
            if (!sent) this.request({ type: 'remove', person });
          }}
        >
          ${words.confirm(name)}
        </button>
      </div>
    </div>`;
  }

  /** Said only once the practice's service has done it. */
  #outcome(people: readonly Person[], snapshot: SessionSnapshot): unknown {
    if (this.asked && snapshot.pending.includes('remove')) return this.common.loading;
    const done = people.find(({ id, removed }) => removed && id === this.asked);
    return done ? this.#words.value.done(nameOf(done, snapshot, this.common)) : nothing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'person-removal': PersonRemovalElement;
  }
}

define('person-removal', PersonRemovalElement);
