import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import {
  FEEDBACK_QUESTIONS,
  FEEDBACK_STEPS,
  FEEDBACK_WORDS,
  isShared,
  NO_FEEDBACK,
  sharedAnswers,
  type FeedbackDraft,
  type FeedbackQuestion,
} from '../core/feedback.js';
import type { FeedbackAnswers } from '../core/session-snapshot.js';
import feedback from '../locales/en/feedback.js';
import { fields } from '../styles/fields.js';
import { define } from './define.js';
import { sentAnswers } from './sent-answers.js';
import { SessionElement } from './session-element.js';
import { whoSees } from './who-sees.js';
import { Words } from './words.js';

/**
 * Lets a person say how the session was, or not. What they write stays with them unless they tick an answer and
 * send it.
 *
 * Drafts live in the element's memory and in no snapshot. The request carries ticked answers only, as codes and the
 * person's own words. Alone, handing the request over counts as sent. A therapist gets a closing line instead.
 *
 * @tagname feedback-form
 * @fires session-request - `finish`, and `send-feedback` with what the person ticked
 * @csspart step - the whole of it
 * @csspart heading - the question above all
 * @csspart lead - that it can be skipped
 * @csspart body - the questions
 * @csspart control - one answer, one field, one tick
 * @csspart actions - a row of buttons
 * @csspart primary - the button that sends
 * @csspart secondary - "not now", and the button that ends
 * @csspart status - what will be, is being or was sent
 */
export class FeedbackFormElement extends SessionElement {
  static override styles = [
    SessionElement.styles,
    fields,
    css`
      fieldset {
        display: grid;
        gap: calc(var(--_space) * 0.75);
        grid-template-columns: minmax(0, 1fr);
        min-inline-size: 0;
      }
      legend {
        margin-block-end: 0.5rem;
        font-size: 1.125rem;
        font-weight: 600;
      }
      .plain {
        white-space: pre-line;
      }
      /* declining is as large as sending */
      .actions button {
        min-inline-size: min(14rem, 100%);
      }
    `,
  ];

  readonly #words = new Words(this, 'feedback', feedback);
  #focusHeading = false;
  @state() private drafts = NO_FEEDBACK;
  /** What the last press handed over, as it was then. */
  @state() private handedOver: FeedbackAnswers | null = null;

  protected override body(): TemplateResult {
    if (this.snapshot?.role === 'therapist') return this.#therapist();
    const sent = this.#sentAnswers();
    return sent ? this.#sent(sent) : this.#form();
  }

  #sentAnswers(): FeedbackAnswers | null {
    return (this.snapshot?.feedbackSent ?? true) ? this.handedOver : null;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.#focusHeading =
      this.#sentAnswers() !== null && this.shadowRoot?.activeElement?.closest('form') != null;
  }

  /** The pressed button goes away with the form; whoever pressed it is led to what came of it. */
  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.#focusHeading) this.shadowRoot?.querySelector('h1')?.focus();
  }

  #form(): TemplateResult {
    const words = this.#words.value;
    return html`
      <form class="step" part="step" novalidate @submit=${this.#submit}>
        <h1 class="heading" part="heading" tabindex="-1">${words.heading}</h1>
        <p class="lead" part="lead">${words.lead}</p>
        <div class="actions" part="actions">${this.#finish(words.notNow)}</div>
        <div class="body" part="body">
          ${whoSees(this.common, 'feedbackDraft', 'stays')}
          ${FEEDBACK_QUESTIONS.map((question) => this.#question(question))}
          <h2>${words.sendHeading}</h2>
          ${
            this.#isRehearsal
              ? html`<p id="kept">${words.whoSeesRehearsal}</p>`
              : html`<p>${words.whoSees}</p>
                  ${whoSees(this.common, 'feedback', 'kept')}`
          }
          <p id="count" role="status" part="status">${this.#status()}</p>
        </div>
        <div class="actions" part="actions">
          <button class="secondary" part="primary" type="submit" aria-describedby="kept count">
            ${words.send}
          </button>
          ${this.#finish(words.notNow)}
        </div>
      </form>
    `;
  }

  /** In a rehearsal there is nobody whom it could reach, and the form says so. */
  get #isRehearsal(): boolean {
    return this.snapshot?.mode === 'rehearsal';
  }

  #status(): string {
    const words = this.#words.value;
    if (this.snapshot?.pending.includes('send-feedback')) return words.sending;
    if (this.handedOver && this.snapshot?.problems.some(({ code }) => code === 'not-recorded'))
      return words.notSent;
    const count = FEEDBACK_QUESTIONS.filter((question) => isShared(this.drafts[question])).length;
    return count ? words.sendCount(count) : words.sendNothing;
  }

  #question(question: FeedbackQuestion): TemplateResult {
    const words = this.#words.value;
    const draft = this.drafts[question];
    const own = words.questions[question];
    return html`
      <div class="card">
        <fieldset>
          <legend>${own.question}</legend>
          <div class="answers">
            ${FEEDBACK_STEPS.map(
              (step) => html`
                <label class="answer" part="control">
                  <input
                    type="radio"
                    name=${question}
                    .checked=${draft.step === step}
                    @change=${() => {
                      this.#change(question, { step });
                    }}
                  />
                  ${own.steps[step]}
                </label>
              `,
            )}
          </div>
          <div class="field">
            <label for=${question}>${words.words} <span class="quiet">(${this.common.optional})</span></label>
            <textarea
              id=${question}
              part="control"
              rows="3"
              maxlength=${FEEDBACK_WORDS}
              autocomplete="off"
              spellcheck="false"
              aria-describedby="stays"
              .value=${draft.words}
              @input=${(event: Event & { readonly target: HTMLTextAreaElement }) => {
                this.#change(question, { words: event.target.value });
              }}
            ></textarea>
          </div>
          <label class="answer" part="control">
            <input
              type="checkbox"
              .checked=${draft.shared}
              @change=${(event: Event & { readonly target: HTMLInputElement }) => {
                this.#change(question, { shared: event.target.checked });
              }}
            />
            ${words.share}
          </label>
        </fieldset>
      </div>
    `;
  }

  #change(question: FeedbackQuestion, change: Partial<FeedbackDraft>): void {
    this.drafts = { ...this.drafts, [question]: { ...this.drafts[question], ...change } };
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const answers = sharedAnswers(this.drafts);
    if (Object.keys(answers).length === 0 || this.snapshot?.pending.includes('send-feedback')) return;
    this.handedOver = answers;
    this.request({ type: 'send-feedback', answers });
  };

  #sent(answers: FeedbackAnswers): TemplateResult {
    const words = this.#words.value;
    return html`
      <section class="step" part="step">
        <h1 class="heading" part="heading" tabindex="-1">${words.sentHeading}</h1>
        <p class="lead" part="lead">${this.#isRehearsal ? words.sentLeadRehearsal : words.sentLead}</p>
        <div class="body" part="body">${sentAnswers(words, answers)}</div>
        <div class="actions" part="actions">${this.#finish(words.finish)}</div>
      </section>
    `;
  }

  #therapist(): TemplateResult {
    const words = this.#words.value;
    return html`
      <section class="step" part="step">
        <h1 class="heading" part="heading" tabindex="-1">${words.therapistHeading}</h1>
        <p class="lead" part="lead">${words.therapistLead}</p>
        <div class="actions" part="actions">${this.#finish(words.finish)}</div>
      </section>
    `;
  }

  #finish(label: string): TemplateResult {
    return html`
      <button
        class="secondary"
        part="secondary"
        type="button"
        @click=${() => {
          this.request({ type: 'finish' });
        }}
      >
        ${label}
      </button>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'feedback-form': FeedbackFormElement;
  }
}

define('feedback-form', FeedbackFormElement);
