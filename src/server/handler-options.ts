/** What a practice says when it mounts the handler. What is wrong is told before anything is answered. */
import type { JWK } from 'jose';
import { readConsentDocument, canonicalJson, sha256Hex } from '../core/consent-document.js';
import { checkNaming, type FhirNaming } from './fhir/fhir-terms.js';
import type { PortalPerson } from './handler-context.js';
import type { LogEntry } from './log.js';
import type { MediaServer } from './media/media-server.js';
import type { HubTimes } from './news-hub.js';
import type { Retention } from './retention.js';
import type { ServerContext } from './server-context.js';
import type { Database } from './store/database.js';

export interface SessionHandlerOptions {
  /** Where it is mounted, such as `/api/session`; the paths of the routes come after it. */
  readonly basePath?: string;
  /** See `openDatabase`. The handler runs its migrations with `migrate()`, and does not close it. */
  readonly store: Database;
  /** See `livekitMedia` and `tabMedia`. */
  readonly media: MediaServer;
  /** For portals with a login of their own: who is there? Left out, invitations alone count. */
  readonly authenticate?: (request: Request) => Promise<PortalPerson | null>;
  /** Origins of the pages that may ask, each by itself; the page's own as well. Never `*`. */
  readonly allowedOrigins: readonly string[];
  readonly consent: {
    /** Every consent document that appointments may name, in the format of `docs/consent-document.md`. */
    readonly documents: readonly unknown[];
    /** Whether a therapist may put required topics off in an emergency; `true` when left out. */
    readonly emergencyDeferral?: boolean;
    /** How exports of consent call the practice: an opaque id, and its name. */
    readonly practice?: { readonly id: string; readonly name: string };
    /** How exports to FHIR name what is the practice's own. */
    readonly fhir?: FhirNaming;
  };
  /** When what is deleted. Only the demo may leave it out. */
  readonly retention?: Retention;
  readonly secrets: {
    /** For the practice's own back end: long random strings. Several are good at once while they are changed. */
    readonly practiceKeys: readonly string[];
    /**
     * Ed25519 keys (JWK) for receipts, see `generateReceiptKey`. The first is private and signs; of older ones the public half
     * is enough. All are published.
     */
    readonly receiptKeys: readonly JWK[];
  };
  /** Codes, opaque ids and numbers; nothing else is ever handed to it. */
  readonly log?: (entry: LogEntry) => void;
  /** What tells apart who guesses at invitations, such as an address from the reverse proxy. Kept for minutes, hashed. */
  readonly addressOf?: (request: Request) => string;
  /** A demonstration: everything that a real practice has to decide may be left out. */
  readonly demo?: boolean;
  readonly times?: Partial<HubTimes>;
  /** Milliseconds since the epoch. For tests. */
  readonly now?: () => number;
}

/** Of the demo: a day. */
const DEMO_RETENTION: Retention = { appointments: 1, consentRecords: 1, audit: 1 };

const LEAST_KEY_LENGTH = 32;

/** More would be no rule but a mistake. */
const MOST_DAYS = 36_525;

const isDays = (days: unknown): boolean =>
  days === null || (typeof days === 'number' && days >= 0 && days <= MOST_DAYS);

const wrong = (what: string): TypeError => new TypeError(`[safe-session] createSessionHandler: ${what}`);

const checkFhir = (naming: FhirNaming): void => {
  try {
    checkNaming(naming);
  } catch (error) {
    throw wrong(`consent.fhir: ${(error as TypeError).message}`);
  }
};

/** @throws TypeError that names the option, and what was expected */
export const checkOptions = (options: SessionHandlerOptions): void => {
  const { demo = false, retention, secrets, basePath = '', media, consent } = options;
  if (basePath !== '' && !/^(\/[\w.~-]+)+$/u.test(basePath))
    throw wrong('basePath: expected a path such as "/api/session", without a slash at the end');
  if (!demo && !retention)
    throw wrong('retention: expected how many days appointments, consentRecords and audit are kept');
  for (const kind of ['appointments', 'consentRecords', 'audit'] as const)
    if (retention && !isDays(retention[kind]))
      throw wrong(`retention.${kind}: expected a number of days, or null for what this job never deletes`);
  if (secrets.practiceKeys.some((key) => key.length < LEAST_KEY_LENGTH))
    throw wrong(`secrets.practiceKeys: expected random strings of at least ${LEAST_KEY_LENGTH} characters`);
  if (consent.fhir) checkFhir(consent.fhir);
  if (!demo && media.hasExampleKeys)
    throw wrong('media: LiveKit’s example keys, or a secret that is too short, are good for the demo alone');
};

/** @throws SessionError `consent-document-invalid` that says which path, and what was expected */
export const readDocuments = async (documents: readonly unknown[]): Promise<ServerContext['documents']> => {
  const read = documents.map(readConsentDocument);
  const twice = read.find(({ id }, index) => read.findIndex((one) => one.id === id) !== index);
  if (twice) throw wrong(`consent.documents: "${twice.id}" is there twice`);
  return new Map(
    await Promise.all(
      read.map(
        async (document) =>
          [document.id, { hash: await sha256Hex(canonicalJson(document)), document }] as const,
      ),
    ),
  );
};

export const retentionOf = ({ retention = DEMO_RETENTION }: SessionHandlerOptions): Retention => retention;
