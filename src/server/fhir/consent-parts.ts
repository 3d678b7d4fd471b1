/** What a FHIR `Consent` says in the same way in R4 and R5. */
import type { ConsentRecord } from '../../core/consent.js';
import type { ConsentKind, ConsentOutcome } from './consent-outcome.js';
import {
  concept,
  extension,
  kindCoding,
  practice,
  therapist,
  type ExportTarget,
  type FhirNaming,
} from './fhir-terms.js';
import type { CodeableConcept, ConsentR4, Extension, Reference } from './fhir-types.js';

/** The profile names the form of the record; the version tells the outcomes of one kind and document apart. */
export const consentMeta = (
  { base }: FhirNaming,
  { version, from }: ConsentOutcome,
): NonNullable<ConsentR4['meta']> => ({
  versionId: String(version),
  profile: [`${base}/StructureDefinition/consent-record|${from.record.schemaVersion}`],
});

/** LOINC's "Patient Consent", which other systems search for, and which of our kinds it is. */
export const consentCategory = (to: FhirNaming, kind: ConsentKind): CodeableConcept =>
  concept({ system: 'http://loinc.org', code: '59284-0' }, kindCoding(to, kind));

export const consentExtensions = (to: FhirNaming, { from }: ConsentOutcome): readonly Extension[] => [
  extension(to, 'consent-method', { valueCode: from.record.method }),
];

/** The practice, and the therapist where the record knows who. */
export const grantees = (to: ExportTarget, { attestedBy }: ConsentRecord): readonly Reference[] => [
  practice(to),
  ...(attestedBy ? [therapist(to, attestedBy)] : []),
];
