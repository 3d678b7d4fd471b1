import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { PROBLEMS, type ProblemAction } from '../core/problems.js';
import type { Problem, SessionAsk } from '../core/session-snapshot.js';
import consentProblems from '../locales/en/consent-problems.js';
import problems from '../locales/en/problems.js';
import { define } from './define.js';
import { SessionElement } from './session-element.js';
import { Words } from './words.js';

/** Actions that are done by pressing; the others are advice that the text gives already. */
const PRESSED: readonly ProblemAction[] = [
  'try-again',
  'choose-device',
  'go-on-without',
  'open-help',
  'leave',
  'show-pictures',
  'close',
];

/**
 * Says what is so and what a person can do about it: the same shape for everything that can be in the way.
 *
 * Shows the one problem it is given. What is chosen becomes an ask; a number to call is a plain link.
 *
 * @tagname problem-notice
 * @fires session-request - `try-again`, `leave`, `dismiss-problem` or `open-panel`
 * @csspart problem - the whole notice
 * @csspart heading - what is so, where it blocks the way
 * @csspart secondary - what can be done
 */
export class ProblemNoticeElement extends SessionElement {
  readonly #words = new Words(this, 'problems', problems);
  readonly #consentWords = new Words(this, 'consentProblems', consentProblems);

  /** What to show: `{code}`, and the kind of device it is about. */
  @property({ attribute: false }) problem: Problem | undefined;
  /** It stands in the place of the step: its title is the heading of the screen. */
  @property({ type: Boolean }) blocking = false;

  protected override body(): unknown {
    const { problem } = this;
    if (!problem) return nothing;
    const words = this.#words.value;
    const { title, body } = { ...words.codes, ...this.#consentWords.value }[problem.code];
    const { actions } = PROBLEMS[problem.code];
    return html`
      <section class="notice" part="problem">
        ${
          this.blocking
            ? html`<h1 class="heading" part="heading" tabindex="-1">${title}</h1>`
            : html`<h2>${title}</h2>`
        }
        <p>${body}</p>
        <div class="actions">
          ${actions.filter((action) => PRESSED.includes(action)).map((action) => this.#button(action, problem))}
          ${(actions as readonly ProblemAction[]).includes('call-practice') ? this.#call() : nothing}
        </div>
      </section>
    `;
  }

  #button(action: ProblemAction, problem: Problem): TemplateResult {
    const press = (): void => {
      for (const ask of asksFor(action, problem)) this.request(ask);
    };
    return html`<button part="secondary" @click=${press}>${this.#words.value.actions[action]}</button>`;
  }

  #call(): unknown {
    const phone = this.snapshot?.plan.phone;
    if (!phone) return nothing;
    return html`<a class="button" part="secondary" href="tel:${phone.replace(/[^+\d]/g, '')}">
      ${this.common.callPractice(phone)}
    </a>`;
  }
}

/** What a press means to the session. */
const asksFor = (action: ProblemAction, { code }: Problem): readonly SessionAsk[] => {
  switch (action) {
    case 'try-again':
      return [{ type: 'try-again', code }];
    case 'leave':
      return [{ type: 'leave' }];
    case 'show-pictures':
      return [{ type: 'show-pictures' }];
    case 'choose-device':
      return [
        { type: 'dismiss-problem', code },
        { type: 'open-panel', panel: 'devices' },
      ];
    case 'open-help':
      return [
        { type: 'dismiss-problem', code },
        { type: 'open-panel', panel: 'help' },
      ];
    default:
      return [{ type: 'dismiss-problem', code }];
  }
};

declare global {
  interface HTMLElementTagNameMap {
    'problem-notice': ProblemNoticeElement;
  }
}

define('problem-notice', ProblemNoticeElement);
