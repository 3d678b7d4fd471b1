import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { pauseSide } from '../core/person-view.js';
import type { SessionAsk, SessionSnapshot } from '../core/session-snapshot.js';
import pause from '../locales/en/pause.js';
import { define } from './define.js';
import { drawings } from './drawings.js';
import { atStart, namesOf } from './people-names.js';
import { SessionElement } from './session-element.js';
import './text-line.js';
import { Words } from './words.js';

/**
 * Gives people rest: a still card in place of the whole room, while nothing is sent and nothing is heard in either
 * direction. It says who paused, who can end it, and that nothing will switch on by itself.
 *
 * Shown while `pausedBy` is not empty. Whoever paused ends their own pause; the other can add one of their own.
 * Writing and leaving stay open.
 *
 * @tagname session-pause
 * @fires session-request - `resume`, `pause`, `open-panel`, `close-panel`, `leave`
 * @csspart step - the card
 * @csspart heading - who paused
 * @csspart lead - the line that gives time
 * @csspart body - what is so, and who can end it
 * @csspart status - the own microphone and camera, in words
 * @csspart actions - the row of buttons
 * @csspart secondary - the buttons
 * @csspart control - the field to write in
 */
export class SessionPauseElement extends SessionElement {
  static override styles: CSSResultGroup = [
    SessionElement.styles,
    css`
      .step {
        max-inline-size: 42rem;
        padding: clamp(1rem, 4vi, 2.5rem);
        background: var(--_raised);
        border: 1px solid var(--_hair);
        border-radius: calc(var(--_radius) * 1.5);
      }
      .stillness {
        inline-size: 7.5rem;
        block-size: 3.75rem;
        color: var(--_accent);
      }
      .text {
        display: grid;
        gap: 0.75rem;
        padding-block-start: var(--_space);
        border-block-start: 1px solid var(--_hair);
      }
    `,
  ];

  readonly #words = new Words(this, 'pause', pause);

  /** Gives the focus to the heading, once it is there. */
  override focus(options?: FocusOptions): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector('h1')?.focus(options));
  }

  protected override body(): TemplateResult {
    const words = this.#words.value;
    const { snapshot } = this;
    const others = snapshot ? this.#others(snapshot) : '';
    const side = snapshot ? pauseSide(snapshot.pausedBy, snapshot.self) : 'own';
    return html`
      <section class="step" part="step">
        ${drawings.stillness}
        <h1 class="heading" part="heading" tabindex="-1">
          ${atStart(words.heading[side](others), this.language)}
        </h1>
        <p class="lead" part="lead">${words.lead}</p>
        <div class="body" part="body">
          <p>${words.silence}</p>
          <p part="status">
            ${words.microphone[snapshot?.media.microphone ?? 'off']}
            ${words.camera[snapshot?.media.camera ?? 'off']}
          </p>
          <p>${this.#whoEnds(snapshot, others)}</p>
          <p class="quiet">${words.after}</p>
        </div>
        <div class="actions" part="actions">${this.#choices(snapshot)}</div>
        ${this.#text(snapshot)}
      </section>
    `;
  }

  #others(snapshot: SessionSnapshot): string {
    return namesOf(this.#othersPaused(snapshot), snapshot, this.common, this.language);
  }

  #othersPaused({ people, pausedBy }: SessionSnapshot): SessionSnapshot['people'] {
    return people.filter(({ id }) => pausedBy.includes(id));
  }

  #whoEnds(snapshot: SessionSnapshot | undefined, others: string): string {
    const words = this.#words.value;
    if (!snapshot) return words.onlyYou;
    const side = pauseSide(snapshot.pausedBy, snapshot.self);
    if (side === 'own') return words.onlyYou;
    return side === 'both'
      ? atStart(words.eachOwn(others), this.language)
      : words.onlyThey(others, this.#othersPaused(snapshot).length);
  }

  /** All alike: nothing here urges anybody to end a pause. */
  #choices(snapshot: SessionSnapshot | undefined): TemplateResult {
    const words = this.#words.value;
    const own = !snapshot || snapshot.pausedBy.includes(snapshot.self);
    const ending = snapshot?.pending.includes('resume');
    const writes = snapshot?.panel === 'text';
    return html`
      ${
        own
          ? this.#button(ending ? words.ending : words.end, { type: 'resume' })
          : this.#button(words.pauseToo, { type: 'pause' })
      }
      ${this.#button(words.write, writes ? { type: 'close-panel' } : { type: 'open-panel', panel: 'text' }, writes)}
      ${this.#button(this.common.leave, { type: 'leave' })}
    `;
  }

  #button(label: string, ask: SessionAsk, open?: boolean): TemplateResult {
    return html`<button
      part="secondary"
      aria-expanded=${open === undefined ? nothing : open ? 'true' : 'false'}
      @click=${() => {
        this.request(ask);
      }}
    >
      ${label}
    </button>`;
  }

  #text(snapshot: SessionSnapshot | undefined): TemplateResult | typeof nothing {
    if (snapshot?.panel !== 'text') return nothing;
    return html`<section class="text" aria-labelledby="text-heading">
      <h2 id="text-heading">${this.#words.value.writeHeading}</h2>
      <text-line .session=${this.session} exportparts="body, control, secondary, status"></text-line>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'session-pause': SessionPauseElement;
  }
}

define('session-pause', SessionPauseElement);
