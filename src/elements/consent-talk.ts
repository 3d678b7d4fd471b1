import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { deferrableTopics, openTopics } from '../core/admission.js';
import type { TopicStanding } from '../core/consent.js';
import type { PersonId, SessionSnapshot } from '../core/session-snapshot.js';
import { topicHeading } from '../core/topic-heading.js';
import attestation from '../locales/en/attestation.js';
import { fields } from '../styles/fields.js';
import { define } from './define.js';
import { SessionElement } from './session-element.js';
import { whoSees } from './who-sees.js';
import { Words } from './words.js';

/**
 * Shows a therapist what is still to talk about before a session may start, and lets them record topic by topic what
 * was agreed to in a talk, or that an emergency does not wait for it.
 *
 * Fetched for the first person with an open topic. Reads the consent records of its session; nothing is ticked beforehand, and a record is true only once the
 * practice's service has it.
 *
 * @tagname consent-talk
 * @fires session-request - `attest-consent`, as `verbal-attested` or `emergency-deferred`
 * @csspart body - what is open
 * @csspart control - the tick of each topic, and the line that opens the emergency
 * @csspart secondary - the buttons that record
 */
export class ConsentTalkElement extends SessionElement {
  static override styles: CSSResultGroup = [
    SessionElement.styles,
    fields,
    css`
      .root,
      .topic {
        display: grid;
        gap: 0.5rem;
        grid-template-columns: minmax(0, 1fr);
      }
      .topic {
        padding-block: 0.375rem;
      }
      details {
        border-block-start: 1px solid var(--_hair);
      }
      .group {
        gap: 0.75rem;
        place-items: start;
      }
    `,
  ];

  readonly #words = new Words(this, 'attestation', attestation);

  /** Whose consent it is: the opaque id of a person of the session. */
  @property({ attribute: 'person-id' }) personId: PersonId = '';

  @state() private agreed: ReadonlySet<string> = new Set();

  protected override body(): TemplateResult {
    const { snapshot } = this;
    const open = snapshot?.consent.person === this.personId ? openTopics(snapshot, Date.now()) : [];
    return html`
      ${snapshot && open.length > 0 ? [this.#talk(snapshot, open), this.#emergency(snapshot)] : nothing}
    `;
  }

  #talk(snapshot: SessionSnapshot, open: readonly TopicStanding[]): TemplateResult {
    const words = this.#words.value;
    const chosen = open.map(({ topic }) => topic.id).filter((id) => this.agreed.has(id));
    const busy = snapshot.pending.includes('attest-consent');
    const waits = busy || chosen.length === 0;
    return html`
      <div class="list" part="body">${open.map((one) => this.#topic(snapshot, one))}</div>
      ${whoSees(this.common, 'attestation', 'attest-who')}
      <p class="quiet" id="attest-how">
        ${busy ? this.common.loading : waits ? words.chooseFirst : words.attestWho}
      </p>
      <div class="actions">
        <button
          part="secondary"
          aria-disabled=${waits}
          aria-describedby="attest-how"
          @click=${() => {
            if (!waits) this.#attest(chosen, 'verbal-attested');
          }}
        >
          ${words.attest}
        </button>
      </div>
    `;
  }

  #topic({ consent }: SessionSnapshot, { topic, decision }: TopicStanding): TemplateResult {
    const words = this.#words.value;
    const { heading, language } = consent.document
      ? topicHeading(consent.document, topic.id, this.language)
      : { heading: topic.id, language: '' };
    return html`
      <fieldset class="topic" aria-describedby="attest-who">
        <legend class="label" lang=${language} dir="auto">${heading}</legend>
        <p class="quiet">${(decision && words.decisions[decision]) || words.unanswered}</p>
        <label class="answer">
          <input
            type="checkbox"
            part="control"
            .checked=${this.agreed.has(topic.id)}
            @change=${() => {
              this.#toggle(topic.id);
            }}
          />
          <span>${words.talked}</span>
        </label>
      </fieldset>
    `;
  }

  /** Kept apart and said in full: it is recorded, and it is not a shorter way to agree. */
  #emergency(snapshot: SessionSnapshot): unknown {
    const words = this.#words.value;
    const topics = deferrableTopics(snapshot, Date.now());
    if (topics?.length === 0) return nothing;
    return html`
      <details>
        <summary part="control">${words.emergency}</summary>
        <div class="group">
          <p>${topics ? words.emergencyLead(snapshot.self) : words.emergencyRefused}</p>
          ${
            topics
              ? html`<button
                  part="secondary"
                  @click=${() => {
                    this.#attest(topics, 'emergency-deferred');
                  }}
                >
                  ${words.emergencyRecord}
                </button>`
              : nothing
          }
        </div>
      </details>
    `;
  }

  #toggle(topic: string): void {
    const agreed = new Set(this.agreed);
    if (!agreed.delete(topic)) agreed.add(topic);
    this.agreed = agreed;
  }

  #attest(topics: readonly string[], method: 'verbal-attested' | 'emergency-deferred'): void {
    this.request({ type: 'attest-consent', person: this.personId, topics, method });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'consent-talk': ConsentTalkElement;
  }
}

define('consent-talk', ConsentTalkElement);
