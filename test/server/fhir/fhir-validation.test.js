/** Bundles held against the published definitions of FHIR, and proof that the validator can say no. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { linkIssues } from './support/bundle-links.js';
import { loadDefinitions, loadFhirPath, skipWithoutDefinitions } from './support/definitions.js';
import { invariantIssues } from './support/fhir-invariants.js';
import { structureIssues } from './support/fhir-structure.js';
import { loadSources } from './support/load-sources.js';
import { sampleCases } from './support/sample-cases.js';
import { NAMING } from './support/sample-ledger.js';
import { INVARIANTS, LINKS, spoiled, STRUCTURE } from './support/spoiled-bundles.js';

const { fhirBundle } = await loadSources('server/fhir/fhir-bundle.ts');

const skip = skipWithoutDefinitions();
const definitions = skip ? null : loadDefinitions();
const fhirPath = skip ? null : await loadFhirPath();

/** Skipped one by one, so that each is counted. */
const test = (name, run) => it(name, { skip }, run);

describe('FHIR', () => {
  const checks = {
    structure: (version, bundle) => structureIssues(definitions[version], bundle),
    invariants: (version, bundle) => invariantIssues(fhirPath, definitions[version], bundle).issues,
    links: (_, bundle) => linkIssues(bundle),
  };

  for (const version of ['R4', 'R5'])
    for (const [name, facts] of Object.entries(sampleCases))
      test(`finds nothing wrong with a bundle in ${version}: ${name}`, async () => {
        const bundle = fhirBundle(version, await facts(), NAMING);
        for (const [what, issuesOf] of Object.entries(checks))
          assert.deepEqual(issuesOf(version, bundle), [], what);
      });

  test('has evaluated the rules that matter here', async () => {
    const facts = await sampleCases['by a guardian, in Danish']();
    const both = ['bdl-7', 'que-2', 'qrs-1', 'per-1', 'ref-1', 'ext-1', 'dom-3'];
    const rules = { R4: [...both, 'ppc-1', 'bdl-3'], R5: [...both, 'prov-1', 'qrs-2', 'bdl-3a'] };
    for (const [version, keys] of Object.entries(rules)) {
      const bundle = fhirBundle(version, facts, NAMING);
      const { evaluated } = invariantIssues(fhirPath, definitions[version], bundle);
      assert.deepEqual(
        keys.filter((key) => !evaluated.has(key)),
        [],
      );
    }
  });

  for (const [what, table] of Object.entries({ structure: STRUCTURE, invariants: INVARIANTS, links: LINKS }))
    for (const [name, [complaint, version, spoil]] of Object.entries(table))
      test(`refuses ${name} (${what}, ${version})`, async () => {
        const facts = await sampleCases['by a guardian, in Danish']();
        const issues = checks[what](version, spoiled(fhirBundle(version, facts, NAMING), spoil));
        assert.ok(
          issues.some((issue) => complaint.test(issue)),
          `expected ${complaint} among ${JSON.stringify(issues)}`,
        );
      });
});
