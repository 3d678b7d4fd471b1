/** The devices of this person: opened by their own press, sent, exchanged and stopped. */
import type { Capture } from './capture.js';
import { problemCodeOf, safely } from './port-errors.js';
import { SessionError } from './problems.js';
import type { MediaKind, SessionFact, SessionSnapshot } from './session-snapshot.js';
import type { SessionTransport } from './session-transport.js';

export interface DevicesOwner {
  readonly snapshot: () => SessionSnapshot;
  readonly load: () => Promise<Capture>;
  /** Aborts with the screen on which a device was asked for. */
  readonly signal: () => AbortSignal;
  readonly transport: () => SessionTransport | undefined;
  /** Resolves as soon as something can be handed over to be sent; `undefined` where nobody is on their way into a room. */
  readonly comingIn: () => Promise<SessionTransport> | undefined;
  readonly learn: (fact: SessionFact) => void;
}

/** So long a track waits for the other one that is on its way: both are then made known to the others in one go. */
const TOGETHER_MS = 200;

export class OwnDevices {
  #capture: Capture | undefined;
  #opened: Promise<Capture> | undefined;
  /** The latest try to start a device: an earlier one that comes late changes nothing. */
  readonly #starts = new Map<MediaKind, symbol>();
  /** Devices that are being opened. */
  readonly #openings = new Map<MediaKind, Promise<unknown>>();
  #isOver = false;

  constructor(private readonly owner: DevicesOwner) {}

  /** Once it is there: see `open`. */
  get capture(): Capture | undefined {
    return this.#capture;
  }

  open(): Promise<Capture> {
    this.#opened ??= this.owner.load().then((capture) => {
      this.#capture = capture;
      capture.onFact = (fact) => {
        // "On" is true only when the transport has it; "off" was asked for, or comes with its reason: see `start`.
        if (fact.type !== 'own-media') this.owner.learn(fact);
        if (fact.type === 'device-unplugged') this.owner.transport()?.unpublish(fact.kind);
      };
      if (this.#isOver) capture.dispose();
      return capture;
    });
    // One that did not arrive is asked for again the next time.
    this.#opened.catch(() => {
      this.#opened = undefined;
    });
    return this.#opened;
  }

  async start(kind: MediaKind): Promise<void> {
    const signal = this.owner.signal();
    const attempt = Symbol(kind);
    this.#starts.set(kind, attempt);
    const isWanted = (): boolean => this.#starts.get(kind) === attempt && this.#state(kind) === 'starting';
    try {
      // Where it is there, the device is asked for before anything is drawn.
      const capture = this.#capture ?? (await this.open());
      // Switched off, paused or left while its file was on the way: nobody is asked for anything.
      if (!isWanted()) return;
      const opening = capture.start(kind, { signal });
      this.#openings.set(kind, opening);
      const track = await opening;
      await this.#together(kind);
      if (!isWanted()) {
        if (this.#state(kind) === 'off') capture.stop(kind);
        return;
      }
      // Whoever begins at once does so before the pass is there; the transport takes the track as soon as it is.
      const transport = await this.owner.comingIn();
      if (!isWanted()) return;
      if (!transport) throw new SessionError('connection-lost', 'no room');
      await transport.publish(kind, track);
      if (isWanted()) this.owner.learn({ type: 'own-media', kind, state: 'on' });
    } catch (error) {
      if (!signal.aborted && isWanted()) this.#failed(kind, error);
    }
  }

  /** What is off stays off and keeps its choice for later; a speaker that cannot be chosen leaves the usual one. */
  async choose(kind: MediaKind | 'speaker', deviceId: string): Promise<void> {
    try {
      const capture = await this.open();
      capture.choose(kind, deviceId);
      if (kind === 'speaker') await this.owner.transport()?.setSpeaker(deviceId);
      else if (this.#state(kind) === 'on') {
        const track = await capture.start(kind, { signal: this.owner.signal() });
        await this.owner.transport()?.replace(kind, track);
      }
    } catch (error) {
      if (kind !== 'speaker' && this.#state(kind) === 'on') this.#failed(kind, error);
    }
  }

  /** Synchronous: all ends at the source first, and then the sending. */
  stop(...kinds: readonly MediaKind[]): void {
    for (const kind of kinds) safely(() => this.#capture?.stop(kind));
    for (const kind of kinds) safely(() => this.owner.transport()?.unpublish(kind));
  }

  /** For good. */
  end(): void {
    this.#isOver = true;
    this.#capture?.dispose();
  }

  #state(kind: MediaKind): SessionSnapshot['media'][MediaKind] {
    return this.owner.snapshot().media[kind];
  }

  #failed(kind: MediaKind, error: unknown): void {
    this.stop(kind);
    this.owner.learn({ type: 'problem', problem: { code: problemCodeOf(error, 'device-failed'), kind } });
  }

  async #together(kind: MediaKind): Promise<void> {
    const others = [...this.#openings].filter(
      ([other]) => other !== kind && this.#state(other) === 'starting',
    );
    if (others.length === 0) return;
    const late = new Promise((resolve) => setTimeout(resolve, TOGETHER_MS));
    await Promise.race([late, Promise.allSettled(others.map(([, opening]) => opening))]);
  }
}
