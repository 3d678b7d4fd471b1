/**
 * Messages between this page and one other: each opened once, in order and complete, or not at all. What the other has not
 * acknowledged is sealed again with the next key. `docs/encryption.md`, 10 and 11.
 */
import { readUint32, uint32, type Bytes } from './encoding.js';
import { acknowledged, dueUnder, keep, sealedUnder, type Outbox } from './outbox.js';
import type { Place } from './party.js';
import {
  MAX_CONTENT_BYTES,
  openEnvelope,
  readHeader,
  sealEnvelope,
  type EnvelopeContent,
  type EnvelopeHeader,
  type EnvelopeType,
  type Route,
} from './sealed-envelope.js';

/** Envelopes that came before their key; the key takes another way and is under way. */
const MAX_EARLY = 16;

const MAX_SEQUENCE = 0xffff_ffff;

export type LineOutcome =
  | { readonly type: 'message' | 'passing'; readonly content: Bytes }
  /** Some of our own have arrived. */
  | { readonly type: 'acknowledged' }
  /** Its key is under way, and it waits for it. */
  | { readonly type: 'early' }
  /** Authentic, but one before it is missing: nothing more of this key is taken. */
  | { readonly type: 'gap'; readonly epoch: number }
  | { readonly type: 'refused'; readonly reason: LineRefusal };

export type LineRefusal =
  | 'malformed'
  /** There never was such a key, or too much waits for it. */
  | 'no-key'
  /** Its key is gone, or a later one is in use. */
  | 'expired'
  | 'forged'
  /** The same envelope once more. */
  | 'repeated'
  /** The same message in another envelope: it was acknowledged, and the acknowledgement did not arrive. */
  | 'doubled';

interface Receiving {
  readonly key: CryptoKey;
  readonly expected: number;
  /** One went missing. What follows comes again under the next key, in order, and must not be shown before it. */
  readonly hasGap: boolean;
}

const refused = (reason: LineRefusal): LineOutcome => ({ type: 'refused', reason });

export class MessageLine {
  #outbox: Outbox = [];
  #said = 0;
  #sending: { readonly epoch: number; readonly key: CryptoKey; sequence: number } | null = null;
  /** Which of our keys for the other it is, so that what an earlier one carried is found. */
  #sendingKey = 0;
  readonly #receiving = new Map<number, Receiving>();
  #newestOpened = 0;
  #heard = 0;
  #early: Bytes[] = [];

  constructor(
    private readonly place: Place,
    private readonly self: string,
    private readonly other: string,
  ) {}

  /** A new channel: the other's page may be new. Our own messages that are not acknowledged stay. */
  restart(): void {
    this.#sending = null;
    this.#receiving.clear();
    this.#newestOpened = 0;
    this.#heard = 0;
    this.#early = [];
  }

  sendWith(epoch: number, key: CryptoKey): void {
    this.#sending = { epoch, key, sequence: 0 };
    this.#sendingKey += 1;
  }

  silence(): void {
    this.#sending = null;
  }

  /** What came too early for this key has to be handed to `open` again. */
  receiveWith(epoch: number, key: CryptoKey): readonly Bytes[] {
    this.#receiving.set(epoch, { key, expected: 0, hasGap: false });
    const early = this.#early;
    this.#early = [];
    return early;
  }

  drop(epoch: number): void {
    this.#receiving.delete(epoch);
  }

  /** `false` where it is too large or too much is waiting. Sealed by `due`. */
  say(content: Bytes): boolean {
    const outbox =
      content.byteLength > MAX_CONTENT_BYTES ? null : keep(this.#outbox, this.#said + 1, content);
    if (!outbox) return false;
    this.#said += 1;
    this.#outbox = outbox;
    return true;
  }

  /** Whatever the key in use has not carried yet, sealed, in order. */
  async due(): Promise<readonly Bytes[]> {
    const envelopes: Bytes[] = [];
    for (const { number, content } of dueUnder(this.#outbox, this.#sendingKey)) {
      const envelope = await this.#seal('message', { number, content });
      if (!envelope) break;
      this.#outbox = sealedUnder(this.#outbox, number, this.#sendingKey);
      envelopes.push(envelope);
    }
    return envelopes;
  }

  /** For now or never; `null` where there is no key or it is too large. */
  passing(content: Bytes): Promise<Bytes | null> {
    return this.#seal('passing', { number: 0, content });
  }

  acknowledgement(): Promise<Bytes | null> {
    return this.#seal('acknowledgement', { number: 0, content: uint32(this.#heard) });
  }

  /** One after the other. Never rejects, whatever arrives. */
  async open(bytes: Uint8Array): Promise<LineOutcome> {
    const header = readHeader(bytes);
    if (!header) return refused('malformed');
    const { epoch, sequence } = header;
    const receiving = this.#receiving.get(epoch);
    if (!receiving) return this.#withoutKey(epoch, bytes);
    if (epoch < this.#newestOpened) return refused('expired');
    const opened = await openEnvelope(receiving.key, this.#route(this.other, this.self), header, bytes);
    if (!opened) return refused('forged');
    if (sequence < receiving.expected) return refused('repeated');
    if (sequence > receiving.expected || receiving.hasGap) {
      this.#receiving.set(epoch, { ...receiving, hasGap: true });
      return { type: 'gap', epoch };
    }
    this.#receiving.set(epoch, { ...receiving, expected: sequence + 1 });
    this.#newestOpened = epoch;
    return this.#take(header, opened);
  }

  #withoutKey(epoch: number, bytes: Uint8Array): LineOutcome {
    const newest = Math.max(-1, ...this.#receiving.keys());
    if (epoch <= Math.max(newest, this.#newestOpened)) return refused('expired');
    if (this.#early.length >= MAX_EARLY) return refused('no-key');
    this.#early.push(Uint8Array.from(bytes));
    return { type: 'early' };
  }

  #take({ type }: EnvelopeHeader, { number, content }: EnvelopeContent): LineOutcome {
    switch (type) {
      case 'passing':
        return number === 0 ? { type, content } : refused('malformed');
      case 'acknowledgement': {
        const upTo = number === 0 && content.byteLength === 4 ? readUint32(content, 0) : Infinity;
        if (upTo > this.#said) return refused('malformed');
        this.#outbox = acknowledged(this.#outbox, upTo);
        return { type: 'acknowledged' };
      }
      case 'message':
        if (number === 0) return refused('malformed');
        if (number <= this.#heard) return refused('doubled');
        this.#heard = number;
        return { type, content };
      default:
        return type satisfies never;
    }
  }

  async #seal(type: EnvelopeType, content: EnvelopeContent): Promise<Bytes | null> {
    const sending = this.#sending;
    if (!sending || sending.sequence > MAX_SEQUENCE || content.content.byteLength > MAX_CONTENT_BYTES)
      return null;
    const header = { type, epoch: sending.epoch, sequence: sending.sequence };
    sending.sequence += 1;
    return sealEnvelope(sending.key, this.#route(this.self, this.other), header, content);
  }

  #route(sender: string, recipient: string): Route {
    return { place: this.place, sender, recipient };
  }
}
