/** Who did what when, and the signatures below it, as a FHIR `Provenance` of one record. */
import type { ConsentRecord } from '../../core/consent.js';
import { isDeferral, type ConsentOutcome } from './consent-outcome.js';
import type { RecordedConsent } from './fhir-input.js';
import {
  concept,
  decidesForThemselves,
  extension,
  grantor,
  inBundle,
  instant,
  patient,
  practice,
  recordElsewhere,
  therapist,
  type ExportTarget,
} from './fhir-terms.js';
import type { CodeableConcept, Coding, Provenance, ProvenanceAgent, Signature } from './fhir-types.js';

/** Signature types of ASTM E1762-95, the list that FHIR prefers. */
const signatureType = (ending: string, display: string): readonly Coding[] => [
  { system: 'urn:iso-astm:E1762-95:2013', code: `1.2.840.10065.1.12.1.${ending}`, display },
];
const CONSENT_SIGNATURE = signatureType('7', 'Consent Signature');
/** Of somebody who vouches for what a document says. */
const VERIFICATION_SIGNATURE = signatureType('5', 'Verification Signature');
/** Of the machine that the data come from. */
const SOURCE_SIGNATURE = signatureType('14', 'Source Signature');

const agentType = (code: 'author' | 'attester' | 'custodian'): CodeableConcept =>
  concept({ system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code });

const GUARDIAN = concept({
  system: 'http://terminology.hl7.org/CodeSystem/v3-RoleClass',
  code: 'GUARD',
  display: 'guardian',
});

const EMERGENCY_TREATMENT = concept({
  system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
  code: 'ETREAT',
  display: 'Emergency Treatment',
});

type ConsentEvent = 'answered' | 'attested' | 'deferred' | 'withdrawn';

const eventOf = (record: ConsentRecord): ConsentEvent => {
  if (isDeferral(record)) return 'deferred';
  if (record.decisions.some(({ decision }) => decision === 'withdrawn')) return 'withdrawn';
  return record.method === 'verbal-attested' ? 'attested' : 'answered';
};

const activity = ({ base }: ExportTarget, record: ConsentRecord): CodeableConcept =>
  concept(
    {
      system: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation',
      code: record.supersedes === null ? 'CREATE' : 'UPDATE',
    },
    { system: `${base}/CodeSystem/consent-event`, code: eventOf(record) },
  );

/** Who decided. Nobody did where an emergency went before. */
const deciding = (to: ExportTarget, record: ConsentRecord): readonly ProvenanceAgent[] => {
  if (isDeferral(record)) return [];
  const who = grantor(to, record);
  const itself = { type: agentType('author'), who };
  return [
    decidesForThemselves(record) ? itself : { ...itself, role: [GUARDIAN], onBehalfOf: patient(to, record) },
  ];
};

const agents = (to: ExportTarget, record: ConsentRecord): readonly ProvenanceAgent[] => [
  ...deciding(to, record),
  ...(record.attestedBy ? [{ type: agentType('attester'), who: therapist(to, record.attestedBy) }] : []),
  { type: agentType('custodian'), who: practice(to) },
];

/** What was typed below the text. The one name in an export. */
const typed = (to: ExportTarget, record: ConsentRecord, when: string): readonly Signature[] => {
  if (!record.signature?.name.trim()) return [];
  const { name, statement } = record.signature;
  return [
    {
      ...(statement ? { extension: [extension(to, 'signed-statement', { valueString: statement })] } : {}),
      type: CONSENT_SIGNATURE,
      when,
      who: { ...grantor(to, record), display: name },
      ...(decidesForThemselves(record) ? {} : { onBehalfOf: patient(to, record) }),
    },
  ];
};

const signatures = (to: ExportTarget, { record, signature }: RecordedConsent): readonly Signature[] => {
  const when = instant(record.decidedAt);
  return [
    ...typed(to, record, when),
    ...(record.attestedBy
      ? [{ type: VERIFICATION_SIGNATURE, when, who: therapist(to, record.attestedBy) }]
      : []),
    // A compact JWS is ASCII.
    { type: SOURCE_SIGNATURE, when, who: practice(to), sigFormat: 'application/jose', data: btoa(signature) },
  ];
};

/** The clock of the page that showed the text may run ahead of the server's. */
const occurred = (
  record: ConsentRecord,
): Pick<Provenance, 'occurredPeriod'> | Pick<Provenance, 'occurredDateTime'> => {
  const start = instant(record.presentedAt);
  const end = instant(record.decidedAt);
  return start <= end ? { occurredPeriod: { start, end } } : { occurredDateTime: end };
};

const reason = (to: ExportTarget, record: ConsentRecord): Pick<Provenance, 'reason' | 'authorization'> => {
  if (!isDeferral(record)) return {};
  return to.version === 'R4'
    ? { reason: [EMERGENCY_TREATMENT] }
    : { authorization: [{ concept: EMERGENCY_TREATMENT }] };
};

/**
 * @param outcomes those that this record made
 * @param isHere whether the record with this id is in the same export
 */
export const provenance = (
  to: ExportTarget,
  recorded: RecordedConsent,
  outcomes: readonly ConsentOutcome[],
  isHere: (recordId: string) => boolean,
): Provenance => {
  const { record, recordHash, previousHash } = recorded;
  const { supersedes } = record;
  const response = (id: string): Provenance['target'][number] => inBundle('QuestionnaireResponse', id);
  const revised = [
    ...(supersedes === null
      ? []
      : [isHere(supersedes) ? response(supersedes) : recordElsewhere(to, supersedes)]),
    ...outcomes.flatMap(({ replaces }) => (replaces === null ? [] : [inBundle('Consent', replaces)])),
  ];
  return {
    resourceType: 'Provenance',
    id: `${record.recordId}-provenance`,
    language: record.document.language,
    extension: [
      extension(to, 'record-sha256', { valueString: recordHash }),
      ...(previousHash === null
        ? []
        : [extension(to, 'previous-record-sha256', { valueString: previousHash })]),
    ],
    target: [response(record.recordId), ...outcomes.map(({ id }) => inBundle('Consent', id))],
    ...occurred(record),
    recorded: instant(record.decidedAt),
    ...reason(to, record),
    activity: activity(to, record),
    ...(to.version === 'R5' ? { patient: patient(to, record) } : {}),
    agent: agents(to, record),
    entity: [
      { role: 'source', what: inBundle('Questionnaire', record.document.hash) },
      ...revised.map((what) => ({ role: 'revision' as const, what })),
    ],
    signature: signatures(to, recorded),
  };
};
