/** The answers of one record, as a FHIR `QuestionnaireResponse`: also what was only read, or is to be talked about first. */
import type { ConsentDecision, ConsentRecord } from '../../core/consent.js';
import { isDeferral } from './consent-outcome.js';
import type { RecordedConsent } from './fhir-input.js';
import {
  answerCoding,
  extension,
  grantor,
  identifier,
  instant,
  patient,
  practice,
  therapist,
  type ExportTarget,
} from './fhir-terms.js';
import type { QuestionnaireResponse, Reference } from './fhir-types.js';
import { questionnaireUrl } from './questionnaire.js';

/** Who put the answers into the record. */
const author = (to: ExportTarget, record: ConsentRecord): Reference => {
  if (record.attestedBy) return therapist(to, record.attestedBy);
  return record.method === 'screen' ? grantor(to, record) : practice(to);
};

const answered = (
  to: ExportTarget,
  { record, shown }: RecordedConsent,
  made: ConsentDecision,
): QuestionnaireResponse['item'][number] => ({
  linkId: made.topic,
  text: shown.topics.find(({ id }) => id === made.topic)?.heading ?? made.topic,
  // The record of a deferral says which topics count as settled for now. Nobody has agreed to them.
  answer: [{ valueCoding: answerCoding(to, isDeferral(record) ? 'deferred' : made.decision) }],
});

export const questionnaireResponse = (to: ExportTarget, recorded: RecordedConsent): QuestionnaireResponse => {
  const { record } = recorded;
  const itsId = identifier(to, record.recordId);
  return {
    resourceType: 'QuestionnaireResponse',
    id: record.recordId,
    language: record.document.language,
    extension: [
      extension(to, 'consent-method', { valueCode: record.method }),
      extension(to, 'appointment', { valueIdentifier: identifier(to, record.appointment) }),
    ],
    identifier: to.version === 'R4' ? itsId : [itsId],
    questionnaire: questionnaireUrl(to, recorded),
    status: isDeferral(record) ? 'in-progress' : 'completed',
    subject: patient(to, record),
    authored: instant(record.decidedAt),
    author: author(to, record),
    ...(isDeferral(record) ? {} : { source: grantor(to, record) }),
    item: record.decisions.map((made) => answered(to, recorded, made)),
  };
};
