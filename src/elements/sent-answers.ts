import { html, type TemplateResult } from 'lit';
import { FEEDBACK_QUESTIONS, FEEDBACK_STEPS } from '../core/feedback.js';
import type { FeedbackAnswers } from '../core/session-snapshot.js';
import type { Messages } from '../locales/messages.js';

/** What was sent, question by question, in the words that were shown when it was answered. */
export const sentAnswers = (words: Messages['feedback'], answers: FeedbackAnswers): TemplateResult[] =>
  FEEDBACK_QUESTIONS.flatMap((question) => {
    const step = FEEDBACK_STEPS.find((known) => known === answers[question]);
    const said = answers[`${question}-words`];
    if (!step && !said) return [];
    const own = words.questions[question];
    return [
      html`
        <div class="card">
          <h2>${own.question}</h2>
          ${step ? html`<p>${own.steps[step]}</p>` : null}
          ${said ? html`<p class="plain"><bdi>${said}</bdi></p>` : null}
        </div>
      `,
    ];
  });
