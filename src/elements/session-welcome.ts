import { css, html, type TemplateResult } from 'lit';
import type { StepName } from '../core/session-snapshot.js';
import welcome from '../locales/en/welcome.js';
import { define } from './define.js';
import { SessionElement } from './session-element.js';
import { Words } from './words.js';

/**
 * Tells a person, before anything starts, whom they will meet, what will happen in which order, who can see and
 * hear them, and how to stop.
 *
 * Shows the plan and the journey of its session. Starts nothing: no permission, no sound, no connection.
 *
 * @tagname session-welcome
 * @fires session-request - `continue`, when the person wants to get ready
 * @csspart step - the whole of it
 * @csspart heading - the greeting
 * @csspart lead - the line that says that nothing has started
 * @csspart body - everything below the greeting
 * @csspart actions - the row of buttons
 * @csspart primary - the button that goes on
 */
export class SessionWelcomeElement extends SessionElement {
  static override styles = [
    SessionElement.styles,
    css`
      ol {
        padding-inline-start: 1.75em;
      }
    `,
  ];

  readonly #words = new Words(this, 'welcome', welcome);

  protected override body(): TemplateResult {
    const words = this.#words.value;
    const therapist = this.snapshot?.role === 'therapist';
    return html`
      <section class="step" part="step">
        <h1 class="heading" part="heading" tabindex="-1">
          ${therapist ? words.headingTherapist : words.headingClient(this.snapshot?.plan.therapistName || this.common.yourTherapist)}
        </h1>
        <p class="lead" part="lead">${therapist ? words.leadTherapist : words.leadClient}</p>
        <div class="body" part="body">
          ${this.#time(words.expected)}
          <h2>${words.nextHeading}</h2>
          <ol>
            ${this.#lines().map((line) => html`<li>${line}</li>`)}
          </ol>
          <h2>${words.whoHeading}</h2>
          <p>${therapist ? words.whoTherapist : words.whoClient}</p>
          <h2>${words.stopHeading}</h2>
          <p>${words.stop}</p>
        </div>
        <div class="actions" part="actions">${this.#begin()}</div>
      </section>
    `;
  }

  /** While the practice is asked, the button stays where it is and says so. */
  #begin(): TemplateResult {
    const asked = this.snapshot?.pending.includes('continue') ?? false;
    return html`<button
      class="primary"
      part="primary"
      aria-disabled=${asked}
      @click=${() => {
        if (!asked) this.request({ type: 'continue' });
      }}
    >
      ${asked ? this.common.loading : this.#words.value.begin}
    </button>`;
  }

  #time(expected: (when: string) => string): unknown {
    const startsAt = this.snapshot?.plan.startsAt;
    if (!startsAt) return null;
    const when = new Intl.DateTimeFormat(this.language, {
      weekday: 'long',
      hour: 'numeric',
      minute: '2-digit',
    }).format(startsAt);
    return html`<p>${expected(when)}</p>`;
  }

  #lines(): string[] {
    const words = this.#words.value.steps;
    const admits = this.snapshot?.role === 'therapist';
    const line = (step: StepName): string | null =>
      step === 'welcome' ? null : step === 'waiting' && admits ? words.admit : words[step];
    return [...(this.snapshot?.journey.steps ?? []).map(line), words.session].filter((text) => text !== null);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'session-welcome': SessionWelcomeElement;
  }
}

define('session-welcome', SessionWelcomeElement);
