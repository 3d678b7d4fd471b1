/**
 * The way for sound and picture into the room. Whoever waits may stand by at it, and goes on from there once they are let in.
 * Who may is not decided here: that is in the pass.
 */
import { admissible } from './admissible-people.js';
import type { PictureSize } from './capture.js';
import type { MediaKeys } from './media-keys.js';
import type { MediaRoute, SessionSnapshot } from './session-snapshot.js';
import type { Pass, RouteTrial, SessionTransport } from './session-transport.js';
import { everybodyWaitsInRoom } from './session-way-in.js';

export interface RoomDoorOwner {
  readonly snapshot: () => SessionSnapshot;
  readonly load: (route: MediaRoute) => Promise<SessionTransport>;
  /** It is there; told whenever it is asked for. */
  readonly opened: (transport: SessionTransport) => void;
  readonly pass: () => Promise<Pass>;
  readonly keys: Pick<MediaKeys, 'handTo'>;
  readonly pictureSize: () => PictureSize | undefined;
}

/** `connected` waits until it is there. */
interface OnItsWay {
  readonly transport: SessionTransport;
  readonly connected: () => Promise<void>;
}

export class RoomDoor {
  #transport: SessionTransport | undefined;
  #opened: Promise<SessionTransport> | undefined;
  #room: AbortController | undefined;
  /** With what this page stands by in the room; only `renew` makes anything of its token again. */
  #standing: Promise<Pass> | null = null;
  #comingIn: Promise<SessionTransport> | undefined;

  constructor(private readonly owner: RoomDoorOwner) {}

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
      await transport.prepare(this.owner.snapshot().route);
    } catch {
      // See above.
    }
  }

  async tryRoute(pass: Pass, signal: AbortSignal): Promise<RouteTrial> {
    const transport = await this.#open();
    return transport.tryRoute(pass, { signal });
  }

  /** Whoever stands by goes on from there; everybody else comes in from outside. Rejects where nobody called it off. */
  async enter(): Promise<void> {
    const standing = this.#standing;
    this.#standing = null;
    const room = standing && this.#room ? this.#room : this.#newRoom();
    try {
      const pass = standing ? this.#letInFrom(standing) : this.owner.pass();
      await this.#connect(room.signal, pass, !!standing);
    } catch (error) {
      if (!room.signal.aborted) throw error;
    }
  }

  /** What does not work here is no trouble yet: whoever is let in then comes in from outside. */
  async standBy(): Promise<void> {
    if (this.#standing) return;
    const room = this.#newRoom();
    const standing = (this.#standing = this.owner.pass());
    try {
      await this.#connect(room.signal, standing);
    } catch {
      if (this.#standing === standing) this.#standing = null;
    }
  }

  /** Synchronous in effect, as `disconnect` is. */
  leave(how: { readonly left: boolean }): void {
    this.#standing = null;
    this.#comingIn = undefined;
    this.#room?.abort();
    this.#transport?.disconnect(how);
  }

  #newRoom(): AbortController {
    this.#room?.abort();
    this.#comingIn = undefined;
    return (this.#room = new AbortController());
  }

  /** Whoever stands by needs no other pass: their rights come by themselves. */
  async #letInFrom(standing: Promise<Pass>): Promise<Pass> {
    try {
      return { ...(await standing), rights: 'media' };
    } catch {
      return this.owner.pass();
    }
  }

  async #connect(signal: AbortSignal, pass: Promise<Pass>, standsBy = false): Promise<void> {
    const begun = this.#beginToConnect(signal, pass, standsBy);
    this.#comingIn ??= begun.then(({ transport }) => transport);
    // Who waits for it hears of it; where nobody does, the call below says it.
    this.#comingIn.catch(() => undefined);
    await (await begun).connected();
  }

  /** The transport is on its way into the room when this resolves. */
  async #beginToConnect(signal: AbortSignal, coming: Promise<Pass>, standsBy: boolean): Promise<OnItsWay> {
    const [pass, transport] = await Promise.all([coming, this.#open()]);
    signal.throwIfAborted();
    // The latest: it may have changed while the pass and the transport were on their way.
    const snapshot = this.owner.snapshot();
    transport.allow(admissible(snapshot));
    this.owner.keys.handTo(transport);
    const connecting = transport.connect(pass, {
      signal,
      standsBy,
      unasked: everybodyWaitsInRoom(snapshot),
      pictureSize: this.owner.pictureSize(),
      renew: this.owner.pass,
    });
    connecting.catch(() => undefined);
    return { transport, connected: () => connecting };
  }

  /** One for all who ask, also at the same time. One that did not arrive is asked for again the next time. */
  async #open(): Promise<SessionTransport> {
    this.#opened ??= this.owner.load(this.owner.snapshot().route);
    try {
      this.#transport = await this.#opened;
    } catch (error) {
      this.#opened = undefined;
      throw error;
    }
    this.owner.opened(this.#transport);
    return this.#transport;
  }
}
