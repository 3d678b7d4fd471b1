/** The book of consent of one subject as a file for other systems. */
import type { JWK } from 'jose';
import { consentExport, type ConsentExport } from './consent-export.js';
import type { ConsentHistory } from './consent-history.js';
import { fhirBundle } from './fhir/fhir-bundle.js';
import type { ExportFacts } from './fhir/fhir-input.js';
import type { FhirNaming } from './fhir/fhir-terms.js';
import type { FhirBundle, FhirVersion } from './fhir/fhir-types.js';
import { Refusal } from './refusal.js';

export const EXPORT_FORMATS = ['json', 'fhir-r4', 'fhir-r5'] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export type ConsentFile<Format extends ExportFormat = ExportFormat> = Format extends 'json'
  ? ConsentExport
  : FhirBundle;

/** How exports name the practice and what is its own. */
export interface ExportNames {
  /** `id` is opaque; `name` is what the practice is called. */
  readonly practice?: ExportFacts['practice'] | undefined;
  readonly fhir?: FhirNaming | undefined;
}

const VERSIONS: Readonly<Record<Exclude<ExportFormat, 'json'>, FhirVersion>> = {
  'fhir-r4': 'R4',
  'fhir-r5': 'R5',
};

const needed = <T>(value: T | undefined, option: string): T => {
  if (value === undefined) throw new Refusal('bad-request', `set the option ${option} to export consent`);
  return value;
};

const made = (
  facts: ExportFacts,
  keys: readonly JWK[],
  { fhir }: ExportNames,
  format: ExportFormat,
): ConsentFile => {
  if (format === 'json') return consentExport({ ...facts, keys });
  return fhirBundle(VERSIONS[format], facts, needed(fhir, 'consent.fhir'));
};

/** @throws Refusal; see `PracticeDesk.exportConsent` */
export const exportConsent = <Format extends ExportFormat>(
  { entries, shown }: ConsentHistory,
  keys: readonly JWK[],
  names: ExportNames,
  format: Format,
): ConsentFile<Format> => {
  if (entries.length === 0) throw new Refusal('not-found');
  const facts = { ledger: entries, documents: shown, practice: needed(names.practice, 'consent.practice') };
  try {
    return made(facts, keys, names, format) as ConsentFile<Format>;
  } catch (error) {
    // They name a record by its id, and what is wrong with it.
    if (error instanceof TypeError) throw new Refusal('not-allowed', error.message);
    throw error;
  }
};
