import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { groupView, type GroupView } from '../core/group-view.js';
import { personOf, type PersonId, type SessionSnapshot } from '../core/session-snapshot.js';
import groupCode from '../locales/en/group-code.js';
import { codeStyles } from '../styles/safety-code.js';
import { CodePictures } from './code-pictures.js';
import { define } from './define.js';
import { nameOf } from './people-names.js';
import { SessionElement } from './session-element.js';
import { Words } from './words.js';

/**
 * Tells three or more people how it stands with all of them together, and shows ten pictures that are the same on every screen, for
 * whoever wants to see them. Where there are two, it shows nothing.
 *
 * @tagname group-code
 * @csspart body - all of it
 * @csspart status - how it stands
 * @csspart actions - the row of buttons
 * @csspart secondary - the button
 */
export class GroupCodeElement extends SessionElement {
  static override styles: CSSResultGroup = [SessionElement.styles, codeStyles];

  readonly #words = new Words(this, 'groupCode', groupCode);
  readonly #pictures = new CodePictures(this);

  @state() private open = false;

  protected override body(): TemplateResult {
    const { snapshot } = this;
    const view = snapshot && groupView(snapshot);
    if (!view) return html``;
    const words = this.#words.value;
    return html`<div class="person" part="body">
      <h3>${words.heading}</h3>
      <p role="status" part="status">${this.#standing(view, snapshot)}</p>
      ${view.group.state === 'agreed' ? this.#code(view.group.pictures) : nothing}
    </div>`;
  }

  #standing({ group, anchor }: GroupView, snapshot: SessionSnapshot): string {
    const words = this.#words.value;
    switch (group.state) {
      case 'open':
        return words.open;
      case 'differ': {
        const [one, other] = group.between;
        return words.differ(this.#name(one, snapshot), this.#name(other, snapshot));
      }
      case 'agreed':
        return anchor ? words.vouched(nameOf(anchor, snapshot, this.common)) : words.vouching;
      default:
        return group satisfies never;
    }
  }

  #name(id: PersonId, snapshot: SessionSnapshot): string {
    const person = personOf(snapshot, id);
    return person ? nameOf(person, snapshot, this.common) : this.#words.value.you;
  }

  #code(pictures: readonly number[]): TemplateResult {
    const words = this.#words.value;
    const { open } = this;
    if (open) void this.#pictures.fetchNames(this.#words.wanted);
    const press = (): void => {
      this.open = !open;
      if (this.open) void this.#pictures.fetchDrawings();
    };
    return html`<div class="actions" part="actions">
        <button part="secondary" aria-expanded=${open} @click=${press}>
          ${open ? words.hide : words.show}
        </button>
      </div>
      ${
        open
          ? html`<p>${words.how}</p>
              ${this.#pictures.show(pictures, { label: words.pictures, large: false })}
              <p class="quiet">${words.extra}</p>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'group-code': GroupCodeElement;
  }
}

define('group-code', GroupCodeElement);
