/** An outcome as a FHIR R4 `Consent`: one decision per topic, each a nested provision. */
import type { ConsentKind, ConsentOutcome, DecidedTopic } from './consent-outcome.js';
import { consentCategory, consentExtensions, consentMeta, grantees } from './consent-parts.js';
import {
  concept,
  extension,
  grantor,
  identifier,
  inBundle,
  instant,
  patient,
  practice,
  topicCoding,
  type ExportTarget,
} from './fhir-terms.js';
import type { CodeableConcept, ConsentR4, ProvisionR4, Reference } from './fhir-types.js';
import { questionnaireUrl } from './questionnaire.js';

const scope = (kind: ConsentKind): CodeableConcept =>
  concept({
    system: 'http://terminology.hl7.org/CodeSystem/consentscope',
    code: kind === 'agreement' ? 'treatment' : 'patient-privacy',
  });

const GRANTEE = concept({
  system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode',
  code: 'GRANTEE',
  display: 'grantee',
});

/** There is room for one: the outcome that this one replaces leads back to the first answers, and Provenance names its own. */
const source = ({ replaces, from }: ConsentOutcome): Reference =>
  replaces === null ? inBundle('QuestionnaireResponse', from.record.recordId) : inBundle('Consent', replaces);

const provision = (to: ExportTarget, { topic, permitted }: DecidedTopic): ProvisionR4 => ({
  ...(topic.lawfulBasis
    ? { extension: [extension(to, 'lawful-basis', { valueString: topic.lawfulBasis })] }
    : {}),
  type: permitted ? 'permit' : 'deny',
  code: [concept(topicCoding(to, topic))],
});

export const consentR4 = (to: ExportTarget, outcome: ConsentOutcome): ConsentR4 => {
  const { from, kind, status, decided } = outcome;
  const { record } = from;
  return {
    resourceType: 'Consent',
    id: outcome.id,
    meta: consentMeta(to, outcome),
    language: record.document.language,
    extension: consentExtensions(to, outcome),
    identifier: [identifier(to, record.recordId)],
    status: status === 'pending' ? 'proposed' : status,
    scope: scope(kind),
    category: [consentCategory(to, kind)],
    patient: patient(to, record),
    dateTime: instant(record.decidedAt),
    performer: [grantor(to, record)],
    organization: [practice(to)],
    sourceReference: source(outcome),
    policy: [
      {
        extension: [extension(to, 'document-sha256', { valueString: record.document.hash })],
        uri: questionnaireUrl(to, from),
      },
    ],
    // The root rule has no type in R4: each nested one has.
    provision: {
      actor: grantees(to, record).map((reference) => ({ role: GRANTEE, reference })),
      ...(decided.length > 0 ? { provision: decided.map((one) => provision(to, one)) } : {}),
    },
  };
};
