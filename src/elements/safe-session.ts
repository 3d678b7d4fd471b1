import { ContextProvider } from '@lit/context';
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { PracticeService } from '../core/practice-service.js';
import type { Session } from '../core/session-controller.js';
import {
  isWayOut,
  type PhaseName,
  type Plan,
  type Preferences,
  type SessionAsk,
  type SupportRow,
} from '../core/session-snapshot.js';
import type { SessionTransport } from '../core/session-transport.js';
import common from '../locales/en/common.js';
import shell from '../locales/en/shell.js';
import type { PartialMessages } from '../locales/messages.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { tokens } from '../styles/tokens.js';
import { define } from './define.js';
import { takeInvitation } from './invitation.js';
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
import { fetchParts } from './shell-parts.js';
import type { PortSettings } from './shell-ports.js';
import { focusHeading } from './shell-screens.js';
import { ShellSession } from './shell-session.js';
import { readShellSettings, type ShellSettings } from './shell-settings.js';
import { shellView } from './shell-view.js';
import { Words } from './words.js';

/** Which session it is; a change applies at the next one. */
const STARTS = [
  'serviceUrl',
  'appointment',
  'mode',
  'as',
  'steps',
  'invitation',
  'getCredential',
  'service',
  'transport',
  'workerUrl',
  'createWorker',
  'consentSrc',
  'consentDocument',
  'plan',
] as const;
const SETTINGS = ['exitUrl', 'quickExit', 'theme', 'invitationFrom', ...STARTS] as const;

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
 * @fires session-encryption - how it stands with the encryption towards one of the others has changed; carries who, by an opaque id, and the state, never a code
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

  /** Where the practice mounted its handler. */
  @property({ attribute: 'service-url' }) serviceUrl = '';
  /**
   * Which appointment, where the portal's own login says who is there: an opaque id. In a rehearsal, tabs with the same id
   * meet.
   */
  @property() appointment = '';
  /** `live` needs a `service-url` or a `service`; `rehearsal` runs from tab to tab and says so on every screen. */
  @property() mode = 'live';
  /**
   * `client` (default) or `therapist`. In a live session the service says who is there, and until it was asked the welcome
   * speaks to this one. In a rehearsal it is who is there.
   */
  @property() as = '';
  /** `fragment`: what a link carries as `#safe-session=…` is taken from there, and out of the address; or `none`. */
  @property({ attribute: 'invitation-from' }) invitationFrom = 'fragment';
  /** The invitation itself, a secret, where the page has it from elsewhere. */
  @property({ attribute: false }) invitation = '';
  /** The portal's login for a page to which its cookie does not reach: gives a credential, asked for when it is needed. */
  @property({ attribute: false }) getCredential: (() => Promise<string>) | undefined;
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
  /** Where the host serves `safe-session/strict-worker.js`, when a bundler or a policy moved it. */
  @property({ attribute: 'worker-url' }) workerUrl = '';
  /** Makes that worker, for bundlers with rules of their own. */
  @property({ attribute: false }) createWorker: (() => Worker) | undefined;
  /** A portal's own media path. */
  @property({ attribute: false }) transport: SessionTransport | undefined;

  readonly #words = new Words(this, 'shell', shell);
  readonly #common = new Words(this, 'common', common);
  readonly #provider = new ContextProvider<typeof sessionContext, this>(this, { context: sessionContext });
  readonly #behind = new ShellSession({
    ports: () => this.#given(),
    preferences: () => this.preferences,
    // Whether we do it ourselves, or the page has taken it over.
    consult: (ask) => this.dispatchEvent(new SessionRequestNotice({ type: ask.type }, !isWayOut(ask))),
    taken: (session) => {
      this.#provider.setValue(session);
      if (session) this.#show();
    },
    changed: (news, movesFocus) => {
      // A step that is replaced takes the focus with it; it goes to the new heading instead of nowhere.
      this.#moveFocus ||= movesFocus;
      this.#show();
      for (const one of news) this.dispatchEvent(one);
    },
    exit: () => {
      this.#exit();
    },
  });
  #settings: ShellSettings | undefined;
  /** What the link carried: in memory alone, and seen by no page. */
  #link: string | null = null;
  #moveFocus = false;

  /** The session: its snapshot and its asks. For a page that builds screens of its own. */
  get session(): Session | undefined {
    return this.#behind.current;
  }

  /** Where this person stands. Reflected as an attribute, for styling. */
  get phase(): PhaseName {
    return this.session?.snapshot.phase.name ?? 'welcome';
  }

  /** Asks for something in the person's name, for a page's own buttons. */
  send(ask: SessionAsk): void {
    this.session?.send(ask);
  }

  /** Whether an ask makes sense now. */
  can(ask: SessionAsk): boolean {
    return this.session?.can(ask) ?? false;
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
    window.addEventListener('hashchange', this.#readLink);
    this.#readLink();
    this.requestUpdate();
  }

  /** A move within one task keeps the call; taken out of the page, everything stops before the next task. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('pagehide', this.#pageGoes);
    window.removeEventListener('hashchange', this.#readLink);
    queueMicrotask(() => {
      if (!this.isConnected) this.#behind.end();
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

  /** See `SessionElement`. */
  protected override async scheduleUpdate(): Promise<void> {
    await this.session?.wayIn;
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('lang') && this.hasUpdated) this.#words.refresh();
    if (!this.#settings || SETTINGS.some((name) => changed.has(name))) this.#readSettings();
    // Which session it is applies at the next one: a running session is never dropped by an attribute.
    if (this.#behind.isUntouched && STARTS.some((name) => changed.has(name))) this.#behind.end();
    if (!this.#behind.current) this.#begin();
    else if (changed.has('support')) this.#behind.current.configure({ support: this.support });
  }

  protected override updated(): void {
    if (!this.#moveFocus) return;
    this.#moveFocus = false;
    void focusHeading(this.renderRoot);
  }

  protected override render(): TemplateResult {
    const snapshot = this.session?.snapshot;
    if (!snapshot) return html``;
    return shellView({
      snapshot,
      words: this.#words.value,
      common: this.#common.value,
      blocking: this.#behind.blockingProblem(snapshot),
      notices: this.#behind.notices(snapshot),
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
    const { wrong } = this.#settings;
    if (wrong.length > 0) this.#complain(wrong).catch(() => undefined);
  }

  /** To the developer; nobody else has to wait for the words. */
  async #complain(wrong: ShellSettings['wrong']): Promise<void> {
    const { complaintAbout } = await import('./settings-complaints.js');
    for (const complaint of wrong.map(complaintAbout)) {
      console.error(`[safe-session] ${complaint}`);
      this.dispatchEvent(new SessionProblemEvent('settings-invalid', complaint));
    }
  }

  #begin(): void {
    if (!this.isConnected || !this.#settings) return;
    const { mode, role, steps, serviceUrl } = this.#settings;
    const beginning = this.#behind.begin({ mode, role, steps, support: this.support, plan: this.plan });
    if (mode === 'rehearsal' || this.service || serviceUrl) return;
    beginning.report({ code: 'service-missing' });
    this.dispatchEvent(
      new SessionProblemEvent(
        'service-missing',
        '<safe-session mode="live"> needs a `service-url` or a `service`.',
      ),
    );
  }

  #given(): PortSettings {
    const { appointment, getCredential, service, transport, consentSrc, consentDocument, plan } = this;
    const { mode = 'live', role = 'client', serviceUrl = '' } = this.#settings ?? {};
    const live = { serviceUrl, appointment, invitation: this.invitation || this.#link, getCredential };
    const worker = { createWorker: this.createWorker, workerUrl: this.workerUrl || undefined };
    return { mode, role, ...live, service, transport, worker, consentSrc, consentDocument, plan };
  }

  #restart(): void {
    this.#behind.end();
    this.#moveFocus = true;
    this.requestUpdate();
  }

  /** At once, and again when a newer link is opened in the same tab. */
  readonly #readLink = (): void => {
    const taken = this.invitationFrom === 'none' ? null : takeInvitation();
    if (taken === null) return;
    this.#link = taken;
    if (this.#behind.isUntouched) this.#restart();
  };

  /** Also for the browser's page cache: what comes back from it is a new beginning with nothing of before. */
  readonly #pageGoes = (): void => {
    this.#behind.end();
    this.requestUpdate();
  };

  /** Covered first, then replaced; nothing is awaited. */
  #exit(): void {
    this.dispatchEvent(new SessionExitEvent());
    coverPage();
    this.#link = null;
    this.#pageGoes();
    replacePage(this.#settings?.exitUrl ?? 'about:blank');
  }

  /** What is so now, with the parts that its screen still lacks. */
  #show(): void {
    const session = this.#behind.current;
    if (!session) return;
    this.setAttribute('phase', this.phase);
    this.requestUpdate();
    void fetchParts(session.snapshot)?.then((complete) => {
      this.#moveFocus ||= complete;
      if (complete) this.#show();
      else if (!session.snapshot.problems.some(({ code }) => code === 'part-missing'))
        session.report({ code: 'part-missing' });
      // What did arrive is shown: the notice that says so.
      else this.requestUpdate();
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'safe-session': SafeSessionElement;
  }
}

define('safe-session', SafeSessionElement);
