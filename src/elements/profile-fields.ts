import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { LIMITS, plainText } from '../core/session-messages.js';
import { NO_PREFERENCES, type Preferences } from '../core/session-snapshot.js';
import type { Messages } from '../locales/messages.js';
import { whoSees } from './who-sees.js';

/** What the fields need from the element that shows them. */
export interface ProfileForm {
  readonly words: Messages['space'];
  readonly common: Messages['common'];
  readonly value: Preferences;
  readonly change: (patch: Partial<Preferences>) => void;
}

type WrittenField = 'name' | 'pronouns' | 'wishes';
type ChosenField = 'speakFreely' | 'startWith' | 'headset' | 'selfView';

/** As it may travel: what was pasted in is cut to what the other side would accept. */
export const tidy = (value: Preferences): Preferences => ({
  ...value,
  name: plainText(value.name, LIMITS.name).trim(),
  pronouns: plainText(value.pronouns, LIMITS.pronouns).trim(),
  wishes: plainText(value.wishes, LIMITS.wishes).trim(),
});

const FIELDS = Object.keys(NO_PREFERENCES) as readonly (keyof Preferences)[];

/** Whether the session has taken what was handed over; a page may have taken the request instead. */
export const isTaken = (told: Preferences | undefined, sent: Preferences): boolean =>
  told !== undefined && FIELDS.every((field) => told[field] === sent[field]);

/** One line to write in, or several. Nothing is offered from the browser's memory: the device may be shared. */
export const written = (form: ProfileForm, field: WrittenField): TemplateResult => {
  const { words, common, value } = form;
  const described = `${field}-hint ${field}-who`;
  const entered = (event: Event): void => {
    form.change({ [field]: (event.target as HTMLInputElement).value });
  };
  return html`
    <div class="field">
      <label for=${field}>${words[field]} <span class="quiet">(${common.optional})</span></label>
      <p class="quiet" id="${field}-hint">${words[`${field}Hint`]}</p>
      ${
        field === 'wishes'
          ? html`<textarea
              id=${field}
              part="control"
              rows="3"
              maxlength=${LIMITS[field]}
              aria-describedby=${described}
              autocomplete="off"
              spellcheck="false"
              .value=${live(value[field])}
              @input=${entered}
            ></textarea>`
          : html`<input
              id=${field}
              part="control"
              maxlength=${LIMITS[field]}
              aria-describedby=${described}
              autocomplete="off"
              spellcheck="false"
              .value=${live(value[field])}
              @input=${entered}
            />`
      }
      ${whoSees(common, field, `${field}-who`)}
    </div>
  `;
};

/** One question with a few answers of equal size, none of them chosen beforehand. */
export const chosen = (form: ProfileForm, field: ChosenField, hint = ''): TemplateResult => {
  const { words, common, value } = form;
  const answers = Object.entries(words[`${field}Answers`]);
  return html`
    <fieldset class="field" aria-describedby="${hint ? `${field}-hint ` : ''}${field}-who">
      <legend class="label">${words[field]}</legend>
      ${hint ? html`<p class="quiet" id="${field}-hint">${hint}</p>` : nothing}
      <div class="answers">
        ${answers.map(
          ([answer, label]) => html`
            <label class="answer">
              <input
                type="radio"
                part="control"
                name=${field}
                value=${answer}
                .checked=${live(value[field] === answer)}
                @change=${() => {
                  form.change({ [field]: answer });
                }}
              />
              <span>${label}</span>
            </label>
          `,
        )}
      </div>
      ${whoSees(common, field, `${field}-who`)}
    </fieldset>
  `;
};
