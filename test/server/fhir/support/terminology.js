/** Which codes a value set has, as far as the definitions at hand can tell. */

/** Systems without a list: what a code of them looks like. */
const OPEN_SYSTEMS = {
  'urn:ietf:bcp:13': /^[a-z]+\/[A-Za-z0-9.+-]+$/,
  'urn:ietf:bcp:47': /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/,
};

/** The concept, `null` when its system does not have it, `undefined` when the system is not at hand. */
export function conceptOf(definitions, { system, code }) {
  if (OPEN_SYSTEMS[system]) return OPEN_SYSTEMS[system].test(code) ? { code } : null;
  const concepts = definitions.concepts(system);
  return concepts && (concepts.get(code) ?? null);
}

function meetsFilters(concept, filters) {
  return filters.every(
    ({ property, op, value }) =>
      property === 'concept' &&
      op === 'is-a' &&
      (concept.code === value || concept.ancestors.includes(value)),
  );
}

/** `true`, `false`, or `undefined` where that cannot be told. */
function includes(definitions, part, coding) {
  const sets = part.valueSet?.map((url) => isInValueSet(definitions, url, coding)) ?? [];
  if (sets.includes(false)) return false;
  if (!part.system) return sets.includes(undefined) ? undefined : true;
  // A bare code has no system: it is the one of whichever part has it.
  if (coding.system !== undefined && coding.system !== part.system) return false;
  if (part.concept) return part.concept.some(({ code }) => code === coding.code);
  const concept = conceptOf(definitions, { system: part.system, code: coding.code });
  if (!concept) return concept === null ? false : undefined;
  return meetsFilters(concept, part.filter ?? []);
}

export function isInValueSet(definitions, canonical, coding) {
  const parts = definitions.valueSet(canonical)?.compose?.include;
  if (!parts) return undefined;
  const answers = parts.map((part) => includes(definitions, part, coding));
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}
