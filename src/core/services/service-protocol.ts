/**
 * What a page and the practice's server say to each other over HTTP: the shapes on the wire, shared by both ends. Paths,
 * access and answers are in the server's table of routes, from which its OpenAPI description is made.
 */
import type { ConsentRecord, ReceiptProof } from '../consent.js';
import type { ProblemCode } from '../problems.js';
import type { AppointmentFacts, ServiceFact } from '../session-snapshot.js';
import type { Pass } from '../session-transport.js';

/** Names the session whose cookie counts: one browser may hold several. Not a secret. */
export const SESSION_HEADER = 'safe-session';

/**
 * Who is there: by the invitation of a link, by the portal's own login (a credential in `Authorization: Bearer`, or the
 * portal's cookie), or coming back with the cookie of an earlier exchange.
 */
export type ExchangeRequest = (
  { readonly invitation: string } | { readonly appointment: string } | { readonly session: string }
) & {
  /** The page stands inside another one, where browsers keep cookies from it that it would get by itself. */
  readonly framed?: boolean;
};

/** `asked`: another page of this person has the place, and a therapist is asked. */
export type Place = 'given' | 'asked';

export interface ExchangeAnswer {
  /** Goes into `SESSION_HEADER` from now on. */
  readonly session: string;
  /** For pages of another site, where a cookie may not come back; goes into `Authorization: Bearer`. */
  readonly credential: string | null;
  readonly place: Place;
}

export interface AppointmentAnswer {
  readonly facts: AppointmentFacts;
  /** Where the events go on. */
  readonly cursor: string;
}

export interface RecordAnswer {
  readonly record: ConsentRecord;
  readonly proof: ReceiptProof;
}

/** A fact as JSON: bytes are base64url (RFC 4648, 5), without padding. */
export type WireFact =
  | Exclude<ServiceFact, { type: 'relayed' }>
  | { readonly type: 'relayed'; readonly from: string; readonly bytes: string };

/** Why a session of a page is at its end: nothing it asks is answered any more. */
export type SessionEnd = 'moved' | 'removed' | 'over';

/** One turn of the events, in the stream as `event: news` or as the answer to a poll. */
export interface News {
  /** What to go on from. In the stream it is the event's id. */
  readonly cursor: string;
  readonly facts: readonly WireFact[];
  /** Where a fact lets this page into the room: its pass, for this one piece of news. A secret. */
  readonly pass?: Pass;
  /** The place was given to this page: it may ask for its appointment now. */
  readonly place?: 'given';
  readonly end?: SessionEnd;
}

/** RFC 9457, with our code; it says nothing of the person. */
export interface ProblemAnswer {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode | 'bad-request' | 'no-session' | 'not-found' | 'too-large' | 'broken';
  /** For developers: what was expected. */
  readonly detail?: string;
}

export const toBase64url = (bytes: Uint8Array): string => {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/u, '');
};

/** `null` where it is none. */
export const fromBase64url = (text: string): Uint8Array<ArrayBuffer> | null => {
  if (!/^[\w-]*$/u.test(text)) return null;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
};
