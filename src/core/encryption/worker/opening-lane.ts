/**
 * The way of what somebody else sent, past a gate into LiveKit's cryptor, and past another to the decoder. While it is nobody's,
 * every frame is dropped and the streams are kept: a browser hands them over only once.
 */
import type { MediaKind, PersonId } from '../../session-snapshot.js';
import type { EncodedFrame } from '../frame-messages.js';
import { clearBytes, isKnownCodec, isOpened, mayOpen, sealOf } from './frame-gates.js';
import { hand, run } from './livekit-cryptor.js';

export interface OpeningGuard {
  /** The indexes of the keys that this person's frames may be sealed with right now. */
  readonly indexesOf: (person: PersonId | null) => ReadonlySet<number>;
  /** Whether a frame that opened is shown for the first time. */
  readonly isFirst: (person: PersonId, keyIndex: number, nonce: Uint8Array) => boolean;
  arrived(person: PersonId): void;
  opened(person: PersonId): void;
  alarm(): void;
  needsPicture(person: PersonId): void;
}

/** How often a whole picture is asked for, at most. */
const ASK_MS = 150;

/** Frames that are being opened at once; whatever is older will not come out any more. */
const MAX_INSIDE = 64;

/** A frame that was let in, as it was. */
interface Entry {
  readonly frame: EncodedFrame;
  readonly bytes: number;
  readonly seal: ReturnType<typeof sealOf>;
}

/** The name under which LiveKit keeps somebody's keys. */
export const keysOf = (person: PersonId): string => `of ${person}`;

export class OpeningLane {
  #person: PersonId | null = null;
  #laid = false;
  /** What was let in and has not come out, the oldest first. */
  #inside: Entry[] = [];
  /** Something before the next picture is missing, so that it cannot be shown unless it is a whole one. */
  #broken = true;
  #askedAt = -Infinity;
  readonly #enter = new TransformStream<EncodedFrame, EncodedFrame>({
    transform: (frame, controller) => this.#let(frame, controller),
  });
  readonly #leave = new TransformStream<EncodedFrame, EncodedFrame>({
    transform: (frame, controller) => this.#show(frame, controller),
  });

  constructor(
    private readonly lane: number,
    private readonly kind: MediaKind,
    source: ReadableStream<EncodedFrame>,
    target: WritableStream<EncodedFrame>,
    private readonly guard: OpeningGuard,
  ) {
    // A stream that ends ends with its receiver.
    this.#leave.readable.pipeTo(target).catch(() => undefined);
    source.pipeTo(this.#enter.writable).catch(() => undefined);
  }

  assign(person: PersonId | null): void {
    if (person === this.#person) return;
    this.#person = person;
    this.#lose();
    if (person === null) return;
    const { lane, kind } = this;
    if (this.#laid) hand({ lane, kind, owner: keysOf(person) });
    else run('open', { lane, kind, owner: keysOf(person) }, this.#enter.readable, this.#leave.writable);
    this.#laid = true;
  }

  #lose(): void {
    this.#inside = [];
    this.#broken = true;
  }

  #let(frame: EncodedFrame, controller: TransformStreamDefaultController<EncodedFrame>): void {
    const person = this.#person;
    const data = new Uint8Array(frame.data);
    if (person === null || data.byteLength === 0) return;
    this.guard.arrived(person);
    const known = isKnownCodec(frame.getMetadata().mimeType);
    if (!known || !mayOpen(data, clearBytes(frame), this.guard.indexesOf(person))) {
      this.#broken = true;
      return;
    }
    if (this.#inside.length >= MAX_INSIDE) this.#lose();
    this.#inside.push({ frame, bytes: data.byteLength, seal: sealOf(data) });
    controller.enqueue(frame);
  }

  #show(frame: EncodedFrame, controller: TransformStreamDefaultController<EncodedFrame>): void {
    const at = this.#inside.findIndex((one) => one.frame === frame);
    const entry = this.#inside[at];
    // Let in for somebody else, or too long ago.
    if (!entry || this.#person === null) return;
    // Those before it did not open.
    if (at > 0) this.#broken = true;
    this.#inside.splice(0, at + 1);
    if (!isOpened(entry.bytes, new Uint8Array(frame.data))) {
      this.guard.alarm();
      return;
    }
    // Nothing is missing where somebody shows a frame again.
    if (!this.guard.isFirst(this.#person, entry.seal.keyIndex, entry.seal.nonce)) return;
    this.guard.opened(this.#person);
    this.#watch(frame, this.#person);
    controller.enqueue(frame);
  }

  #watch(frame: EncodedFrame, person: PersonId): void {
    if (!('type' in frame)) return;
    if (frame.type === 'key') this.#broken = false;
    const now = performance.now();
    if (!this.#broken || now - this.#askedAt < ASK_MS) return;
    this.#askedAt = now;
    this.guard.needsPicture(person);
  }
}
