import { css, html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { audience } from '../core/person-view.js';
import type { SessionSnapshot } from '../core/session-snapshot.js';
import room from '../locales/en/room.js';
import { define } from './define.js';
import { atStart, namesOf } from './people-names.js';
import { PictureLink } from './picture-link.js';
import { PressAndHold } from './press-and-hold.js';
import { SessionElement } from './session-element.js';
import { Words } from './words.js';

/**
 * Says whether a person's camera is on and who sees them, and shows them their own picture only when they want it:
 * for as long as they hold a button, or until they hide it again.
 *
 * A picture of oneself that is always there works like a mirror and tires; so it is hidden unless chosen. The
 * picture stands above the element and over what is there, so that nothing moves when it comes and goes.
 *
 * @tagname self-view
 * @fires session-request - `set-preferences`, when the person wants their picture to stay or to go
 * @csspart self - the own picture
 * @csspart status - the state of the own camera, in words
 * @csspart secondary - the buttons that show and hide the own picture
 */
export class SelfViewElement extends SessionElement {
  static override styles: CSSResultGroup = [
    SessionElement.styles,
    css`
      :host {
        position: relative;
        inline-size: 100%;
      }
      .root {
        contain-intrinsic-inline-size: min(17rem, 75vi);
        container-type: inline-size;
      }
      .row > p {
        font-size: 0.9375rem;
        line-height: 1.5;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 0.75rem;
        align-items: center;
        justify-content: space-between;
        min-block-size: 3.25rem;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        font-size: 0.9375rem;
      }
      .hold {
        padding-inline: 0.75rem;
      }
      /* a finger that stays on the button must not select, scroll or open a menu */
      .hold {
        touch-action: none;
        user-select: none;
        -webkit-touch-callout: none;
      }
      .own {
        position: absolute;
        /* above the line of words in the frame it stands over */
        inset-block-end: calc(100% + 4.75rem);
        inset-inline-end: 1rem;
        inline-size: min(13rem, 40%);
        aspect-ratio: 4 / 3;
        overflow: hidden;
        background: var(--_raised);
        border: 2px solid var(--_raised);
        border-radius: var(--_radius);
        box-shadow: 0 0 0 1px var(--_line);
      }
      video {
        display: block;
        inline-size: 100%;
        block-size: 100%;
        object-fit: cover;
        /* as in a mirror, which is how people know their own face */
        transform: scaleX(-1);
      }
      /* beside the buttons the words have two lines, so that a longer name moves nothing */
      @container (min-width: 34rem) {
        .row {
          flex-wrap: nowrap;
        }
        .choices {
          flex: none;
        }
      }
      /* as the line of words changes its height */
      @media (min-width: 40rem) {
        .own {
          inset-block-end: calc(100% + 4.25rem);
        }
      }
    `,
  ];

  readonly #words = new Words(this, 'room', room);
  readonly #peek = new PressAndHold(this);

  constructor() {
    super();
    new PictureLink(this, () =>
      this.session && this.#isShown ? { media: this.session.media, of: null } : undefined,
    );
  }

  get #isOn(): boolean {
    return this.snapshot?.media.camera === 'on';
  }

  get #isShown(): boolean {
    return this.#isOn && (this.#peek.held || this.snapshot?.preferences.selfView === 'shown');
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    // The button goes with the camera, and a button that is gone tells no release.
    if (!this.#isOn) this.#peek.release();
  }

  protected override body(): TemplateResult {
    return html`
      <div class="own" part="self" ?hidden=${!this.#isShown}>
        <video
          autoplay
          playsinline
          .muted=${true}
          tabindex="-1"
          aria-label=${this.#words.value.own.picture}
        ></video>
      </div>
      <div class="row">
        <p part="status">${this.#state()}</p>
        ${this.#isOn ? this.#choices() : nothing}
      </div>
    `;
  }

  #choices(): TemplateResult {
    const words = this.#words.value.own;
    const stays = this.snapshot?.preferences.selfView === 'shown';
    const peek = this.#peek;
    return html`<div class="choices">
      ${
        stays
          ? nothing
          : html`<button
              class="hold"
              part="secondary"
              aria-pressed=${peek.held ? 'true' : 'false'}
              @pointerdown=${peek.pointerDown}
              @keydown=${peek.keyDown}
              @contextmenu=${peek.contextMenu}
            >
              ${words.peek}
            </button>`
      }
      <button
        class="link"
        part="secondary"
        @click=${() => {
          this.request({ type: 'set-preferences', preferences: { selfView: stays ? 'hidden' : 'shown' } });
        }}
      >
        ${stays ? words.hide : words.show}
      </button>
    </div>`;
  }

  #state(): string {
    const words = this.#words.value.own;
    const { snapshot } = this;
    if (!snapshot || snapshot.media.camera === 'off') return words.off;
    return snapshot.media.camera === 'starting' ? words.starting : this.#seen(snapshot);
  }

  #seen(snapshot: SessionSnapshot): string {
    const words = this.#words.value.own;
    const people = audience(snapshot);
    return people.length === 0
      ? words.seenByNobody
      : words.seenBy(
          atStart(namesOf(people, snapshot, this.common, this.language), this.language),
          people.length,
        );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'self-view': SelfViewElement;
  }
}

define('self-view', SelfViewElement);
