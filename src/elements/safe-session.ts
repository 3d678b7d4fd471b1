import { ContextProvider } from '@lit/context';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { PracticeService } from '../core/practice-service.js';
import { PROBLEMS, type ProblemAction, type ProblemCode } from '../core/problems.js';
import { SessionController, type Session } from '../core/session-controller.js';
import { isStep } from '../core/session-journey.js';
import {
  publicSnapshot,
  type Panel,
  type PhaseName,
  type Preferences,
  type Problem,
  type SessionAsk,
  type SessionSnapshot,
  type SupportRow,
} from '../core/session-snapshot.js';
import type { SessionTransport } from '../core/session-transport.js';
import common from '../locales/en/common.js';
import problems from '../locales/en/problems.js';
import shell from '../locales/en/shell.js';
import type { PartialMessages } from '../locales/messages.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { tokens } from '../styles/tokens.js';
import { define } from './define.js';
import { loadElement, type LoadableTag } from './element-loaders.js';
import { problemNotice } from './problem-notice.js';
import { frame } from './safe-session-styles.js';
import { publicReceipt } from './public-receipt.js';
import {
  isWayOut,
  SessionChangeEvent,
  SessionEndedEvent,
  SessionExitEvent,
  SessionProblemEvent,
  SessionReceiptEvent,
  SessionRequestEvent,
  SessionRequestNotice,
} from './session-events.js';
import { sessionContext } from './session-link.js';
import './session-welcome.js';
import { coverPage, replacePage } from './shell-exit.js';
import { makePorts } from './shell-ports.js';
import { focusHeading, screenOf, tagsNear } from './shell-screens.js';
import { readShellSettings, type ShellSettings } from './shell-settings.js';
import { Words } from './words.js';

/**
 * Leads a person through a whole session, from the welcome to the closing, calmly and with a way out at every step.
 *
 * Put it into a page of the practice. It shows the step a person is at, fetches the elements of the next one in
 * time, and tells the page what may be told: never a name, an answer or a message. In a rehearsal (`mode="rehearsal"`)
 * two tabs of one browser play both people and no server is needed.
 *
 * @tagname safe-session
 * @slot - what stands here until the element is defined, and where nothing can start: the practice's phone number
 * @slot header - above every step
 * @slot aside - beside the step
 * @slot help - the practice's own help, below the step
 * @slot footer - below everything
 * @slot welcome - replaces the welcome; likewise one slot for each other phase: consent, space, tech-check, waiting, session, paused, closing, feedback, ended
 * @fires session-request - somebody asked for something; cancelable, the ways out aside; carries only the kind
 * @fires session-change - what is true changed; carries a `PublicSnapshot`
 * @fires session-problem - something is in the way, or a setting is wrong
 * @fires session-receipt - a consent was recorded; without the typed name and the answers
 * @fires session-ended - the session is over for this person, with the reason
 * @fires session-exit - quick exit was pressed; the page is covered next, so a host covers what is its own now
 * @csspart exit - the button that leaves the page at once
 * @csspart problem - a notice about something in the way
 * @csspart status - the lines that say where one is
 * @csspart secondary - the quiet buttons around the step
 * @cssprop --safe-color-surface - ground of the whole
 * @cssprop --safe-color-raised - ground of cards, fields and buttons
 * @cssprop --safe-color-text - text
 * @cssprop --safe-color-quiet - less important text
 * @cssprop --safe-color-accent - main buttons, links, what is chosen
 * @cssprop --safe-color-on-accent - text on the accent
 * @cssprop --safe-color-line - borders of fields and buttons
 * @cssprop --safe-color-focus - the focus ring
 * @cssprop --safe-color-caution - the edge of notices
 * @cssprop --safe-font - font family
 * @cssprop --safe-radius - roundness of corners
 * @cssprop --safe-space - the distance everything is built from
 */
export class SafeSessionElement extends LitElement {
  static override styles = [tokens, base, controls, frame];

  /** Which appointment: an opaque id. In a rehearsal, tabs with the same id meet. */
  @property() appointment = '';
  /** `live` needs a `service`; `rehearsal` runs from tab to tab and says so on every screen. */
  @property() mode = 'live';
  /** Who is played in a rehearsal: `client` or `therapist`. */
  @property() as = '';
  /** Names of the steps, separated by spaces: what a practice leaves out or orders differently. */
  @property() steps = '';
  /** Where the consent document is, for a rehearsal. */
  @property({ attribute: 'consent-src' }) consentSrc = '';
  /** The consent document itself, instead of `consent-src`. */
  @property({ attribute: false }) consentDocument: unknown;
  /** Where quick exit goes: a neutral page. */
  @property({ attribute: 'exit-url' }) exitUrl = '';
  /** `off`, `discreet` or `prominent`. */
  @property({ attribute: 'quick-exit' }) quickExit = '';
  /** `auto` follows the system; `light` and `dark` do not. */
  @property({ reflect: true }) theme = '';
  /** Language tag; left out, the language of the page counts. */
  @property({ reflect: true }) override lang = '';
  /** Words of the practice's own, instead of ours. */
  @property({ attribute: false }) messages: PartialMessages | undefined;
  /** The practice's support list. The package ships no helpline. */
  @property({ attribute: false }) support: readonly SupportRow[] = [];
  /** What the person chose before, for example in the portal. */
  @property({ attribute: false }) preferences: Partial<Preferences> | undefined;
  /** A portal's own service. */
  @property({ attribute: false }) service: PracticeService | undefined;
  /** A portal's own media path. */
  @property({ attribute: false }) transport: SessionTransport | undefined;

  readonly #words = new Words(this, 'shell', shell);
  readonly #common = new Words(this, 'common', common);
  readonly #problemWords = new Words(this, 'problems', problems);
  readonly #provider = new ContextProvider<typeof sessionContext, this>(this, { context: sessionContext });
  #controller: SessionController | undefined;
  #before: SessionSnapshot | undefined;
  #settings: ShellSettings | undefined;
  #moveFocus = false;

  /** The session: its snapshot and its asks. For a page that builds screens of its own. */
  get session(): Session | undefined {
    return this.#controller;
  }

  /** Where this person stands. Reflected as an attribute, for styling. */
  get phase(): PhaseName {
    return this.#controller?.snapshot.phase.name ?? 'welcome';
  }

  /** Asks for something in the person's name, for a page's own buttons. */
  send(ask: SessionAsk): void {
    this.#controller?.send(ask);
  }

  /** Whether an ask makes sense now. */
  can(ask: SessionAsk): boolean {
    return this.#controller?.can(ask) ?? false;
  }

  /** Leaves the session, with a closing. */
  leave(): void {
    this.send({ type: 'leave' });
  }

  /** Silences everything, covers the page and replaces it, all in this task. */
  exitNow(): void {
    this.send({ type: 'exit-now' });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('pagehide', this.#pageGoes);
    window.addEventListener('pageshow', this.#pageComes);
    this.requestUpdate();
  }

  /** A move within one task keeps the call; taken out of the page, everything stops before the next task. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('pagehide', this.#pageGoes);
    window.removeEventListener('pageshow', this.#pageComes);
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    // Of an element that a page put into one of our slots.
    root.addEventListener(SessionRequestEvent.type, (event) => {
      event.stopPropagation();
      if (event instanceof SessionRequestEvent && event.bubbles) this.send(event.request);
    });
    return root;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const starts = [
      'appointment',
      'mode',
      'as',
      'steps',
      'service',
      'transport',
      'consentSrc',
      'consentDocument',
    ] as const;
    const settings = ['steps', 'exitUrl', 'quickExit', 'theme', ...starts] as const;
    if (!this.#settings || settings.some((name) => changed.has(name))) this.#readSettings();
    // Which session it is applies at the next one: a running session is never dropped by an attribute.
    const untouched =
      this.#controller?.snapshot.self === '' &&
      this.phase === 'welcome' &&
      this.#controller.snapshot.pending.length === 0;
    if (this.#controller && untouched && starts.some((name) => changed.has(name))) this.#end();
    if (!this.#controller) this.#begin();
    else if (changed.has('support')) this.#controller.configure({ support: this.support });
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('lang') && changed.get('lang') !== undefined) this.#words.refresh();
    if (!this.#moveFocus) return;
    this.#moveFocus = false;
    void focusHeading(this.renderRoot);
  }

  protected override render(): TemplateResult {
    const snapshot = this.#controller?.snapshot;
    if (!snapshot) return html``;
    const blocking = snapshot.problems.find(({ code }) => PROBLEMS[code].weight === 'blocking');
    return html`
      <div
        class="root ${snapshot.phase.name === 'session' || snapshot.phase.name === 'paused' ? 'room' : ''}"
        lang=${this.#words.language}
        dir=${this.#words.direction}
      >
        ${this.#bar(snapshot)}
        <slot name="header"></slot>
        ${blocking ? html`<div class="notices">${this.#notice(blocking)}<slot></slot></div>` : html`${this.#panel(snapshot)} ${this.#notices(snapshot)} ${this.#step(snapshot)}`}
        <slot name="aside"></slot>
        ${this.#ways(snapshot)}
        <slot name="help"></slot>
        <slot name="footer"></slot>
      </div>
    `;
  }

  #bar(snapshot: SessionSnapshot): TemplateResult {
    const { steps } = snapshot.journey;
    const position = steps.findIndex((step) => step === snapshot.phase.name);
    const words = this.#words.value;
    const exit = this.#settings?.quickExit ?? 'discreet';
    return html`
      <div class="bar">
        ${position >= 0 ? html`<p class="quiet" part="status">${words.stepOf(position + 1, steps.length)}</p>` : nothing}
        ${
          exit === 'off'
            ? nothing
            : html`<button
                class="exit ${exit}"
                part="exit"
                @click=${() => {
                  this.exitNow();
                }}
              >
                ${words.exitNow}
              </button>`
        }
      </div>
      ${snapshot.mode === 'rehearsal' ? html`<p class="rehearsal" part="status">${this.#common.value.rehearsal}</p>` : nothing}
    `;
  }

  #notices(snapshot: SessionSnapshot): TemplateResult {
    return html`<div class="notices" role="status">
      ${snapshot.problems.map((problem) => this.#notice(problem))}
    </div>`;
  }

  #notice(problem: Problem): TemplateResult {
    return problemNotice(problem, {
      words: this.#problemWords.value,
      call: this.#common.value.callPractice,
      phone: this.#controller?.snapshot.plan.phone ?? '',
      act: (action, about) => {
        this.#act(action, about.code);
      },
    });
  }

  #act(action: ProblemAction, code: ProblemCode): void {
    if (action === 'try-again' && code === 'part-missing') this.#fetch();
    if (action === 'try-again' || action === 'start-sound')
      this.send({ type: action === 'start-sound' ? 'start-sound' : 'try-again', code });
    else if (action === 'leave') this.leave();
    else {
      this.send({ type: 'dismiss-problem', code });
      if (action !== 'go-on-without')
        this.send({ type: 'open-panel', panel: action === 'choose-device' ? 'devices' : 'help' });
    }
  }

  #step(snapshot: SessionSnapshot): TemplateResult {
    const words = this.#words.value;
    const screen = screenOf(snapshot);
    if (!screen)
      return html`<slot name=${snapshot.phase.name}>
        <section class="step" part="step">
          <h1 class="heading" part="heading" tabindex="-1">${words.ended}</h1>
          <div class="actions">
            <button
              part="secondary"
              @click=${() => {
                this.#restart();
              }}
            >
              ${words.startAgain}
            </button>
          </div>
        </section>
      </slot>`;
    return html`<slot name=${snapshot.phase.name}
      >${customElements.get(screen.tag) ? screen.template : html`<p role="status">${this.#common.value.loading}</p>`}</slot
    >`;
  }

  #panel(snapshot: SessionSnapshot): unknown {
    const { panel } = snapshot;
    if (panel !== 'support' && panel !== 'consent') return nothing;
    const words = this.#words.value;
    const tag = panel === 'support' ? 'support-card' : 'consent-form';
    return html`
      <section class="panel" aria-label=${words.panels[panel]}>
        ${customElements.get(tag) ? (panel === 'support' ? html`<support-card></support-card>` : html`<consent-form></consent-form>`) : html`<p role="status">${this.#common.value.loading}</p>`}
        <div class="actions">
          <button
            part="secondary"
            @click=${() => {
              this.send({ type: 'close-panel' });
            }}
          >
            ${words.closePanel}
          </button>
        </div>
      </section>
    `;
  }

  /** Back, help and leaving are at the same place in every step. */
  #ways(snapshot: SessionSnapshot): unknown {
    const words = this.#words.value;
    const way = (label: string, ask: SessionAsk, kind = ''): unknown =>
      this.can(ask)
        ? html`<button
            class="link ${kind}"
            part="secondary"
            @click=${() => {
              this.send(ask);
            }}
          >
            ${label}
          </button>`
        : nothing;
    const panel = (name: Panel): SessionAsk => ({ type: 'open-panel', panel: name });
    const over = snapshot.phase.name === 'ended';
    const onTheWay = isStep(snapshot.phase.name);
    return over
      ? nothing
      : html`
          <nav class="ways">
            ${way(words.back, { type: 'back' })} ${onTheWay ? way(words.leave, { type: 'leave' }) : nothing}
            ${snapshot.role === 'client' && snapshot.consent.records.length > 0 && snapshot.phase.name !== 'consent' ? way(words.yourConsent, panel('consent')) : nothing}
            ${snapshot.role === 'client' ? way(words.needSomeoneNow, onTheWay ? { type: 'go-in-now' } : panel('support'), 'help') : nothing}
          </nav>
        `;
  }

  #readSettings(): void {
    this.#settings = readShellSettings(this, document.baseURI);
    for (const complaint of this.#settings.complaints) {
      console.error(`[safe-session] ${complaint}`);
      this.dispatchEvent(new SessionProblemEvent('settings-invalid', complaint));
    }
  }

  #begin(): void {
    if (!this.isConnected || !this.#settings) return;
    const { mode, role, steps } = this.#settings;
    const controller = new SessionController(
      { mode, role, steps, support: this.support },
      { ...makePorts(() => ({ ...this.#portSettings(), mode, role })), consult: (ask) => this.#consult(ask) },
    );
    this.#controller = controller;
    this.#before = controller.snapshot;
    controller.addEventListener('change', this.#changed);
    this.#provider.setValue(controller);
    this.setAttribute('phase', this.phase);
    if (this.preferences) controller.send({ type: 'set-preferences', preferences: this.preferences });
    if (mode === 'live' && !this.service) controller.report('service-missing');
    this.#fetch();
  }

  #portSettings(): Omit<Parameters<typeof makePorts>[0] extends () => infer S ? S : never, 'mode' | 'role'> {
    const { appointment, service, transport, consentSrc, consentDocument } = this;
    return { appointment, service, transport, consentSrc, consentDocument };
  }

  #end(): void {
    this.#controller?.removeEventListener('change', this.#changed);
    this.#controller?.dispose();
    this.#controller = undefined;
    this.#provider.setValue(undefined);
  }

  #restart(): void {
    this.#end();
    this.#moveFocus = true;
    this.requestUpdate();
  }

  /** Whether we do it ourselves, or the page has taken it over. */
  #consult(ask: SessionAsk): boolean {
    return this.dispatchEvent(new SessionRequestNotice({ type: ask.type }, !isWayOut(ask)));
  }

  readonly #pageGoes = (): void => {
    this.#end();
  };

  /** From the browser's page cache: a new beginning, nothing of before. */
  readonly #pageComes = (event: PageTransitionEvent): void => {
    if (event.persisted) this.requestUpdate();
  };

  readonly #changed = (): void => {
    const [before, now] = [this.#before, this.#controller?.snapshot];
    if (!now) return;
    this.#before = now;
    if (now.phase.name === 'ended' && now.phase.by === 'exit-now') {
      this.#exit();
      return;
    }
    const moved = now.phase.name !== before?.phase.name;
    if (moved) {
      this.setAttribute('phase', now.phase.name);
      this.#fetch();
    }
    if (now.panel !== before?.panel) this.#fetch();
    // A step that is replaced takes the focus with it; it goes to the new heading instead of nowhere.
    this.#moveFocus ||=
      moved ||
      (now.panel !== null &&
        now.panel !== before?.panel &&
        (now.panel === 'support' || now.panel === 'consent')) ||
      isNewlyBlocked(before, now);
    this.requestUpdate();
    this.#tellPage(before, now);
  };

  #tellPage(before: SessionSnapshot | undefined, now: SessionSnapshot): void {
    this.dispatchEvent(new SessionChangeEvent(publicSnapshot(now)));
    for (const { code } of now.problems) {
      if (!before?.problems.some((known) => known.code === code))
        this.dispatchEvent(new SessionProblemEvent(code, `see PROBLEMS["${code}"]`));
    }
    const known = before?.consent.records.length ?? 0;
    if (now.role === 'client' && before?.self === now.self) {
      for (const record of now.consent.records.slice(known))
        this.dispatchEvent(new SessionReceiptEvent(publicReceipt(record), { bubbles: false }));
    }
    if (now.phase.name === 'closing' && before?.phase.name !== 'closing')
      this.dispatchEvent(new SessionEndedEvent(now.phase.reason));
  }

  /** The tracks have stopped already. Covered first, then replaced; nothing is awaited. */
  #exit(): void {
    this.dispatchEvent(new SessionExitEvent());
    coverPage();
    this.#end();
    replacePage(this.#settings?.exitUrl ?? 'about:blank');
  }

  /** Fetches what this screen needs, then what the next one will need. */
  #fetch(): void {
    const snapshot = this.#controller?.snapshot;
    if (!snapshot) return;
    const { now, next } = tagsNear(snapshot);
    const arrive = async (tags: readonly LoadableTag[]): Promise<void> => {
      await Promise.all(tags.map(loadElement));
    };
    void arrive(now).then(
      () => {
        this.#moveFocus ||= now.length > 0 && snapshot.phase.name !== 'welcome';
        this.requestUpdate();
        // What comes next is fetched ahead; when it does not arrive, the step itself will say so.
        return arrive(next).catch(() => undefined);
      },
      () => {
        this.#controller?.report('part-missing');
      },
    );
  }
}

const isNewlyBlocked = (before: SessionSnapshot | undefined, now: SessionSnapshot): boolean =>
  now.problems.some(
    ({ code }) =>
      PROBLEMS[code].weight === 'blocking' && !before?.problems.some((known) => known.code === code),
  );

declare global {
  interface HTMLElementTagNameMap {
    'safe-session': SafeSessionElement;
  }
}

define('safe-session', SafeSessionElement);
