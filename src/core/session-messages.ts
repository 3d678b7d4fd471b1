/**
 * Everything that two people's pages may tell each other, as a closed registry. Codes travel, never translated words.
 * State types are last-writer-wins per person and are told again to whoever arrives; events are acknowledged.
 */
import type { Presence, Profile } from './session-snapshot.js';

export interface MessageBodies {
  readonly profile: Profile;
  readonly presence: { readonly presence: Presence };
  readonly pause: { readonly paused: boolean };
  readonly text: { readonly text: string };
  readonly ack: { readonly of: string };
  /** The writer saw other pictures than the reader, for the handshake of this name: both stop. */
  readonly 'code-differs': { readonly run: string };
  /** What the writer's device says of itself, for the handshake of this name, in hex: see `docs/encryption.md`, 16. */
  readonly device: { readonly run: string; readonly proof: string; readonly key: string };
}

export type MessageType = keyof MessageBodies;

export interface SessionMessage<T extends MessageType = MessageType> {
  readonly v: 1;
  readonly id: string;
  readonly type: T;
  readonly body: MessageBodies[T];
}

/** Characters, not bytes: what a person can enter, and what is cut from what arrives. */
export const LIMITS = {
  name: 120,
  pronouns: 60,
  wishes: 2_000,
  text: 2_000,
  lateWords: 300,
  message: 500,
} as const;

const UNSHOWABLE =
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out here
  /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069\uFFF9-\uFFFB]/gu;

/**
 * Text as it may be shown: cut to `limit` characters, without control characters other than line breaks and
 * without characters that reorder the text around them (Unicode TR9, explicit formatting characters).
 */
export const plainText = (value: string, limit: number): string =>
  Array.from(value.replace(UNSHOWABLE, '')).slice(0, limit).join('');
