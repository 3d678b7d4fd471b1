/**
 * Consent as data: what may be asked, what was answered, and the one decision that follows from it.
 * Pure and small, because page and server share it: no DOM, no clock, no storage.
 * How a document is read, checked, hashed and turned into a receipt: `consent-document.ts`.
 */

/** Kinds differ in what can be answered; see `ANSWERS`. */
export type TopicKind = 'agreement' | 'information' | 'data-consent' | 'authorisation';

export type Acknowledgement = 'separate' | 'joint' | 'optional';

export type Repeat = 'once' | 'each-session';

export type Decision = 'agree' | 'decline' | 'talk-first' | 'read' | 'yes' | 'no' | 'withdrawn';

/** The structure of a topic; its words are in the translations. */
export interface ConsentTopic {
  readonly id: string;
  /** Semantic version. A change of meaning gives a new one, and this topic alone is asked again. */
  readonly version: string;
  readonly kind: TopicKind;
  readonly acknowledgement: Acknowledgement;
  readonly repeat: Repeat;
  /** Only shown when the appointment names this circumstance, for example `minor`. */
  readonly appliesWhen?: string;
  readonly lawfulBasis?: string;
}

export interface TopicWords {
  readonly heading: string;
  /** One line. */
  readonly summary: string;
  /** What is acknowledged. A small Markdown subset. */
  readonly text: string;
  /** Everything. A small Markdown subset; hashed together with `text`. */
  readonly fullText?: string;
}

export interface ConsentTranslation {
  /** Who checked these words. Absent: shown with a notice, and signable in a rehearsal only. */
  readonly reviewedBy?: string;
  readonly title: string;
  readonly topics: Readonly<Record<string, TopicWords>>;
}

export interface ConsentDocument {
  readonly id: string;
  /** The language it was written in. */
  readonly language: string;
  readonly practice: { readonly name: string; readonly phone?: string; readonly alternatives?: string };
  readonly topics: readonly ConsentTopic[];
  readonly translations: Readonly<Record<string, ConsentTranslation>>;
}

export interface ConsentDecision {
  readonly topic: string;
  readonly version: string;
  readonly decision: Decision;
}

export type ConsentMethod = 'screen' | 'verbal-attested' | 'emergency-deferred' | 'paper';

/** One entry of an append-only history. Nothing here is ever changed or erased; a later record supersedes. */
export interface ConsentRecord {
  readonly schemaVersion: 1;
  readonly recordId: string;
  /** No server held it: from a rehearsal. */
  readonly rehearsal: boolean;
  /** Whose care it is about, and who decided (the same person, or a guardian). Opaque ids. */
  readonly subject: string;
  readonly grantor: string;
  readonly appointment: string;
  readonly document: { readonly id: string; readonly hash: string; readonly language: string };
  readonly decisions: readonly ConsentDecision[];
  readonly method: ConsentMethod;
  /** ISO 8601, UTC. */
  readonly presentedAt: string;
  readonly decidedAt: string;
  readonly signature: { readonly name: string; readonly statement: string } | null;
  /** The therapist who attests, with the two attested methods. */
  readonly attestedBy: string | null;
  readonly supersedes: string | null;
}

/**
 * What ties a receipt to the practice's own book: each record carries the hash of the one before it, and the server has
 * signed both. See `docs/consent-receipt.md`.
 */
export interface ReceiptProof {
  /** SHA-256 (hex) of the canonical JSON of `{ previousHash, record }`. */
  readonly recordHash: string;
  /** Of the record before this one of the same subject; `null` for the first. */
  readonly previousHash: string | null;
  /** Compact JWS (RFC 7515) of the server over both. */
  readonly signature: string;
}

/** What can be answered, by kind: what is only told is not consented to, and a choice is not talked into. */
export const ANSWERS: Readonly<Record<TopicKind, readonly Decision[]>> = {
  agreement: ['agree', 'decline', 'talk-first'],
  information: ['read', 'talk-first'],
  'data-consent': ['yes', 'no'],
  authorisation: ['yes', 'no'],
};

/** The one answer of each kind that settles a topic. */
export const SETTLED_BY: Readonly<Record<TopicKind, Decision>> = {
  agreement: 'agree',
  information: 'read',
  'data-consent': 'yes',
  authorisation: 'yes',
};

/** Everything the decisions below are made from. */
export interface ConsentFacts {
  /** `null`: the practice asks for no consent. */
  readonly document: ConsentDocument | null;
  /** Append-only, oldest first. */
  readonly records: readonly ConsentRecord[];
  readonly subject: string | null;
  readonly circumstances: readonly string[];
  readonly appointment: string;
}

/** Where one topic stands; `null` while there is no valid answer. */
export interface TopicStanding {
  readonly topic: ConsentTopic;
  readonly decision: Decision | null;
  readonly record: ConsentRecord | null;
}

const EACH_SESSION_MS = 24 * 60 * 60 * 1000;

/** How far the clock of a page may be behind the practice's before a fresh record counts as one from the future. */
const CLOCKS_DIFFER_MS = 5 * 60 * 1000;

export const topicApplies = (topic: ConsentTopic, circumstances: readonly string[]): boolean =>
  topic.appliesWhen === undefined || circumstances.includes(topic.appliesWhen);

/** Care may depend on an agreement or on having been told; never on data consent or an authorisation. */
export const isRequired = ({ kind, acknowledgement }: ConsentTopic): boolean =>
  acknowledgement !== 'optional' && (kind === 'agreement' || kind === 'information');

/** Somebody stands behind it: the person's own signature, or the therapist who attests. */
const isVouchedFor = ({ method, signature, attestedBy }: ConsentRecord): boolean => {
  const signed = signature !== null && signature.name.trim() !== '';
  const attested = attestedBy !== null && attestedBy !== '';
  if (method === 'screen') return signed;
  return method === 'paper' ? signed || attested : attested;
};

/** Whether a record can say anything about this topic today. */
const bearsOn = (topic: ConsentTopic, record: ConsentRecord, appointment: string, now: number): boolean => {
  if (record.method !== 'emergency-deferred' && topic.repeat === 'once') return true;
  if (record.appointment !== appointment) return false;
  return topic.repeat === 'once' || now - Date.parse(record.decidedAt) <= EACH_SESSION_MS;
};

/**
 * One more entry of the history. A yes needs the right version, a time that has come and somebody behind it; a no
 * needs nothing, and takes away an earlier yes to any version.
 */
const after = (
  before: TopicStanding,
  { version, decision }: ConsentDecision,
  record: ConsentRecord,
  now: number,
): TopicStanding => {
  const { topic } = before;
  const sameVersion = version === topic.version;
  if (decision === SETTLED_BY[topic.kind]) {
    const inTime = Date.parse(record.decidedAt) <= now + CLOCKS_DIFFER_MS;
    const refused = before.decision === 'decline' || before.decision === 'withdrawn';
    const overridesNo = refused && record.method === 'emergency-deferred';
    return sameVersion && inTime && isVouchedFor(record) && !overridesNo
      ? { topic, decision, record }
      : before;
  }
  const answer = decision === 'withdrawn' || ANSWERS[topic.kind].includes(decision);
  return sameVersion && answer ? { topic, decision, record } : { topic, decision: null, record: null };
};

const standingOf = (
  topic: ConsentTopic,
  records: readonly ConsentRecord[],
  appointment: string,
  now: number,
): TopicStanding =>
  records
    .filter((record) => bearsOn(topic, record, appointment, now))
    .flatMap((record) =>
      record.decisions.filter((made) => made.topic === topic.id).map((made) => ({ made, record })),
    )
    .reduce<TopicStanding>((before, { made, record }) => after(before, made, record, now), {
      topic,
      decision: null,
      record: null,
    });

/** The latest valid answer to each topic that applies, in the order of the document. */
export const standing = (facts: ConsentFacts, now: number): readonly TopicStanding[] => {
  const { document, subject, circumstances, appointment } = facts;
  if (!document) return [];
  const records = facts.records.filter(
    (record) => record.subject === subject && record.document.id === document.id,
  );
  return document.topics
    .filter((topic) => topicApplies(topic, circumstances))
    .map((topic) => standingOf(topic, records, appointment, now));
};

export const isSettled = ({ topic, decision }: TopicStanding): boolean => decision === SETTLED_BY[topic.kind];

const topicsWhere = (
  facts: ConsentFacts,
  now: number,
  holds: (standing: TopicStanding) => boolean,
): readonly ConsentTopic[] =>
  standing(facts, now)
    .filter(holds)
    .map(({ topic }) => topic);

/** What the person wants to talk about before they decide. */
export const topicsToTalkAbout = (facts: ConsentFacts, now: number): readonly ConsentTopic[] =>
  topicsWhere(facts, now, ({ decision }) => decision === 'talk-first');

/** Required topics that were refused or taken back. */
export const declinedTopics = (facts: ConsentFacts, now: number): readonly ConsentTopic[] =>
  topicsWhere(
    facts,
    now,
    ({ topic, decision }) => isRequired(topic) && (decision === 'decline' || decision === 'withdrawn'),
  );

/** Required topics that still wait for an answer. */
export const unansweredTopics = (facts: ConsentFacts, now: number): readonly ConsentTopic[] =>
  topicsWhere(facts, now, ({ topic, decision }) => isRequired(topic) && decision === null);

/** Whether picture and sound may flow: every required topic that applies is settled. Shared by page and server. */
export const permitsMedia = (facts: ConsentFacts, now: number): boolean =>
  standing(facts, now).every((one) => !isRequired(one.topic) || isSettled(one));
