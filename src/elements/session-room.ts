import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { Announcement } from '../core/announcements.js';
import {
  askingElsewhere,
  askingToComeIn,
  peopleInRoom,
  roomNotice,
  type RoomNotice,
} from '../core/person-view.js';
import {
  personOf,
  type Panel,
  type Person,
  type SessionAsk,
  type SessionSnapshot,
} from '../core/session-snapshot.js';
import { stoppedWith } from '../core/trust-view.js';
import room from '../locales/en/room.js';
import { fields } from '../styles/fields.js';
import { roomStyles } from '../styles/room.js';
import { Announcer } from './announcer.js';
import { define } from './define.js';
import { OnDemand } from './on-demand.js';
import { atStart, nameOf, namesOf } from './people-names.js';
import './person-tile.js';
import { arrival, arrivalStyles } from './room-arrival.js';
import { isEmptyRoom, roomNoticeCard } from './room-notice.js';
import { RemovalLine } from './removal-line.js';
import { roomPanel } from './room-panel.js';
import './self-view.js';
import './session-controls.js';
import { SessionElement } from './session-element.js';
import type { SessionRequestEvent } from './session-events.js';
import './session-pause.js';
import './trust-line.js';
import { Words } from './words.js';

/** Where the focus can go. */
type Place = 'heading' | 'panel' | 'controls' | 'pause';

/** What asks a therapist for an answer. */
const ASKS = 'place-card, waiting-person';

const asking = (snapshot: SessionSnapshot): readonly Person[] => [
  ...askingElsewhere(snapshot),
  ...askingToComeIn(snapshot),
];

/** These can be looked at later: the pictures wait anyhow. */
const YIELDING: readonly (RoomNotice | null)[] = ['line-broken', 'pictures-held', 'pictures-may-return'];

/**
 * The room in which people meet: the other person large and steady, one's own picture only when wanted, and
 * everything that keeps a person in charge always in the same place.
 *
 * Nothing of the others is shown or played before the person has said how to begin, and nothing while somebody
 * pauses. The room shows whoever its session names, be it one person or several; a panel opens beside the call
 * and never covers it. A therapist is also asked here which page of a person counts and who may come in, and can end the
 * session for somebody.
 *
 * @tagname session-room
 * @fires session-request - `begin`, `start-sound`, `show-pictures`, `new-code`, `leave`, `open-panel`, `close-panel`, and what the
 *   elements in the room ask for
 * @csspart step - the whole room
 * @csspart heading - who is met
 * @csspart lead - who is here, on arriving
 * @csspart body - the people; on arriving the ways to begin; in a panel what it holds
 * @csspart actions - rows of buttons
 * @csspart primary - the button that a notice is about
 * @csspart secondary - other buttons
 * @csspart control - the controls and the fields of a panel
 * @csspart remote - each person's place
 * @csspart self - the own picture
 * @csspart status - states in words
 * @csspart problem - the card that says what changed and what can be done
 */
export class SessionRoomElement extends SessionElement {
  static override styles: CSSResultGroup = [SessionElement.styles, fields, arrivalStyles, roomStyles];

  readonly #words = new Words(this, 'room', room);
  readonly #announcer = new Announcer(this, (announcement, snapshot) => this.#say(announcement, snapshot));

  readonly #removal = new RemovalLine(this);
  readonly #whichPage = new OnDemand(this, 'place-card', () => import('./place-card.js'));
  readonly #trust = new OnDemand(this, 'encryption-status', () => import('./encryption-status.js'));
  readonly #outside = new OnDemand(this, 'waiting-person', () => import('./waiting-person.js'));

  /** The person has said that they wait, so the question is not asked on. */
  @state() private waits = false;

  /** The pause is over and nothing was switched on since: it is said, so that nobody wonders. */
  @state() private afterPause = false;

  /** The panel that was open last: leaving it leads back to what opens it. */
  #opened: Panel | null = null;

  /** The panel that is open. */
  #open: Panel | null = null;

  /** Where the focus goes after the press that made the place it was in disappear. */
  #focusNext: Place | undefined;
  #paused = false;
  #placesAsked = 0;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.#followPanel(this.snapshot?.panel ?? null);
    if (this.snapshot && roomNotice(this.snapshot) !== 'gone') this.waits = false;
    this.#followPause((this.snapshot?.pausedBy.length ?? 0) > 0);
    this.#followPlaces(this.snapshot ? asking(this.snapshot).length : 0);
    if (this.snapshot?.role === 'therapist') this.#removal.fetch();
  }

  /** What asks which page counts, or who may come in, goes away with the answer, and the focus with it. */
  #followPlaces(asked: number): void {
    const focused = this.shadowRoot?.activeElement?.matches(ASKS) === true;
    if (asked < this.#placesAsked && focused) this.#focusNext = 'heading';
    this.#placesAsked = asked;
  }

  /** What is open may close from within, and the focus goes back to what opened it. */
  #followPanel(panel: Panel | null): void {
    const wasIn = this.shadowRoot?.activeElement?.closest('.panel');
    if (this.#open !== null && panel === null && wasIn) this.#focusNext = 'controls';
    this.#open = panel;
    this.#opened = panel ?? this.#opened;
  }

  #followPause(paused: boolean): void {
    const media = this.snapshot?.media;
    const bothOff = media?.microphone === 'off' && media.camera === 'off';
    this.afterPause = !paused && bothOff && (this.#paused || this.afterPause);
    // A pause takes away what had the focus; it goes to the new heading instead of nowhere.
    if (paused !== this.#paused && this.shadowRoot?.activeElement)
      this.#focusNext = paused ? 'pause' : 'heading';
    this.#paused = paused;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const target = this.#focusNext && this.#focusTarget(this.#focusNext);
    if (!target) return;
    this.#focusNext = undefined;
    target.focus();
  }

  /** Gives the focus to the heading of what is shown. */
  override focus(): void {
    this.#focusTarget(this.#paused ? 'pause' : 'heading')?.focus();
  }

  protected override body(): TemplateResult {
    return html`${this.#place()}${this.#announcer.region()}`;
  }

  #place(): TemplateResult {
    const { snapshot } = this;
    if (snapshot && snapshot.pausedBy.length > 0)
      return html`<session-pause
          .session=${this.session}
          exportparts="step, heading, lead, body, actions, primary, secondary, control, status"
        ></session-pause>
        ${
          snapshot.role === 'therapist'
            ? html`<div class="aside">
                ${this.#whichPages(snapshot)} ${this.#whoAsks(snapshot)} ${this.#removalLine()}
              </div>`
            : nothing
        }`;
    return snapshot?.media.ready ? this.#room(snapshot) : this.#arrival();
  }

  #arrival(): TemplateResult {
    return arrival({
      snapshot: this.snapshot,
      words: this.#words.value,
      common: this.common,
      language: this.language,
      begin: (startWith) => {
        this.#focusNext = 'heading';
        this.request({ type: 'begin', startWith });
      },
      ask: this.#askByPanel,
      panel: this.#panel(),
      trust: this.#trustLine(),
    });
  }

  #panel(): unknown {
    const { snapshot, session } = this;
    if (!snapshot) return nothing;
    const words = this.#words.value;
    const removal = this.#removalLine();
    return roomPanel({
      snapshot,
      session,
      words,
      closeLabel: this.common.close,
      trust: this.#trustPart(snapshot),
      removal,
      ask: this.#askByPanel,
    });
  }

  #trustPart({ panel }: SessionSnapshot): unknown {
    if (panel !== 'trust') return nothing;
    const part = html`<encryption-status
      .session=${this.session}
      exportparts="heading, lead, body, remote, status, actions, secondary, control"
    ></encryption-status>`;
    return this.#trust.show(part, this.common);
  }

  #trustLine(): TemplateResult {
    return html`<trust-line
      .session=${this.session}
      data-opens="trust"
      exportparts="status, secondary"
      @session-request=${this.#panelAsked}
    ></trust-line>`;
  }

  /** Nothing where the session lets this person send nobody out, which is on every client's page. */
  #removalLine(): unknown {
    const { session, common } = this;
    return this.#removal.show({ session, person: '', summary: this.#words.value.removal, common });
  }

  /** Below everything else, so that nothing moves under the picture. */
  #whichPages(snapshot: SessionSnapshot): unknown {
    const people = askingElsewhere(snapshot);
    if (people.length === 0) return nothing;
    return html`<div class="places">
      ${people.map(
        ({ id }) =>
          html`<div class="notice">
            ${this.#whichPage.show(
              html`<place-card
                person-id=${id}
                .session=${this.session}
                exportparts="heading, body, actions, secondary, status"
              ></place-card>`,
              this.common,
            )}
          </div>`,
      )}
    </div>`;
  }

  /** Likewise. A page that comes with a link stands outside, whoever was in the room with the same one before. */
  #whoAsks(snapshot: SessionSnapshot): unknown {
    const people = askingToComeIn(snapshot);
    if (people.length === 0) return nothing;
    return html`<div class="places">
      ${people.map(
        ({ id }) =>
          html`<div class="notice">
            ${this.#outside.show(
              html`<waiting-person
                person-id=${id}
                .session=${this.session}
                exportparts="heading, body, actions, primary, secondary, control, status"
              ></waiting-person>`,
              this.common,
            )}
          </div>`,
      )}
    </div>`;
  }

  #room(snapshot: SessionSnapshot): TemplateResult {
    const words = this.#words.value;
    const people = peopleInRoom(snapshot.people);
    return html`
      <section class="room" part="step">
        <div class="call">
          <div class="top">
            <h1 class="heading" part="heading" tabindex="-1">
              ${people.length > 0 ? words.roomHeading(this.#names(snapshot)) : words.roomHeadingAlone}
            </h1>
            <p class="quiet" part="status">${this.#line(snapshot)}</p>
          </div>
          <div class="stage" part="body">${this.#stage(snapshot, people)}</div>
          <self-view .session=${this.session} exportparts="self, status, secondary"></self-view>
        </div>
        <session-controls
          .session=${this.session}
          exportparts="actions, control, status"
          @session-request=${this.#panelAsked}
        ></session-controls>
        ${this.#panel()} ${this.#trustLine()} ${this.#whichPages(snapshot)} ${this.#whoAsks(snapshot)}
      </section>
    `;
  }

  #line({ connection, line }: SessionSnapshot): string {
    const words = this.#words.value;
    if (connection !== 'connected') return words.line[connection];
    if (this.afterPause) return words.afterPause;
    return line === 'good' ? words.line.connected : words.weakLine[line];
  }

  /** Everybody's place; where nobody is left to be seen, what can be done instead, in a frame of the same size. */
  #stage(snapshot: SessionSnapshot, people: readonly Person[]): TemplateResult {
    const asked = asking(snapshot).length > 0;
    const noticed = roomNotice(snapshot);
    const notice = asked && YIELDING.includes(noticed) ? null : noticed;
    const card =
      notice || asked
        ? this.#notice(notice, snapshot, asked ? this.#lookAtPlaces(snapshot) : nothing)
        : nothing;
    if (isEmptyRoom(notice)) return html`${card}`;
    return html`
      <div class="people">
        ${people.map(
          ({ id }) =>
            html`<person-tile
              .session=${this.session}
              .person=${id}
              exportparts="remote, status"
            ></person-tile>`,
        )}
      </div>
      ${card}
    `;
  }

  /** Leads to what stands below: a picture is not covered by a text that takes time to read. */
  #lookAtPlaces(snapshot: SessionSnapshot): TemplateResult {
    const words = this.#words.value;
    const outside = askingToComeIn(snapshot);
    const names = atStart(namesOf(outside, snapshot, this.common, this.language), this.language);
    const isElsewhere = askingElsewhere(snapshot).length > 0;
    return html`<div class="card" part="problem">
      <h2>${isElsewhere ? words.elsewhere : words.outside(names, outside.length)}</h2>
      <div class="actions" part="actions">
        <button
          part="secondary"
          @click=${() => {
            this.renderRoot.querySelector<HTMLElement>(ASKS)?.focus();
          }}
        >
          ${words.elsewhereLook}
        </button>
      </div>
    </div>`;
  }

  #notice(notice: RoomNotice | null, snapshot: SessionSnapshot, more: unknown): TemplateResult {
    return roomNoticeCard({
      notice,
      more,
      names: atStart(this.#names(snapshot), this.language),
      phone: snapshot.plan.phone,
      stoppedWith: stoppedWith(snapshot)?.id,
      waits: this.waits,
      words: this.#words.value,
      wait: () => {
        this.waits = true;
        this.#focusNext = 'heading';
      },
      ask: (ask) => {
        // The pressed button goes with what it solved.
        if (ask.type === 'show-pictures' || ask.type === 'new-code') this.#focusNext = 'heading';
        this.#askByPanel(ask);
      },
    });
  }

  #names(snapshot: SessionSnapshot): string {
    return namesOf(peopleInRoom(snapshot.people), snapshot, this.common, this.language);
  }

  #say({ code, person }: Announcement, snapshot: SessionSnapshot): string {
    const who = person ? personOf(snapshot, person) : undefined;
    const sentence = this.#words.value.announcements[code](who ? nameOf(who, snapshot, this.common) : '');
    return atStart(sentence, this.language);
  }

  /** The pressed button may go away with what it closes. */
  readonly #askByPanel = (ask: SessionAsk): void => {
    if (ask.type === 'open-panel') this.#focusNext = 'panel';
    if (ask.type === 'close-panel') this.#focusNext = 'controls';
    this.request(ask);
  };

  /** A press opened a panel: the focus follows the person's own wish. Opened otherwise, it stays where it was. */
  readonly #panelAsked = ({ request }: SessionRequestEvent): void => {
    if (request.type === 'open-panel') this.#focusNext = 'panel';
  };

  /** `null` as long as the place is not there yet. */
  #focusTarget(where: Place): HTMLElement | null {
    const root = this.renderRoot;
    switch (where) {
      case 'pause':
        return root.querySelector('session-pause');
      case 'heading':
        return root.querySelector<HTMLElement>('h1');
      case 'panel':
        return root.querySelector<HTMLElement>('.panel h2, .panel encryption-status');
      case 'controls':
        return root.querySelector('.panel')
          ? null
          : (root.querySelector<HTMLElement>(`[data-opens='${this.#opened}']`) ??
              root.querySelector('session-controls'));
      default:
        return where satisfies never;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'session-room': SessionRoomElement;
  }
}

define('session-room', SessionRoomElement);
