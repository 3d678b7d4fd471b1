/**
 * One subject's consent records as our own JSON: everything that was held, to the character, and how to check it. A
 * reader needs SHA-256, a JOSE library and this file, and nothing of ours.
 */
import type { JWK } from 'jose';

import type { ShownDocument } from '../core/consent-shown.js';
import type { LedgerEntry } from './consent-ledger.js';
import type { ExportFacts } from './fhir/fhir-input.js';

export interface ConsentExport {
  readonly format: 'safe-session/consent-export';
  readonly schemaVersion: 1;
  /** See `HOW_TO_CHECK`. */
  readonly howToCheck: readonly string[];
  readonly practice: ExportFacts['practice'];
  /** Oldest first, also those of which only the hash is left. */
  readonly entries: readonly LedgerEntry[];
  /** What was on the screen, by the hash in `record.document.hash`; only what the entries name. */
  readonly shown: Readonly<Record<string, ShownDocument>>;
  /** Public keys (RFC 7517), present and past, with which the server has signed. */
  readonly keys: readonly JWK[];
}

export interface ConsentExportFacts extends ExportFacts {
  readonly keys: readonly JWK[];
}

/** In plain words and in the file itself, because the file outlives our documentation. */
const HOW_TO_CHECK = [
  'Canonical JSON below is RFC 8785. A hash is SHA-256 of its UTF-8 bytes, in small hexadecimal digits.',
  'The text: the hash of the canonical JSON of shown[record.document.hash] is record.document.hash itself. If one character of what was on the screen was changed, it is not.',
  'The record: the hash of the canonical JSON of {"previousHash": …, "record": …} is recordHash. If one answer was changed, it is not.',
  'The order: previousHash is the recordHash of the entry before, and null in the first. If an entry was taken out, it is not.',
  'The server: signature is a compact JWS (RFC 7515) over the canonical JSON of {"previousHash": …, "recordHash": …}. It verifies with the key in keys whose kid is in its header.',
  'Where record is null, it was lawfully deleted. Its hash and its signature stay, so that the order can still be checked.',
] as const;

/** The members of a JWK that only its owner may know (RFC 7518, 6). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'] as const;

/** Throws a `TypeError` for a key that is not public, and for a record whose document is missing. */
export const consentExport = ({ ledger, documents, practice, keys }: ConsentExportFacts): ConsentExport => {
  if (keys.some((key) => PRIVATE_MEMBERS.some((member) => Object.hasOwn(key, member))))
    throw new TypeError('a key of an export must be public');
  const hashes = new Set(ledger.flatMap(({ record }) => record?.document.hash ?? []));
  return {
    format: 'safe-session/consent-export',
    schemaVersion: 1,
    howToCheck: HOW_TO_CHECK,
    practice,
    entries: ledger,
    shown: Object.fromEntries([...hashes].map((hash) => [hash, shownBy(documents, hash)])),
    keys,
  };
};

const shownBy = (documents: ExportFacts['documents'], hash: string): ShownDocument => {
  const shown = Object.hasOwn(documents, hash) ? documents[hash] : undefined;
  if (!shown) throw new TypeError(`the document ${hash} is missing`);
  return shown;
};
