/** What two pages tell each other through their sealed channel, apart from people's messages. `docs/encryption.md`, 8. */
import { concat, readUint32, uint32, type Bytes } from './encoding.js';

/** The transcript of two members' agreement. They are named by their places in the sorted roster, the lower one first. */
export interface PairTranscript {
  readonly low: number;
  readonly high: number;
  readonly transcript: Bytes;
}

export type PairNote =
  /** The sender's secret for an epoch, 32 bytes, and the hash of the roster that it was made for. */
  | { readonly type: 'epoch'; readonly epoch: number; readonly secret: Bytes; readonly roster: Bytes }
  /** The other's secret for this epoch is installed here. */
  | { readonly type: 'installed'; readonly epoch: number }
  /** The other fell behind: this is the newest epoch known here. */
  | { readonly type: 'newest'; readonly epoch: number }
  /** Of the sender with every other member; from the anchor, of all pairs whose two ends say the same. */
  | { readonly type: 'pairs'; readonly roster: Bytes; readonly pairs: readonly PairTranscript[] };

const TYPES = ['epoch', 'installed', 'newest', 'pairs'] as const;

const SECRET_BYTES = 32;
const HASH_BYTES = 32;
const PAIR_BYTES = 2 + HASH_BYTES;
/** Eight people. */
const MAX_PAIRS = 28;

export const encodeNote = (note: PairNote): Bytes => {
  const type = Uint8Array.of(TYPES.indexOf(note.type) + 1);
  switch (note.type) {
    case 'epoch':
      return concat(type, uint32(note.epoch), note.secret, note.roster);
    case 'installed':
    case 'newest':
      return concat(type, uint32(note.epoch));
    case 'pairs': {
      const pairs = note.pairs.map(({ low, high, transcript }) =>
        concat(Uint8Array.of(low, high), transcript),
      );
      return concat(type, note.roster, Uint8Array.of(pairs.length), ...pairs);
    }
    default:
      return note satisfies never;
  }
};

const readPairs = (bytes: Bytes): PairNote | null => {
  const start = 1 + HASH_BYTES;
  const count = bytes[start] ?? 0;
  if (count > MAX_PAIRS || bytes.byteLength !== start + 1 + count * PAIR_BYTES) return null;
  const pairs = Array.from({ length: count }, (_, index) => {
    const at = start + 1 + index * PAIR_BYTES;
    return {
      low: bytes[at] ?? 0,
      high: bytes[at + 1] ?? 0,
      transcript: bytes.slice(at + 2, at + PAIR_BYTES),
    };
  });
  const inOrder = pairs.every(({ low, high }) => low < high);
  return inOrder ? { type: 'pairs', roster: bytes.slice(1, start), pairs } : null;
};

/** `null` for what is malformed or not known here; the other page has a fault, but what it sealed was its own. */
export const decodeNote = (bytes: Bytes): PairNote | null => {
  const type = TYPES[(bytes[0] ?? 0) - 1];
  switch (type) {
    case 'epoch': {
      if (bytes.byteLength !== 5 + SECRET_BYTES + HASH_BYTES) return null;
      const end = 5 + SECRET_BYTES;
      return { type, epoch: readUint32(bytes, 1), secret: bytes.slice(5, end), roster: bytes.slice(end) };
    }
    case 'installed':
    case 'newest':
      return bytes.byteLength === 5 ? { type, epoch: readUint32(bytes, 1) } : null;
    case 'pairs':
      return readPairs(bytes);
    case undefined:
      return null;
    default:
      return type satisfies never;
  }
};
