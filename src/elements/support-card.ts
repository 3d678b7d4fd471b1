import { html, css, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { SupportRow } from '../core/session-snapshot.js';
import { readSupport, type PhoneNumber, type SupportEntry, type SupportList } from '../core/support.js';
import support from '../locales/en/support.js';
import { define } from './define.js';
import { onceALanguage } from './once-a-language.js';
import { SessionElement } from './session-element.js';
import { Words } from './words.js';

const dayFormat = onceALanguage(
  (language) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }),
);

/**
 * Shows a person whom they can reach right now, in the practice's own words and numbers, emergency first.
 *
 * Shows what `support` holds, else what the session's plan holds; the package ships no number. Rows that nobody
 * could use are left out and named in the console. Nothing is dialled or opened without a press, and no press
 * is noted anywhere. Without rows it shows the practice's phone and the advice to call the local emergency number.
 *
 * @tagname support-card
 * @csspart step - the whole of it
 * @csspart heading - the title of the card
 * @csspart lead - the line below it
 * @csspart body - the list and the advice around it
 * @csspart status - what the therapist knows, while somebody waits
 * @csspart remote - one way to reach somebody
 * @csspart actions - the row of links of one way
 * @csspart secondary - a link that dials, writes or opens a chat when it is pressed
 */
export class SupportCardElement extends SessionElement {
  static override styles = [
    SessionElement.styles,
    css`
      .card {
        display: grid;
        gap: 0.625rem;
      }
      [role='status'] > p {
        margin-block-end: calc(var(--_space) * 0.75);
      }
      dl:not(:has(div)) {
        display: none;
      }
      .number {
        font-size: 1.375rem;
        font-weight: 600;
        line-height: 1.3;
        font-variant-numeric: tabular-nums;
      }
      dl {
        display: grid;
        gap: 0.125rem 0.75rem;
      }
      dl > div {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.5rem;
        align-items: baseline;
      }
      dt {
        color: var(--_quiet);
      }
      .group {
        display: grid;
        gap: calc(var(--_space) * 0.75);
        grid-template-columns: minmax(0, 1fr);
      }
    `,
  ];

  readonly #words = new Words(this, 'support', support);
  #warnedOf: unknown;

  /** The practice's list; wins over the one in the session's plan. */
  @property({ attribute: false }) support: readonly SupportRow[] | undefined;

  protected override body(): TemplateResult {
    const words = this.#words.value;
    const { entries } = this.#list();
    const groups = (['emergency', 'practice', 'line'] as const).filter((kind) =>
      entries.some((entry) => entry.kind === kind),
    );
    return html`
      <section class="step" part="step" aria-labelledby="heading">
        <h2 id="heading" class="heading" part="heading" tabindex="-1">${words.heading}</h2>
        <div>
          <div role="status" part="status">${this.#seen()}</div>
          <p class="lead" part="lead">${entries.length ? words.lead : words.empty}</p>
        </div>
        <div class="body" part="body">
          ${groups.includes('emergency') ? null : html`<p class="notice">${words.emergency}</p>`}
          ${groups.map(
            (kind) => html`
              <section class="group" aria-labelledby=${kind}>
                <h3 id=${kind}>${words.kinds[kind]}</h3>
                <ul class="list">
                  ${entries.filter((entry) => entry.kind === kind).map((entry) => this.#card(entry))}
                </ul>
              </section>
            `,
          )}
          ${entries.length > 1 ? html`<p>${words.next}</p>` : null}
          ${entries.length ? html`<p class="quiet">${words.trace}</p>` : null}
        </div>
      </section>
    `;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const rows = this.#rows();
    if (rows === this.#warnedOf) return;
    this.#warnedOf = rows;
    for (const complaint of this.#list().complaints)
      console.warn(`[safe-session] <support-card> ${complaint}`);
  }

  #rows(): readonly SupportRow[] | undefined {
    return this.support ?? this.snapshot?.plan.support;
  }

  #list(): SupportList {
    const { plan } = this.snapshot ?? {};
    const name = plan?.practiceName || this.#words.value.practice;
    return readSupport(this.#rows(), Date.now(), plan && { name, phone: plan.phone });
  }

  /** Only what is so: the therapist knows when the service confirmed it and they are on their page. */
  #seen(): unknown {
    const snapshot = this.snapshot;
    const asked = snapshot?.waiting.asked && snapshot.waiting.urgent && snapshot.phase.name === 'waiting';
    if (!asked || snapshot.role !== 'client') return null;
    const words = this.#words.value;
    const here = snapshot.people.some(({ role, state }) => role === 'therapist' && state === 'here');
    return html`<p>${here ? words.seen : words.willBeSeen}</p>`;
  }

  #card(entry: SupportEntry): TemplateResult {
    const words = this.#words.value;
    return html`
      <li class="card" part="remote">
        <p><strong>${entry.name}</strong></p>
        ${this.#number(entry.call, words.callLabel)} ${this.#number(entry.text, words.textLabel)}
        <dl>
          ${this.#fact(words.hours, entry.hours)} ${this.#fact(words.languages, entry.languages.join(', '))}
          ${this.#fact(words.cost, entry.cost)}
        </dl>
        ${entry.note ? html`<p>${entry.note}</p>` : null}
        ${entry.chat ? html`<p>${words.chatOpens(entry.chat.host)}</p>` : null}
        <div class="actions" part="actions">
          ${this.#link(entry.call?.href, words.call, entry.name)}
          ${this.#link(entry.text?.href, words.text, entry.name)} ${this.#chat(entry)}
        </div>
        ${this.#checked(entry)}
      </li>
    `;
  }

  /** As plain text too, for the person who calls from another phone. */
  #number(number: PhoneNumber | null, label: string): unknown {
    return number && html`<p>${label}: <bdi class="number" dir="ltr">${number.text}</bdi></p>`;
  }

  #fact(label: string, value: string): unknown {
    return value
      ? html`<div>
          <dt>${label}</dt>
          <dd>${value}</dd>
        </div>`
      : null;
  }

  #link(href: string | null | undefined, label: string, name: string): unknown {
    return href
      ? html`<a class="button" part="secondary" href=${href}
          >${label} <span class="visually-hidden">: ${name}</span></a
        >`
      : null;
  }

  #chat(entry: SupportEntry): unknown {
    return (
      entry.chat &&
      html`<a
        class="button"
        part="secondary"
        href=${entry.chat.href}
        target="_blank"
        rel="noopener noreferrer"
        referrerpolicy="no-referrer"
        >${this.#words.value.chat} <span class="visually-hidden">: ${entry.name}</span></a
      >`
    );
  }

  #checked({ checkedOn, outdated, kind }: SupportEntry): unknown {
    const words = this.#words.value;
    // A dialling code that the host itself vouches for needs no date to be believed, and doubt would cost time.
    if (checkedOn === null) return kind === 'line' ? html`<p class="quiet">${words.unchecked}</p>` : null;
    const date = dayFormat(this.language).format(checkedOn);
    return html`<p class="quiet">${outdated ? words.outdated(date) : words.checkedOn(date)}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-card': SupportCardElement;
  }
}

define('support-card', SupportCardElement);
