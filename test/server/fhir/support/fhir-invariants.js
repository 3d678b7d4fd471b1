/** Evaluates the invariants that the definitions of FHIR put to a resource and to everything inside it. */
import { structureIssues } from './fhir-structure.js';

/** A reference by identifier leads out of the bundle, and nowhere that a test could follow. */
const resolveIn = (bundle) => (inputs) =>
  inputs.flatMap(({ reference }) => {
    const found = (bundle.entry ?? []).find(
      ({ resource }) => reference === `${resource.resourceType}/${resource.id}`,
    );
    return found ? [found.resource] : [];
  });

/** `warning` is advice (a human-readable narrative, for example), and not what makes a resource wrong. */
const isRule = ({ severity, expression }) => severity === 'error' && expression;

/**
 * @param fhirPath from `loadFhirPath`
 * @returns `issues`, one sentence for each invariant that does not hold; `evaluated`, the keys of those that were
 *   evaluated at least once
 */
export function invariantIssues({ engine, models }, definitions, bundle) {
  const issues = [];
  const evaluated = new Set();
  const options = {
    traceFn: () => undefined,
    userInvocationTable: { resolve: { fn: resolveIn(bundle), arity: { 0: [] } } },
  };
  structureIssues(definitions, bundle, ({ value, path, resource, elements, at }) => {
    const rules = new Map(elements.flatMap(({ constraint = [] }) => constraint).map((one) => [one.key, one]));
    for (const { key, expression, human } of [...rules.values()].filter(isRule)) {
      const variables = { resource, rootResource: resource };
      const result = engine.evaluate(
        value,
        { base: path, expression },
        variables,
        models[definitions.version],
        options,
      );
      evaluated.add(key);
      // Nothing means that there was nothing to hold it against.
      if (result.length > 0 && result[0] !== true) issues.push(`${at}: ${key}, ${human}`);
    }
  });
  return { issues, evaluated };
}
