import { css, html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ConsentTopic } from '../core/consent.js';
import { LIMITS, plainText } from '../core/session-messages.js';
import type { Late } from '../core/session-snapshot.js';
import { phoneNumber } from '../core/support.js';
import { topicHeading } from '../core/topic-heading.js';
import { waitingNews, type WaitingNews } from '../core/waiting-news.js';
import waiting from '../locales/en/waiting.js';
import './about-today.js';
import { define } from './define.js';
import { SessionElement } from './session-element.js';
import './text-line.js';
import { Words } from './words.js';

/** Browsers take a longer wait for none at all. */
const LONGEST_TIMER_MS = 2_147_483_647;

/**
 * A quiet place to wait: says what is known and nothing more, shows the person what they said about themselves,
 * and lets them write to their therapist. Nobody sees or hears them.
 *
 * Shows the waiting axis, the people and the open consent topics of its session. Nothing moves or counts down; what
 * changes is told once, politely. The ways out (leave, back, support) are the shell's.
 *
 * @tagname waiting-room
 * @fires session-request - `send-text` and `set-preferences`, from the elements inside
 * @csspart step - the whole of it
 * @csspart heading - the heading of the step
 * @csspart lead - the line that says that nobody sees or hears the person
 * @csspart status - what is known; changes by itself
 * @csspart body - everything below
 * @csspart control - fields, and the button that opens a change
 * @csspart actions - a row of buttons
 * @csspart primary - the button that sends a change
 * @csspart secondary - the buttons that send a text or take a change back
 */
export class WaitingRoomElement extends SessionElement {
  static override styles: CSSResultGroup = [
    SessionElement.styles,
    css`
      .news {
        display: grid;
        gap: calc(var(--_space) * 0.75);
        border-inline-start: 4px solid var(--_accent);
      }
      .news:empty {
        display: none;
      }
      .news > div > * + * {
        margin-block-start: 0.5rem;
      }
      .first {
        font-size: 1.125rem;
      }
      ul.topics {
        padding-inline-start: 1.25rem;
      }
      blockquote {
        margin: 0;
        padding-inline-start: 1rem;
        border-inline-start: 2px solid var(--_line);
        white-space: pre-wrap;
      }
    `,
  ];

  readonly #words = new Words(this, 'waiting', waiting);
  #opening: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#opening);
  }

  /** What is known changes once by itself, without a fact: in the moment in which the appointment opens. */
  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    clearTimeout(this.#opening);
    const wait = (this.snapshot?.plan.opensAt ?? 0) - Date.now();
    if (wait <= 0 || !this.isConnected) return;
    this.#opening = setTimeout(() => this.requestUpdate(), Math.min(wait, LONGEST_TIMER_MS));
  }

  protected override body(): TemplateResult {
    const words = this.#words.value;
    return html`
      <section class="step" part="step">
        <h1 class="heading" part="heading" tabindex="-1">${words.heading}</h1>
        <p class="lead" part="lead">${words.lead}</p>
        <div class="body" part="body">
          <h2 id="news">${words.newsHeading}</h2>
          <div class="card news" part="status" role="status" aria-atomic="false" aria-labelledby="news">
            ${repeat(this.#news(), keyOf, (news) => html`<div>${this.#tell(news)}</div>`)}
          </div>
          ${this.#phone()}
          <p>${words.ease}</p>
          <h2>${words.writeHeading}</h2>
          <text-line exportparts="control, secondary, status" .session=${this.session}></text-line>
          <h2>${words.aboutHeading}</h2>
          <about-today
            class="card"
            exportparts="control, actions, primary, secondary, status"
            .session=${this.session}
          ></about-today>
          <p class="quiet">${words.ways}</p>
        </div>
      </section>
    `;
  }

  #news(): readonly WaitingNews[] {
    return this.snapshot ? waitingNews(this.snapshot, Date.now()) : [{ kind: 'not-asked' }];
  }

  #tell(news: WaitingNews): unknown {
    const words = this.#words.value;
    const asked = this.snapshot?.waiting.asked;
    switch (news.kind) {
      case 'urgent':
        return html`<p class="first">${news.seen ? words.urgentSeen : words.urgentUnseen}</p>`;
      case 'not-open':
        return html`<p class="first">${words.notOpen(this.#when(news.opensAt))}</p>`;
      case 'let-in':
        return html`<p class="first">${words.letIn}</p>`;
      case 'held':
        return html`<p class="first">${words.held(news.minutes)}</p>`;
      case 'late':
        return this.#late(news.late);
      case 'therapist-here':
        return html`<p class="first">${asked ? words.therapistHere : words.therapistHereNotAsked}</p>`;
      case 'therapist-away':
        return html`<p class="first">${asked ? words.therapistAway : words.therapistAwayNotAsked}</p>`;
      case 'therapist-lost':
        return html`<p class="first">${words.therapistLost}</p>`;
      case 'not-asked':
        return html`<p>${words.notAsked}</p>`;
      case 'consent-open':
        return this.#consent(news.topics);
      default:
        return news satisfies never;
    }
  }

  /** The therapist's own words stand as theirs: quoted, as text, whatever was typed. */
  #late({ minutes, words: own }: Late): TemplateResult {
    const words = this.#words.value;
    const quoted = plainText(own, LIMITS.lateWords).trim();
    return html`
      <p class="first">${minutes > 0 ? words.late(minutes) : words.lateUnknown}</p>
      ${
        quoted
          ? html`<p>${words.theirWords}</p>
              <blockquote dir="auto">${quoted}</blockquote>`
          : nothing
      }
    `;
  }

  #consent(topics: readonly ConsentTopic[]): unknown {
    const words = this.#words.value;
    const document = this.snapshot?.consent.document;
    if (!document) return nothing;
    return html`
      <p>${words.consentOpen}</p>
      <ul class="topics">
        ${topics.map(({ id }) => {
          const { heading, language } = topicHeading(document, id, this.language);
          return html`<li lang=${language} dir="auto">${heading}</li>`;
        })}
      </ul>
      <p>${words.consentHow}</p>
    `;
  }

  #phone(): unknown {
    const phone = phoneNumber(this.snapshot?.plan.phone);
    if (!phone) return nothing;
    const label = this.common.callPractice(phone.text);
    return html`<p>${phone.href ? html`<a part="secondary" href=${phone.href}>${label}</a>` : label}</p>`;
  }

  #when(time: number): string {
    return new Intl.DateTimeFormat(this.language, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      hour: 'numeric',
      minute: '2-digit',
    }).format(time);
  }
}

/** What is told once stays as it is; a new number is a new piece of news. */
const keyOf = (news: WaitingNews): string => JSON.stringify(news);

declare global {
  interface HTMLElementTagNameMap {
    'waiting-room': WaitingRoomElement;
  }
}

define('waiting-room', WaitingRoomElement);
