import { html, nothing, type TemplateResult } from 'lit';
import type { Session } from '../core/session-controller.js';
import type { Panel, SessionAsk, SessionSnapshot } from '../core/session-snapshot.js';
import type { Messages } from '../locales/messages.js';
import './device-list.js';
import './room-help.js';
import './text-line.js';

interface PanelView {
  readonly snapshot: SessionSnapshot;
  readonly session: Session | undefined;
  readonly words: Messages['room'];
  readonly closeLabel: string;
  /** How the session is protected, once its file is here. */
  readonly trust: unknown;
  /** For a therapist: what is at hand where somebody should not be there. */
  readonly removal: unknown;
  readonly ask: (ask: SessionAsk) => void;
}

/** From the devices to the help and back, in one press. */
const goOver = ({ words, ask }: PanelView, panel: 'devices' | 'help'): TemplateResult =>
  html`<div>
    <button
      part="secondary"
      @click=${() => {
        ask({ type: 'open-panel', panel });
      }}
    >
      ${panel === 'help' ? words.openHelp : words.openDevices}
    </button>
  </div>`;

const content = (view: PanelView): readonly [heading: string, body: TemplateResult] | null => {
  const { snapshot, session, words } = view;
  const panel: Panel | null = snapshot.panel;
  if (panel === 'text')
    return [
      words.textHeading,
      html`<text-line .session=${session} exportparts="body, control, secondary, status"></text-line>`,
    ];
  if (panel === 'devices')
    return [
      words.devicesHeading,
      html`<device-list .session=${session} exportparts="body, control, status"></device-list>
        ${goOver(view, 'help')}`,
    ];
  if (panel === 'help')
    return [
      words.helpHeading,
      html`<room-help .session=${session} exportparts="body"></room-help>${goOver(view, 'devices')}
        ${view.removal}`,
    ];
  // It has a heading of its own.
  if (panel === 'trust') return ['', html`${view.trust}`];
  return null;
};

/** What is open beside the call, if it is one of the room's own panels. The others are the shell's. */
export const roomPanel = (view: PanelView): TemplateResult | typeof nothing => {
  const shown = content(view);
  if (!shown) return nothing;
  const [heading, body] = shown;
  const close = html`<button
    part="secondary"
    @click=${() => {
      view.ask({ type: 'close-panel' });
    }}
  >
    ${view.closeLabel}
  </button>`;
  if (!heading)
    return html`<section class="panel card">
      <div>${close}</div>
      ${body}
    </section>`;
  return html`<section class="panel card" aria-labelledby="panel-heading">
    <div class="panel-top">
      <h2 id="panel-heading" tabindex="-1">${heading}</h2>
      ${close}
    </div>
    ${body}
  </section>`;
};
