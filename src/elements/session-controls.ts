import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import type { MediaKind, OwnMediaState, SessionAsk } from '../core/session-snapshot.js';
import controls from '../locales/en/controls.js';
import { define } from './define.js';
import { drawings } from './drawings.js';
import { SessionElement } from './session-element.js';
import { Words } from './words.js';

/** What one control says and does. */
interface Control {
  readonly name: 'microphone' | 'camera' | 'pause' | 'text' | 'devices' | 'leave';
  readonly drawing: TemplateResult;
  /** What is so, or what the control is for. */
  readonly title: string;
  /** What a press does, or when it is of use. */
  readonly note: string;
  readonly ask: SessionAsk;
  /** For controls that open something beside the call. */
  readonly open?: boolean;
}

/**
 * Gives a person what they need to stay in charge, always in the same order and in the same place: microphone,
 * camera, pause, writing, devices and help, leaving. Each says in words what is so and what a press does.
 *
 * None is ever disabled. Starting shows "starting" until the session says that it is on; stopping is done in the
 * press. The accessible name of a toggle changes with its state, so there is no `aria-pressed` beside it.
 *
 * @tagname session-controls
 * @fires session-request - `microphone-on`, `microphone-off`, `camera-on`, `camera-off`, `pause`, `open-panel`,
 *   `close-panel`, `leave`
 * @csspart actions - the strip
 * @csspart control - each of the controls
 * @csspart status - the line about the browser's own microphone sign
 */
export class SessionControlsElement extends SessionElement {
  static override styles: CSSResultGroup = [
    SessionElement.styles,
    css`
      :host {
        inline-size: 100%;
      }
      .root {
        contain-intrinsic-inline-size: min(17rem, 75vi);
        container-type: inline-size;
      }
      .strip {
        display: grid;
        gap: 0.5rem;
      }
      @container (min-width: 16rem) {
        .strip {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
      @container (min-width: 36rem) {
        .strip {
          grid-template-columns: repeat(3, minmax(0, 1fr));
        }
      }
      @container (min-width: 60rem) {
        .strip {
          grid-template-columns: repeat(6, minmax(0, 1fr));
        }
      }
      /* on a phone the picture needs the place more than an explanation does */
      @container (max-width: 35.999rem) {
        .note.aside {
          display: none;
        }
      }
      button {
        justify-content: start;
        gap: 0.5rem;
        block-size: 100%;
        min-block-size: 3.25rem;
        padding: 0.375rem 0.5rem;
        line-height: 1.3;
        text-align: start;
        /* a column is never so narrow that a word has to be torn */
        overflow-wrap: break-word;
      }
      @container (min-width: 24rem) {
        button {
          gap: 0.625rem;
          padding-inline: 0.75rem;
        }
      }
      /* where it is tight, the words need the place more than the drawing */
      @container (max-width: 19rem) {
        button > svg {
          display: none;
        }
      }
      @container (max-width: 15.999rem) {
        button > svg {
          display: block;
        }
      }
      button[data-on] {
        background: var(--_tint);
        border-color: var(--_accent);
      }
      .title,
      .note {
        display: block;
      }
      .title {
        font-weight: 600;
        font-size: 0.9375rem;
        text-wrap: balance;
      }
      .note {
        font-size: 0.875rem;
        color: var(--_quiet);
      }
      /* the place is kept, so that the strip never moves when the line comes */
      .sign {
        min-block-size: calc(1.4em + 0.375rem);
        padding-block-start: 0.375rem;
        line-height: 1.4;
      }
      @container (max-width: 35.999rem) {
        .sign {
          min-block-size: calc(2.8em + 0.375rem);
        }
      }
    `,
  ];

  readonly #words = new Words(this, 'controls', controls);
  #used: Control['name'] = 'microphone';

  /** Gives the focus back to the control that was used last. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>(`[data-control='${this.#used}']`)?.focus(options);
  }

  protected override body(): TemplateResult {
    const words = this.#words.value;
    return html`
      <div class="strip" part="actions" role="group" aria-label=${words.label}>
        ${this.#controls().map((control) => this.#button(control))}
      </div>
      <p class="quiet sign" part="status">
        ${this.snapshot?.media.microphone === 'off' ? words.browserSign : nothing}
      </p>
    `;
  }

  #controls(): readonly Control[] {
    const words = this.#words.value;
    const panel = this.snapshot?.panel ?? null;
    const helps = panel === 'devices' || panel === 'help';
    return [
      this.#device('microphone', drawings.microphone, drawings.microphoneOff),
      this.#device('camera', drawings.camera, drawings.cameraOff),
      {
        name: 'pause',
        drawing: drawings.pause,
        title: words.pause,
        note: words.pauseDoes,
        ask: { type: 'pause' },
      },
      {
        name: 'text',
        drawing: drawings.text,
        title: words.text,
        note: words.textDoes,
        ask: panel === 'text' ? { type: 'close-panel' } : { type: 'open-panel', panel: 'text' },
        open: panel === 'text',
      },
      {
        name: 'devices',
        drawing: drawings.devices,
        title: words.devices,
        note: words.devicesDoes,
        ask: helps ? { type: 'close-panel' } : { type: 'open-panel', panel: 'devices' },
        open: helps,
      },
      {
        name: 'leave',
        drawing: drawings.leave,
        title: words.leave,
        note: words.leaveDoes,
        ask: { type: 'leave' },
      },
    ];
  }

  #device(kind: MediaKind, on: TemplateResult, off: TemplateResult): Control {
    const words = this.#words.value;
    const state: OwnMediaState = this.snapshot?.media[kind] ?? 'off';
    const held = kind === 'camera' && state === 'off' && this.snapshot?.media.picturesHeld === true;
    return {
      name: kind,
      drawing: state === 'off' ? off : on,
      title: words[kind][state],
      note: held ? words.cameraHeld : words.press[state],
      // While it is starting a press stops it: nobody has to wait for a device to be on to switch it off.
      ask: { type: state === 'off' ? `${kind}-on` : `${kind}-off` },
    };
  }

  #button({ name, drawing, title, note, ask, open }: Control): TemplateResult {
    return html`<button
      part="control"
      data-control=${name}
      ?data-on=${open === true || ask.type === 'microphone-off' || ask.type === 'camera-off'}
      aria-expanded=${open === undefined ? nothing : open ? 'true' : 'false'}
      @click=${() => {
        this.#used = name;
        this.request(ask);
      }}
    >
      ${drawing}
      <span
        ><span class="title">${title}</span>
        <span class="note ${name === 'microphone' || name === 'camera' ? '' : 'aside'}">${note}</span></span
      >
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'session-controls': SessionControlsElement;
  }
}

define('session-controls', SessionControlsElement);
