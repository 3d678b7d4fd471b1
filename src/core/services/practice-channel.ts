/**
 * What the pages of a rehearsal say to each other, and the check of whatever arrives: any script of this origin
 * can write to the channel, so nothing is believed to be what it should. Nothing here throws.
 */
import type { ConsentDecision, ConsentDocument, ConsentRecord } from '../consent.js';
import { readConsentDocument } from '../consent-document.js';
import { LIMITS, plainText } from '../session-messages.js';
import { isRole, type PersonId } from '../session-snapshot.js';
import { MAX_ENTRIES } from './practice-log.js';
import type { PracticeCommand, PracticeEntry } from './practice-state.js';

export type ChannelMessage =
  | { readonly v: 1; readonly type: 'swap' }
  | { readonly v: 1; readonly type: 'entries'; readonly entries: readonly PracticeEntry[] }
  | {
      readonly v: 1;
      readonly type: 'relay';
      readonly from: PersonId;
      readonly to: PersonId;
      readonly bytes: Uint8Array<ArrayBuffer>;
    };

/** The largest relayed message, in bytes. */
export const MAX_RELAY_BYTES = 65_536;

/** The longest "late" and "two more minutes" that make sense: a day. */
const MAX_MINUTES = 24 * 60;

/** A clock that runs away would keep everybody else from being heard. */
const MAX_TIME = 1_000_000_000;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isId = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= 64;

const isLine = (value: unknown, limit: number): value is string =>
  typeof value === 'string' && value.length <= limit;

const isOptionalId = (value: unknown): value is string | null => value === null || isId(value);

const isNumber = (value: unknown, min: number, max: number): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max;

const isDecision = (value: unknown): value is ConsentDecision =>
  isFields(value) &&
  isLine(value.topic, 200) &&
  isLine(value.version, 64) &&
  // Whether it answers its topic is decided with the document at hand.
  isLine(value.decision, 32);

const isSignature = (value: unknown): boolean =>
  value === null ||
  (isFields(value) &&
    isLine(value.name, LIMITS.name * 2) &&
    plainText(value.name, LIMITS.name) === value.name &&
    isLine(value.statement, 2_000));

/** ISO 8601 in UTC, as `Date` writes it: what cannot be formatted would break the screen that shows it. */
const isTime = (value: unknown): boolean =>
  isLine(value, 32) && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/u.test(value) && !Number.isNaN(Date.parse(value));

const isRecord = (value: unknown): value is ConsentRecord =>
  isFields(value) &&
  value.schemaVersion === 1 &&
  value.rehearsal === true &&
  isId(value.recordId) &&
  isId(value.subject) &&
  isId(value.grantor) &&
  isLine(value.appointment, 200) &&
  isFields(value.document) &&
  isLine(value.document.id, 200) &&
  isLine(value.document.hash, 64) &&
  isLine(value.document.language, 64) &&
  Array.isArray(value.decisions) &&
  value.decisions.length <= 200 &&
  value.decisions.every(isDecision) &&
  (value.method === 'screen' ||
    value.method === 'verbal-attested' ||
    value.method === 'emergency-deferred') &&
  isTime(value.presentedAt) &&
  isTime(value.decidedAt) &&
  isSignature(value.signature) &&
  isOptionalId(value.attestedBy) &&
  isOptionalId(value.supersedes);

const readDocument = (value: unknown): ConsentDocument | null => {
  try {
    return readConsentDocument(value);
  } catch {
    return null;
  }
};

const readOffer = (fields: Fields): PracticeCommand | null => {
  const document = readDocument(fields.document);
  const { circumstances } = fields;
  if (!document || !Array.isArray(circumstances) || circumstances.length > 50) return null;
  return circumstances.every((one) => isLine(one, 200))
    ? { type: 'offer-document', document, circumstances }
    : null;
};

const readLate = (late: unknown): PracticeCommand | null => {
  if (late === null) return { type: 'tell-late', late };
  return isFields(late) && isNumber(late.minutes, 0, MAX_MINUTES) && typeof late.words === 'string'
    ? {
        type: 'tell-late',
        late: { minutes: late.minutes, words: plainText(late.words, LIMITS.lateWords) },
      }
    : null;
};

/** A command as it may be carried out, with its texts cut and cleaned, or `null`. */
export const readCommand = (value: unknown): PracticeCommand | null => {
  if (!isFields(value)) return null;
  const { type, person } = value;
  switch (type) {
    case 'arrive':
      return isRole(value.role) && isLine(value.seat, 64)
        ? { type, role: value.role, seat: value.seat, comesBack: true }
        : null;
    case 'ask-place':
      return isId(value.seat) ? { type, seat: value.seat } : null;
    case 'give-place':
      return isId(person) && typeof value.newer === 'boolean' ? { type, person, newer: value.newer } : null;
    case 'offer-document':
      return readOffer(value);
    case 'record':
      return isRecord(value.record) ? { type, record: value.record } : null;
    case 'ask-to-enter':
      return typeof value.urgent === 'boolean' ? { type, urgent: value.urgent } : null;
    case 'admit':
    case 'remove':
      return isId(person) ? { type, person } : null;
    case 'hold':
      return isId(person) && isNumber(value.minutes, 0, MAX_MINUTES)
        ? { type, person, minutes: value.minutes }
        : null;
    case 'decline':
      return isId(person) && typeof value.message === 'string'
        ? { type, person, message: plainText(value.message, LIMITS.message) }
        : null;
    case 'tell-late':
      return readLate(value.late);
    case 'vanish':
      return isId(person) && isId(value.page) ? { type, person, page: value.page } : null;
    case 'take-pass':
    case 'pause':
    case 'resume':
    case 'leave':
      return { type };
    default:
      return null;
  }
};

const readEntry = (value: unknown): PracticeEntry | null => {
  if (!isFields(value)) return null;
  const { at, page, by, now } = value;
  const command = readCommand(value.command);
  return command &&
    Number.isInteger(at) &&
    isNumber(at, 1, MAX_TIME) &&
    isId(page) &&
    isId(by) &&
    isNumber(now, 0, 8.64e15)
    ? { at, page, by, now, command }
    : null;
};

/** A message as it may be believed, or `null`. */
export const readMessage = (value: unknown): ChannelMessage | null => {
  if (!isFields(value) || value.v !== 1) return null;
  const { type, from, to, bytes } = value;
  switch (type) {
    case 'swap':
      return { v: 1, type };
    case 'entries':
      return Array.isArray(value.entries) && value.entries.length <= MAX_ENTRIES
        ? { v: 1, type, entries: value.entries.map(readEntry).filter((entry) => entry !== null) }
        : null;
    case 'relay':
      return isId(from) &&
        isId(to) &&
        bytes instanceof Uint8Array &&
        bytes.buffer instanceof ArrayBuffer &&
        bytes.byteLength <= MAX_RELAY_BYTES
        ? { v: 1, type, from, to, bytes: bytes as Uint8Array<ArrayBuffer> }
        : null;
    default:
      return null;
  }
};
