/** An outcome as a FHIR R5 `Consent`: one decision for all, and provisions that except from it. */
import type { ConsentOutcome, DecidedTopic } from './consent-outcome.js';
import { consentCategory, consentExtensions, consentMeta, grantees } from './consent-parts.js';
import {
  concept,
  extension,
  grantor,
  identifier,
  inBundle,
  instant,
  patient,
  policyDocument,
  practice,
  topicCoding,
  type ExportTarget,
} from './fhir-terms.js';
import type { CodeableConcept, ConsentR5, Extension, Reference } from './fhir-types.js';
import { questionnaireUrl } from './questionnaire.js';

const sources = ({ replaces, from }: ConsentOutcome): readonly Reference[] => [
  inBundle('QuestionnaireResponse', from.record.recordId),
  ...(replaces === null ? [] : [inBundle('Consent', replaces)]),
];

const regulatoryBasis = (decided: readonly DecidedTopic[]): readonly CodeableConcept[] =>
  [...new Set(decided.flatMap(({ topic }) => topic.lawfulBasis ?? []))].map((text) => ({ text }));

/**
 * A reader who looks at the decision alone must not take a refused topic for a permitted one: it is `permit` only where
 * everything is, and otherwise `deny`, from which the permitted topics are excepted.
 */
const decision = (
  to: ExportTarget,
  { decided, all, status }: ConsentOutcome,
): Pick<ConsentR5, 'decision' | 'provision'> => {
  if (status === 'pending' || decided.length === 0) return {};
  if (all) return { decision: 'permit' };
  const code = decided
    .filter(({ permitted }) => permitted)
    .map(({ topic }) => concept(topicCoding(to, topic)));
  return { decision: 'deny', ...(code.length > 0 ? { provision: [{ code }] } : {}) };
};

const decidedTopic = (to: ExportTarget, { topic, decision: made }: DecidedTopic): Extension =>
  extension(to, 'decided-topic', {
    extension: [
      { url: 'topic', valueCoding: topicCoding(to, topic) },
      { url: 'decision', valueCode: made },
    ],
  });

export const consentR5 = (to: ExportTarget, outcome: ConsentOutcome): ConsentR5 => {
  const { from, kind, status, decided } = outcome;
  const { record } = from;
  const basis = regulatoryBasis(decided);
  return {
    resourceType: 'Consent',
    id: outcome.id,
    meta: consentMeta(to, outcome),
    language: record.document.language,
    extension: [...consentExtensions(to, outcome), ...decided.map((one) => decidedTopic(to, one))],
    identifier: [identifier(to, record.recordId)],
    status: status === 'pending' ? 'draft' : status,
    category: [consentCategory(to, kind)],
    subject: patient(to, record),
    date: instant(record.decidedAt).slice(0, 'yyyy-mm-dd'.length),
    grantor: [grantor(to, record)],
    grantee: grantees(to, record),
    controller: [practice(to)],
    sourceReference: sources(outcome),
    ...(basis.length > 0 ? { regulatoryBasis: basis } : {}),
    policyBasis: {
      extension: [extension(to, 'document-sha256', { valueString: record.document.hash })],
      url: questionnaireUrl(to, from),
    },
    policyText: [policyDocument(to, from)],
    ...decision(to, outcome),
  };
};
