import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Session } from '../core/session-controller.js';
import type { PersonId } from '../core/session-snapshot.js';
import type { Messages } from '../locales/messages.js';
import { Disclosure } from './disclosure.js';

interface LineView {
  readonly session: Session | undefined;
  /** Of whom alone; empty, of every client of the session. */
  readonly person: PersonId;
  readonly summary: string;
  readonly common: Messages['common'];
}

/** The quiet line under which a therapist finds how to end the session for somebody. */
export class RemovalLine {
  readonly #line: Disclosure;

  constructor(host: ReactiveControllerHost) {
    this.#line = new Disclosure(host, 'person-removal', () => import('./person-removal.js'));
  }

  fetch(): void {
    this.#line.fetch();
  }

  show({ session, person, summary, common }: LineView): TemplateResult | typeof nothing {
    const people = session?.snapshot.people ?? [];
    const may = people.some(
      ({ id }) => (person === '' || id === person) && session?.can({ type: 'remove', person: id }),
    );
    // Once opened it stays, because it also says that it is done.
    if (!may && !this.#line.opened) return nothing;
    const part = html`<person-removal
      exportparts="body, actions, secondary, status"
      person-id=${person}
      .session=${session}
    ></person-removal>`;
    return this.#line.show({ summary, part, common });
  }
}
