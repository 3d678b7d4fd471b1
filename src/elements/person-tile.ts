import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { personView } from '../core/person-view.js';
import { personOf, type Person, type PersonId, type SessionSnapshot } from '../core/session-snapshot.js';
import room from '../locales/en/room.js';
import { define } from './define.js';
import { atStart, nameOf } from './people-names.js';
import { PictureLink, type Picture } from './picture-link.js';
import { SessionElement } from './session-element.js';
import { Words } from './words.js';

/**
 * Shows one person large and steady: their picture, or their name and in words why there is none.
 *
 * The frame takes the size it is given and keeps it, whatever comes or goes inside. The video element stays while the
 * camera is off, so that a picture that comes back finds its place. It plays no sound; that is the session's.
 *
 * @tagname person-tile
 * @csspart remote - the person's place
 * @csspart status - what is on and off, in words
 */
export class PersonTileElement extends SessionElement {
  static override styles: CSSResultGroup = [
    SessionElement.styles,
    css`
      :host,
      .root {
        display: grid;
        grid-template: minmax(0, 1fr) / minmax(0, 1fr);
      }
      figure {
        display: grid;
        grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
        overflow: hidden;
        background: var(--_raised);
        border: 1px solid var(--_hair);
        border-radius: calc(var(--_radius) * 1.5);
      }
      .frame {
        position: relative;
        display: grid;
        place-items: center;
        background:
          radial-gradient(ellipse at 50% 30%, var(--_tint), transparent 75%),
          color-mix(in srgb, var(--_accent) 7%, var(--_surface));
      }
      /* out of the flow, so that no picture, however large or tall, moves anything */
      video {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
        object-fit: contain;
      }
      .cover {
        display: grid;
        gap: 0.375rem;
        max-inline-size: 32rem;
        padding: calc(var(--_space) * 1.25);
        text-align: center;
        text-wrap: balance;
      }
      .name {
        font-weight: 600;
      }
      .cover .name {
        font-size: clamp(1.25rem, 1rem + 1.5vi, 1.75rem);
        line-height: 1.25;
      }
      /* always the same height, whatever it says: the picture above must not move */
      figcaption {
        display: grid;
        align-content: center;
        min-block-size: 3.25rem;
        padding: 0.25rem 1rem;
        font-size: 0.9375rem;
        line-height: 1.4;
        border-block-start: 1px solid var(--_hair);
      }
      figcaption .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      @media (min-width: 40rem) {
        figcaption {
          display: flex;
          gap: 0.75rem;
          align-items: center;
          min-block-size: 2.75rem;
        }
        figcaption > span {
          flex: none;
        }
      }
    `,
  ];

  readonly #words = new Words(this, 'room', room);

  /** The id of the person whose place this is. */
  @property({ attribute: false }) person: PersonId = '';

  constructor() {
    super();
    new PictureLink(this, () => this.#wanted());
  }

  /** Nothing of the others before the person has begun, while somebody pauses, or from somebody who has left. */
  #wanted(): Picture | undefined {
    const { session, snapshot } = this;
    const person = snapshot && personOf(snapshot, this.person);
    if (!session || !person || !snapshot.media.ready || snapshot.pausedBy.length > 0) return undefined;
    const stays = person.state === 'here' || person.state === 'lost';
    return stays ? { media: session.media, of: person.id } : undefined;
  }

  protected override body(): TemplateResult | typeof nothing {
    const { snapshot } = this;
    const person = snapshot && personOf(snapshot, this.person);
    return person ? this.#tile(person, snapshot) : nothing;
  }

  #tile(person: Person, snapshot: SessionSnapshot): TemplateResult {
    const words = this.#words.value;
    const view = personView(person, snapshot);
    const name = atStart(nameOf(person, snapshot, this.common), this.language);
    const shown = view === 'picture';
    return html`
      <figure part="remote">
        <div class="frame">
          <video
            autoplay
            playsinline
            .muted=${true}
            ?hidden=${!shown}
            tabindex="-1"
            aria-label=${words.pictureOf(name)}
          ></video>
          ${
            shown
              ? nothing
              : html`<div class="cover">
                  <bdi class="name">${name}</bdi>
                  <p>${words.view[view]}</p>
                </div>`
          }
        </div>
        <figcaption part="status">
          ${shown ? html`<bdi class="name">${name}</bdi>` : nothing}
          <span>${this.#state(person, shown || view === 'camera-off' || view === 'pictures-held')}</span>
        </figcaption>
      </figure>
    `;
  }

  /** Presence says more than a microphone; neither is known of somebody who is not there. */
  #state(person: Person, there: boolean): string {
    const words = this.#words.value;
    if (!there) return '';
    return words.presence[person.presence] || words.theirMicrophone[person.media.microphone ? 'on' : 'off'];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'person-tile': PersonTileElement;
  }
}

define('person-tile', PersonTileElement);
