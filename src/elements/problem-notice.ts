import { html, nothing, type TemplateResult } from 'lit';
import { PROBLEMS, type ProblemAction } from '../core/problems.js';
import type { Problem } from '../core/session-snapshot.js';
import type { Messages } from '../locales/messages.js';

interface NoticeContext {
  readonly words: Messages['problems'];
  readonly call: (phone: string) => string;
  readonly phone: string;
  /** Does what the person chose. */
  readonly act: (action: ProblemAction, problem: Problem) => void;
}

/** Actions that are done by pressing; the others are advice that the text gives already. */
const PRESSED: readonly ProblemAction[] = [
  'try-again',
  'start-sound',
  'choose-device',
  'go-on-without',
  'open-help',
  'leave',
];

/** What is so, what a person can do, and buttons for that: the same shape for every problem. */
export const problemNotice = (
  problem: Problem,
  { words, call, phone, act }: NoticeContext,
): TemplateResult => {
  const { title, body } = words.codes[problem.code];
  const blocking = PROBLEMS[problem.code].weight === 'blocking';
  const actions: readonly ProblemAction[] = PROBLEMS[problem.code].actions;
  return html`
    <section class="notice" part="problem">
      ${blocking ? html`<h1 class="heading" part="heading" tabindex="-1">${title}</h1>` : html`<h2>${title}</h2>`}
      <p>${body}</p>
      <div class="actions">
        ${actions
          .filter((action) => PRESSED.includes(action))
          .map(
            (action) => html`
              <button
                part="secondary"
                @click=${() => {
                  act(action, problem);
                }}
              >
                ${words.actions[action]}
              </button>
            `,
          )}
        ${actions.includes('call-practice') && phone ? html`<a class="button" part="secondary" href="tel:${phone.replace(/[^+\d]/g, '')}">${call(phone)}</a>` : nothing}
      </div>
    </section>
  `;
};
