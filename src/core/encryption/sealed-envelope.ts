/**
 * One message on its way from one page to another: sealed, tied to its place, people, epoch and number, and padded, so
 * that its length says little. `docs/encryption.md`, 10.
 */
import { VERSION } from './agreement-messages.js';
import { concat, fields, readUint32, uint32, type Bytes } from './encoding.js';
import type { Place } from './party.js';

/** Bytes of content; as large as the largest message of `session-messages.ts`. */
export const MAX_CONTENT_BYTES = 16_384;

const BUCKET_BYTES = 256;
const HEADER_BYTES = 10;
const PREFIX_BYTES = 8;
const TAG_BYTES = 16;
const MAX_ENVELOPE_BYTES =
  HEADER_BYTES + Math.ceil((PREFIX_BYTES + MAX_CONTENT_BYTES) / BUCKET_BYTES) * BUCKET_BYTES + TAG_BYTES;

/** Apart from the kinds of the agreement, so that both may come by the same way. */
const TYPES = { message: 0x10, passing: 0x11, acknowledgement: 0x12 } as const;

/**
 * `message` is kept until it is acknowledged; `passing` is not, because it is of no use later; `acknowledgement` says up to
 * which number messages have arrived.
 */
export type EnvelopeType = keyof typeof TYPES;

export interface EnvelopeHeader {
  readonly type: EnvelopeType;
  readonly epoch: number;
  /** Counts from 0 for each sender, recipient and key. */
  readonly sequence: number;
}

export interface EnvelopeContent {
  /** Which message of this sender it is, from 1 on; 0 where it is none. */
  readonly number: number;
  readonly content: Bytes;
}

export interface Route {
  readonly place: Place;
  readonly sender: string;
  readonly recipient: string;
}

/** Whether this is an envelope or a message of the agreement. */
export const isEnvelope = (bytes: Uint8Array): boolean => (bytes[1] ?? 0) >= TYPES.message;

const encodeHeader = ({ type, epoch, sequence }: EnvelopeHeader): Bytes =>
  concat(Uint8Array.of(VERSION, TYPES[type]), uint32(epoch), uint32(sequence));

/** `null` where it cannot be an envelope of ours. */
export const readHeader = (bytes: Uint8Array): EnvelopeHeader | null => {
  const sealed = bytes.byteLength - HEADER_BYTES - TAG_BYTES;
  if (sealed < BUCKET_BYTES || sealed % BUCKET_BYTES !== 0 || bytes.byteLength > MAX_ENVELOPE_BYTES)
    return null;
  const type = (Object.keys(TYPES) as EnvelopeType[]).find((name) => TYPES[name] === bytes[1]);
  if (bytes[0] !== VERSION || !type) return null;
  return { type, epoch: readUint32(bytes, 2), sequence: readUint32(bytes, 6) };
};

/** The key is new for each sender, recipient, epoch and channel, and a sequence serves once. */
const parameters = (header: Bytes, sequence: number, { place, sender, recipient }: Route): AesGcmParams => ({
  name: 'AES-GCM',
  iv: concat(new Uint8Array(8), uint32(sequence)),
  additionalData: fields('ts-sas/1 envelope', place.appointment, place.room, sender, recipient, header),
  tagLength: TAG_BYTES * 8,
});

const pad = ({ number, content }: EnvelopeContent): Bytes => {
  const used = PREFIX_BYTES + content.byteLength;
  const padding = Math.ceil(used / BUCKET_BYTES) * BUCKET_BYTES - used;
  return concat(uint32(number), uint32(content.byteLength), content, new Uint8Array(padding));
};

const unpad = (plaintext: Bytes): EnvelopeContent | null => {
  const length = readUint32(plaintext, 4);
  const end = PREFIX_BYTES + length;
  if (length > MAX_CONTENT_BYTES) return null;
  if (plaintext.byteLength !== Math.ceil(end / BUCKET_BYTES) * BUCKET_BYTES) return null;
  if (plaintext.subarray(end).some((byte) => byte !== 0)) return null;
  return { number: readUint32(plaintext, 0), content: plaintext.slice(PREFIX_BYTES, end) };
};

export const sealEnvelope = async (
  key: CryptoKey,
  route: Route,
  header: EnvelopeHeader,
  content: EnvelopeContent,
): Promise<Bytes> => {
  const covered = encodeHeader(header);
  const sealed = await crypto.subtle.encrypt(parameters(covered, header.sequence, route), key, pad(content));
  return concat(covered, new Uint8Array(sealed));
};

/** `null` where it was not sealed with this key for this route, or not as an envelope has to be. */
export const openEnvelope = async (
  key: CryptoKey,
  route: Route,
  { sequence }: EnvelopeHeader,
  bytes: Uint8Array,
): Promise<EnvelopeContent | null> => {
  const covered = Uint8Array.from(bytes.subarray(0, HEADER_BYTES));
  const sealed = Uint8Array.from(bytes.subarray(HEADER_BYTES));
  try {
    const opened = await crypto.subtle.decrypt(parameters(covered, sequence, route), key, sealed);
    return unpad(new Uint8Array(opened));
  } catch {
    return null;
  }
};
