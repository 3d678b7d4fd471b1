import { html, nothing, type TemplateResult } from 'lit';
import type { ShownDocument } from '../core/consent-shown.js';
import { textDirection } from '../core/consent-text.js';
import { answerTo, groupsOf, type ConsentDraft } from '../core/consent-answers.js';
import { isRequired } from '../core/consent.js';
import type { ShownTopic } from '../core/consent-screen.js';
import type { Messages } from '../locales/messages.js';
import { jointCard, topicCard, topicText, type TopicView } from './consent-topic.js';

const progress = (asked: readonly ShownTopic[], draft: ConsentDraft, words: Messages['consent']): string => {
  const required = asked.filter(isRequired);
  return words.progress(required.filter((topic) => answerTo(topic, draft)).length, required.length);
};

/** The topics in the groups in which they are answered. */
export const questions = (asked: readonly ShownTopic[], view: TopicView): unknown => {
  const { words, draft } = view;
  const { separate, joint, free } = groupsOf(asked);
  const one = (topic: ShownTopic): unknown => topicCard(topic, view);
  return html`
    ${separate.length > 0 ? html`<h2>${words.separateHeading}</h2>` : nothing} ${separate.map(one)}
    ${joint.map(
      ({ kind, topics }) => html`
        <h2>${words.jointHeading[kind]}</h2>
        <p>${words.jointLead[kind]}</p>
        ${jointCard(kind, topics, view)}
      `,
    )}
    ${
      free.length > 0
        ? html`<h2>${words.freeHeading}</h2>
            <p>${words.freeLead}</p>`
        : nothing
    }
    ${free.map(one)}
    ${asked.some(isRequired) ? html`<p class="quiet" part="status">${progress(asked, draft, words)}</p>` : nothing}
  `;
};

export const formHead = (
  { title, language }: ShownDocument,
  { lead }: Messages['consent'],
  whoSees: string,
): TemplateResult => html`
  <h1 class="heading" part="heading" tabindex="-1" lang=${language} dir=${textDirection(language)}>
    ${title}
  </h1>
  <p class="lead" part="lead">${lead}</p>
  <p class="quiet">${whoSees}</p>
`;

export const unreviewed = (
  signable: boolean,
  { unreviewedTry }: Messages['consent'],
  codes: Messages['consentProblems'],
): TemplateResult => html`
  <div class="notice" part="problem">
    <h2>${codes['consent-not-reviewed'].title}</h2>
    <p>${signable ? unreviewedTry : codes['consent-not-reviewed'].body}</p>
  </div>
`;

/** Somebody comes back for a few topics: the rest is not asked again. */
export const othersStand = (words: Messages['consent'], keep: (() => void) | null): TemplateResult => html`
  <p>${words.othersStand}</p>
  ${keep ? html`<p><button part="secondary" @click=${keep}>${words.keepAsIs}</button></p>` : nothing}
`;

/** A text that cannot be signed can be read and talked about; answers that lead nowhere are not offered. */
export const textsOnly = (
  asked: readonly ShownTopic[],
  view: TopicView,
  notSent: boolean,
  talkFirst: () => void,
): TemplateResult => html`
  ${asked.map(
    (topic) =>
      html`<section class="card topic">
        <h2 lang=${view.language} dir=${textDirection(view.language)}>${topic.heading}</h2>
        ${topicText(topic, 2, view)}
      </section>`,
  )}
  <p role="status" part="status">${notSent ? view.words.notSent : ''}</p>
  <div class="actions" part="actions">
    <button class="primary" part="primary" ?disabled=${view.disabled} @click=${talkFirst}>
      ${view.words.talkInstead}
    </button>
  </div>
`;
