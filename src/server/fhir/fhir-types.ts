/**
 * The parts of HL7 FHIR R4 (4.0.1) and R5 (5.0.0) that an export is made of, and no more. Where the two differ, the
 * type says which is which; the tests hold every export against the published definitions.
 */

export type FhirVersion = 'R4' | 'R5';

export interface Coding {
  readonly system: string;
  readonly version?: string;
  readonly code: string;
  readonly display?: string;
}

export interface CodeableConcept {
  readonly coding?: readonly Coding[];
  readonly text?: string;
}

export interface Identifier {
  readonly system: string;
  readonly value: string;
}

/** Either to a resource of the same bundle (`reference`) or to somebody whom only the practice knows (`identifier`). */
export interface Reference {
  readonly reference?: string;
  readonly type: string;
  readonly identifier?: Identifier;
  readonly display?: string;
}

export interface Extension {
  readonly url: string;
  readonly extension?: readonly Extension[];
  readonly valueCode?: string;
  readonly valueCoding?: Coding;
  readonly valueIdentifier?: Identifier;
  readonly valueString?: string;
  readonly valueUnsignedInt?: number;
}

interface Extended {
  readonly extension?: readonly Extension[];
}

export interface Period {
  readonly start: string;
  readonly end: string;
}

export interface Signature extends Extended {
  readonly type: readonly Coding[];
  readonly when: string;
  readonly who: Reference;
  readonly onBehalfOf?: Reference;
  readonly sigFormat?: string;
  /** Base64. */
  readonly data?: string;
}

interface Resource extends Extended {
  readonly id: string;
  readonly meta?: { readonly versionId?: string; readonly profile?: readonly string[] };
  readonly language: string;
}

export interface QuestionnaireItem {
  readonly linkId: string;
  readonly text: string;
  /** A question with a list of answers is a `choice` in R4 and a `coding` in R5. */
  readonly type: 'choice' | 'coding' | 'display';
  readonly code?: readonly Coding[];
  readonly required?: boolean;
  readonly answerOption?: readonly { readonly valueCoding: Coding }[];
  readonly item?: readonly QuestionnaireItem[];
}

export interface Questionnaire extends Resource {
  readonly resourceType: 'Questionnaire';
  readonly url: string;
  readonly identifier: readonly Identifier[];
  readonly title: string;
  readonly status: 'active';
  readonly subjectType: readonly string[];
  readonly publisher: string;
  readonly item: readonly QuestionnaireItem[];
}

export interface QuestionnaireResponse extends Resource {
  readonly resourceType: 'QuestionnaireResponse';
  /** One in R4, a list in R5. */
  readonly identifier: Identifier | readonly Identifier[];
  readonly questionnaire: string;
  readonly status: 'completed' | 'in-progress';
  readonly subject: Reference;
  readonly authored: string;
  readonly author: Reference;
  readonly source?: Reference;
  readonly item: readonly {
    readonly linkId: string;
    readonly text: string;
    readonly answer: readonly { readonly valueCoding: Coding }[];
  }[];
}

export interface ProvisionR4 extends Extended {
  readonly type: 'permit' | 'deny';
  readonly code: readonly CodeableConcept[];
}

export interface ConsentR4 extends Resource {
  readonly resourceType: 'Consent';
  readonly identifier: readonly Identifier[];
  readonly status: 'proposed' | 'active' | 'inactive';
  readonly scope: CodeableConcept;
  readonly category: readonly CodeableConcept[];
  readonly patient: Reference;
  readonly dateTime: string;
  readonly performer: readonly Reference[];
  readonly organization: readonly Reference[];
  readonly sourceReference: Reference;
  readonly policy: readonly (Extended & { readonly uri: string })[];
  readonly provision: {
    readonly actor: readonly { readonly role: CodeableConcept; readonly reference: Reference }[];
    readonly provision?: readonly ProvisionR4[];
  };
}

export interface ConsentR5 extends Resource {
  readonly resourceType: 'Consent';
  readonly identifier: readonly Identifier[];
  readonly status: 'draft' | 'active' | 'inactive';
  readonly category: readonly CodeableConcept[];
  readonly subject: Reference;
  /** A day, in UTC. */
  readonly date: string;
  readonly grantor: readonly Reference[];
  readonly grantee: readonly Reference[];
  readonly controller: readonly Reference[];
  readonly sourceReference: readonly Reference[];
  readonly regulatoryBasis?: readonly CodeableConcept[];
  readonly policyBasis: Extended & { readonly url: string };
  readonly policyText: readonly Reference[];
  readonly decision?: 'permit' | 'deny';
  readonly provision?: readonly { readonly code: readonly CodeableConcept[] }[];
}

export interface ProvenanceAgent {
  readonly type: CodeableConcept;
  readonly role?: readonly CodeableConcept[];
  readonly who: Reference;
  readonly onBehalfOf?: Reference;
}

export interface Provenance extends Resource {
  readonly resourceType: 'Provenance';
  readonly target: readonly Reference[];
  readonly occurredPeriod?: Period;
  readonly occurredDateTime?: string;
  readonly recorded: string;
  /** Why: R4. */
  readonly reason?: readonly CodeableConcept[];
  /** Why: R5. */
  readonly authorization?: readonly { readonly concept: CodeableConcept }[];
  readonly activity: CodeableConcept;
  /** R5. */
  readonly patient?: Reference;
  readonly agent: readonly ProvenanceAgent[];
  readonly entity: readonly { readonly role: 'source' | 'revision'; readonly what: Reference }[];
  readonly signature: readonly Signature[];
}

export type FhirResource = Questionnaire | QuestionnaireResponse | ConsentR4 | ConsentR5 | Provenance;

/** A bundle itself takes no extensions; its `meta` does. */
export interface FhirBundle {
  readonly resourceType: 'Bundle';
  readonly meta?: Extended;
  readonly type: 'collection';
  readonly entry?: readonly { readonly fullUrl: string; readonly resource: FhirResource }[];
}
