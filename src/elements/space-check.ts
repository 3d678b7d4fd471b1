import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import {
  helpsFor,
  isArrangedByPhone,
  isAskedHelp,
  hasWish,
  toggleWish,
  type RoomHelp,
} from '../core/room-helps.js';
import { NO_PREFERENCES, type Preferences } from '../core/session-snapshot.js';
import { phoneNumber } from '../core/support.js';
import space from '../locales/en/space.js';
import { define } from './define.js';
import { Draft } from './drafts.js';
import { chosen, isTaken, tidy, written, type ProfileForm } from './profile-fields.js';
import { SessionElement } from './session-element.js';
import { fields } from '../styles/fields.js';
import { Words } from './words.js';

/**
 * Asks a person whether they can speak freely where they are, offers help when not, and lets them say how they
 * want to be called and what they wish for today. Everything may stay empty.
 *
 * What is entered stays in this page, also when the person goes back, until they press `Continue`; each field
 * says who sees it then. Without a session it keeps the answers itself and fires the same requests.
 *
 * @tagname space-check
 * @fires session-request - `set-preferences` and then `continue`, when the person goes on
 * @csspart step - the whole of it
 * @csspart heading - the heading of the step
 * @csspart lead - the line that says that nothing is sent yet
 * @csspart body - the questions
 * @csspart control - every field, answer and help that can be asked for
 * @csspart status - the line that says that helps are shown
 * @csspart actions - the row of buttons
 * @csspart secondary - the number of the practice
 * @csspart primary - the button that goes on
 */
export class SpaceCheckElement extends SessionElement {
  static override styles: CSSResultGroup = [
    SessionElement.styles,
    fields,
    css`
      .helps {
        gap: calc(var(--_space) * 0.5);
      }
      .helps li {
        display: grid;
        gap: 0.375rem;
        justify-items: start;
        padding-block: 0.5rem;
      }
      .helps li + li {
        border-block-start: 1px solid var(--_hair);
      }
      .helps button {
        text-align: start;
      }
    `,
  ];

  readonly #words = new Words(this, 'space', space);
  readonly #draft = new Draft(this, 'space');

  protected override body(): TemplateResult {
    const words = this.#words.value;
    const form = this.#form();
    return html`
      <section class="step" part="step">
        <h1 class="heading" part="heading" tabindex="-1">${words.heading}</h1>
        <p class="lead" part="lead">${words.lead}</p>
        <div class="body" part="body">
          <div class="card group">
            <div>
              ${chosen(form, 'speakFreely', words.speakFreelyHint)}
              <p class="status" part="status" role="status">${this.#answered(form.value)}</p>
            </div>
            ${this.#helps(form)}
          </div>
          <h2>${words.aboutHeading}</h2>
          <div class="card group">
            ${written(form, 'name')} ${written(form, 'pronouns')} ${written(form, 'wishes')}
          </div>
          <h2>${words.mediaHeading}</h2>
          <div class="card group">
            ${chosen(form, 'headset')} ${chosen(form, 'selfView', words.selfViewHint)}
          </div>
        </div>
        <div class="actions" part="actions">
          <button class="primary" part="primary" @click=${this.#goOn}>${this.common.continue}</button>
        </div>
      </section>
    `;
  }

  get #value(): Preferences {
    return { ...NO_PREFERENCES, ...this.snapshot?.preferences, ...this.#draft.value };
  }

  #form(): ProfileForm {
    return {
      words: this.#words.value,
      common: this.common,
      value: this.#value,
      change: (patch) => {
        this.#draft.value = { ...this.#draft.value, ...patch };
      },
    };
  }

  #answered({ speakFreely }: Preferences): unknown {
    const words = this.#words.value;
    if (speakFreely === 'rather-not-say') return words.ratherNotSay;
    return helpsFor(speakFreely).length > 0 ? words.helpsAppear : nothing;
  }

  #helps(form: ProfileForm): unknown {
    const { words, value } = form;
    const helps = helpsFor(value.speakFreely);
    if (helps.length === 0) return nothing;
    return html`
      <h2>${words.helpsHeading}</h2>
      <p class="quiet">${words.helpsLead}</p>
      <ul class="list helps">
        ${helps.map((help) => html`<li><span>${words.helps[help]}</span>${this.#wayTo(help, form)}</li>`)}
      </ul>
    `;
  }

  /** What can be done about a help right here: ask for it in the wishes, or call. */
  #wayTo(help: RoomHelp, { words, common, value, change }: ProfileForm): unknown {
    if (isAskedHelp(help)) {
      const wish = words.asks[help];
      return html`<button
        part="control"
        aria-pressed=${hasWish(value.wishes, wish)}
        @click=${() => {
          change({ wishes: toggleWish(value.wishes, wish) });
        }}
      >
        ${words.askFor} ${wish}
      </button>`;
    }
    const phone = isArrangedByPhone(help) ? phoneNumber(this.snapshot?.plan.phone) : null;
    return phone?.href
      ? html`<a part="secondary" href=${phone.href}>${common.callPractice(phone.text)}</a>`
      : nothing;
  }

  /** A page that took the request over, or an element that stands alone, leaves the draft where it is. */
  readonly #goOn = (): void => {
    const preferences = tidy(this.#value);
    this.request({ type: 'set-preferences', preferences });
    if (isTaken(this.snapshot?.preferences, preferences)) this.#draft.value = undefined;
    this.request({ type: 'continue' });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'space-check': SpaceCheckElement;
  }
}

define('space-check', SpaceCheckElement);
