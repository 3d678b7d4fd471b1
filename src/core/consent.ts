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
