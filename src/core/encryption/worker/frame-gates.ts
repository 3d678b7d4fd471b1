/**
 * What may leave and what may be shown: decisions about one frame, from its bytes alone. They stand around the code that
 * seals and opens, and believe none of it. `docs/encryption.md`, 15.
 *
 * A sealed frame is: some clear bytes, the ciphertext with its tag of 16 bytes, the nonce of 12, the length of the nonce,
 * the index of the key. The form is LiveKit's (`FrameCryptor.ts` of livekit-client 2.23.0).
 */
import type { EncodedFrame } from '../frame-messages.js';

const TAG_BYTES = 16;
const NONCE_BYTES = 12;

/** What a sealed frame is longer than the plain one: tag, nonce and two bytes at the end. */
export const SEAL_BYTES = TAG_BYTES + NONCE_BYTES + 2;

/**
 * How many bytes stay clear, so that a media server finds whole pictures and a browser its decoder: of VP8 the frame's header
 * (RFC 6386, 9.1), of Opus the first byte (RFC 6716, 3.1).
 */
const CLEAR_BYTES = { key: 10, delta: 3, empty: 0, sound: 1 } as const;

export const clearBytes = (frame: EncodedFrame): number =>
  'type' in frame ? CLEAR_BYTES[frame.type] : CLEAR_BYTES.sound;

/** The only ones that the form above is known for. A browser that does not say means one of them. */
const CODECS = ['video/vp8', 'audio/opus'];

export const isKnownCodec = (mimeType: string | undefined): boolean =>
  mimeType === undefined || CODECS.includes(mimeType.toLowerCase());

/** Bodies that are shorter may come out the same by chance, and are judged by their length alone. */
const CERTAIN_BYTES = 8;

const bodyChanged = (plain: Uint8Array, sealed: Uint8Array, clear: number): boolean => {
  if (plain.byteLength - clear < CERTAIN_BYTES) return true;
  for (let at = clear; at < plain.byteLength; at += 1) if (plain[at] !== sealed[at]) return true;
  return false;
};

const hasTrailer = (frame: Uint8Array, indexes: ReadonlySet<number>): boolean =>
  frame.at(-2) === NONCE_BYTES && indexes.has(frame.at(-1) ?? -1);

export interface Sealing {
  /** The frame as it went in. */
  readonly plain: Uint8Array;
  /** The frame as it came out. */
  readonly sealed: Uint8Array;
  readonly clear: number;
  /** Of the keys that were this person's own while it was inside. */
  readonly indexes: ReadonlySet<number>;
}

/** Whether a frame may leave. The trailer alone would let one plain frame in 4096 through. */
export const isSealed = ({ plain, sealed, clear, indexes }: Sealing): boolean =>
  sealed.byteLength === plain.byteLength + SEAL_BYTES &&
  hasTrailer(sealed, indexes) &&
  bodyChanged(plain, sealed, clear);

/** Whether it is worth trying to open: `indexes` of the keys that the person's frames may be sealed with right now. */
export const mayOpen = (frame: Uint8Array, clear: number, indexes: ReadonlySet<number>): boolean =>
  frame.byteLength >= clear + SEAL_BYTES && hasTrailer(frame, indexes);

/** What a sealed frame was sealed with: the nonce, and the index of the key. */
export const sealOf = (frame: Uint8Array): { readonly nonce: Uint8Array; readonly keyIndex: number } => ({
  nonce: frame.slice(-(NONCE_BYTES + 2), -2),
  keyIndex: frame.at(-1) ?? -1,
});

/** Whether what came out was opened, and not merely handed through. */
export const isOpened = (sealedBytes: number, opened: Uint8Array): boolean =>
  opened.byteLength === sealedBytes - SEAL_BYTES;
