import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Session } from '../core/session-controller.js';
import type { PersonId } from '../core/session-snapshot.js';
import type { Messages } from '../locales/messages.js';
import { OnDemand } from './on-demand.js';

interface LineView {
  readonly session: Session | undefined;
  /** Of whom alone; empty, of every client of the session. */
  readonly person: PersonId;
  readonly heading: string;
  readonly common: Messages['common'];
}

/**
 * The quiet line under which a therapist finds how to end the session for somebody. Closed at first; what is in it is
 * fetched when it is opened.
 */
export class RemovalLine {
  readonly #part: OnDemand;
  #opened = false;

  constructor(private readonly host: ReactiveControllerHost) {
    this.#part = new OnDemand(host, 'person-removal', () => import('./person-removal.js'));
  }

  /** Ahead of time, where the line may be worse when it is needed. */
  fetch(): void {
    this.#part.fetch();
  }

  show({ session, person, heading, common }: LineView): TemplateResult | typeof nothing {
    const people = session?.snapshot.people ?? [];
    const may = people.some(
      ({ id }) => (person === '' || id === person) && session?.can({ type: 'remove', person: id }),
    );
    // Once opened it stays, because it also says that it is done.
    if (!may && !this.#opened) return nothing;
    return html`<details @toggle=${this.#toggled}>
      <summary part="control" class="label">${heading}</summary>
      ${
        this.#opened
          ? this.#part.show(
              html`<person-removal
                exportparts="body, actions, secondary, status"
                person-id=${person}
                .session=${session}
              ></person-removal>`,
              common,
            )
          : nothing
      }
    </details>`;
  }

  readonly #toggled = (event: Event): void => {
    this.#opened ||= (event.target as HTMLDetailsElement).open;
    this.host.requestUpdate();
  };
}
