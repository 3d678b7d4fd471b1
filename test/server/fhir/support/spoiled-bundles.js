/**
 * What can be wrong with a bundle: by name, what the validator has to say, in which version, and how to spoil a good one.
 * Spoiling gets the first resource of each type by its name, and the bundle.
 */
const V3_REASON = 'http://terminology.hl7.org/CodeSystem/v3-ActReason';

export const STRUCTURE = {
  'a consent without its scope': [/scope: is missing/, 'R4', ({ Consent }) => delete Consent.scope],
  'a consent without its category': [/category: is missing/, 'R4', ({ Consent }) => delete Consent.category],
  'a scope in R5': [
    /scope: is unknown/,
    'R5',
    ({ Consent }) => (Consent.scope = { coding: [{ code: 'treatment' }] }),
  ],
  'a decision in R4': [/decision: is unknown/, 'R4', ({ Consent }) => (Consent.decision = 'permit')],
  'an element of our own': [/mood: is unknown/, 'R5', ({ Consent }) => (Consent.mood = 'good')],
  'a status of R4 in R5': [/status: has no code/, 'R5', ({ Consent }) => (Consent.status = 'proposed')],
  'a status that nobody knows': [/status: has no code/, 'R4', ({ Consent }) => (Consent.status = 'given')],
  'a type of question of R4 in R5': [
    /type: has no code/,
    'R5',
    ({ Questionnaire }) => (Questionnaire.item[0].type = 'choice'),
  ],
  'a scope that its value set does not have': [
    /scope: has no code/,
    'R4',
    ({ Consent }) => (Consent.scope.coding[0].code = 'dentistry'),
  ],
  'a purpose outside of what the filter lets through': [
    /reason\[0\]: has no code/,
    'R4',
    ({ Provenance }) => (Provenance.reason = [{ coding: [{ system: V3_REASON, code: 'EDU' }] }]),
  ],
  'a code that its own system does not have': [
    /has a code that urn:iso-astm/,
    'R5',
    ({ Provenance }) => (Provenance.signature[0].type[0].code = '1.2.3'),
  ],
  'a code under another name': [
    /is called "Consent Signature"/,
    'R4',
    ({ Provenance }) => (Provenance.signature[0].type[0].display = 'Signature'),
  ],
  'a list where there is one': [
    /identifier: must not be a list/,
    'R4',
    ({ QuestionnaireResponse: one }) => (one.identifier = [one.identifier]),
  ],
  'one where there is a list': [
    /identifier: must be a list/,
    'R5',
    ({ QuestionnaireResponse: one }) => (one.identifier = one.identifier[0]),
  ],
  'an empty list': [/item: is an empty list/, 'R4', ({ Questionnaire }) => (Questionnaire.item = [])],
  'an empty text': [/title: is empty/, 'R4', ({ Questionnaire }) => (Questionnaire.title = '')],
  'an empty object': [/policyBasis: is empty/, 'R5', ({ Consent }) => (Consent.policyBasis = {})],
  'a response to no questionnaire': [
    /questionnaire: is missing/,
    'R5',
    ({ QuestionnaireResponse: one }) => delete one.questionnaire,
  ],
  'a signature that nobody made': [
    /who: is missing/,
    'R4',
    ({ Provenance }) => delete Provenance.signature[0].who,
  ],
  'a day without a time where an instant is needed': [
    /recorded: has not the form of a instant/,
    'R4',
    ({ Provenance }) => (Provenance.recorded = '2026-03-02'),
  ],
  'a time where a day is needed': [
    /date: has not the form of a date/,
    'R5',
    ({ Consent }) => (Consent.date = '2026-03-02T09:00:00Z'),
  ],
  'a number as a text': [
    /valueString: must be a string/,
    'R4',
    ({ Provenance }) => (Provenance.extension[0].valueString = 1),
  ],
  'two types of one value': [
    /occurred\[x\]: is there in two types/,
    'R4',
    ({ Provenance }) => (Provenance.occurredDateTime = '2026-03-02'),
  ],
  'a patient where an organisation is needed': [
    /organization\[0\]: may not point to Patient/,
    'R4',
    ({ Consent }) => (Consent.organization[0].type = 'Patient'),
  ],
  'a reference under a wrong type': [
    /is of type Consent and points to Questionnaire/,
    'R5',
    ({ Provenance }) => (Provenance.entity[0].what.type = 'Consent'),
  ],
  'an id with a blank': [/id: has not the form/, 'R4', ({ Consent }) => (Consent.id = 'a b')],
  'a resource that FHIR does not have': [
    /is not a resource/,
    'R4',
    ({ Consent }) => (Consent.resourceType = 'Agreement'),
  ],
};

export const INVARIANTS = {
  'a consent without a policy': [/ppc-1/, 'R4', ({ Consent }) => delete Consent.policy],
  'two questions with one id': [
    /que-2/,
    'R5',
    ({ Questionnaire }) => (Questionnaire.item[1].linkId = Questionnaire.item[0].linkId),
  ],
  'words with an answer': [
    /que-6/,
    'R4',
    ({ Questionnaire }) => (Questionnaire.item[0].item[0].required = true),
  ],
  'an end before its beginning': [
    /per-1/,
    'R4',
    ({ Provenance }) => (Provenance.occurredPeriod.end = '2026-03-01T00:00:00Z'),
  ],
  'an extension with a value and parts': [
    /ext-1/,
    'R5',
    ({ Consent }) => (Consent.extension.at(-1).valueString = 'x'),
  ],
  'a total that only searches have': [/bdl-1/, 'R4', ({ bundle }) => (bundle.total = 1)],
  'one resource twice': [/bdl-7/, 'R5', ({ bundle }) => bundle.entry.push(bundle.entry[0])],
  'a request in a collection': [
    /bdl-3a/,
    'R5',
    ({ bundle }) => (bundle.entry[0].request = { method: 'GET', url: 'x' }),
  ],
  'somebody on behalf of themselves': [
    /prov-1/,
    'R5',
    ({ Provenance }) => (Provenance.agent[0].who = Provenance.agent[0].onBehalfOf = Provenance.target[0]),
  ],
};

export const LINKS = {
  'a reference to what is not there': [
    /leads to Consent\/none/,
    'R4',
    ({ Provenance }) => (Provenance.target[1].reference = 'Consent/none'),
  ],
  'a questionnaire that is not there': [
    /answers https:.*which is not here/,
    'R4',
    ({ Questionnaire }) => (Questionnaire.url += 'x'),
  ],
  'an answer to what was not asked': [
    /"fun", which was not asked/,
    'R5',
    ({ QuestionnaireResponse: one }) => (one.item[0].linkId = 'fun'),
  ],
  'an answer that was not offered': [
    /answers "fees" with .* agree/,
    'R5',
    ({ QuestionnaireResponse: one }) =>
      (one.item.find(({ linkId }) => linkId === 'fees').answer[0].valueCoding.code = 'agree'),
  ],
  'another address than its id': [/is at /, 'R4', ({ bundle }) => (bundle.entry[0].fullUrl += 'x')],
};

/** A copy of a good bundle, spoiled. */
export function spoiled(good, spoil) {
  const bundle = structuredClone(good);
  const resources = bundle.entry.map(({ resource }) => resource).reverse();
  spoil({ bundle, ...Object.fromEntries(resources.map((one) => [one.resourceType, one])) });
  return bundle;
}
