/** What two people's pages tell each other, as bytes and back. Unknown types are ignored, malformed ones dropped. */
import {
  LIMITS,
  plainText,
  type MessageBodies,
  type MessageType,
  type SessionMessage,
} from './session-messages.js';
import type { MessageFact, PersonId, Presence, Profile, SpeakFreely, StartWith } from './session-snapshot.js';

/** Of the whole encoded message. */
const MAX_BYTES: Record<MessageType, number> = {
  profile: 16_384,
  presence: 256,
  pause: 256,
  text: 16_384,
  ack: 256,
  'code-differs': 256,
  device: 512,
};

const SPEAK_FREELY: readonly SpeakFreely[] = ['', 'yes', 'partly', 'no', 'rather-not-say'];
const START_WITH: readonly StartWith[] = ['', 'sound-and-picture', 'sound', 'listening'];
const PRESENCES: readonly Presence[] = ['here', 'taking-a-moment', 'private-moment'];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const oneOf = <T extends string>(values: readonly T[], value: unknown): T | null =>
  values.find((known) => known === value) ?? null;

const textField = (body: Record<string, unknown>, field: string, limit: number): string | null => {
  const value = body[field];
  return typeof value === 'string' ? plainText(value, limit) : null;
};

const readProfile = (body: Record<string, unknown>): Profile | null => {
  const name = textField(body, 'name', LIMITS.name);
  const pronouns = textField(body, 'pronouns', LIMITS.pronouns);
  const wishes = textField(body, 'wishes', LIMITS.wishes);
  const speakFreely = oneOf(SPEAK_FREELY, body.speakFreely);
  const startWith = oneOf(START_WITH, body.startWith);
  if (name === null || pronouns === null || wishes === null || speakFreely === null || startWith === null)
    return null;
  return { name, pronouns, wishes, speakFreely, startWith };
};

/** `bytes` of them, or nothing at all. */
const hexField = (body: Record<string, unknown>, field: string, bytes: number): string | null => {
  const value = body[field];
  const isHex = typeof value === 'string' && /^(?:[0-9a-f]{2})*$/.test(value);
  return isHex && [0, bytes * 2].includes(value.length) ? value : null;
};

const readDevice = (body: Record<string, unknown>): MessageBodies['device'] | null => {
  const run = hexField(body, 'run', 16);
  const proof = hexField(body, 'proof', 64);
  const key = hexField(body, 'key', 32);
  return run === null || proof === null || key === null ? null : { run, proof, key };
};

const READERS: { [T in MessageType]: (body: Record<string, unknown>) => MessageBodies[T] | null } = {
  profile: readProfile,
  presence: (body) => {
    const presence = oneOf(PRESENCES, body.presence);
    return presence && { presence };
  },
  pause: (body) => (typeof body.paused === 'boolean' ? { paused: body.paused } : null),
  text: (body) => {
    const text = textField(body, 'text', LIMITS.text);
    return text ? { text } : null;
  },
  ack: (body) => (typeof body.of === 'string' && body.of.length <= 64 ? { of: body.of } : null),
  'code-differs': (body) =>
    typeof body.run === 'string' && body.run.length <= 64 ? { run: body.run } : null,
  device: readDevice,
};

export const encodeMessage = (message: SessionMessage): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(JSON.stringify(message));

export type DecodedMessage =
  | { readonly outcome: 'message'; readonly message: SessionMessage }
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'malformed' };

const MALFORMED: DecodedMessage = { outcome: 'malformed' };

/** Never throws, whatever arrives. */
export const decodeMessage = (bytes: Uint8Array): DecodedMessage => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return MALFORMED;
  }
  if (!isObject(parsed) || typeof parsed.type !== 'string') return MALFORMED;
  if (parsed.v !== 1 || !Object.hasOwn(READERS, parsed.type)) return { outcome: 'unknown' };
  const type = parsed.type as MessageType;
  if (bytes.byteLength > MAX_BYTES[type]) return MALFORMED;
  if (typeof parsed.id !== 'string' || parsed.id === '' || parsed.id.length > 64 || !isObject(parsed.body))
    return MALFORMED;
  const body = READERS[type](parsed.body);
  return body === null ? MALFORMED : { outcome: 'message', message: { v: 1, id: parsed.id, type, body } };
};

/** What a validated message makes true about the person whose page it came from. */
export const messageFact = (person: PersonId, message: SessionMessage): MessageFact => {
  const { type, id, body } = message;
  switch (type) {
    case 'profile':
      return { type: 'profile-told', person, profile: body as Profile };
    case 'presence':
      return { type: 'presence-told', person, ...(body as MessageBodies['presence']) };
    case 'pause':
      return { type: 'pause-told', person, ...(body as MessageBodies['pause']) };
    case 'text':
      return { type: 'text-told', person, id, ...(body as MessageBodies['text']) };
    case 'ack':
      return { type: 'text-delivered', id: (body as MessageBodies['ack']).of };
    case 'code-differs':
      return { type: 'code-refused', person, ...(body as MessageBodies['code-differs']) };
    case 'device':
      return { type: 'device-told', person, ...(body as MessageBodies['device']) };
    default:
      return type satisfies never;
  }
};
