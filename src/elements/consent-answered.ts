import { html, nothing, type TemplateResult } from 'lit';
import { isRequired, isSettled, type ConsentRecord, type TopicStanding } from '../core/consent.js';
import type { ShownDocument } from '../core/consent-shown.js';
import { textDirection } from '../core/consent-text.js';
import type { Messages } from '../locales/messages.js';
import { otherWays, topicText, type TopicView } from './consent-topic.js';

export type CopyKind = 'page' | 'data';

export interface AnsweredView extends Pick<TopicView, 'words' | 'callPractice' | 'document' | 'language'> {
  readonly shown: ShownDocument;
  readonly standing: readonly TopicStanding[];
  readonly records: readonly ConsentRecord[];
  readonly ownLanguage: string;
  readonly disabled: boolean;
  /** A record whose text is not the one here any more. */
  readonly noCopyOf: string;
  readonly change: (topic: string) => void;
  readonly withdraw: (topics: readonly string[]) => void;
  readonly copy: (record: ConsentRecord, kind: CopyKind) => void;
}

const when = (iso: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(iso));

const answerLine = (
  { decision, record }: TopicStanding,
  words: Messages['consent'],
  language: string,
): unknown => {
  if (!decision || !record) return html`<p><strong>${words.givenNone}</strong></p>`;
  if (record.method === 'emergency-deferred') return html`<p><strong>${words.deferred}</strong></p>`;
  return html`<p>
    <strong>${words.given[decision]}</strong>
    <span class="quiet"
      >${words.givenOn(when(record.decidedAt, language))}
      ${record.method === 'verbal-attested' ? words.attested : nothing}</span
    >
  </p>`;
};

const topicAnswered = (standing: TopicStanding, view: AnsweredView): unknown => {
  const { words, document, disabled, ownLanguage, change, withdraw } = view;
  const { id } = standing.topic;
  // The text in the language in which it was answered, whatever language the page has by now.
  const answeredIn = standing.record?.document.language ?? view.language;
  const language = Object.hasOwn(document.translations, answeredIn) ? answeredIn : view.language;
  const topic = document.translations[language]?.topics[id];
  if (!topic) return nothing;
  const taken = isSettled(standing);
  return html`
    <section class="card topic">
      <h3 lang=${language} dir=${textDirection(language)}>${topic.heading}</h3>
      ${answerLine(standing, words, ownLanguage)}
      <details>
        <summary part="control">
          ${words.readAgain}<span class="visually-hidden">: ${topic.heading}</span>
        </summary>
        ${topicText(topic, 3, { words, language })}
      </details>
      <div class="actions" part="actions">
        <button
          part="secondary"
          ?disabled=${disabled}
          @click=${() => {
            if (taken) withdraw([id]);
            else change(id);
          }}
        >
          <span
            >${taken ? words.withdraw : words.change}<span class="visually-hidden"
              >: ${topic.heading}</span
            ></span
          >
        </button>
      </div>
    </section>
  `;
};

const copies = ({ words, records, ownLanguage, noCopyOf, copy }: AnsweredView): TemplateResult => html`
  <section class="card body" aria-labelledby="copies-heading">
    <h2 id="copies-heading">${words.copiesHeading}</h2>
    <p>${words.copiesLead}</p>
    ${[...records].reverse().map((record) => {
      const label = words.copyFrom(when(record.decidedAt, ownLanguage));
      return html`
        <div class="copy" role="group" aria-label=${label}>
          <p class="label">${label}</p>
          <div class="actions" part="actions">
            <button part="secondary" @click=${() => copy(record, 'page')}>${words.copyPage}</button>
            <button part="secondary" @click=${() => copy(record, 'data')}>${words.copyData}</button>
          </div>
          <p role="status" part="status">${noCopyOf === record.recordId ? words.copyChanged : ''}</p>
        </div>
      `;
    })}
  </section>
`;

const lead = (view: AnsweredView): TemplateResult => {
  const { words, standing } = view;
  const has = (decision: string): boolean =>
    standing.some((one) => isRequired(one.topic) && one.decision === decision);
  return html`
    <p class="lead" part="lead">${has('talk-first') ? words.doneTalk : words.doneLead}</p>
    ${
      has('decline') || has('withdrawn')
        ? html`<div class="notice" part="problem">
            <p>${has('decline') ? words.doneDeclined : words.doneWithdrawn}</p>
            <h2>${words.waysHeading}</h2>
            ${otherWays(view)}
          </div>`
        : nothing
    }
  `;
};

/** What was answered, the text it was about, and every way to change one's mind. */
export const answered = (view: AnsweredView, goOn: unknown): TemplateResult => {
  const { words, standing, disabled, withdraw } = view;
  const needed = standing
    .filter((one) => isRequired(one.topic) && isSettled(one))
    .map(({ topic }) => topic.id);
  const toTalk = standing.some(({ decision }) => decision === 'talk-first');
  return html`
    <section class="step" part="step">
      <h1 class="heading" part="heading" tabindex="-1">
        ${toTalk ? words.doneHeadingTalk : words.doneHeading}
      </h1>
      ${lead(view)} ${goOn}
      <div class="body" part="body">
        ${copies(view)}
        <h2 lang=${view.language} dir=${textDirection(view.language)}>${view.shown.title}</h2>
        ${standing.map((one) => topicAnswered(one, view))}
        ${
          needed.length > 0
            ? html`<section class="card body" aria-labelledby="all-heading">
                <h2 id="all-heading">${words.withdrawAllHeading}</h2>
                <p>${words.withdrawAllLead}</p>
                <div class="actions" part="actions">
                  <button part="secondary" ?disabled=${disabled} @click=${() => withdraw(needed)}>
                    ${words.withdrawAll}
                  </button>
                </div>
              </section>`
            : nothing
        }
      </div>
    </section>
  `;
};
