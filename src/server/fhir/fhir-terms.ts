/** How an export names things: identifiers, references, codes and extensions. */
import type { ConsentRecord, Decision } from '../../core/consent.js';
import type { ConsentKind, ShownTopic } from './consent-outcome.js';
import type { ExportFacts, RecordedConsent } from './fhir-input.js';
import type { CodeableConcept, Coding, Extension, FhirVersion, Identifier, Reference } from './fhir-types.js';

export interface FhirNaming {
  /** The practice's own identifier system, a `urn:`, for example `urn:oid:…`. All identifiers in an export are under it. */
  readonly system: string;
  /**
   * Where the names of extensions, codes and resources begin: an https address of the practice, without a slash at the
   * end. Nothing has to answer there.
   */
  readonly base: string;
}

/** For whom, and in which version. Handed to everything that makes a part of an export. */
export interface ExportTarget extends FhirNaming {
  readonly version: FhirVersion;
  readonly practice: ExportFacts['practice'];
}

/** Our extensions, each at `<base>/StructureDefinition/<name>`. */
export type ExtensionName =
  /** QuestionnaireResponse, Consent · code · `ConsentMethod`: how the answers were given. */
  | 'consent-method'
  /** QuestionnaireResponse · Identifier · the appointment for which they were given. */
  | 'appointment'
  /** Questionnaire, Consent.policy (R4), Consent.policyBasis (R5) · string · SHA-256 (hex) of what was shown. `Attachment.hash` is SHA-1. */
  | 'document-sha256'
  /** Consent.provision.provision (R4) · string · R5 has `regulatoryBasis`. */
  | 'lawful-basis'
  /** Consent (R5) · complex: `topic` (Coding), `decision` (code) · R5 names only the topics that differ from its one decision. */
  | 'decided-topic'
  /** Provenance · string · SHA-256 (hex) of the canonical JSON of `{ previousHash, record }`. */
  | 'record-sha256'
  /** Provenance · string · of the record before it; absent for the first. */
  | 'previous-record-sha256'
  /** Provenance.signature · string · the sentence above the typed name. */
  | 'signed-statement'
  /** Bundle.meta · unsignedInt · records that were lawfully deleted, of which only hashes are left. */
  | 'deleted-records';

type ExtensionValue = Omit<Extension, 'url'>;

export const extension = ({ base }: FhirNaming, name: ExtensionName, value: ExtensionValue): Extension => ({
  url: `${base}/StructureDefinition/${name}`,
  ...value,
});

export const identifier = ({ system }: FhirNaming, value: string): Identifier => ({ system, value });

/** To somebody or something that only the practice can look up. */
const byIdentifier = (to: FhirNaming, type: string, id: string): Reference => ({
  type,
  identifier: identifier(to, id),
});

export const patient = (to: FhirNaming, { subject }: ConsentRecord): Reference =>
  byIdentifier(to, 'Patient', subject);

export const decidesForThemselves = ({ subject, grantor: by }: ConsentRecord): boolean => subject === by;

/** Who decides about somebody else's care is related to them; how, the record does not say. */
export const grantor = (to: FhirNaming, record: ConsentRecord): Reference =>
  decidesForThemselves(record) ? patient(to, record) : byIdentifier(to, 'RelatedPerson', record.grantor);

export const therapist = (to: FhirNaming, id: string): Reference => byIdentifier(to, 'Practitioner', id);

export const practice = (to: ExportTarget): Reference => ({
  ...byIdentifier(to, 'Organization', to.practice.id),
  display: to.practice.name,
});

/** The document as the practice knows it, in whatever language. */
export const policyDocument = (to: FhirNaming, { record }: RecordedConsent): Reference =>
  byIdentifier(to, 'DocumentReference', record.document.id);

/** A record that is not in this export, or not any more. */
export const recordElsewhere = (to: FhirNaming, recordId: string): Reference =>
  byIdentifier(to, 'QuestionnaireResponse', recordId);

export const inBundle = (type: string, id: string): Reference => ({ reference: `${type}/${id}`, type });

export const resourceUrl = ({ base }: FhirNaming, type: string, id: string): string =>
  `${base}/${type}/${id}`;

export const concept = (...coding: readonly Coding[]): CodeableConcept => ({ coding });

/** The display is the heading that was on the screen, in its language. */
export const topicCoding = ({ base }: FhirNaming, { id, version, heading }: ShownTopic): Coding => ({
  system: `${base}/CodeSystem/consent-topic`,
  version,
  code: id,
  display: heading,
});

/** `deferred`: a therapist went ahead in an emergency, and the person is asked later. */
export type AnswerCode = Decision | 'deferred';

export const answerCoding = ({ base }: FhirNaming, code: AnswerCode): Coding => ({
  system: `${base}/CodeSystem/consent-answer`,
  code,
});

export const kindCoding = ({ base }: FhirNaming, code: ConsentKind): Coding => ({
  system: `${base}/CodeSystem/consent-kind`,
  code,
});

/** A time in the one form that every FHIR type with a time of day takes. */
export const instant = (time: string): string => new Date(time).toISOString();

/** Throws a `TypeError`: a wrong name would only be noticed in the other system. */
export const checkNaming = ({ system, base }: FhirNaming): void => {
  if (!/^urn:[a-z0-9][a-z0-9-]{0,31}:\S+$/i.test(system)) throw new TypeError('`system` must be a urn');
  const url = URL.canParse(base) ? new URL(base) : null;
  const plain = url?.protocol === 'https:' && !url.username && !url.password;
  if (!plain || base.endsWith('/') || /[|?#\s]/.test(base))
    throw new TypeError('`base` must be an https address without a slash at the end');
};
