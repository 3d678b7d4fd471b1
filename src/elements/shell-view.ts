import { html, nothing, type TemplateResult } from 'lit';
import { isStep } from '../core/session-steps.js';
import type { Problem, SessionAsk, SessionSnapshot } from '../core/session-snapshot.js';
import type { Messages } from '../locales/messages.js';
import { isOurs } from './define.js';
import { panelOf, screenOf } from './shell-screens.js';
import type { QuickExit } from './shell-settings.js';

/** All that the frame around a step is drawn from. */
export interface ShellView {
  readonly snapshot: SessionSnapshot;
  readonly words: Messages['shell'];
  readonly common: Messages['common'];
  /** What stands in the way of everything: shown instead of the step. */
  readonly blocking: Problem | undefined;
  /** What is told beside it. */
  readonly notices: readonly Problem[];
  readonly quickExit: QuickExit;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly can: (ask: SessionAsk) => boolean;
  readonly send: (ask: SessionAsk) => void;
  readonly restart: () => void;
}

/** A file of ours that is still on its way: never a blank screen. */
const whenHere = (tag: string, template: TemplateResult, { common }: ShellView): TemplateResult =>
  isOurs(tag) ? template : html`<p role="status">${common.loading}</p>`;

const bar = ({ snapshot, words, common, quickExit, send }: ShellView): TemplateResult => {
  const { steps } = snapshot.journey;
  const position = steps.findIndex((step) => step === snapshot.phase.name);
  const exit = html`<button
    class="exit ${quickExit}"
    part="exit"
    @click=${() => {
      send({ type: 'exit-now' });
    }}
  >
    ${words.exitNow}
  </button>`;
  return html`
    <div class="bar">
      ${position < 0 ? nothing : html`<p class="quiet" part="status">${words.stepOf(position + 1, steps.length)}</p>`}
      ${quickExit === 'off' ? nothing : exit}
    </div>
    ${snapshot.mode === 'rehearsal' ? html`<p class="rehearsal" part="status">${common.rehearsal}</p>` : nothing}
  `;
};

const notice = (problem: Problem, view: ShellView): TemplateResult =>
  whenHere(
    'problem-notice',
    html`<problem-notice .problem=${problem} .blocking=${problem === view.blocking}></problem-notice>`,
    view,
  );

const panel = (view: ShellView): unknown => {
  const open = panelOf(view.snapshot);
  if (!open) return nothing;
  return html`
    <div class="panel">
      ${whenHere(open.tag, open.template, view)}
      <div class="actions">
        <button
          part="secondary"
          @click=${() => {
            view.send({ type: 'close-panel' });
          }}
        >
          ${view.words.closePanel}
        </button>
      </div>
    </div>
  `;
};

const step = (view: ShellView): TemplateResult => {
  const { snapshot, words, restart } = view;
  const screen = screenOf(snapshot);
  if (screen)
    return html`<slot name=${snapshot.phase.name}>${whenHere(screen.tag, screen.template, view)}</slot>`;
  return html`
    <slot name=${snapshot.phase.name}>
      <section class="step" part="step">
        <h1 class="heading" part="heading" tabindex="-1">${words.ended}</h1>
        <div class="actions"><button part="secondary" @click=${restart}>${words.startAgain}</button></div>
      </section>
    </slot>
  `;
};

/** Back, help and leaving are at the same place in every step. The room has leaving among its own controls. */
const ways = ({ snapshot, words, can, send }: ShellView): unknown => {
  const { phase, role, consent } = snapshot;
  if (phase.name === 'ended') return nothing;
  const onTheWay = isStep(phase.name);
  const way = (label: string, ask: SessionAsk, kind = ''): unknown =>
    can(ask)
      ? html`<button
          class="link ${kind}"
          part="secondary"
          @click=${() => {
            send(ask);
          }}
        >
          ${label}
        </button>`
      : nothing;
  const ownConsent = role === 'client' && consent.records.length > 0 && phase.name !== 'consent';
  return html`
    <nav class="ways" aria-label=${words.ways}>
      ${way(words.back, { type: 'back' })} ${onTheWay ? way(words.leave, { type: 'leave' }) : nothing}
      ${ownConsent ? way(words.yourConsent, { type: 'open-panel', panel: 'consent' }) : nothing}
      ${role === 'client' ? way(words.needSomeoneNow, onTheWay ? { type: 'go-in-now' } : { type: 'open-panel', panel: 'support' }, 'help') : nothing}
    </nav>
  `;
};

/** The frame: the way out on top, what is in the way, the step, and the quiet ways below it. */
export const shellView = (view: ShellView): TemplateResult => {
  const { snapshot, blocking } = view;
  const inRoom = snapshot.phase.name === 'session' || snapshot.phase.name === 'paused';
  const notices = html`<div class="notices" role="status">
    ${view.notices.map((problem) => notice(problem, view))}
  </div>`;
  // In the room the picture must not move under a person because something is told.
  const whatIsOpen = inRoom
    ? html`${panel(view)} ${step(view)} ${notices}`
    : html`${panel(view)} ${notices} ${step(view)}`;
  return html`
    <div class="root ${inRoom ? 'room' : ''}" lang=${view.language} dir=${view.direction}>
      ${bar(view)}
      <slot name="header"></slot>
      ${blocking ? html`<div class="notices">${notice(blocking, view)}<slot></slot></div>` : whatIsOpen}
      <slot name="aside"></slot>
      ${ways(view)}
      <slot name="help"></slot>
      <slot name="footer"></slot>
    </div>
  `;
};
