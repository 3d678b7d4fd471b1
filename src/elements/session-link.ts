import { ContextConsumer, createContext } from '@lit/context';
import type { ReactiveController, ReactiveElement } from 'lit';
import type { Session } from '../core/session-controller.js';

export const sessionContext = createContext<Session | undefined>(Symbol.for('safe-session/session'));

/**
 * Joins an element to a session: the one it was given, else the nearest one. The two are kept apart, so
 * that taking a given session away brings the nearest one back. Survives being moved in the page.
 */
export class SessionLink implements ReactiveController {
  #given: Session | undefined;
  #heard: Session | undefined;
  readonly #nearest;

  constructor(private readonly host: ReactiveElement) {
    host.addController(this);
    this.#nearest = new ContextConsumer(host, {
      context: sessionContext,
      subscribe: true,
      callback: () => {
        this.#listen();
      },
    });
  }

  get session(): Session | undefined {
    return this.#given ?? this.#nearest.value;
  }

  give(session: Session | undefined): void {
    this.#given = session;
    this.#listen();
  }

  hostConnected(): void {
    this.#listen();
  }

  hostDisconnected(): void {
    this.#heard?.removeEventListener('change', this.#changed);
    this.#heard = undefined;
  }

  readonly #changed = (): void => {
    this.host.requestUpdate();
  };

  #listen(): void {
    const session = this.host.isConnected ? this.session : undefined;
    if (session === this.#heard) return;
    this.#heard?.removeEventListener('change', this.#changed);
    session?.addEventListener('change', this.#changed);
    this.#heard = session;
    this.host.requestUpdate();
  }
}
