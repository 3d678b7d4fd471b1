/**
 * What two pages tell each other about the line between them, beside what people tell each other. The server may read
 * it: it knows who takes what anyway. Everything that comes in is checked.
 */
import type { MediaKind } from '../session-snapshot.js';
import type { Kinds } from './livekit-port.js';

/**
 * `hello` and its answer `here`: I may meet you. `want`: what I would like to get from you. `bye`: my line to you ends; with the
 * `word` that only I can know (`GoodbyeWords`) because I left. `picture`: what I have of yours cannot be shown until you send a
 * whole picture.
 */
export type Control =
  | { readonly type: 'picture' }
  | { readonly type: 'hello' | 'here' | 'want'; readonly wanted: Kinds }
  | { readonly type: 'bye'; readonly word: string | null };

/** In bytes; ours have fewer than 100. */
const MAX_BYTES = 256;

const WORDS = ['hello', 'here', 'want'] as const;

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

const readKinds = (value: unknown): Kinds => {
  const kinds = fieldsOf(value) as Partial<Record<MediaKind, unknown>>;
  return { microphone: kinds.microphone === true, camera: kinds.camera === true };
};

export const writeControl = (control: Control): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(JSON.stringify({ v: 1, ...control }));

/** `null` for everything that is not ours. */
export const readControl = (bytes: Uint8Array): Control | null => {
  if (bytes.byteLength > MAX_BYTES) return null;
  let fields: Fields;
  try {
    fields = fieldsOf(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null;
  }
  if (fields.v !== 1) return null;
  if (fields.type === 'picture') return { type: 'picture' };
  if (fields.type === 'bye') return { type: 'bye', word: typeof fields.word === 'string' ? fields.word : null };
  const type = WORDS.find((word) => word === fields.type);
  return type ? { type, wanted: readKinds(fields.wanted) } : null;
};
