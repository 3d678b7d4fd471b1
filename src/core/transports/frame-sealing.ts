/**
 * The sealing of one transport: the worker of a stay, and the keys that the session gave, also those that came before it. There
 * is no way to do without it.
 */
import { FrameWatch } from '../encryption/frame-watch.js';
import { canSealFrames, FrameWorker } from '../encryption/frame-worker.js';
import { loadFrameWorker, type WorkerOptions } from '../encryption/worker-loader.js';
import { SessionError } from '../problems.js';
import type { MediaKind, PersonId, TransportFact } from '../session-snapshot.js';
import type { MediaKey } from '../session-transport.js';

export interface SealingOwner {
  tell(fact: TransportFact): void;
  /** Something that was not sealed was about to leave or to be shown. Nothing may be sent any more. */
  tampered(): void;
  /** What opens of their picture cannot be shown until they send a whole one. */
  needsPicture(person: PersonId): void;
}

/** A whole picture is large, and one that is under way helps everybody who asked. */
const FRESH_MS = 100;

export class FrameSealing {
  readonly #theirs = new Map<PersonId, Map<number, MediaKey>>();
  #own: MediaKey | null = null;
  #spare: Promise<Worker> | null = null;
  #worker: FrameWorker | null = null;
  #watch = new FrameWatch();
  readonly #freshAt = new WeakMap<RTCRtpSender, number>();
  /** Counts what was ended, so that a worker that comes too late is noticed. */
  #stays = 0;

  constructor(
    private readonly options: WorkerOptions,
    private readonly owner: SealingOwner,
  ) {}

  /** Rejects with a `SessionError` where this browser or this page cannot. */
  async prepare(): Promise<void> {
    if (!canSealFrames())
      throw new SessionError('encryption-unsupported', 'this browser cannot seal what it sends');
    if (this.#worker) return;
    this.#spare ??= loadFrameWorker(this.options);
    await this.#spare.catch((error: unknown) => {
      this.#spare = null;
      throw error;
    });
  }

  /** Before anything is connected. Rejects with a `SessionError`. */
  async begin(self: PersonId): Promise<void> {
    if (this.#worker) return;
    const stay = this.#stays;
    await this.prepare();
    const worker = await this.#spare;
    if (stay !== this.#stays || !worker)
      throw new SessionError('connection-lost', 'disconnected before the worker was there');
    this.#spare = null;
    // What a worker says after its end was under way before.
    const isCurrent = (): boolean => stay === this.#stays;
    this.#worker = new FrameWorker(worker, self, {
      counted: (counts) => isCurrent() && this.#tell(this.#watch.counted(counts, performance.now())),
      needsPicture: (person) => isCurrent() && this.owner.needsPicture(person),
      alarm: () => isCurrent() && this.owner.tampered(),
      pictureSent: () => isCurrent() && this.owner.tell({ type: 'picture-sent' }),
    });
    if (this.#own) this.#worker.sealWith(this.#own);
    for (const [person, keys] of this.#theirs)
      for (const key of keys.values()) this.#worker.openWith(person, key);
  }

  sealWith(key: MediaKey | null): void {
    this.#own = key;
    this.#worker?.sealWith(key);
    if (!key) this.#tell(this.#watch.stopped());
  }

  openWith(person: PersonId, key: MediaKey): void {
    const keys = this.#theirs.get(person) ?? new Map<number, MediaKey>();
    this.#theirs.set(person, keys.set(key.keyIndex, key));
    this.#worker?.openWith(person, key);
  }

  closeTo(person: PersonId, keyIndex: number | null): void {
    const keys = this.#theirs.get(person);
    if (keyIndex === null) keys?.clear();
    else keys?.delete(keyIndex);
    this.#worker?.closeTo(person, keyIndex);
    if (!keys || keys.size === 0) this.#tell(this.#watch.closed(person));
  }

  /** To be called before anything is sent. Without a worker there is no sender. */
  seal(sender: RTCRtpSender, kind: MediaKind): void {
    this.#worker?.seal(sender, kind);
  }

  /** Whether anything of this sender goes anywhere, also what a browser makes up where there is no track. */
  carry(sender: RTCRtpSender, on: boolean): void {
    this.#worker?.carry(sender, on);
  }

  /** What comes by this receiver is this person's from now on, and opened with their keys; as nobody's (`null`) it is dropped. */
  open(receiver: RTCRtpReceiver, kind: MediaKind, person: PersonId | null): void {
    this.#worker?.open(receiver, kind, person);
  }

  /** Whoever it will be of: it goes through the worker. */
  hold(receiver: RTCRtpReceiver, kind: MediaKind): void {
    this.#worker?.hold(receiver, kind);
  }

  /** The next picture of this sender is a whole one. However often it is asked for, it costs no more than it should. */
  freshPicture(sender: RTCRtpSender): void {
    const now = performance.now();
    if (now - (this.#freshAt.get(sender) ?? -Infinity) < FRESH_MS) return;
    this.#freshAt.set(sender, now);
    this.#worker?.freshPicture(sender);
  }

  /** Synchronous: the keys are gone with the worker that held them. */
  end(): void {
    this.#stays += 1;
    this.#worker?.end();
    this.#worker = null;
    // Nobody waits for it any more.
    this.#spare?.then((worker) => worker.terminate()).catch(() => undefined);
    this.#spare = null;
    this.#own = null;
    this.#theirs.clear();
    this.#watch = new FrameWatch();
  }

  #tell(facts: readonly TransportFact[]): void {
    if (this.#worker) for (const fact of facts) this.owner.tell(fact);
  }
}
