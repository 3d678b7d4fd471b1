/**
 * Reads, checks and hashes consent documents, and makes records and receipts from them. Loaded when somebody
 * gets to the consent form; page and server share it.
 */
import {
  ANSWERS,
  SETTLED_BY,
  type ConsentDocument,
  type ConsentRecord,
  type ConsentTopic,
  type ConsentTranslation,
  type ReceiptProof,
  type TopicWords,
} from './consent.js';
import { key, language, line, listOf, mapOf, object, oneOf, reject, semver, text } from './consent-format.js';
import type { ShownDocument } from './consent-shown.js';
import { SessionError } from './problems.js';
import type { ConsentAnswers } from './session-snapshot.js';

/** What the person takes with them: the record and everything that was shown. How to check it: `docs/consent-receipt.md`. */
export interface ConsentReceipt {
  readonly schemaVersion: 1;
  readonly rehearsal: boolean;
  readonly record: ConsentRecord;
  readonly shown: ShownDocument;
  /** What the practice's server says of it; `null` where no server holds it, or it was not reached. */
  readonly proof: ReceiptProof | null;
}

const topic = object<ConsentTopic>(
  {
    id: key,
    version: semver,
    kind: oneOf('agreement', 'information', 'data-consent', 'authorisation'),
    acknowledgement: oneOf('separate', 'joint', 'optional'),
    repeat: oneOf('once', 'each-session'),
    appliesWhen: key,
    lawfulBasis: line,
  },
  ['appliesWhen', 'lawfulBasis'],
);

const words = object<TopicWords>(
  { heading: line, summary: text(300), text: text(10_000), fullText: text(50_000) },
  ['fullText'],
);

const translation = object<ConsentTranslation>(
  { reviewedBy: line, title: line, topics: mapOf(key, words, 100) },
  ['reviewedBy'],
);

const consentDocument = object<ConsentDocument>(
  {
    id: line,
    language,
    practice: object<ConsentDocument['practice']>(
      { name: line, phone: text(40), alternatives: text(2_000) },
      ['phone', 'alternatives'],
    ),
    topics: listOf(topic, 100),
    translations: mapOf(language, translation, 50),
  },
  [],
  ['$schema', '$comment'],
);

/** The rules that hold between parts of a document; see the description of the schema. */
const checkAcross = (document: ConsentDocument): void => {
  const ids = document.topics.map(({ id }) => id);
  document.topics.forEach(({ id, kind, acknowledgement }, index) => {
    if (ids.indexOf(id) !== index) reject(`topics[${index}].id`, `unique; "${id}" was used before`);
    if (kind === 'data-consent' && acknowledgement !== 'optional')
      reject(`topics[${index}].acknowledgement`, '"optional", because care never depends on data consent');
  });
  if (!Object.hasOwn(document.translations, document.language))
    reject(`translations.${document.language}`, 'there, because it is the language of the document');
  for (const [tag, { topics }] of Object.entries(document.translations)) {
    const missing = ids.find((id) => !Object.hasOwn(topics, id));
    if (missing !== undefined) reject(`translations.${tag}.topics.${missing}`, 'the words of this topic');
    const unknown = Object.keys(topics).find((id) => !ids.includes(id));
    if (unknown !== undefined) reject(`translations.${tag}.topics.${unknown}`, 'the id of one of the topics');
  }
};

/** A document that may be shown, from whatever arrived. Throws a `SessionError` that says which path and what was expected. */
export const readConsentDocument = (value: unknown): ConsentDocument => {
  const document = consentDocument(value, '');
  checkAcross(document);
  return document;
};

/** The JSON Canonicalization Scheme (RFC 8785): one spelling for one value, so that a hash means something. */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      // The default order of strings is the one the scheme asks for: by UTF-16 code units.
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => `${canonicalJson(name)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${value} has no JSON form`);
  if (typeof value === 'string' && /\p{Surrogate}/u.test(value))
    throw new TypeError('half a surrogate pair has no JSON form');
  const json = JSON.stringify(value) as string | undefined;
  if (json === undefined) throw new TypeError(`${typeof value} has no JSON form`);
  return json;
};

export const sha256Hex = async (data: string): Promise<string> => {
  const { subtle } = globalThis.crypto as { subtle?: SubtleCrypto };
  if (!subtle) throw new SessionError('browser-cannot', 'crypto.subtle is missing: the page needs https');
  const digest = await subtle.digest('SHA-256', new TextEncoder().encode(data));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
};

export const hashOf = (shown: ShownDocument): Promise<string> => sha256Hex(canonicalJson(shown));

/** What a record says beside the answers, from whoever keeps it. */
export interface RecordFacts {
  readonly recordId: string;
  readonly rehearsal: boolean;
  readonly subject: string;
  readonly grantor: string;
  readonly appointment: string;
  readonly supersedes: string | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The first thing about these answers that cannot be recorded, or `null`. */
const objectionTo = (
  { decisions, signature, language }: ConsentAnswers,
  shown: ShownDocument,
  rehearsal: boolean,
): string | null => {
  if (signature && shown.reviewedBy === null && !rehearsal)
    return `a signature below a text in "${shown.language}" that nobody has reviewed`;
  if (language !== shown.language) return `answers in "${language}" to a text in "${shown.language}"`;
  if (new Set(decisions.map((one) => one.topic)).size !== decisions.length) return 'two answers to one topic';
  for (const { topic: id, version, decision } of decisions) {
    const asked = shown.topics.find((one) => one.id === id);
    if (asked?.version !== version) return `"${id}" ${version} was not shown`;
    if (decision !== 'withdrawn' && !ANSWERS[asked.kind].includes(decision))
      return `"${decision}" does not answer ${asked.kind} "${id}"`;
    if (decision === SETTLED_BY[asked.kind] && !signature?.name.trim()) return `"${id}" needs a signature`;
  }
  return null;
};

/** One entry of the history, from answers given on the screen. Refuses what the text does not offer. */
export const makeRecord = async (
  shown: ShownDocument,
  answers: ConsentAnswers,
  { now, ...facts }: RecordFacts,
): Promise<ConsentRecord> => {
  const objection = objectionTo(answers, shown, facts.rehearsal);
  if (objection !== null) throw new SessionError('not-recorded', objection);
  return {
    schemaVersion: 1,
    ...facts,
    document: { id: shown.id, hash: await hashOf(shown), language: shown.language },
    decisions: answers.decisions,
    method: 'screen',
    presentedAt: new Date(answers.presentedAt).toISOString(),
    decidedAt: new Date(now).toISOString(),
    signature: answers.signature,
    attestedBy: null,
  };
};

export const makeReceipt = (
  record: ConsentRecord,
  shown: ShownDocument,
  proof: ReceiptProof | null,
): ConsentReceipt => ({
  schemaVersion: 1,
  rehearsal: record.rehearsal,
  record,
  shown,
  proof,
});

/** SHA-256 (hex) that ties a record to the one before it of the same subject; `null` where it is the first. */
export const recordHashOf = (record: ConsentRecord, previousHash: string | null): Promise<string> =>
  sha256Hex(canonicalJson({ previousHash, record }));

/**
 * Whether the text in a receipt is, to the character, the one that was hashed when the answers were given, whether the
 * answers are about that text, and whether the proof is about these answers. That the practice's server has signed the
 * proof is checked with its published key, which is not in here: see `docs/consent-receipt.md`.
 */
export const verifyReceipt = async ({ record, shown, proof }: ConsentReceipt): Promise<boolean> =>
  (proof === null || proof.recordHash === (await recordHashOf(record, proof.previousHash))) &&
  // The hash first: where it fits, the text has the form in which it was hashed.
  record.document.hash === (await hashOf(shown)) &&
  record.document.id === shown.id &&
  record.document.language === shown.language &&
  record.decisions.every((made) =>
    shown.topics.some(({ id, version }) => id === made.topic && version === made.version),
  );
