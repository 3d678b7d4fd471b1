import { css, html, type TemplateResult } from 'lit';
import { LIMITS, plainText } from '../core/session-messages.js';
import type { ClosingReason, SessionAsk } from '../core/session-snapshot.js';
import { phoneNumber } from '../core/support.js';
import closing from '../locales/en/closing.js';
import { define } from './define.js';
import { SessionElement } from './session-element.js';
import { Words } from './words.js';

/** Ends after which there is something to say about a talk. */
const HAS_MET: readonly ClosingReason[] = [
  'finished',
  'left',
  'consent-withdrawn',
  'connection-lost',
  'removed',
];

/**
 * Tells a person how it ended, without blame, what happens next, and how to come back or reach the practice.
 *
 * Shows the reason in the session's phase; without a session it shows the ordinary end. Ways that the session
 * does not allow are not shown. Starts nothing and sends nothing. People to reach and what was agreed to stay where they
 * are on every step: in the frame of `<safe-session>`.
 *
 * @tagname session-closing
 * @slot next - the practice's own words and links for afterwards
 * @fires session-request - `return`, `continue` (to the feedback), `finish`
 * @csspart step - the whole of it
 * @csspart heading - how it ended
 * @csspart lead - the line that says what is off now
 * @csspart body - what happens next
 * @csspart actions - a row of buttons
 * @csspart primary - the way back, where it broke off
 * @csspart secondary - every other button and link
 */
export class SessionClosingElement extends SessionElement {
  static override styles = [
    SessionElement.styles,
    css`
      blockquote {
        margin: 0;
        white-space: pre-line;
      }
      figure {
        display: grid;
        gap: 0.375rem;
      }
      .plain {
        white-space: pre-line;
      }
      .actions button {
        min-inline-size: min(12rem, 100%);
      }
      .dots {
        padding-inline-start: 1.25rem;
      }
    `,
  ];

  readonly #words = new Words(this, 'closing', closing);

  protected override body(): TemplateResult {
    const reason = this.#reason();
    const words = this.#words.value;
    const end = words[this.snapshot?.role ?? 'client'][reason];
    return html`
      <section class="step" part="step">
        <h1 class="heading" part="heading" tabindex="-1">${end.heading}</h1>
        <p class="lead" part="lead">${end.lead}</p>
        <div class="body" part="body">
          ${reason === 'not-today' ? this.#message() : null}
          ${reason === 'consent-not-given' && this.#isClient() ? this.#otherWays() : null}
          <h2>${words.nextHeading}</h2>
          <p>${end.next}</p>
          ${this.#practice()}
          <slot name="next"></slot>
        </div>
        ${this.#onwards(reason)}
      </section>
    `;
  }

  #reason(): ClosingReason {
    const phase = this.snapshot?.phase;
    return phase && 'reason' in phase ? phase.reason : 'finished';
  }

  #isClient(): boolean {
    return this.snapshot?.role !== 'therapist';
  }

  /** Somebody else's words: plain, cut, and told apart from ours. */
  #message(): unknown {
    const message = plainText(this.snapshot?.waiting.message ?? '', LIMITS.message).trim();
    if (!message || !this.#isClient()) return null;
    return html`
      <figure class="card">
        <figcaption class="quiet">${this.#words.value.message}</figcaption>
        <blockquote><bdi>${message}</bdi></blockquote>
      </figure>
    `;
  }

  #otherWays(): TemplateResult {
    const words = this.#words.value;
    const own = plainText(this.snapshot?.consent.document?.practice.alternatives ?? '', 2_000).trim();
    return html`
      <h2>${words.otherWays}</h2>
      ${
        own
          ? html`<p class="plain">${own}</p>`
          : html`<ul class="dots">
              ${words.otherWaysList.map((way) => html`<li>${way}</li>`)}
            </ul>`
      }
    `;
  }

  #practice(): unknown {
    const phone = phoneNumber(this.snapshot?.plan.phone);
    if (!phone) return null;
    const label = this.common.callPractice(phone.text);
    return phone.href
      ? html`<p><a class="button" part="secondary" href=${phone.href}>${label}</a></p>`
      : html`<p>${label}</p>`;
  }

  #onwards(reason: ClosingReason): TemplateResult {
    const words = this.#words.value;
    const back = reason.startsWith('consent-') ? words.returnConsent : words.return;
    const look = reason === 'connection-lost' ? 'primary' : 'secondary';
    const feedback = this.#isClient() && HAS_MET.includes(reason) && this.#can({ type: 'continue' });
    return html`
      <div class="actions" part="actions">
        ${this.#mayReturn(reason) ? this.#button(back, { type: 'return' }, look) : null}
        ${feedback ? this.#button(words.feedback, { type: 'continue' }) : null}
        ${this.#button(words.finish, { type: 'finish' })}
      </div>
      ${feedback ? html`<p class="quiet">${words.feedbackNote}</p>` : null}
    `;
  }

  /** A therapist who ended too early can come back; for a client whose therapist has gone there is nobody there. */
  #mayReturn(reason: ClosingReason): boolean {
    return reason !== 'finished' || !this.#isClient();
  }

  /** What may be asked is the session's to say; alone there is nothing to go back to. */
  #can(ask: SessionAsk): boolean {
    return this.session ? this.session.can(ask) : ask.type === 'finish';
  }

  #button(label: string, ask: SessionAsk, look: 'primary' | 'secondary' = 'secondary'): unknown {
    if (!this.#can(ask)) return null;
    return html`
      <button
        class=${look}
        part=${look}
        @click=${() => {
          this.request(ask);
        }}
      >
        ${label}
      </button>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'session-closing': SessionClosingElement;
  }
}

define('session-closing', SessionClosingElement);
