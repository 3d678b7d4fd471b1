import { html, nothing, type TemplateResult } from 'lit';
import type { PersonId, SessionAsk } from '../core/session-snapshot.js';
import { phoneNumber } from '../core/support.js';
import type { Messages } from '../locales/messages.js';

interface Stopped {
  readonly because: 'stopped' | 'failed';
  readonly person: PersonId;
  readonly phone: string;
  readonly words: Messages['safetyCode'];
  readonly ask: (ask: SessionAsk) => void;
}

const callLink = (phone: string, words: Messages['safetyCode']): TemplateResult | typeof nothing => {
  const number = phoneNumber(phone);
  if (!number) return nothing;
  const label = words.byPhone(number.text);
  return number.href
    ? html`<a class="button" part="secondary" href=${number.href}>${label}</a>`
    : html`<span>${label}</span>`;
};

/**
 * What happened, that it is nobody's fault, and three ways on that look alike. There is none that goes on as if nothing had
 * happened.
 */
export const stoppedCard = ({ because, person, phone, words, ask }: Stopped): TemplateResult => {
  const mayRenew = because === 'stopped';
  const press = (label: string, request: SessionAsk): TemplateResult =>
    html`<button
      part="secondary"
      @click=${() => {
        ask(request);
      }}
    >
      ${label}
    </button>`;
  return html`
    <h3 tabindex="-1">${words[because]}</h3>
    <p>${words[`${because}Now`]}</p>
    <p>${words[`${because}Why`]}</p>
    <p>${words[`${because}Next`]}</p>
    <div class="actions" part="actions">
      ${mayRenew ? press(words.renew, { type: 'new-code', person }) : nothing} ${callLink(phone, words)}
      ${press(words.anotherTime, { type: 'leave' })}
    </div>
  `;
};
