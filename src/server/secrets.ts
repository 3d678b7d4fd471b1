/** Secrets that the server makes: long, random, and kept as a hash alone. */
import { toBase64url } from '../core/services/service-protocol.js';

/** 256 bits, in base64url: an invitation, the secret of a session. */
export const newSecret = (): string => toBase64url(crypto.getRandomValues(new Uint8Array(32)));

/** 128 bits, in base64url: ids that are seen by others and carry nothing. */
export const newOpaqueId = (): string => toBase64url(crypto.getRandomValues(new Uint8Array(16)));

/** SHA-256 in hex. The secrets are random and long, so a slow hash would add nothing. */
export const secretHash = async (secret: string): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** Takes the same time wherever two hashes differ. */
export const sameHash = (one: string, other: string): boolean => {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let at = 0; at < one.length; at += 1) difference |= one.charCodeAt(at) ^ other.charCodeAt(at);
  return difference === 0;
};

/** Whether a secret is one of those whose hashes are known; looks at all of them. */
export const isOneOf = async (secret: string, hashes: readonly string[]): Promise<boolean> => {
  const hash = await secretHash(secret);
  return hashes.reduce((found, known) => sameHash(hash, known) || found, false);
};
