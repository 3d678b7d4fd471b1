import { html, nothing, type TemplateResult } from 'lit';
import type { RoomNotice } from '../core/person-view.js';
import type { SessionAsk } from '../core/session-snapshot.js';
import type { Messages } from '../locales/messages.js';

interface NoticeView {
  readonly notice: RoomNotice;
  readonly names: string;
  readonly phone: string;
  readonly waits: boolean;
  readonly words: Messages['room'];
  readonly wait: () => void;
  readonly ask: (ask: SessionAsk) => void;
}

/** Staying and closing stand side by side and look alike; closing needs no second question. */
const choices = ({ waits, words, wait, ask }: NoticeView): TemplateResult =>
  html`<div class="actions" part="actions">
    ${waits ? nothing : html`<button part="secondary" @click=${wait}>${words.wait}</button>`}
    <button
      part="secondary"
      @click=${() => {
        ask({ type: 'leave' });
      }}
    >
      ${words.closeSession}
    </button>
  </div>`;

const playSound = ({ words, ask }: NoticeView): TemplateResult =>
  html`<div class="actions" part="actions">
    <button
      class="primary"
      part="primary"
      @click=${() => {
        ask({ type: 'start-sound' });
      }}
    >
      ${words.playSound}
    </button>
  </div>`;

/** What changed in the room, that it is nobody's fault, and what can be done. */
export const roomNoticeCard = (view: NoticeView): TemplateResult => {
  const { notice, names, phone, waits, words } = view;
  const { title, text } = words.notice[notice](names);
  const byPhone = phone && notice === 'lost';
  return html`<div class=${notice === 'sound-needs-press' ? 'over' : 'instead'}>
    <div class="card" part="problem">
      <h2>${title}</h2>
      <p>${notice === 'gone' && waits ? words.waiting : text}</p>
      ${byPhone ? html`<p>${words.phone(phone)}</p>` : nothing} ${notice === 'gone' ? choices(view) : nothing}
      ${notice === 'sound-needs-press' ? playSound(view) : nothing}
    </div>
  </div>`;
};
