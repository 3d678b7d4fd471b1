import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import {
  NOTHING_CHECKED,
  type CheckLine,
  type CheckResult,
  type CheckResults,
} from '../core/device-check.js';
import type { StartWith } from '../core/session-snapshot.js';
import { phoneNumber } from '../core/support.js';
import techCheck from '../locales/en/tech-check.js';
import { fields } from '../styles/fields.js';
import { checkCardStyles } from './check-card.js';
import { browserLine, connectionLine, deviceLine, speakerLine, type CheckView } from './check-lines.js';
import { CheckRun } from './check-run.js';
import { define } from './define.js';
import { Draft } from './drafts.js';
import type { TrialState } from './device-trial.js';
import './level-meter.js';
import { SessionElement } from './session-element.js';
import { SessionCheckEvent } from './session-events.js';
import { whoSees } from './who-sees.js';
import { Words } from './words.js';

const STARTS = ['sound-and-picture', 'sound', 'listening'] as const;

/**
 * Lets a person try their microphone, speaker and camera in peace, one at a time and only when they press, and
 * tells them what to do about whatever does not work.
 *
 * Borrows the devices of its session, so that what was chosen here counts later; without a session it has its
 * own, and tells `session-check`. A line says `works` only after a real signal. Everything can be skipped, and
 * every device is off when the element leaves the page.
 *
 * @tagname tech-check
 * @fires session-request - `set-preferences` with `startWith`; `continue`
 * @fires session-check - standing alone: a line changed
 * @csspart step - the whole of it
 * @csspart heading - the heading of the step
 * @csspart lead - the line that says that nobody else hears or sees this
 * @csspart body - the lines of the check
 * @csspart status - the outcome of a line, and the level of the microphone
 * @csspart problem - what is in the way of a line
 * @csspart self - the own picture
 * @csspart control - lists of devices, and answers
 * @csspart secondary - every button within the check
 * @csspart actions - the row of buttons at the end
 * @csspart primary - the button that goes on
 */
export class TechCheckElement extends SessionElement {
  static override styles: CSSResultGroup = [SessionElement.styles, fields, checkCardStyles];

  readonly #words = new Words(this, 'techCheck', techCheck);
  readonly #run = new CheckRun(this, {
    note: (line, result) => this.#note(line, result),
    showLevel: (level) => {
      const meter = this.renderRoot.querySelector('level-meter');
      if (meter) meter.level = level;
    },
    video: async () => {
      await this.updateComplete;
      return this.renderRoot.querySelector('video');
    },
  });
  /** Somebody who goes back a step and returns finds what was measured. */
  readonly #kept = new Draft(this, 'checks');
  readonly #heard: Record<'microphone' | 'camera', TrialState> = { microphone: 'off', camera: 'off' };
  #said = '';

  /** What is known, line by line; a line left out is not checked. Can be given to show an earlier check. */
  @property({ attribute: false }) results: Partial<CheckResults> = {};

  /** How the person wants to begin, where no session keeps it. */
  @state() private startWith: StartWith = '';

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.results.browser) void this.#run.lookAtBrowser();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    // For whom something is in the way. Should it not arrive, how to go on without still stands there.
    if (Object.values(this.#lines).some(({ reason }) => reason !== null))
      void import('./check-trouble.js').catch(() => undefined);
    for (const kind of ['microphone', 'camera'] as const) {
      const { state } = this.#run[kind];
      if (state === this.#heard[kind]) continue;
      this.#heard[kind] = state;
      const words = this.#words.value[kind];
      if (state !== 'off') this.#said = state === 'asking' ? words.asking : words.running;
    }
  }

  protected override body(): TemplateResult {
    const words = this.#words.value;
    const view = this.#view();
    return html`
      <section class="step" part="step">
        <h1 class="heading" part="heading" tabindex="-1">${words.heading}</h1>
        <p class="lead" part="lead">${words.lead}</p>
        <div class="body" part="body">
          ${view.rehearsal ? html`<p class="quiet">${words.rehearsal}</p>` : nothing}
          ${deviceLine(view, 'microphone')} ${speakerLine(view)} ${deviceLine(view, 'camera')}
          ${connectionLine(view)} ${browserLine(view)}
          <div class="card">${this.#beginning(view)}</div>
        </div>
        <p class="visually-hidden" role="status">${this.#said}</p>
        <p class="quiet">${words.leaveOut}</p>
        <div class="actions" part="actions">
          <button class="primary" part="primary" @click=${this.#goOn}>${this.common.continue}</button>
        </div>
      </section>
    `;
  }

  #view(): CheckView {
    return {
      words: this.#words.value,
      common: this.common,
      run: this.#run,
      results: this.#lines,
      toServer: this.snapshot?.route.kind === 'server',
      rehearsal: this.snapshot?.mode === 'rehearsal',
      phone: phoneNumber(this.snapshot?.plan.phone),
      startWith: this.snapshot?.preferences.startWith ?? this.startWith,
      begin: (startWith) => {
        this.startWith = startWith;
        this.request({ type: 'set-preferences', preferences: { startWith } });
      },
    };
  }

  #beginning({ words, startWith, begin }: CheckView): TemplateResult {
    return html`<fieldset class="beginning" aria-describedby="start-who">
      <legend class="label">${words.startWithQuestion}</legend>
      <div class="body">
        <p>${words.startWithHint}</p>
        <div class="answers">
          ${STARTS.map(
            (start) =>
              html`<label class="answer" part="control">
                <input
                  type="radio"
                  name="start-with"
                  .checked=${startWith === start}
                  @change=${() => {
                    begin(start);
                  }}
                />
                ${words.startWith[start]}
              </label>`,
          )}
        </div>
        ${whoSees(this.common, 'startWith', 'start-who')}
      </div>
    </fieldset>`;
  }

  get #lines(): CheckResults {
    return { ...NOTHING_CHECKED, ...this.#kept.value, ...this.results };
  }

  #note(line: CheckLine, result: CheckResult): void {
    const { outcome, reason, route } = this.#lines[line];
    if (outcome === result.outcome && reason === result.reason && route === result.route) return;
    this.results = { ...this.results, [line]: result };
    this.#kept.value = { ...this.#kept.value, [line]: result };
    // The browser is looked at unasked; nobody has to be told of it unasked.
    if (result.outcome !== 'not-checked' && line !== 'browser') {
      const words = this.#words.value;
      this.#said = words.announce(words.lines[line], words.outcomes[result.outcome]);
    }
    if (!this.session) this.dispatchEvent(new SessionCheckEvent(this.#lines));
  }

  readonly #goOn = (): void => {
    this.#run.stop();
    this.request({ type: 'continue' });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'tech-check': TechCheckElement;
  }
}

define('tech-check', TechCheckElement);
