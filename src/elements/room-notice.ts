import { html, nothing, type TemplateResult } from 'lit';
import type { RoomNotice } from '../core/person-view.js';
import type { PersonId, SessionAsk } from '../core/session-snapshot.js';
import type { Messages } from '../locales/messages.js';

interface NoticeView {
  readonly notice: RoomNotice | null;
  readonly names: string;
  readonly phone: string;
  /** With whom media have stopped. */
  readonly stoppedWith: PersonId | undefined;
  readonly waits: boolean;
  readonly words: Messages['room'];
  /** Something else that asks for a look, below the card or alone. */
  readonly more: unknown;
  readonly wait: () => void;
  readonly ask: (ask: SessionAsk) => void;
}

/** Staying and closing stand side by side and look alike; closing needs no second question. */
const choices = ({ notice, waits, words, wait, ask }: NoticeView): TemplateResult =>
  html`<div class="actions" part="actions">
    ${waits || notice === 'removed' ? nothing : html`<button part="secondary" @click=${wait}>${words.wait}</button>`}
    <button
      part="secondary"
      @click=${() => {
        ask({ type: 'leave' });
      }}
    >
      ${words.closeSession}
    </button>
  </div>`;

/** The one press that a notice is about. */
const press = (label: string, ask: () => void): TemplateResult =>
  html`<div class="actions" part="actions">
    <button class="primary" part="primary" @click=${ask}>${label}</button>
  </div>`;

/** Three ways on beside the phone, all alike, and none that goes on as if nothing had happened. */
const waysOn = ({ stoppedWith, words, ask }: NoticeView): TemplateResult => {
  const way = (label: string, request: SessionAsk): TemplateResult =>
    html`<button
      part="secondary"
      @click=${() => {
        ask(request);
      }}
    >
      ${label}
    </button>`;
  return html`<div class="actions" part="actions">
    ${stoppedWith ? way(words.newPictures, { type: 'new-code', person: stoppedWith }) : nothing}
    ${way(words.anotherTime, { type: 'leave' })}
    ${way(words.whatItMeans, { type: 'open-panel', panel: 'trust' })}
  </div>`;
};

const answers = (view: NoticeView): TemplateResult | typeof nothing => {
  const { notice, words, ask } = view;
  switch (notice) {
    case 'stopped':
      return waysOn(view);
    case 'gone':
    case 'removed':
      return choices(view);
    case 'sound-needs-press':
      return press(words.playSound, () => {
        ask({ type: 'start-sound' });
      });
    case 'pictures-held':
    case 'pictures-may-return':
      return press(words.showPictures, () => {
        ask({ type: 'show-pictures' });
      });
    case 'lost':
    case 'line-broken':
    case null:
      return nothing;
    default:
      return notice satisfies never;
  }
};

const card = (notice: RoomNotice, view: NoticeView): TemplateResult => {
  const { names, phone, waits, words } = view;
  const { title, text } = words.notice[notice](names);
  const byPhone = phone && (notice === 'stopped' || notice === 'lost' || notice === 'line-broken');
  return html`<div class="card" part="problem">
    <h2>${title}</h2>
    <p>${notice === 'gone' && waits ? words.waiting : text}</p>
    ${byPhone ? html`<p>${words.phone(phone)}</p>` : nothing} ${answers(view)}
  </div>`;
};

/** Nobody is left to be seen. */
export const isEmptyRoom = (notice: RoomNotice | null): boolean =>
  notice === 'stopped' || notice === 'lost' || notice === 'gone' || notice === 'removed';

/** What changed in the room, that it is nobody's fault, and what can be done. */
export const roomNoticeCard = (view: NoticeView): TemplateResult =>
  html`<div class=${isEmptyRoom(view.notice) ? 'instead' : 'over'}>
    ${view.notice ? card(view.notice, view) : nothing} ${view.more}
  </div>`;
