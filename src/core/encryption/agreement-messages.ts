/**
 * The messages of a key agreement on the wire. Nothing is negotiated: another version is refused. Each length is exact,
 * so there is nothing in them that nobody reads. `docs/encryption.md`, 4.
 */
import { concat, readUint32, uint32, type Bytes } from './encoding.js';
import type { Side } from './party.js';

export const VERSION = 1;

/** Larger than any note that people's pages have for each other; see `pair-notes.ts`. */
export const MAX_NOTE_BYTES = 4_096;

const TAG_BYTES = 16;
const RUN_BYTES = 16;
const HASH_BYTES = 32;
const HEADER_BYTES = 3 + RUN_BYTES;
const SEQUENCE_BYTES = 4;

const KINDS = ['hello', 'commit', 'reveal', 'confirm', 'sealed'] as const;

export type AgreementKind = (typeof KINDS)[number];

/** What a side shows of itself after both have committed. */
export interface Revealed {
  /** X25519, 32 bytes: the key of this side for this run. */
  readonly key: Bytes;
  /** X25519, 32 bytes: the encapsulated key of the channel from this side. */
  readonly encapsulated: Bytes;
  /** 32 random bytes. */
  readonly nonce: Bytes;
}

interface Header {
  readonly side: Side;
  /** 16 random bytes that side 0 chose for this run; in a hello, that side 1 chose for this request. */
  readonly run: Bytes;
}

/** What the channel sealed. */
export interface SealedMessage extends Header {
  readonly kind: 'confirm' | 'sealed';
  readonly sequence: number;
  /** Everything before the ciphertext, which the seal covers as well. */
  readonly covered: Bytes;
  readonly ciphertext: Bytes;
}

export type AgreementMessage =
  | (Header & { readonly kind: 'hello'; readonly context: Bytes })
  | (Header & { readonly kind: 'commit'; readonly context: Bytes; readonly commitment: Bytes })
  | (Header & { readonly kind: 'reveal'; readonly revealed: Revealed })
  | SealedMessage;

export type Decoded =
  | { readonly outcome: 'message'; readonly message: AgreementMessage }
  | { readonly outcome: 'malformed' | 'wrong-version' };

const header = (kind: AgreementKind, { side, run }: Header): Bytes =>
  concat(Uint8Array.of(VERSION, KINDS.indexOf(kind) + 1, side), run);

export const encodeHello = (from: Header, context: Bytes): Bytes => concat(header('hello', from), context);

export const encodeCommit = (from: Header, context: Bytes, commitment: Bytes): Bytes =>
  concat(header('commit', from), context, commitment);

export const encodeReveal = (from: Header, { key, encapsulated, nonce }: Revealed): Bytes =>
  concat(header('reveal', from), key, encapsulated, nonce);

/** What stands before the ciphertext of a `confirm` or `sealed` message. */
export const sealedHeader = (kind: 'confirm' | 'sealed', from: Header, sequence: number): Bytes =>
  concat(header(kind, from), uint32(sequence));

const LENGTHS: Record<AgreementKind, readonly [least: number, most: number]> = {
  hello: [HASH_BYTES, HASH_BYTES],
  commit: [2 * HASH_BYTES, 2 * HASH_BYTES],
  reveal: [3 * HASH_BYTES, 3 * HASH_BYTES],
  confirm: [SEQUENCE_BYTES + HASH_BYTES + TAG_BYTES, SEQUENCE_BYTES + HASH_BYTES + TAG_BYTES],
  sealed: [SEQUENCE_BYTES + 1 + TAG_BYTES, SEQUENCE_BYTES + MAX_NOTE_BYTES + TAG_BYTES],
};

const MAX_BYTES = HEADER_BYTES + LENGTHS.sealed[1];

const body = (kind: AgreementKind, from: Header, bytes: Bytes): AgreementMessage => {
  const part = (index: number): Bytes =>
    bytes.slice(HEADER_BYTES + index * HASH_BYTES, HEADER_BYTES + (index + 1) * HASH_BYTES);
  switch (kind) {
    case 'hello':
      return { kind, ...from, context: part(0) };
    case 'commit':
      return { kind, ...from, context: part(0), commitment: part(1) };
    case 'reveal':
      return { kind, ...from, revealed: { key: part(0), encapsulated: part(1), nonce: part(2) } };
    case 'confirm':
    case 'sealed': {
      const end = HEADER_BYTES + SEQUENCE_BYTES;
      const sequence = readUint32(bytes, HEADER_BYTES);
      return { kind, ...from, sequence, covered: bytes.slice(0, end), ciphertext: bytes.slice(end) };
    }
    default:
      return kind satisfies never;
  }
};

/** Never throws, whatever arrives. */
export const decodeAgreement = (received: Uint8Array): Decoded => {
  if (received.byteLength < HEADER_BYTES || received.byteLength > MAX_BYTES) return { outcome: 'malformed' };
  const bytes = Uint8Array.from(received);
  if (bytes[0] !== VERSION) return { outcome: 'wrong-version' };
  const kind = KINDS[(bytes[1] ?? 0) - 1];
  const side = bytes[2];
  if (!kind || (side !== 0 && side !== 1)) return { outcome: 'malformed' };
  const [least, most] = LENGTHS[kind];
  const length = bytes.byteLength - HEADER_BYTES;
  if (length < least || length > most) return { outcome: 'malformed' };
  const run = bytes.slice(3, HEADER_BYTES);
  return { outcome: 'message', message: body(kind, { side, run }, bytes) };
};
