import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Person, PersonId, SessionAsk, SessionSnapshot } from '../core/session-snapshot.js';
import { begunAgain, codeView, peopleToTrust, type CodeView } from '../core/trust-view.js';
import safetyCode from '../locales/en/safety-code.js';
import { codeStyles } from '../styles/safety-code.js';
import { CodePictures, codeWords } from './code-pictures.js';
import { stoppedCard } from './code-stopped.js';
import { define } from './define.js';
import { deviceOffer } from './device-offer.js';
import { nameOf } from './people-names.js';
import { SessionElement } from './session-element.js';
import { Words } from './words.js';

/** What the person wants to compare with: pictures, or words for whoever cannot use pictures. */
type Form = 'pictures' | 'words';

/**
 * Lets two people find out that nobody is in between: four pictures that are the same on both screens, or three words, and three
 * answers of which none is urged.
 *
 * Shows the people of its session, therapists first, each closed until somebody opens it. Pictures belong to one agreement: where
 * there is a newer one they are covered, and asked for again, so that no answer is given to pictures that nobody looked at. After *they
 * differ* sound and picture have stopped, and the ways on are new pictures, the phone, and another time.
 *
 * After a comparison it offers to remember the device for the next time, where client and practice find each other again by an id
 * that outlasts the appointment.
 *
 * @tagname safety-code
 * @fires session-request - `confirm-code`, `refuse-code`, `new-code`, `remember-device`, `forget-device`, `close-panel` and `leave`
 * @csspart body - the comparison with each person
 * @csspart actions - rows of buttons
 * @csspart secondary - every button, and the link that calls
 * @csspart status - what became true, told once
 */
export class SafetyCodeElement extends SessionElement {
  static override styles: CSSResultGroup = [SessionElement.styles, codeStyles];

  readonly #words = new Words(this, 'safetyCode', safetyCode);
  readonly #pictures = new CodePictures(this);

  /** Whose alone, by their id in the session. Left out: everybody's. */
  @property({ attribute: 'person-id' }) personId: PersonId = '';

  /** Of which agreement with whom the person asked to see the pictures. */
  @state() private shown: ReadonlyMap<PersonId, string> = new Map();
  @state() private form: Form = 'pictures';
  @state() private large = false;

  /** What the person is busy with. What has the focus there may go away: then the focus goes to what came instead. */
  #busyWith: readonly (HTMLElement | null | undefined)[] = [];

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const active = this.shadowRoot?.activeElement;
    this.#busyWith = ['[data-busy]', '[data-person]'].map((place) => active?.closest<HTMLElement>(place));
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.shadowRoot?.activeElement) return;
    const there = this.#busyWith.find((place) => place?.isConnected);
    there?.querySelector<HTMLElement>("[tabindex='-1']")?.focus();
  }

  protected override body(): TemplateResult {
    const { snapshot } = this;
    const everybody = snapshot ? peopleToTrust(snapshot) : [];
    const people = everybody.filter(({ id }) => this.personId === '' || id === this.personId);
    if (!snapshot || people.length === 0) return html`<p part="body">${this.#words.value.nobody}</p>`;
    return html`<div class="people" part="body">
      ${repeat(
        people,
        ({ id }) => id,
        (person) => html`<div class="person" data-person>${this.#person(person, snapshot)}</div>`,
      )}
    </div>`;
  }

  #person(person: Person, snapshot: SessionSnapshot): TemplateResult {
    const words = this.#words.value;
    const view = codeView(person.safety, this.shown.get(person.id) ?? null);
    const again = begunAgain(person.safety);
    return html`
      ${this.#view(view, person, snapshot)} ${this.#device(view, person, snapshot)}
      ${again > 0 && view !== 'failed' ? html`<p class="quiet">${words.begunAgain(again)}</p>` : nothing}
      <p role="status" part="status">${this.#news(view, person)}</p>
    `;
  }

  #view(view: CodeView, person: Person, snapshot: SessionSnapshot): TemplateResult {
    const words = this.#words.value;
    const many = this.personId === '' && peopleToTrust(snapshot).length > 1;
    const openWith = words.openWith(nameOf(person, snapshot, this.common));
    switch (view) {
      case 'stopped':
      case 'failed':
        return stoppedCard({
          because: view,
          person: person.id,
          phone: snapshot.plan.phone,
          words,
          ask: (ask) => {
            this.#ask(ask, person);
          },
        });
      case 'securing':
        return html`<p tabindex="-1">${words.securing}</p>`;
      case 'offer':
        return this.#offer(person, many ? openWith : words.open);
      case 'renewed':
        return html`<p tabindex="-1">${words.renewed}</p>
          ${this.#showing(words.showNew, person)}`;
      case 'compare':
        return this.#comparison(person, snapshot);
      default:
        return view satisfies never;
    }
  }

  /** Never beside what was stopped, nor where there is nothing to compare. */
  #device(view: CodeView, person: Person, snapshot: SessionSnapshot): unknown {
    if (view === 'stopped' || view === 'failed' || view === 'securing') return nothing;
    const who = nameOf(person, snapshot, this.common);
    return deviceOffer(person, {
      snapshot,
      who,
      words: this.#words.value,
      ask: (ask) => {
        this.request(ask);
      },
    });
  }

  #offer(person: Person, open: string): TemplateResult {
    const words = this.#words.value;
    const agreed = person.safety.state === 'checked';
    return html`${agreed ? nothing : html`<p tabindex="-1">${words.offer}</p>`}
    ${this.#showing(agreed ? words.again : open, person)}`;
  }

  #showing(label: string, { id, safety }: Person): TemplateResult {
    const press = (): void => {
      if (safety.run === null) return;
      this.shown = new Map(this.shown).set(id, safety.run);
      void this.#pictures.fetchDrawings();
    };
    return html`<div class="actions" part="actions">
      <button part="secondary" @click=${press}>${label}</button>
    </div>`;
  }

  #comparison(person: Person, snapshot: SessionSnapshot): TemplateResult {
    const words = this.#words.value;
    const { safety } = person;
    const who = nameOf(person, snapshot, this.common);
    const byWords = this.form === 'words' && safety.words !== null;
    void this.#pictures.fetchNames(this.#words.wanted);
    const { large } = this;
    return html`
      <h3 tabindex="-1">${byWords ? words.headingWords : words.heading}</h3>
      <p>${byWords ? words.howWords(who) : words.how(who)}</p>
      ${
        byWords
          ? codeWords(safety.words, { label: words.words, large })
          : this.#pictures.show(safety.pictures ?? [], { label: words.pictures, large })
      }
      <p class="quiet">${large ? words.largeHow : words.speak}</p>
      ${this.#answers(person)}
      <div class="actions" part="actions">
        ${this.#quietly(byWords ? words.usePictures : words.useWords, () => {
          this.form = byWords ? 'pictures' : 'words';
        })}
        ${this.#quietly(large ? words.reduce : words.enlarge, () => {
          this.large = !large;
        })}
      </div>
    `;
  }

  #answers(person: Person): TemplateResult {
    const words = this.#words.value;
    const { id: whom, safety } = person;
    const run = safety.run ?? '';
    const agreed = safety.state === 'checked';
    const answer = (label: string, ask: SessionAsk): TemplateResult =>
      html`<button
        part="secondary"
        @click=${() => {
          this.#ask(ask, person);
        }}
      >
        ${label}
      </button>`;
    return html`<div class="answers" part="actions">
      ${agreed ? nothing : answer(words.match, { type: 'confirm-code', person: whom, run })}
      ${answer(words.differ, { type: 'refuse-code', person: whom, run })}
      ${answer(agreed ? words.done : words.later, { type: 'close-panel' })}
    </div>`;
  }

  #quietly(label: string, press: () => void): TemplateResult {
    return html`<button class="link" part="secondary" @click=${press}>${label}</button>`;
  }

  /** *Later* covers the pictures again and leaves everything as it was. */
  #ask(ask: SessionAsk, { id }: Person): void {
    if (ask.type === 'close-panel') {
      const shown = new Map(this.shown);
      shown.delete(id);
      this.shown = shown;
    }
    this.request(ask);
  }

  #news(view: CodeView, { safety }: Person): unknown {
    const isShown = view === 'compare' || view === 'offer';
    return isShown && safety.state === 'checked' ? this.#words.value.agreed : nothing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'safety-code': SafetyCodeElement;
  }
}

define('safety-code', SafetyCodeElement);
