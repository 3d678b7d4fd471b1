/**
 * One subject's consent records for other systems, as HL7 FHIR R4 or R5. What the parts mean is in the comments of the
 * files beside this one; whoever needs proof rather than an outcome takes our own JSON (`consent-export.ts`).
 */
import { consentOutcomes } from './consent-outcome.js';
import { recordedConsents, type ExportFacts } from './fhir-input.js';
import { checkNaming, extension, resourceUrl, type ExportTarget, type FhirNaming } from './fhir-terms.js';
import type { FhirBundle, FhirResource, FhirVersion } from './fhir-types.js';
import { consentR4 } from './consent-r4.js';
import { consentR5 } from './consent-r5.js';
import { provenance } from './provenance.js';
import { questionnaire } from './questionnaire.js';
import { questionnaireResponse } from './questionnaire-response.js';

const resources = (to: ExportTarget, facts: ExportFacts): readonly FhirResource[] => {
  const recorded = recordedConsents(facts);
  const outcomes = consentOutcomes(recorded);
  const ids = new Set(recorded.map(({ record }) => record.recordId));
  const shown = new Map(recorded.map((one) => [one.record.document.hash, questionnaire(to, one)]));
  return [
    ...shown.values(),
    ...recorded.flatMap((one) => {
      const its = outcomes.filter(({ from }) => from === one);
      return [
        questionnaireResponse(to, one),
        ...its.map((outcome) => (to.version === 'R4' ? consentR4(to, outcome) : consentR5(to, outcome))),
        provenance(to, one, its, (id) => ids.has(id)),
      ];
    }),
  ];
};

/**
 * A bundle of type `collection`: what was shown (`Questionnaire`), then for each record, oldest first, its answers
 * (`QuestionnaireResponse`), what came of them (`Consent`, one per kind that was decided about) and who did it
 * (`Provenance`). Lawfully deleted records are counted in an extension of `meta` and left out.
 *
 * Throws a `TypeError` for records that must not be handed on (see `recordedConsents`) and for unfit names.
 */
export const fhirBundle = (version: FhirVersion, facts: ExportFacts, naming: FhirNaming): FhirBundle => {
  checkNaming(naming);
  const to: ExportTarget = { version, practice: facts.practice, ...naming };
  const deleted = facts.ledger.filter(({ record }) => record === null).length;
  const entry = resources(to, facts).map((resource) => ({
    fullUrl: resourceUrl(to, resource.resourceType, resource.id),
    resource,
  }));
  return {
    resourceType: 'Bundle',
    ...(deleted > 0
      ? { meta: { extension: [extension(to, 'deleted-records', { valueUnsignedInt: deleted })] } }
      : {}),
    type: 'collection',
    ...(entry.length > 0 ? { entry } : {}),
  };
};
