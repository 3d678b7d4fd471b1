/** The way of sound and picture: fetched ahead of time, and into the room, to stand by in it or to talk. */
import { admissible } from './admissible-people.js';
import { MediaKeys } from './media-keys.js';
import { safely, type Inside } from './session-inside.js';
import type { MediaRoute } from './session-snapshot.js';
import type { Pass, RouteTrial, SessionTransport } from './session-transport.js';

interface RoomPort extends Inside {
  readonly pass: () => Promise<Pass>;
  readonly make: (route: MediaRoute) => Promise<SessionTransport>;
  /** The transport has just arrived. */
  readonly arrived: () => void;
}

export class MediaRoom {
  #transport: SessionTransport | undefined;
  #opened: Promise<SessionTransport> | undefined;
  #stay: AbortController | undefined;
  #standingBy = false;
  #comingIn: Promise<SessionTransport> | undefined;
  readonly keys = new MediaKeys(() => this.#transport);

  constructor(private readonly port: RoomPort) {}

  get transport(): SessionTransport | undefined {
    return this.#transport;
  }

  /** Resolves as soon as something can be handed to the transport to be sent. */
  get comingIn(): Promise<SessionTransport> | undefined {
    return this.#comingIn;
  }

  /** Only ahead of time: what did not arrive now is asked for again when it is needed, and told then. */
  async prepare(): Promise<void> {
    try {
      const transport = await this.#open();
      await transport.prepare(this.port.snapshot().route);
    } catch {
      // See above.
    }
  }

  async tryRoute(pass: Pass, signal: AbortSignal): Promise<RouteTrial> {
    const transport = await this.#open();
    return transport.tryRoute(pass, { signal });
  }

  /** Whoever stands by goes on from there; everybody else comes in from outside. */
  async enter(): Promise<void> {
    const stay = this.#standingBy && this.#stay ? this.#stay : this.#begin();
    this.#standingBy = false;
    try {
      await this.#connect(stay.signal);
    } catch (error) {
      if (!stay.signal.aborted) this.port.fail(error, 'connection-lost');
    }
  }

  /** What does not work here is no trouble yet: whoever is let in then comes in from outside. */
  async standBy(): Promise<void> {
    if (this.#standingBy) return;
    this.#standingBy = true;
    const stay = this.#begin();
    try {
      await this.#connect(stay.signal);
    } catch {
      if (this.#stay === stay) this.#standingBy = false;
    }
  }

  leave(how: { readonly left: boolean }): void {
    this.#standingBy = false;
    this.#comingIn = undefined;
    this.#stay?.abort();
    safely(() => this.keys.forget());
    safely(() => this.#transport?.disconnect(how));
  }

  #begin(): AbortController {
    this.#stay?.abort();
    this.#comingIn = undefined;
    return (this.#stay = new AbortController());
  }

  async #connect(signal: AbortSignal): Promise<void> {
    const begun = this.#beginToConnect(signal);
    this.#comingIn ??= begun.then(({ transport }) => transport);
    // Who waits for it hears of it; where nobody does, the call below says it.
    this.#comingIn.catch(() => undefined);
    await (await begun).connected();
  }

  /** The transport is on its way into the room when this resolves; `connected` waits until it is there. */
  async #beginToConnect(
    signal: AbortSignal,
  ): Promise<{ readonly transport: SessionTransport; readonly connected: () => Promise<void> }> {
    const { pass: renew, snapshot } = this.port;
    const [pass, transport] = await Promise.all([renew(), this.#open()]);
    signal.throwIfAborted();
    // The latest: it may have changed while the pass and the transport were on their way.
    transport.allow(admissible(snapshot()));
    this.keys.handTo(transport);
    const connecting = transport.connect(pass, { signal, renew });
    connecting.catch(() => undefined);
    return { transport, connected: () => connecting };
  }

  /** One for all who ask, also at the same time. One that did not arrive is asked for again the next time. */
  async #open(): Promise<SessionTransport> {
    const { make, snapshot, learn, receive, arrived } = this.port;
    this.#opened ??= make(snapshot().route);
    try {
      this.#transport = await this.#opened;
    } catch (error) {
      this.#opened = undefined;
      throw error;
    }
    this.#transport.onFact = (fact) => {
      if (fact.type === 'received') receive(fact);
      else learn(fact);
    };
    arrived();
    return this.#transport;
  }
}
