import { css, html, type CSSResultGroup, type TemplateResult } from 'lit';
import ownRoom from '../locales/en/own-room.js';
import { fields } from '../styles/fields.js';
import { define } from './define.js';
import { Draft } from './drafts.js';
import { SessionElement } from './session-element.js';
import { whoSees } from './who-sees.js';
import { Words } from './words.js';

/**
 * A short list for therapists to go through in their own room, and a reminder of what they will not see. For
 * themselves only.
 *
 * Used inside the admission desk, below a line that opens it. What is ticked stays in the memory of this page; nobody is told, and nothing depends on it.
 *
 * @tagname room-checklist
 * @csspart control - every tick
 * @csspart status - how many are ticked
 */
export class RoomChecklistElement extends SessionElement {
  static override styles: CSSResultGroup = [
    SessionElement.styles,
    fields,
    css`
      .group {
        gap: var(--_space);
        padding-block-start: 0.5rem;
      }
      .plain {
        padding-inline-start: 1.25rem;
      }
    `,
  ];

  readonly #words = new Words(this, 'ownRoom', ownRoom);
  readonly #ticked = new Draft(this, 'ownRoom');

  protected override body(): TemplateResult {
    const words = this.#words.value;
    const items = Object.entries(words.room);
    const ticked = this.#ticked.value ?? [];
    return html`
      <div class="group">
        <fieldset class="field" aria-describedby="room-who">
          <legend class="quiet">${words.roomLead}</legend>
          <p class="quiet" part="status">${words.roomTicked(ticked.length, items.length)}</p>
          <div class="list">${items.map(([item, label]) => this.#item(item, label, ticked))}</div>
          ${whoSees(this.common, 'ownRoom', 'room-who')}
        </fieldset>
        <p class="label">${words.unseenHeading}</p>
        <ul class="plain">
          ${words.unseen.map((line) => html`<li>${line}</li>`)}
        </ul>
      </div>
    `;
  }

  #item(item: string, label: string, ticked: readonly string[]): TemplateResult {
    return html`
      <label class="answer">
        <input
          type="checkbox"
          part="control"
          .checked=${ticked.includes(item)}
          @change=${() => {
            this.#ticked.value = ticked.includes(item)
              ? ticked.filter((other) => other !== item)
              : [...ticked, item];
          }}
        />
        <span>${label}</span>
      </label>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'room-checklist': RoomChecklistElement;
  }
}

define('room-checklist', RoomChecklistElement);
