import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { NO_PREFERENCES, type Preferences } from '../core/session-snapshot.js';
import space from '../locales/en/space.js';
import waiting from '../locales/en/waiting.js';
import { fields } from '../styles/fields.js';
import { define } from './define.js';
import { Draft } from './drafts.js';
import { chosen, isTaken, tidy, written, type ProfileForm } from './profile-fields.js';
import { SessionElement } from './session-element.js';
import { whoSees } from './who-sees.js';
import { Words } from './words.js';

/**
 * Shows a person what they said about themselves for today, who sees it, and lets them change it.
 *
 * Stands in the waiting room; can stand wherever a client should be able to look this up. A change that is begun
 * stays in this page until it is sent or taken back.
 *
 * @tagname about-today
 * @fires session-request - `set-preferences`, when a change is sent
 * @csspart body - what was said
 * @csspart control - the fields, and the button that opens them
 * @csspart actions - the row of buttons below the fields
 * @csspart primary - the button that sends the change
 * @csspart secondary - the button that leaves everything as it is
 * @csspart status - the line that says that the change is noted
 */
export class AboutTodayElement extends SessionElement {
  static override styles: CSSResultGroup = [
    SessionElement.styles,
    fields,
    css`
      .root,
      form {
        display: grid;
        gap: var(--_space);
        grid-template-columns: minmax(0, 1fr);
        justify-items: start;
      }
      form,
      form > *,
      dl {
        inline-size: 100%;
      }
      dl,
      .said {
        display: grid;
        gap: 0.625rem;
      }
      dt {
        color: var(--_quiet);
        font-size: 0.9375rem;
      }
      dd {
        white-space: pre-wrap;
      }
    `,
  ];

  readonly #words = new Words(this, 'waiting', waiting);
  readonly #space = new Words(this, 'space', space);
  readonly #draft = new Draft(this, 'space');

  @state() private open = false;
  @state() private sent = false;
  /** Where the element stands alone. */
  @state() private own = NO_PREFERENCES;

  protected override body(): TemplateResult {
    const words = this.#words.value;
    return html`
      <div class="said" part="body">${this.#said()}</div>
      <button
        part="control"
        aria-expanded=${this.open}
        aria-controls="change"
        @click=${() => {
          this.open = !this.open;
          this.sent = false;
        }}
      >
        ${words.change}
      </button>
      <form id="change" ?hidden=${!this.open} @submit=${this.#send}>
        ${this.open ? this.#fields() : nothing}
      </form>
      <p part="status" role="status">${this.sent ? words.changed : nothing}</p>
    `;
  }

  get #told(): Preferences {
    return this.snapshot?.preferences ?? this.own;
  }

  #said(): TemplateResult {
    const words = this.#words.value;
    const { speakFreelyAnswers, startWithAnswers } = this.#space.value;
    const { name, pronouns, speakFreely, startWith, wishes } = this.#told;
    const rows = (
      [
        [words.aboutName, name],
        [words.aboutPronouns, pronouns],
        [words.aboutSpeakFreely, speakFreely && speakFreelyAnswers[speakFreely]],
        [words.aboutStartWith, startWith && startWithAnswers[startWith]],
        [words.aboutWishes, wishes],
      ] as const
    ).filter(([, answer]) => answer !== '');
    if (rows.length === 0) return html`<p>${words.aboutNothing}</p>`;
    return html`
      <dl>
        ${rows.map(
          ([label, answer]) =>
            html`<div>
              <dt>${label}</dt>
              <dd dir="auto">${answer}</dd>
            </div>`,
        )}
      </dl>
      ${whoSees(this.common, 'wishes', 'said-who')}
    `;
  }

  #fields(): TemplateResult {
    const words = this.#words.value;
    const form: ProfileForm = {
      words: this.#space.value,
      common: this.common,
      value: { ...this.#told, ...this.#draft.value },
      change: (patch) => {
        this.#draft.value = { ...this.#draft.value, ...patch };
      },
    };
    return html`
      <p class="quiet">${words.notSentUntil}</p>
      ${written(form, 'name')} ${written(form, 'pronouns')}
      ${chosen(form, 'speakFreely', form.words.speakFreelyHint)}
      ${chosen(form, 'startWith', form.words.startWithHint)} ${written(form, 'wishes')}
      <div class="actions" part="actions">
        <button class="primary" part="primary">${form.words.send}</button>
        <button type="button" part="secondary" @click=${this.#close}>${words.keep}</button>
      </div>
    `;
  }

  readonly #send = (event: Event): void => {
    event.preventDefault();
    const preferences = tidy({ ...this.#told, ...this.#draft.value });
    if (!this.snapshot) this.own = preferences;
    this.request({ type: 'set-preferences', preferences });
    this.sent = isTaken(this.#told, preferences);
    if (this.sent) this.#close();
  };

  /** The pressed button goes away with the form, so the focus goes back to the one that opened it. */
  readonly #close = (): void => {
    this.#draft.value = undefined;
    this.open = false;
    this.renderRoot.querySelector<HTMLElement>('[aria-expanded]')?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'about-today': AboutTodayElement;
  }
}

define('about-today', AboutTodayElement);
