import { ContextProvider } from '@lit/context';
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { PracticeService } from '../core/practice-service.js';
import { SessionBeginning } from '../core/session-beginning.js';
import type { Session, SessionController } from '../core/session-controller.js';
import {
  isWayOut,
  type PhaseName,
  type Plan,
  type Preferences,
  type SessionAsk,
  type SessionSnapshot,
  type SupportRow,
} from '../core/session-snapshot.js';
import type { SessionTransport } from '../core/session-transport.js';
import common from '../locales/en/common.js';
import shell from '../locales/en/shell.js';
import type { PartialMessages } from '../locales/messages.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { tokens } from '../styles/tokens.js';
import { define, isOurs } from './define.js';
import { loadElement, type LoadableTag } from './element-loaders.js';
import { frame } from './safe-session-styles.js';
import {
  SessionExitEvent,
  SessionProblemEvent,
  SessionRequestEvent,
  SessionRequestNotice,
} from './session-events.js';
import { sessionContext } from './session-link.js';
import './session-welcome.js';
import { coverPage, replacePage } from './shell-exit.js';
import type * as Driver from './shell-driver.js';
import type { PortSettings } from './shell-ports.js';
import { focusHeading, tagsNear } from './shell-screens.js';
import { readShellSettings, type ShellSettings } from './shell-settings.js';
import { shellView } from './shell-view.js';
import { Words } from './words.js';

/** Which session it is; a change applies at the next one. */
const STARTS = [
  'appointment',
  'mode',
  'as',
  'steps',
  'service',
  'transport',
  'consentSrc',
  'consentDocument',
  'plan',
] as const;
const SETTINGS = ['exitUrl', 'quickExit', 'theme', ...STARTS] as const;

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
 * @slot next - the practice's own words and links for afterwards, in the closing
 * @slot welcome - replaces the welcome; likewise one slot for each other phase: consent, space, tech-check, waiting, session, paused, closing, feedback, ended
 * @fires session-request - somebody asked for something; cancelable, the ways out aside; carries only the kind
 * @fires session-change - what is true changed; carries a `PublicSnapshot`
 * @fires session-problem - something is in the way, or a setting is wrong
 * @fires session-receipt - a consent was recorded; without the typed name and the answers
 * @fires session-ended - the session is over for this person, with the reason
 * @fires session-exit - quick exit was pressed; the page is covered next, so a host covers what is its own now
 * @csspart exit - the button that leaves the page at once
 * @csspart problem - a notice about something in the way
 * @csspart status - the lines that say where one is, and whatever changes by itself
 * @csspart step - the whole of a step; this part and those below are handed on from its element
 * @csspart heading - the heading of a step
 * @csspart lead - the line below it
 * @csspart body - what a step is about
 * @csspart actions - a row of buttons
 * @csspart primary - the button that goes on
 * @csspart secondary - every other button, and the quiet ones around the step
 * @csspart control - fields, answers and the controls of the call
 * @csspart remote - the place of the other person
 * @csspart self - the own picture
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
  /** Who is expected and when, as far as the page knows it. Live, the service says it. */
  @property({ attribute: false }) plan: Partial<Plan> = {};
  /** What the person chose before, for example in the portal. */
  @property({ attribute: false }) preferences: Partial<Preferences> | undefined;
  /** A portal's own service. */
  @property({ attribute: false }) service: PracticeService | undefined;
  /** A portal's own media path. */
  @property({ attribute: false }) transport: SessionTransport | undefined;

  readonly #words = new Words(this, 'shell', shell);
  readonly #common = new Words(this, 'common', common);
  readonly #provider = new ContextProvider<typeof sessionContext, this>(this, { context: sessionContext });
  #session: SessionBeginning | SessionController | undefined;
  #driver: typeof Driver | undefined;
  #before: SessionSnapshot | undefined;
  #settings: ShellSettings | undefined;
  #moveFocus = false;

  /** The session: its snapshot and its asks. For a page that builds screens of its own. */
  get session(): Session | undefined {
    return this.#session;
  }

  /** Where this person stands. Reflected as an attribute, for styling. */
  get phase(): PhaseName {
    return this.#session?.snapshot.phase.name ?? 'welcome';
  }

  /** Asks for something in the person's name, for a page's own buttons. */
  send(ask: SessionAsk): void {
    this.#session?.send(ask);
  }

  /** Whether an ask makes sense now. */
  can(ask: SessionAsk): boolean {
    return this.#session?.can(ask) ?? false;
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
    this.requestUpdate();
  }

  /** A move within one task keeps the call; taken out of the page, everything stops before the next task. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('pagehide', this.#pageGoes);
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
    if (changed.has('lang') && this.hasUpdated) this.#words.refresh();
    if (!this.#settings || SETTINGS.some((name) => changed.has(name))) this.#readSettings();
    // Which session it is applies at the next one: a running session is never dropped by an attribute.
    const untouched = this.phase === 'welcome' && this.#session?.snapshot.self === '';
    if (untouched && STARTS.some((name) => changed.has(name))) this.#end();
    if (!this.#session) this.#begin();
    else if (changed.has('support')) this.#session.configure({ support: this.support });
  }

  protected override updated(): void {
    if (!this.#moveFocus) return;
    this.#moveFocus = false;
    void focusHeading(this.renderRoot);
  }

  protected override render(): TemplateResult {
    const snapshot = this.#session?.snapshot;
    if (!snapshot) return html``;
    return shellView({
      snapshot,
      words: this.#words.value,
      common: this.#common.value,
      // What can be in the way of a welcome is always in the way of everything.
      blocking: this.#driver ? this.#driver.blockingProblem(snapshot) : snapshot.problems[0],
      quickExit: this.#settings?.quickExit ?? 'discreet',
      language: this.#words.language,
      direction: this.#words.direction,
      can: (ask) => this.can(ask),
      send: (ask) => {
        this.send(ask);
      },
      restart: () => {
        this.#restart();
      },
    });
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
    const beginning = new SessionBeginning(
      { mode, role, steps, support: this.support, plan: this.plan },
      (ask) => {
        this.#firstAsk(beginning, ask);
      },
    );
    this.#take(beginning);
    if (mode === 'live' && !this.service) {
      beginning.report({ code: 'service-missing' });
      this.dispatchEvent(
        new SessionProblemEvent('service-missing', '<safe-session mode="live"> needs a `service`.'),
      );
    }
    // Fetched behind the welcome, once it is on the screen, so that the first press finds everything there.
    requestAnimationFrame(() => setTimeout(() => void import('./shell-driver.js').catch(() => undefined)));
  }

  #firstAsk(beginning: SessionBeginning, ask: SessionAsk): void {
    if (ask.type === 'exit-now') this.#exit();
    else void this.#wake(beginning, ask);
  }

  async #wake(beginning: SessionBeginning, ask: SessionAsk): Promise<void> {
    try {
      this.#driver ??= await import('./shell-driver.js');
    } catch {
      beginning.report({ code: 'part-missing' });
      return;
    }
    // Removed, left or begun anew meanwhile; or another ask was faster.
    if (this.#session === beginning) {
      this.#take(
        this.#driver.wake({
          beginning: beginning.snapshot,
          settings: () => this.#given(),
          preferences: this.preferences,
          consult: (asked) => this.#consult(asked),
        }),
      );
    }
    if (!beginning.over) this.send(ask);
  }

  #take(session: SessionBeginning | SessionController): void {
    this.#session?.removeEventListener('change', this.#changed);
    this.#session = session;
    this.#before = session.snapshot;
    session.addEventListener('change', this.#changed);
    this.#provider.setValue(session);
    this.setAttribute('phase', this.phase);
    this.#fetch();
  }

  #given(): PortSettings {
    const { appointment, service, transport, consentSrc, consentDocument, plan } = this;
    const { mode = 'live', role = 'client' } = this.#settings ?? {};
    return { mode, role, appointment, service, transport, consentSrc, consentDocument, plan };
  }

  #end(): void {
    this.#session?.removeEventListener('change', this.#changed);
    this.#session?.dispose();
    this.#session = undefined;
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

  /** Also for the browser's page cache: what comes back from it is a new beginning with nothing of before. */
  readonly #pageGoes = (): void => {
    this.#end();
    this.requestUpdate();
  };

  readonly #changed = (): void => {
    const [before, now] = [this.#before, this.#session?.snapshot];
    if (!now) return;
    this.#before = now;
    if (now.phase.name === 'ended' && now.phase.by === 'exit-now') {
      this.#exit();
      return;
    }
    this.setAttribute('phase', now.phase.name);
    this.#fetch();
    this.requestUpdate();
    if (!before || !this.#driver) return;
    // A step that is replaced takes the focus with it; it goes to the new heading instead of nowhere.
    this.#moveFocus ||= this.#driver.movesFocus(before, now);
    for (const news of this.#driver.newsFor(before, now)) this.dispatchEvent(news);
  };

  /** The tracks have stopped already. Covered first, then replaced; nothing is awaited. */
  #exit(): void {
    this.dispatchEvent(new SessionExitEvent());
    coverPage();
    this.#pageGoes();
    replacePage(this.#settings?.exitUrl ?? 'about:blank');
  }

  /** Fetches what this screen needs and lacks, then what the next one will need. */
  #fetch(): void {
    const session = this.#session;
    if (!session) return;
    const { now, next } = tagsNear(session.snapshot);
    const missing = now.filter((tag) => !isOurs(tag));
    const arrive = async (tags: readonly LoadableTag[]): Promise<boolean> => {
      const results = await Promise.allSettled(tags.map(loadElement));
      return results.every(({ status }) => status === 'fulfilled');
    };
    // What comes next is fetched ahead; when it does not arrive, the step itself will say so.
    if (missing.length === 0) {
      void arrive(next);
      return;
    }
    void arrive(missing).then((complete) => {
      this.#moveFocus ||= complete;
      if (complete) this.#fetch();
      else this.#partMissing(session);
      this.requestUpdate();
    });
  }

  #partMissing(session: SessionBeginning | SessionController): void {
    const known = session.snapshot.problems.some(({ code }) => code === 'part-missing');
    if (!known) session.report({ code: 'part-missing' });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'safe-session': SafeSessionElement;
  }
}

define('safe-session', SafeSessionElement);
