/**
 * The sealed channel between two pages: HPKE (RFC 9180) in Auth mode, one context for each direction, with what each side
 * showed in the agreement as its sender key and the transcript as `info`. `docs/encryption.md`, 6.
 */
import {
  Aes256Gcm,
  CipherSuite,
  DhkemX25519HkdfSha256,
  HkdfSha256,
  type RecipientContext,
  type SenderContext,
} from '@hpke/core';

import type { Revealed } from './agreement-messages.js';
import { importPublicKey, type OwnValues } from './agreement-values.js';
import { utf8, type Bytes } from './encoding.js';

const EXPORT_BYTES = 32;

export type OpenedSeal =
  | { readonly outcome: 'opened'; readonly plaintext: Bytes }
  /** It was opened before: it changes nothing. */
  | { readonly outcome: 'repeated' }
  /** Forged, or something before it is missing. Nothing that follows can be opened. */
  | { readonly outcome: 'broken' };

export class PairChannel {
  #sent = 0;
  #opened = 0;

  private constructor(
    private readonly sending: SenderContext,
    private readonly receiving: RecipientContext,
  ) {}

  /** `theirs` has passed `keyFault`. */
  static async between(own: OwnValues, theirs: Revealed, transcript: Bytes): Promise<PairChannel> {
    // One suite and no negotiation. A new one for each channel, because it holds state.
    const suite = new CipherSuite({
      kem: new DhkemX25519HkdfSha256(),
      kdf: new HkdfSha256(),
      aead: new Aes256Gcm(),
    });
    const theirKey = await importPublicKey(theirs.key);
    const sending = await suite.createSenderContext({
      recipientPublicKey: theirKey,
      senderKey: own.keyPair,
      // Our own pair instead of one that the library makes: it is part of what we committed to, and serves this once.
      ekm: own.encapsulation,
      info: transcript,
    });
    const receiving = await suite.createRecipientContext({
      recipientKey: own.keyPair,
      senderPublicKey: theirKey,
      enc: theirs.encapsulated,
      info: transcript,
    });
    return new PairChannel(sending, receiving);
  }

  /** The number of the message that `seal` makes next. */
  get nextSequence(): number {
    return this.#sent;
  }

  /** `covered` is sent in the clear and cannot be changed on the way. One at a time: HPKE counts. */
  async seal(plaintext: Bytes, covered: Bytes): Promise<Bytes> {
    const ciphertext = new Uint8Array(await this.sending.seal(plaintext, covered));
    this.#sent += 1;
    return ciphertext;
  }

  async open(ciphertext: Bytes, covered: Bytes, sequence: number): Promise<OpenedSeal> {
    if (sequence < this.#opened) return { outcome: 'repeated' };
    if (sequence > this.#opened) return { outcome: 'broken' };
    try {
      const plaintext = new Uint8Array(await this.receiving.open(ciphertext, covered));
      this.#opened += 1;
      return { outcome: 'opened', plaintext };
    } catch {
      return { outcome: 'broken' };
    }
  }

  /** 32 bytes that only the two ends know, of the direction from this page to the other. */
  async exportSending(label: string): Promise<Bytes> {
    return new Uint8Array(await this.sending.export(utf8(label), EXPORT_BYTES));
  }

  /** The same of the direction from the other page to this one. */
  async exportReceiving(label: string): Promise<Bytes> {
    return new Uint8Array(await this.receiving.export(utf8(label), EXPORT_BYTES));
  }
}
