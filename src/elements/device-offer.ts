import { html, nothing, type TemplateResult } from 'lit';
import { deviceView } from '../core/device-view.js';
import type { Person, SessionAsk, SessionSnapshot } from '../core/session-snapshot.js';
import type { Messages } from '../locales/messages.js';

interface Offer {
  readonly snapshot: SessionSnapshot;
  readonly who: string;
  readonly words: Messages['safetyCode'];
  readonly ask: (ask: SessionAsk) => void;
}

/**
 * After a comparison: whether this device is to be remembered for the next time, with what that costs. Where one is kept, the way to
 * forget it stands in the same place. Nothing is kept before the press.
 */
export const deviceOffer = (
  person: Person,
  { snapshot, who, words, ask }: Offer,
): TemplateResult | typeof nothing => {
  const view = deviceView(snapshot, person);
  if (view === null) return nothing;
  const keeps = view === 'kept' || view === 'stuck';
  const said = {
    offer: words.deviceOffer(who),
    kept: words.deviceKept,
    refused: words.deviceRefused,
    stuck: words.deviceStuck,
  };
  const press = (): void => {
    ask({ type: keeps ? 'forget-device' : 'remember-device', person: person.id });
  };
  return html`<div class="person" data-busy>
    <p tabindex="-1">${said[view]}</p>
    ${view === 'offer' ? html`<p class="quiet">${words.deviceCosts}</p>` : nothing}
    <div class="actions" part="actions">
      <button class=${keeps ? 'link' : ''} part="secondary" @click=${press}>
        ${keeps ? words.forgetDevice : words.rememberDevice}
      </button>
    </div>
  </div>`;
};
