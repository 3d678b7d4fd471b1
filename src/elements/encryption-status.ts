import { css, html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Person, SessionSnapshot } from '../core/session-snapshot.js';
import { keepsDevice, leavesSealed, pageState, peopleToTrust, trustOf } from '../core/trust-view.js';
import encryption, { type TrustWords } from '../locales/en/encryption.js';
import { define } from './define.js';
import { KeptDevices } from './kept-devices.js';
import { nameOf } from './people-names.js';
import { protectionPage } from './protection-page.js';
import './group-code.js';
import './safety-code.js';
import { SessionElement } from './session-element.js';
import { Words } from './words.js';

/**
 * Tells a person how their session is protected, with each of the others: what is so, what it means, and what it does not cover;
 * below it, folded up, what all this can and cannot protect.
 *
 * Shows the people of its session, therapists first, with the comparison of pictures closed beside each. What it says is made from how
 * the session is set up and how it stands now; there is nothing to set.
 *
 * @tagname encryption-status
 * @fires session-request - what the comparison inside asks for, and `forget-device`
 * @csspart heading - the heading
 * @csspart lead - what is so for everybody
 * @csspart body - everything below
 * @csspart remote - how it stands with one person
 * @csspart status - what is so
 * @csspart actions - rows of buttons
 * @csspart secondary - every button, and the link that calls
 * @csspart control - the line that opens what this can and cannot protect
 */
export class EncryptionStatusElement extends SessionElement {
  static override styles: CSSResultGroup = [
    SessionElement.styles,
    css`
      .body,
      .person {
        display: grid;
        gap: calc(var(--_space) * 0.75);
        grid-template-columns: minmax(0, 1fr);
      }
      .said,
      .topics > li {
        display: grid;
        gap: 0.25rem;
      }
      .topics {
        display: grid;
        gap: var(--_space);
        margin-block-start: 0.5rem;
        list-style: none;
      }
      .topics + [role='status'] {
        margin-block-start: 0.75rem;
      }
      [data-forget] {
        justify-self: start;
        text-align: start;
      }
      .heading {
        font-size: 1.25rem;
      }
      .topics h3 {
        margin: 0;
        font-size: 1rem;
        font-weight: 600;
      }
      .side,
      .state {
        font-weight: 600;
      }
      summary {
        min-block-size: 2.75rem;
        padding-block: 0.5rem;
        cursor: pointer;
      }
    `,
  ];

  readonly #words = new Words(this, 'encryption', encryption);
  readonly #kept = new KeptDevices(this);
  /** The button to forget, where it had the focus: with what it forgets it goes away. */
  #forgetting: Element | null = null;

  /** Opens what this can and cannot protect from the start, for a page that shows it by itself. */
  @property({ type: Boolean }) explained = false;

  /** Gives the focus to the heading, once it is there. */
  override focus(options?: FocusOptions): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector('h2')?.focus(options));
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.#forgetting = this.shadowRoot?.activeElement?.closest('[data-forget]') ?? null;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.#forgetting && !this.#forgetting.isConnected)
      this.renderRoot.querySelector<HTMLElement>('[data-forgotten]')?.focus();
  }

  protected override body(): TemplateResult {
    const words = this.#words.value;
    const { snapshot } = this;
    return html`
      <div class="body" part="body">
        <h2 class="heading" part="heading" tabindex="-1">${words.heading}</h2>
        <p part="lead">${words.lead}</p>
        ${snapshot ? this.#standing(snapshot) : html`<p>${words.nobody}</p>`}
        ${snapshot ? this.#limits(snapshot) : nothing}
      </div>
    `;
  }

  #standing(snapshot: SessionSnapshot): TemplateResult {
    const words = this.#words.value;
    const trouble = pageState(snapshot.problems);
    const people = peopleToTrust(snapshot);
    const { phone } = snapshot.plan;
    return html`
      ${trouble ? html`<section class="notice">${this.#said(words.page[trouble])}</section>` : nothing}
      ${people.length === 0 ? html`<p part="status">${words.nobody}</p>` : nothing}
      <ul class="list">
        ${repeat(
          people,
          ({ id }) => id,
          (person) => this.#person(person, snapshot),
        )}
      </ul>
      <group-code .session=${this.session} exportparts="actions, secondary, status"></group-code>
      ${this.#leaving(snapshot)}
      <p>${phone ? words.phone(phone) : words.noPhone}</p>
    `;
  }

  #person(person: Person, snapshot: SessionSnapshot): TemplateResult {
    const who = nameOf(person, snapshot, this.common);
    const said = this.#words.value.people[trustOf(person.safety)](who);
    const isTold = person.safety.state === 'differs' || person.safety.state === 'failed';
    return html`<li class="card person" part="remote">
      <h3>${who}</h3>
      ${isTold ? nothing : this.#said(said)}
      <safety-code
        .session=${this.session}
        person-id=${person.id}
        exportparts="body, actions, secondary, status"
      ></safety-code>
    </li>`;
  }

  #said({ title, means, limit }: TrustWords): TemplateResult {
    return html`<div class="said">
      <p class="state" part="status">${title}</p>
      <p>${means}</p>
      <p class="quiet">${limit}</p>
    </div>`;
  }

  /** Only in the room something of this person's leaves at all. */
  #leaving(snapshot: SessionSnapshot): TemplateResult | typeof nothing {
    const { leaving } = this.#words.value;
    if (snapshot.phase.name !== 'session') return nothing;
    return html`<p class="quiet">${leavesSealed(snapshot) ? leaving.sealed : leaving.nothing}</p>`;
  }

  #limits(snapshot: SessionSnapshot): TemplateResult {
    const words = this.#words.value;
    const { outcome } = this.#kept;
    return html`<details ?open=${this.explained}>
      <summary part="control" class="label">${words.protection}</summary>
      ${protectionPage(snapshot, words, {
        isSome: this.#kept.isSome(snapshot),
        forgetAll: () => {
          this.#forgetAll(snapshot);
        },
      })}
      <p role="status" part="status" tabindex="-1" data-forgotten>
        ${outcome === null ? nothing : words.forgetting[outcome]}
      </p>
    </details>`;
  }

  /** Also what the session knows of those who are there: it goes on with what is kept. */
  #forgetAll({ people }: SessionSnapshot): void {
    for (const { id } of people.filter(keepsDevice)) this.request({ type: 'forget-device', person: id });
    void this.#kept.forgetAll();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'encryption-status': EncryptionStatusElement;
  }
}

define('encryption-status', EncryptionStatusElement);
