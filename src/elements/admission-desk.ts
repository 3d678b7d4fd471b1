import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { peopleToAdmit } from '../core/admission.js';
import type { Person } from '../core/session-snapshot.js';
import admission from '../locales/en/admission.js';
import { fields } from '../styles/fields.js';
import { define } from './define.js';
import { Disclosure } from './disclosure.js';
import { OnDemand } from './on-demand.js';
import { SessionElement } from './session-element.js';
import './text-line.js';
import './waiting-person.js';
import { Words } from './words.js';

/**
 * Shows a therapist who waits, with what they said and what is still open, and lets them in one by one. Nobody is
 * let in by the therapist's arriving, and nobody is seen or heard here.
 *
 * Shows the people of its session; each has their own card. Who comes or goes is told once, politely, without sound.
 *
 * @tagname admission-desk
 * @fires session-request - `open-panel`, `close-panel`; `admit`, `hold`, `decline`, `give-place`, `remove`, `attest-consent`, `tell-late` and `send-text`, from
 *   the elements inside
 * @csspart step - the whole of it
 * @csspart heading - the heading of the step, and the name of each person
 * @csspart lead - the line that says that nobody comes in by themselves
 * @csspart status - how many wait; changes by itself
 * @csspart body - the people, the text line and the therapist's own lists
 * @csspart actions - the three answers to each person
 * @csspart primary - let in
 * @csspart secondary - every other button
 * @csspart control - every field, tick, and line that opens something
 */
export class AdmissionDeskElement extends SessionElement {
  static override styles: CSSResultGroup = [SessionElement.styles, fields];

  readonly #words = new Words(this, 'admission', admission);
  readonly #trust = new OnDemand(this, 'trust-line', () => import('./trust-line.js'));
  readonly #late = new Disclosure(this, 'late-notice', () => import('./late-notice.js'));
  readonly #list = new Disclosure(this, 'room-checklist', () => import('./room-checklist.js'));

  protected override body(): TemplateResult {
    const words = this.#words.value;
    const people = this.snapshot ? peopleToAdmit(this.snapshot) : [];
    return html`
      <section class="step" part="step">
        <h1 class="heading" part="heading" tabindex="-1">${words.heading}</h1>
        <p class="lead" part="lead">${words.lead}</p>
        ${this.#trust.show(
          html`<trust-line .session=${this.session} exportparts="status, secondary"></trust-line>`,
          this.common,
        )}
        <div class="body" part="body">
          <p part="status" role="status">${this.#count(people)}</p>
          ${people.length > 0 ? this.#people(people) : nothing}
          <div class="card">${this.#lateNotice()}</div>
          <div class="card">${this.#ownRoom()}</div>
        </div>
      </section>
    `;
  }

  /** What the person who waits can read is there to be seen, and taken back. */
  #lateNotice(): TemplateResult {
    return this.#late.show({
      summary: this.#words.value.lateHeading,
      part: html`<late-notice
        exportparts="control, secondary, status"
        .session=${this.session}
      ></late-notice>`,
      common: this.common,
      open: (this.snapshot?.waiting.late ?? null) !== null,
    });
  }

  #ownRoom(): TemplateResult {
    return this.#list.show({
      summary: this.#words.value.roomHeading,
      part: html`<room-checklist exportparts="control, status" .session=${this.session}></room-checklist>`,
      common: this.common,
    });
  }

  #count(people: readonly Person[]): string {
    const words = this.#words.value;
    if (people.length === 0) return words.nobodyYet;
    const waiting = people.filter(({ state }) => state === 'asking');
    return words.waitingNow(waiting.length, waiting.filter(({ urgent }) => urgent).length);
  }

  #people(people: readonly Person[]): TemplateResult {
    const words = this.#words.value;
    return html`
      <ul class="list">
        ${repeat(
          people,
          ({ id }) => id,
          ({ id }) => html`
            <li class="card">
              <waiting-person
                exportparts="heading, actions, primary, secondary, control, status"
                person-id=${id}
                .session=${this.session}
              ></waiting-person>
            </li>
          `,
        )}
      </ul>
      <h2>${words.writeHeading}</h2>
      <text-line exportparts="control, secondary, status" .session=${this.session}></text-line>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'admission-desk': AdmissionDeskElement;
  }
}

define('admission-desk', AdmissionDeskElement);
