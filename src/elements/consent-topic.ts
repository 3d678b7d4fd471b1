import { html, nothing, type TemplateResult } from 'lit';
import {
  ANSWERS,
  isRequired,
  type ConsentDocument,
  type ConsentTopic,
  type TopicWords,
} from '../core/consent.js';
import { answerKey, answerTo, jointKey, type ConsentDraft, type JointKind } from '../core/consent-answers.js';
import type { ShownTopic } from '../core/consent-screen.js';
import { textDirection } from '../core/consent-text.js';
import type { Messages } from '../locales/messages.js';
import { consentText } from './consent-markdown.js';

/** What the pieces of the form have in common. */
export interface TopicView {
  readonly words: Messages['consent'];
  readonly callPractice: (phone: string) => string;
  /** Of the document; our own words may be in another one. */
  readonly language: string;
  readonly document: ConsentDocument;
  readonly draft: ConsentDraft;
  readonly disabled: boolean;
  readonly answer: (key: string, decision: ConsentDraft['answers'][string] | null) => void;
}

/** Ids in our own tree, so that the list of open answers can lead to them. */
export const topicId = (topic: ConsentTopic): string => `topic-${topic.id}`;
export const jointId = (kind: JointKind): string => `joint-${kind}`;

/** The three layers: one line, the text that is answered, and everything for whoever wants it. */
export const topicText = (
  topic: TopicWords,
  level: number,
  { words, language }: Pick<TopicView, 'words' | 'language'>,
): TemplateResult => {
  const direction = textDirection(language);
  return html`
    <div class="text" lang=${language} dir=${direction}>
      <p class="summary">${topic.summary}</p>
      ${consentText(topic.text, level, words.newTab)}
    </div>
    ${
      topic.fullText
        ? html`<details>
            <summary part="control">
              ${words.fullText}<span class="visually-hidden" lang=${language} dir=${direction}
                >: ${topic.heading}</span
              >
            </summary>
            <div class="text" lang=${language} dir=${direction}>
              ${consentText(topic.fullText, level, words.newTab)}
            </div>
          </details>`
        : nothing
    }
  `;
};

const answers = (
  key: string,
  kind: ConsentTopic['kind'],
  legend: unknown,
  { words, draft, disabled, answer }: TopicView,
): TemplateResult => html`
  <fieldset ?disabled=${disabled}>
    <legend class="label">${legend}</legend>
    <div class="answers">
      ${ANSWERS[kind].map(
        (decision) => html`
          <label class="answer" part="control">
            <input
              type="radio"
              name=${key}
              .checked=${draft.answers[key] === decision}
              @change=${() => answer(key, decision)}
            />
            <span>${words.answers[decision]}</span>
          </label>
        `,
      )}
    </div>
  </fieldset>
`;

/** What else there is for somebody who does not agree. Never the end of the way. */
export const otherWays = ({
  words,
  callPractice,
  document: { practice, language },
}: Pick<TopicView, 'words' | 'callPractice' | 'document'>): TemplateResult => html`
  ${
    practice.alternatives
      ? html`<p class="plain" lang=${language} dir=${textDirection(language)}>${practice.alternatives}</p>`
      : html`<p>${words.waysPlain}</p>`
  }
  ${
    practice.phone
      ? html`<p>
          <a class="button" part="secondary" href="tel:${practice.phone.replace(/[^+\d]/g, '')}"
            >${callPractice(practice.phone)}</a
          >
        </p>`
      : nothing
  }
`;

/** A topic with an answer of its own. */
export const topicCard = (topic: ShownTopic, view: TopicView): TemplateResult => {
  const { words, language, draft, answer } = view;
  const key = answerKey(topic);
  const given = answerTo(topic, draft);
  const direction = textDirection(language);
  const legend = html`${words.answer} <span class="visually-hidden">${words.answerTo(topic.heading)}</span>`;
  return html`
    <section class="card topic" id=${topicId(topic)}>
      <h3 lang=${language} dir=${direction}>${topic.heading}</h3>
      ${topicText(topic, 3, view)} ${answers(key, topic.kind, legend, view)}
      ${
        given && !isRequired(topic)
          ? html`<p>
              <button
                class="link"
                part="secondary"
                ?disabled=${view.disabled}
                @click=${() => answer(key, null)}
              >
                <span>${words.clear}<span class="visually-hidden">: ${topic.heading}</span></span>
              </button>
            </p>`
          : nothing
      }
      <div role="status">
        ${
          given === 'decline' && isRequired(topic)
            ? html`<div class="notice">
                <p>${words.declinedHere}</p>
                ${otherWays(view)}
              </div>`
            : nothing
        }
      </div>
    </section>
  `;
};

/** Topics that share one answer, each of which can be taken out to be talked about. */
export const jointCard = (
  kind: JointKind,
  topics: readonly ShownTopic[],
  view: TopicView,
): TemplateResult => {
  const { words, language, draft, disabled, answer } = view;
  const key = jointKey(kind);
  return html`
    <div class="card topic" id=${jointId(kind)}>
      ${topics.map(
        (topic) => html`
          <section class="part">
            <h3 lang=${language} dir=${textDirection(language)}>${topic.heading}</h3>
            ${topicText(topic, 3, view)}
            <label class="answer" part="control">
              <input
                type="checkbox"
                ?disabled=${disabled}
                .checked=${draft.answers[answerKey(topic)] === 'talk-first'}
                @change=${(event: Event & { readonly target: HTMLInputElement }) =>
                  answer(answerKey(topic), event.target.checked ? 'talk-first' : null)}
              />
              <span>${words.jointTalk}<span class="visually-hidden">: ${topic.heading}</span></span>
            </label>
          </section>
        `,
      )}
      ${answers(key, kind, words.jointAnswer, view)}
      <div role="status">
        ${
          draft.answers[key] === 'decline'
            ? html`<div class="notice">
                <p>${words.declinedHere}</p>
                ${otherWays(view)}
              </div>`
            : nothing
        }
      </div>
    </div>
  `;
};
