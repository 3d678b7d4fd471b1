import { css, html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { admitObstacle, openTopics } from '../core/admission.js';
import { LIMITS, plainText } from '../core/session-messages.js';
import { personOf, type Person, type PersonId, type SessionSnapshot } from '../core/session-snapshot.js';
import admission from '../locales/en/admission.js';
import { fields } from '../styles/fields.js';
import { define } from './define.js';
import { OnDemand } from './on-demand.js';
import { atStart, nameOf } from './people-names.js';
import { RemovalLine } from './removal-line.js';
import { SessionElement } from './session-element.js';
import { whoSees } from './who-sees.js';
import { Words } from './words.js';

const HOLD_MINUTES = 2;

/**
 * Shows a therapist one person who comes to the session: what they said about themselves, what is still to talk
 * about, and the three answers to their waiting; and asks which page of theirs counts, where there are two. They are
 * neither seen nor heard.
 *
 * Used inside the admission desk, once per person of its session, and in the room for whoever asks to come in there.
 *
 * @tagname waiting-person
 * @fires session-request - `admit`, `hold` or `decline`; `attest-consent`, `give-place` and `remove` from the elements inside
 * @csspart heading - the name
 * @csspart body - what they said, and the consent
 * @csspart actions - the three answers
 * @csspart primary - let in
 * @csspart secondary - two more minutes, not today, and the buttons of the message
 * @csspart control - the message, and every field inside
 * @csspart status - what was answered
 */
export class WaitingPersonElement extends SessionElement {
  static override styles: CSSResultGroup = [
    SessionElement.styles,
    fields,
    css`
      .root,
      form {
        display: grid;
        gap: var(--_space);
        grid-template-columns: minmax(0, 1fr);
      }
      dl {
        display: grid;
        gap: 0.625rem;
      }
      .consent {
        display: grid;
        gap: 0.5rem;
        grid-template-columns: minmax(0, 1fr);
      }
      h2:focus {
        outline: none;
      }
      dt {
        color: var(--_quiet);
        font-size: 0.9375rem;
      }
      dd {
        white-space: pre-wrap;
      }
      .body {
        padding-block-end: 0.25rem;
      }
    `,
  ];

  readonly #words = new Words(this, 'admission', admission);
  readonly #talk = new OnDemand(this, 'consent-talk', () => import('./consent-talk.js'));
  readonly #place = new OnDemand(this, 'place-card', () => import('./place-card.js'));
  readonly #removal = new RemovalLine(this);
  #placeAsked = false;
  #focusName = false;

  /** Whom it shows: the opaque id of a person of the session. */
  @property({ attribute: 'person-id' }) personId: PersonId = '';

  @state() private answered: 'hold' | 'decline' | null = null;
  @state() private writing = false;
  @state() private message = '';

  /** Gives the focus to the name, once it is there. */
  override focus(options?: FocusOptions): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector('h2')?.focus(options));
  }

  /** What asks which page counts goes away with the answer, and the focus with it. */
  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const asked = (this.snapshot && personOf(this.snapshot, this.personId)?.asksElsewhere) ?? false;
    const focused = this.shadowRoot?.activeElement?.localName === 'place-card';
    if (this.#placeAsked && !asked && focused) this.#focusName = true;
    this.#placeAsked = asked;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.#focusName) this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
    this.#focusName = false;
  }

  protected override body(): unknown {
    const { snapshot } = this;
    const person = snapshot && personOf(snapshot, this.personId);
    if (!snapshot || !person) return html`<p>${this.#words.value.nobodyYet}</p>`;
    const words = this.#words.value;
    return html`
      <h2 part="heading" tabindex="-1">
        <bdi>${atStart(nameOf(person, snapshot, this.common), this.language)}</bdi>
      </h2>
      ${person.urgent ? html`<p class="notice">${words.urgent}</p>` : nothing}
      <p>${person.removed ? words.removed : words.states[person.state]}</p>
      ${person.asksElsewhere ? this.#whichPage(person) : nothing}
      <div class="body" part="body">${this.#said(person)} ${this.#consentOf(person, snapshot)}</div>
      ${this.#answers(snapshot, person)}
      <p part="status" role="status">${this.#outcome(snapshot)}</p>
      ${this.#removal.show({
        session: this.session,
        person: person.id,
        summary: words.removal,
        common: this.common,
      })}
    `;
  }

  #whichPage({ id }: Person): TemplateResult {
    return html`<div class="notice">
      ${this.#place.show(
        html`<place-card
          exportparts="secondary, status"
          person-id=${id}
          .session=${this.session}
        ></place-card>`,
        this.common,
      )}
    </div>`;
  }

  /** Where it stands; and what is to be talked about, if anything is. */
  #consentOf({ id }: Person, snapshot: SessionSnapshot): TemplateResult {
    const words = this.#words.value;
    const { status, person } = snapshot.consent;
    const open = person === id && openTopics(snapshot, Date.now()).length > 0;
    const stands = (): string => {
      if (status === 'loading') return words.consentLoading;
      if (status === 'none') return words.consentNone;
      if (person !== id) return words.consentElsewhere;
      return open ? words.consentOpen : words.consentSettled;
    };
    const talk = html`<consent-talk
      exportparts="control, secondary"
      person-id=${id}
      .session=${this.session}
    ></consent-talk>`;
    return html`
      <div class="consent">
        <h3>${words.consentHeading}</h3>
        <p part="status" role="status">${stands()}</p>
        ${open ? this.#talk.show(talk, this.common) : nothing}
      </div>
    `;
  }

  #said({ profile }: Person): TemplateResult {
    const words = this.#words.value;
    const rows = profile
      ? ([
          [words.pronouns, plainText(profile.pronouns, LIMITS.pronouns)],
          [words.speakFreelyLabel, profile.speakFreely && words.speakFreely[profile.speakFreely]],
          [words.startWithLabel, profile.startWith && words.startWith[profile.startWith]],
          [words.wishes, plainText(profile.wishes, LIMITS.wishes)],
        ] as const)
      : [];
    const said = rows.filter(([, answer]) => answer !== '');
    if (said.length === 0) return html`<p class="quiet">${words.nothingSaid}</p>`;
    return html`
      <dl>
        ${said.map(
          ([label, answer]) =>
            html`<div>
              <dt>${label}</dt>
              <dd dir="auto">${answer}</dd>
            </div>`,
        )}
      </dl>
    `;
  }

  #answers(snapshot: SessionSnapshot, person: Person): TemplateResult {
    const words = this.#words.value;
    const { id } = person;
    const obstacle = admitObstacle(snapshot, person, Date.now());
    const admits = obstacle === null && this.session?.can({ type: 'admit', person: id }) === true;
    const answers = this.session?.can({ type: 'hold', person: id, minutes: HOLD_MINUTES }) === true;
    return html`
      <div class="actions" part="actions">
        <button
          class="primary"
          part="primary"
          aria-disabled=${!admits}
          aria-describedby=${admits ? nothing : 'why-not'}
          @click=${() => {
            if (admits) this.request({ type: 'admit', person: id });
          }}
        >
          ${words.admit}
        </button>
        ${answers ? this.#waitingAnswers() : nothing}
      </div>
      ${
        admits
          ? nothing
          : html`<p class="quiet" id="why-not">
              ${obstacle ? words.obstacles[obstacle] : words.unavailable}
            </p>`
      }
      ${answers && this.writing ? this.#messageForm() : nothing}
    `;
  }

  #waitingAnswers(): TemplateResult {
    const words = this.#words.value;
    return html`
      <button part="secondary" @click=${this.#hold}>${words.hold}</button>
      <button
        part="secondary"
        aria-expanded=${this.writing}
        @click=${() => {
          this.writing = !this.writing;
        }}
      >
        ${words.notToday}
      </button>
    `;
  }

  #messageForm(): TemplateResult {
    const words = this.#words.value;
    return html`
      <form class="card" @submit=${this.#decline}>
        <div class="field">
          <label for="message"
            >${words.notTodayLabel} <span class="quiet">(${this.common.optional})</span></label
          >
          <p class="quiet" id="message-hint">${words.notTodayHint}</p>
          <textarea
            id="message"
            part="control"
            rows="3"
            maxlength=${LIMITS.message}
            autocomplete="off"
            spellcheck="false"
            aria-describedby="message-hint message-who"
            .value=${this.message}
            @input=${(event: Event) => {
              this.message = (event.target as HTMLTextAreaElement).value;
            }}
          ></textarea>
          ${whoSees(this.common, 'notToday', 'message-who')}
        </div>
        <div class="actions">
          <button part="secondary">${words.notTodaySend}</button>
          <button type="button" part="secondary" @click=${this.#keepWaiting}>${words.keepWaiting}</button>
        </div>
      </form>
    `;
  }

  /** Said only once the practice's service has taken it. */
  #outcome(snapshot: SessionSnapshot): unknown {
    const { answered } = this;
    if (!answered) return nothing;
    if (snapshot.pending.includes(answered)) return this.common.loading;
    const words = this.#words.value;
    const state = personOf(snapshot, this.personId)?.state;
    if (answered === 'hold') return state === 'asking' ? words.heldNow : nothing;
    return state === 'asking' ? nothing : words.notTodayDone;
  }

  readonly #hold = (): void => {
    this.answered = 'hold';
    this.request({ type: 'hold', person: this.personId, minutes: HOLD_MINUTES });
  };

  readonly #decline = (event: Event): void => {
    event.preventDefault();
    this.answered = 'decline';
    this.request({
      type: 'decline',
      person: this.personId,
      message: plainText(this.message, LIMITS.message).trim(),
    });
  };

  /** The pressed button goes away with the form, so the focus goes back to the one that opened it. */
  readonly #keepWaiting = (): void => {
    this.writing = false;
    this.renderRoot.querySelector<HTMLElement>('[aria-expanded]')?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'waiting-person': WaitingPersonElement;
  }
}

define('waiting-person', WaitingPersonElement);
