/**
 * Holds a resource against its StructureDefinition: which elements there may be, how many, of which type, in which form,
 * with which codes. What is checked nowhere here: invariants (`fhir-invariants.js`), slicing and profiles, which
 * the base definitions do not use. Stricter than FHIR in two things: an extensible binding is taken as required, and
 * what we never write (`_name` beside a primitive value) counts as unknown.
 */
import { conceptOf, isInValueSet } from './terminology.js';

const REGEX = 'http://hl7.org/fhir/StructureDefinition/regex';
const FHIR_TYPE = 'http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type';
const ID = /^[A-Za-z0-9\-.]{1,64}$/;

const JS_TYPES = { boolean: 'boolean', integer: 'number', unsignedInt: 'number', positiveInt: 'number' };

const capital = (name) => name[0].toUpperCase() + name.slice(1);
const lastOf = (path) => path.slice(path.lastIndexOf('.') + 1);
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * @param visit told of every object with its path in the definitions and the elements that describe it, for the
 *   invariants
 * @returns a list of sentences; empty when nothing is wrong
 */
export function structureIssues(definitions, resource, visit = () => undefined) {
  const issues = [];
  const complain = (at, what) => issues.push(`${at}: ${what}`);

  const childrenOf = (structure, path) =>
    structure.snapshot.element.filter(
      (one) => one.path.startsWith(`${path}.`) && !one.path.slice(path.length + 1).includes('.'),
    );

  function checkResource(value, at) {
    const structure = isObject(value) ? definitions.structure(value.resourceType) : undefined;
    if (structure?.kind !== 'resource') return complain(at, 'is not a resource');
    if (value.id !== undefined && !ID.test(value.id)) complain(`${at}.id`, 'has not the form of an id');
    const here = { resource: value, at: at || value.resourceType };
    checkObject(value, structure, value.resourceType, here, [structure.snapshot.element[0]]);
  }

  /** @param elements those whose constraints hold here */
  function checkObject(value, structure, path, { resource, at }, elements) {
    if (!isObject(value)) return complain(at, 'must be an object');
    if (Object.keys(value).length === 0) complain(at, 'is empty');
    visit({ value, path, resource, elements, at });
    const known = new Set(path === resource.resourceType ? ['resourceType'] : []);
    for (const element of childrenOf(structure, path))
      checkElement(value, structure, element, { resource, at }, known);
    for (const name of Object.keys(value)) if (!known.has(name)) complain(`${at}.${name}`, 'is unknown');
  }

  function checkElement(parent, structure, element, { resource, at }, known) {
    const name = lastOf(element.path);
    const names = name.endsWith('[x]')
      ? element.type.map((type) => ({ name: name.replace('[x]', capital(type.code)), types: [type] }))
      : [{ name, types: element.type ?? [] }];
    const present = names.filter((one) => Object.hasOwn(parent, one.name));
    if (present.length > 1) complain(`${at}.${name}`, 'is there in two types');
    if (present.length === 0 && element.min > 0) complain(`${at}.${name}`, 'is missing');
    for (const one of present) {
      known.add(one.name);
      checkValues(parent[one.name], structure, element, one.types, { resource, at: `${at}.${one.name}` });
    }
  }

  function checkValues(value, structure, element, types, { resource, at }) {
    const isList = element.max !== '1';
    if (isList !== Array.isArray(value))
      return complain(at, isList ? 'must be a list' : 'must not be a list');
    if (isList && value.length === 0) complain(at, 'is an empty list');
    if (isList && value.length < element.min) complain(at, `needs ${element.min}`);
    if (isList && element.max !== '*' && value.length > Number(element.max))
      complain(at, `takes only ${element.max}`);
    [value].flat().forEach((one, index) => {
      const place = { resource, at: isList ? `${at}[${index}]` : at };
      checkValue(one, structure, element, types, place);
      if (element.binding) checkBinding(one, element.binding, place.at);
    });
  }

  function checkValue(value, structure, element, types, place) {
    if (element.contentReference) {
      const path = element.contentReference.slice(element.contentReference.indexOf('#') + 1);
      const target = structure.snapshot.element.find((one) => one.path === path);
      return checkObject(value, structure, path, place, [target]);
    }
    const [{ code }] = types;
    if (code === 'Resource' || code === 'OperationOutcome') return checkResource(value, place.at);
    if (code === 'BackboneElement' || code === 'Element')
      return checkObject(value, structure, element.path, place, [element]);
    const type = definitions.structure(typeOf(types[0]));
    if (!type) return complain(place.at, `is of an unknown type "${code}"`);
    if (type.kind === 'primitive-type') return checkPrimitive(value, type, place.at);
    checkObject(value, type, type.type, place, [element, type.snapshot.element[0]]);
    if (type.type === 'Reference') checkTarget(value, types, place.at);
    if (type.type === 'Coding') checkCoding(value, place.at);
  }

  /** `id` and `url` are typed in terms of FHIRPath; the type of FHIR is beside it. */
  function typeOf({ code, extension }) {
    if (!code.startsWith('http://hl7.org/fhirpath/')) return code;
    return extension?.find(({ url }) => url === FHIR_TYPE)?.valueUrl ?? 'string';
  }

  function checkPrimitive(value, type, at) {
    const wanted = JS_TYPES[type.type] ?? 'string';
    if (typeof value !== wanted) return complain(at, `must be a ${wanted}`);
    if (value === '') return complain(at, 'is empty');
    const form = type.snapshot.element
      .find(({ path }) => path === `${type.type}.value`)
      ?.type[0].extension?.find(({ url }) => url === REGEX)?.valueString;
    if (form && !new RegExp(`^(?:${form})$`, 'u').test(String(value)))
      complain(at, `has not the form of a ${type.type}`);
  }

  function checkTarget(value, types, at) {
    const allowed = types
      .flatMap(({ targetProfile }) => targetProfile ?? [])
      .map((url) => url.split('/').pop());
    const actual = value.reference?.split('/')[0] ?? value.type;
    if (value.type && actual !== value.type) complain(at, `is of type ${value.type} and points to ${actual}`);
    if (allowed.length > 0 && !allowed.includes('Resource') && !allowed.includes(actual))
      complain(at, `may not point to ${actual}`);
  }

  /** Also where nothing is bound: a code that its own system does not have is wrong everywhere. */
  function checkCoding(coding, at) {
    const concept = conceptOf(definitions, coding);
    if (concept === null) complain(at, `has a code that ${coding.system} does not have: ${coding.code}`);
    else if (concept?.display && coding.display && concept.display !== coding.display)
      complain(at, `is called "${concept.display}" in ${coding.system}`);
  }

  function checkBinding(value, { strength, valueSet }, at) {
    if (!valueSet || (strength !== 'required' && strength !== 'extensible')) return;
    const codings = isObject(value) ? (value.coding ?? [value]) : [{ code: value }];
    if (!codings.some((coding) => isInValueSet(definitions, valueSet, coding)))
      complain(at, `has no code that is known to be in ${valueSet}`);
  }

  checkResource(resource, '');
  return issues;
}
