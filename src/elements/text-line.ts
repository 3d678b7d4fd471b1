import { css, html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { LIMITS, plainText } from '../core/session-messages.js';
import { personOf, type PersonId, type TextMessage } from '../core/session-snapshot.js';
import text from '../locales/en/text.js';
import { fields } from '../styles/fields.js';
import { define } from './define.js';
import { Draft } from './drafts.js';
import { atStart, nameOf } from './people-names.js';
import { SessionElement } from './session-element.js';
import { whoSees } from './who-sees.js';
import { Words } from './words.js';

/** From here on the number of characters that are left is shown. */
const NEARLY_FULL = 200;

/**
 * Lets people write to each other, while one waits and whenever speaking is not possible. Says of every line
 * whether it has arrived.
 *
 * Used inside the waiting room, the admission desk and the session. What is begun stays when the element goes
 * and comes back, and is only emptied once the session has taken it. Without a session nothing can arrive, and
 * the text stays where it is.
 *
 * @tagname text-line
 * @fires session-request - `send-text`
 * @csspart body - what was written
 * @csspart control - the field to write in
 * @csspart secondary - the button that sends
 * @csspart status - the line that says what happened to a text that was not sent
 */
export class TextLineElement extends SessionElement {
  static override styles: CSSResultGroup = [
    SessionElement.styles,
    fields,
    css`
      .root {
        display: grid;
        gap: calc(var(--_space) * 0.75);
        grid-template-columns: minmax(0, 1fr);
      }
      .log {
        max-block-size: 20rem;
        overflow-y: auto;
        overscroll-behavior: contain;
      }
      .line {
        display: grid;
        gap: 0.125rem;
        padding: 0.5rem 0.875rem;
        background: var(--_raised);
        border: 1px solid var(--_hair);
        border-radius: calc(var(--_radius) * 0.8);
        margin-inline-end: 10%;
      }
      .line.own {
        margin-inline: 10% 0;
        background: var(--_tint);
      }
      .who-wrote {
        font-weight: 600;
        font-size: 0.9375rem;
      }
      .text {
        white-space: pre-wrap;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: calc(var(--_space) * 0.75);
        align-items: center;
      }
    `,
  ];

  readonly #words = new Words(this, 'text', text);
  readonly #draft = new Draft(this, 'text');

  /** What stands above the field. Left out, "Your text". */
  @property() label = '';

  /** The text that was handed over and is not seen among the lines yet. */
  @state() private handedOver: string | null = null;

  #ownLinesBefore = 0;
  #linesShown = 0;
  #readsTheEnd = true;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const log = this.#log;
    if (log) this.#readsTheEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 8;
    if (this.handedOver === null || this.#ownLines <= this.#ownLinesBefore) return;
    if (this.#draft.value === this.handedOver) this.#draft.value = undefined;
    this.handedOver = null;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    // A new line comes into view, unless the person is reading further up.
    const log = this.#log;
    if (log && this.#readsTheEnd && this.#linesShown !== this.#lines.length) log.scrollTop = log.scrollHeight;
    this.#linesShown = this.#lines.length;
  }

  protected override body(): TemplateResult {
    const words = this.#words.value;
    const written = this.#draft.value ?? '';
    const left = LIMITS.text - written.length;
    return html`
      <div
        class="log"
        part="body"
        role="log"
        aria-label=${words.lines}
        aria-relevant="additions"
        tabindex=${this.#lines.length === 0 ? nothing : 0}
      >
        ${
          this.#lines.length === 0
            ? html`<p class="quiet">${words.nothingYet}</p>`
            : html`<ol class="list">
                ${repeat(
                  this.#lines,
                  ({ id }) => id,
                  (line) => this.#line(line),
                )}
              </ol>`
        }
      </div>
      <div class="field">
        <label for="text">${this.label || words.label}</label>
        <textarea
          id="text"
          part="control"
          rows="2"
          maxlength=${LIMITS.text}
          autocomplete="off"
          spellcheck="false"
          aria-describedby="text-who keys"
          .value=${live(written)}
          @input=${this.#written}
          @keydown=${this.#keyPressed}
        ></textarea>
        ${whoSees(this.common, 'text', 'text-who')}
      </div>
      <div class="row">
        <button part="secondary" @click=${this.#send}>${words.send}</button>
        <span class="quiet" id="keys">${words.keys}</span>
        ${left < NEARLY_FULL ? html`<span class="quiet">${words.left(left)}</span>` : nothing}
      </div>
      <p part="status" role="status">${this.#outcome()}</p>
    `;
  }

  get #log(): HTMLElement | null {
    return this.renderRoot.querySelector('.log');
  }

  get #lines(): readonly TextMessage[] {
    return this.snapshot?.texts ?? [];
  }

  get #ownLines(): number {
    return this.#lines.filter(({ from }) => from === this.snapshot?.self).length;
  }

  #line({ from, text: written, state: delivery }: TextMessage): TemplateResult {
    const words = this.#words.value;
    const own = from === this.snapshot?.self;
    return html`
      <li class=${own ? 'line own' : 'line'}>
        <bdi class="who-wrote">${own ? words.you : this.#nameOf(from)}</bdi>
        <span class="text" dir="auto">${plainText(written, LIMITS.text)}</span>
        ${delivery === 'received' ? nothing : html`<span class="quiet">${words.state[delivery]}</span>`}
      </li>
    `;
  }

  #nameOf(id: PersonId): string {
    const { snapshot } = this;
    const person = snapshot && personOf(snapshot, id);
    return person ? atStart(nameOf(person, snapshot, this.common), this.language) : '';
  }

  #outcome(): string {
    if (this.handedOver === null) return '';
    return this.snapshot?.people.length === 0 ? this.#words.value.nobodyYet : this.#words.value.kept;
  }

  readonly #written = (event: InputEvent): void => {
    this.handedOver = null;
    this.#draft.value = (event.target as HTMLTextAreaElement).value;
  };

  readonly #keyPressed = (event: KeyboardEvent): void => {
    // An Enter that ends the composition of a character sends nothing.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send();
  };

  readonly #send = (): void => {
    const written = this.#draft.value ?? '';
    if (written.trim() === '') return;
    this.#ownLinesBefore = this.#ownLines;
    this.handedOver = written;
    this.request({ type: 'send-text', text: plainText(written, LIMITS.text).trim() });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'text-line': TextLineElement;
  }
}

define('text-line', TextLineElement);
