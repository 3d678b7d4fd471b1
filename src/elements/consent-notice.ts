import { html, nothing, type TemplateResult } from 'lit';
import type { ConsentDocument } from '../core/consent.js';
import type { ConsentProblemCode } from '../core/problems.js';
import type { Messages } from '../locales/messages.js';

export interface NoticeView {
  readonly words: Messages['consent'];
  readonly common: Messages['common'];
  readonly problems: Messages['consentProblems'];
  readonly phone: string;
  /** The way on, where there is one. */
  readonly goOn: unknown;
  readonly tryAgain: () => void;
}

/** A screen without a text to answer: what is so, and what can be done. Never a blank one, never a dead end. */
const notice = (heading: string, lead: string, body: unknown, actions: unknown): TemplateResult => html`
  <section class="step" part="step">
    <h1 class="heading" part="heading" tabindex="-1">${heading}</h1>
    <p class="lead" part="lead">${lead}</p>
    ${body}
    <div class="actions" part="actions">${actions}</div>
  </section>
`;

const call = ({ common, phone }: NoticeView): unknown =>
  phone
    ? html`<a class="button" part="secondary" href="tel:${phone.replace(/[^+\d]/g, '')}"
        >${common.callPractice(phone)}</a
      >`
    : nothing;

export const loadingNotice = ({ words, goOn }: NoticeView): TemplateResult =>
  notice(words.placeholderHeading, words.loading, nothing, goOn);

export const nothingToDecide = ({ words, goOn }: NoticeView): TemplateResult =>
  notice(words.noneHeading, words.noneLead, nothing, goOn);

export const problemNotice = (code: ConsentProblemCode, view: NoticeView): TemplateResult => {
  const { title, body } = view.problems[code];
  const again = html`<button part="primary" @click=${view.tryAgain}>${view.common.tryAgain}</button>`;
  return notice(
    title,
    body,
    view.goOn === nothing ? nothing : html`<p>${view.words.goOnLead}</p>`,
    html`${again} ${call(view)} ${view.goOn}`,
  );
};

const named = (tag: string, language: string): string =>
  new Intl.DisplayNames([language], { type: 'language', fallback: 'code' }).of(tag) ?? tag;

/** The name of a language in the words of another, or as it is written where a browser does not know it. */
const languageName = (tag: string, language: string): string => {
  try {
    return named(tag, language);
  } catch {
    return tag;
  }
};

/** Not in the language of the page. Another one is offered and never taken for granted. */
export const languageNotice = (
  wanted: string,
  { translations }: ConsentDocument,
  choose: (language: string) => void,
  uiLanguage: string,
  view: NoticeView,
): TemplateResult => {
  const { words, problems, goOn } = view;
  const others = Object.keys(translations).map(
    (tag) =>
      html`<button part="secondary" lang=${tag} @click=${() => choose(tag)}>
        ${languageName(tag, tag)}
      </button>`,
  );
  return notice(
    problems['consent-language-missing'].title,
    words.languageMissing(languageName(wanted, uiLanguage)),
    html`<p>${problems['consent-language-missing'].body}</p>
      <p>${words.languageOthers}</p>
      <div class="actions" part="actions">${others}</div>
      ${goOn === nothing ? nothing : html`<p>${words.goOnLead}</p>`}`,
    html`${call(view)} ${goOn}`,
  );
};

/** The person chooses, from what the practice has; each language by its own name. */
export const languageChoice = (
  language: string,
  { translations }: ConsentDocument,
  label: string,
  choose: (language: string) => void,
): unknown => {
  const tags = Object.keys(translations);
  if (tags.length < 2) return nothing;
  return html`
    <div class="field">
      <label for="language">${label}</label>
      <select
        id="language"
        part="control"
        @change=${(event: Event & { readonly target: HTMLSelectElement }) => choose(event.target.value)}
      >
        ${tags.map(
          (tag) =>
            html`<option value=${tag} lang=${tag} ?selected=${tag === language}>
              ${languageName(tag, tag)}
            </option>`,
        )}
      </select>
    </div>
  `;
};
