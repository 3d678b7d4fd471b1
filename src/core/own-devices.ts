/** The own camera and microphone, from the devices to the room: started, exchanged and stopped. */
import type { Capture } from './capture.js';
import type { MediaRoom } from './media-room.js';
import { SessionError } from './problems.js';
import { codeOf, safely, type Inside } from './session-inside.js';
import type { MediaKind } from './session-snapshot.js';

interface DevicePort extends Inside {
  readonly make: () => Promise<Capture>;
  /** Ends with the screen, and what was being started on it. */
  readonly signal: () => AbortSignal;
}

export class OwnDevices {
  #capture: Capture | undefined;
  #capturing: Promise<Capture> | undefined;
  /** The latest try to start a device: an earlier one that comes late changes nothing. */
  readonly #starts = new Map<MediaKind, symbol>();
  #isOver = false;

  constructor(
    private readonly port: DevicePort,
    private readonly room: MediaRoom,
  ) {}

  get capture(): Capture | undefined {
    return this.#capture;
  }

  open(): Promise<Capture> {
    this.#capturing ??= this.port.make().then((capture) => {
      this.#capture = capture;
      capture.onFact = (fact) => {
        // "On" is true only when the transport has it; "off" was asked for, or comes with its reason: see `start`.
        if (fact.type !== 'own-media') this.port.learn(fact);
        if (fact.type === 'device-unplugged') this.room.transport?.unpublish(fact.kind);
      };
      if (this.#isOver) capture.dispose();
      return capture;
    });
    // One that did not arrive is asked for again the next time.
    this.#capturing.catch(() => {
      this.#capturing = undefined;
    });
    return this.#capturing;
  }

  async start(kind: MediaKind): Promise<void> {
    const signal = this.port.signal();
    const attempt = Symbol(kind);
    this.#starts.set(kind, attempt);
    const isWanted = (): boolean => this.#starts.get(kind) === attempt && this.#state(kind) === 'starting';
    try {
      const capture = await this.open();
      // Switched off, paused or left while its file was on the way: nobody is asked for anything.
      if (!isWanted()) return;
      const track = await capture.start(kind, { signal });
      if (!isWanted()) {
        if (this.#state(kind) === 'off') capture.stop(kind);
        return;
      }
      // Whoever begins at once does so before the pass is there; the transport takes the track as soon as it is.
      const transport = await this.room.comingIn;
      if (!isWanted()) return;
      if (!transport) throw new SessionError('connection-lost', 'nobody has gone into the room');
      await transport.publish(kind, track);
      if (isWanted()) this.port.learn({ type: 'own-media', kind, state: 'on' });
    } catch (error) {
      if (!signal.aborted && isWanted()) this.#failed(kind, error);
    }
  }

  /** What is off stays off and keeps its choice for later; a speaker that cannot be chosen leaves the usual one. */
  async choose(kind: MediaKind | 'speaker', deviceId: string): Promise<void> {
    try {
      const capture = await this.open();
      capture.choose(kind, deviceId);
      if (kind === 'speaker') await this.room.transport?.setSpeaker(deviceId);
      else if (this.#state(kind) === 'on') {
        const track = await capture.start(kind, { signal: this.port.signal() });
        await this.room.transport?.replace(kind, track);
      }
    } catch (error) {
      if (kind !== 'speaker' && this.#state(kind) === 'on') this.#failed(kind, error);
    }
  }

  /** All ends at the source first, and then the sending. */
  stop(...kinds: readonly MediaKind[]): void {
    for (const kind of kinds) safely(() => this.#capture?.stop(kind));
    for (const kind of kinds) safely(() => this.room.transport?.unpublish(kind));
  }

  /** For good. */
  dispose(): void {
    this.#isOver = true;
    this.#capture?.dispose();
  }

  #state(kind: MediaKind): string {
    return this.port.snapshot().media[kind];
  }

  #failed(kind: MediaKind, error: unknown): void {
    this.stop(kind);
    this.port.learn({ type: 'problem', problem: { code: codeOf(error, 'device-failed'), kind } });
  }
}
