import { html, LitElement, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Session } from '../core/session-controller.js';
import { isWayOut, type SessionAsk, type SessionSnapshot } from '../core/session-snapshot.js';
import common from '../locales/en/common.js';
import type { Messages } from '../locales/messages.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { tokens } from '../styles/tokens.js';
import { SessionRequestEvent } from './session-events.js';
import { SessionLink } from './session-link.js';
import { Words } from './words.js';

/** The parts of every element: the same small set everywhere. */
const PARTS =
  'step, heading, lead, body, actions, primary, secondary, control, remote, self, status, problem, exit';

/**
 * What all our elements are made of: a session (given, nearest or none), words, and one way to ask for
 * something. An element renders what is true and never changes it.
 */
export abstract class SessionElement extends LitElement {
  static override styles: CSSResultGroup = [tokens, base, controls];

  readonly #link = new SessionLink(this);
  readonly #common = new Words(this, 'common', common);

  /** The session to show. Left out, the nearest `<safe-session>` around the element is taken; without one the element stands alone. */
  @property({ attribute: false })
  get session(): Session | undefined {
    return this.#link.session;
  }
  set session(session: Session | undefined) {
    this.#link.give(session);
  }

  /** Language tag of this element; left out, the language of the page counts. */
  @property({ reflect: true }) override lang = '';

  override connectedCallback(): void {
    super.connectedCallback();
    // `::part` does not cross nested roots: inside another element of ours the parts are handed on.
    if (this.getRootNode() instanceof ShadowRoot) this.setAttribute('exportparts', PARTS);
  }

  /** What is true now; `undefined` where the element stands alone. */
  protected get snapshot(): SessionSnapshot | undefined {
    return this.session?.snapshot;
  }

  protected get common(): Messages['common'] {
    return this.#common.value;
  }

  /** The language that is shown. */
  protected get language(): string {
    return this.#common.language;
  }

  /**
   * Asks for something. In a session the event stays on this element, because what a person enters must not
   * travel through the page's listeners; `<safe-session>` tells the page what may be told. An element that stands
   * alone fires it for the page, bubbling and composed. The ways out are done first and cannot be stopped.
   */
  protected request(ask: SessionAsk): void {
    const { session } = this;
    if (!session) {
      this.dispatchEvent(new SessionRequestEvent(ask));
      return;
    }
    const wayOut = isWayOut(ask);
    if (wayOut) session.send(ask);
    const goOn = this.dispatchEvent(new SessionRequestEvent(ask, { bubbles: false }));
    if (goOn && !wayOut) session.send(ask);
  }

  /** The way into a room comes before what shows it: see `Session.wayIn`. */
  protected override async scheduleUpdate(): Promise<void> {
    await this.session?.wayIn;
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('lang') && this.hasUpdated) this.#common.refresh();
  }

  /** Language and direction of our own words, whatever the page around has. */
  protected override render(): TemplateResult {
    return html`<div class="root" lang=${this.#common.language} dir=${this.#common.direction}>
      ${this.body()}
    </div>`;
  }

  protected abstract body(): unknown;
}
