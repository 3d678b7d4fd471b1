import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { LIMITS, plainText } from '../core/session-messages.js';
import late from '../locales/en/late.js';
import { fields } from '../styles/fields.js';
import { define } from './define.js';
import { SessionElement } from './session-element.js';
import { whoSees } from './who-sees.js';
import { Words } from './words.js';

/** Beyond this, "running late" is the wrong word for it. */
const LONGEST_MINUTES = 180;
const USUAL_MINUTES = 5;

/**
 * Lets a therapist tell whoever is waiting that they run late, by how much, in their own words, and take it back.
 *
 * Used inside the admission desk, below a line that opens it. Shows what was told from the waiting axis of its session.
 *
 * @tagname late-notice
 * @fires session-request - `tell-late`, with `null` when it is taken back
 * @csspart control - the fields
 * @csspart secondary - the buttons that tell it and take it back
 * @csspart status - what the person who waits can read now
 */
export class LateNoticeElement extends SessionElement {
  static override styles: CSSResultGroup = [
    SessionElement.styles,
    fields,
    css`
      .group {
        gap: var(--_space);
        padding-block: 0.5rem;
      }
      input {
        max-inline-size: 8rem;
      }
      [role='status']:not(:empty) {
        display: grid;
        gap: 0.625rem;
        padding-block-end: 0.25rem;
      }
      blockquote {
        margin: 0;
        padding-inline-start: 1rem;
        border-inline-start: 2px solid var(--_line);
        white-space: pre-wrap;
      }
    `,
  ];

  readonly #words = new Words(this, 'late', late);

  @state() private minutes = USUAL_MINUTES;
  @state() private ownWords = '';

  protected override body(): TemplateResult {
    const words = this.#words.value;
    const told = this.snapshot?.waiting.late;
    return html`
      <form class="group" @submit=${this.#tell}>
        <div class="field">
          <label for="minutes">${words.lateMinutes}</label>
          <input
            id="minutes"
            part="control"
            type="number"
            inputmode="numeric"
            min="1"
            max=${LONGEST_MINUTES}
            required
            aria-describedby="late-who"
            .value=${live(String(this.minutes))}
            @change=${(event: Event) => {
              this.minutes = (event.target as HTMLInputElement).valueAsNumber || USUAL_MINUTES;
            }}
          />
        </div>
        <div class="field">
          <label for="words">${words.lateWords} <span class="quiet">(${this.common.optional})</span></label>
          <textarea
            id="words"
            part="control"
            rows="2"
            maxlength=${LIMITS.lateWords}
            autocomplete="off"
            spellcheck="false"
            aria-describedby="late-who"
            .value=${live(this.ownWords)}
            @input=${(event: Event) => {
              this.ownWords = (event.target as HTMLTextAreaElement).value;
            }}
          ></textarea>
        </div>
        ${whoSees(this.common, 'late', 'late-who')}
        <div class="actions"><button part="secondary">${words.lateSend}</button></div>
      </form>
      <div part="status" role="status">${told ? this.#told(told.minutes, told.words) : nothing}</div>
    `;
  }

  #told(minutes: number, ownWords: string): TemplateResult {
    const words = this.#words.value;
    return html`
      <p>${words.lateNow(minutes)}</p>
      ${ownWords ? html`<blockquote dir="auto">${plainText(ownWords, LIMITS.lateWords)}</blockquote>` : nothing}
      <p>
        <button
          part="secondary"
          @click=${() => {
            this.request({ type: 'tell-late', late: null });
          }}
        >
          ${words.lateOver}
        </button>
      </p>
    `;
  }

  readonly #tell = (event: Event): void => {
    event.preventDefault();
    const minutes = Math.min(LONGEST_MINUTES, Math.max(1, Math.round(this.minutes)));
    const words = plainText(this.ownWords, LIMITS.lateWords).trim();
    this.request({ type: 'tell-late', late: { minutes, words } });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'late-notice': LateNoticeElement;
  }
}

define('late-notice', LateNoticeElement);
