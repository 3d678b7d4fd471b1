/**
 * The published definitions of FHIR R4 and R5, from packages with a lock file of their own (`../definitions`): together
 * some 200 MB, which nobody who only uses this project should have to fetch.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '..', 'definitions');
const PACKAGES = join(FOLDER, 'node_modules');
const R4 = join(PACKAGES, '@medplum', 'definitions', 'dist', 'fhir', 'r4');
const R5 = join(PACKAGES, 'hl7.fhir.r5.core');

const read = (...path) => JSON.parse(readFileSync(join(...path), 'utf8'));

/** Whether npm has finished here, with the versions that the lock file asks for now. npm writes its own list last. */
function isInstalled() {
  const list = join(PACKAGES, '.package-lock.json');
  if (!existsSync(list)) return false;
  const installed = read(list).packages;
  return Object.entries(read(FOLDER, 'package-lock.json').packages)
    .filter(([path]) => path !== '')
    .every(([path, { version }]) => installed[path]?.version === version);
}

/**
 * Installs them where they are missing, and says so. Returns why the tests that need them have to be skipped, or `false`;
 * with `REQUIRE_FHIR=1` a registry that cannot be reached is a failure. To be called by one file of tests only: two that
 * install at once would be in each other's way.
 */
export function skipWithoutDefinitions() {
  if (isInstalled()) return false;
  console.log('Installing the definitions of FHIR for these tests (about 200 MB, once).');
  const { status, stderr } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: FOLDER,
    encoding: 'utf8',
  });
  if (status === 0) return false;
  const reason = 'No export was validated, because the definitions of FHIR could not be installed.';
  if (process.env.REQUIRE_FHIR === '1') throw new Error(`${reason}\n${stderr}`);
  console.warn(`SKIPPED: ${reason}\n${stderr}`);
  return reason;
}

/** One version of FHIR. R5 leaves most code systems to terminology.hl7.org; R4 carries the same ones. */
class Definitions {
  #structures = new Map();
  #canonical = new Map();
  #concepts = new Map();

  constructor(version, structures, terminology) {
    this.version = version;
    for (const one of structures) if (one.derivation !== 'constraint') this.#structures.set(one.type, one);
    for (const one of terminology) this.#canonical.set(`${one.resourceType} ${one.url}`, one);
  }

  /** The StructureDefinition of a resource or a data type. */
  structure(type) {
    return this.#structures.get(type);
  }

  valueSet(canonical) {
    return this.#canonical.get(`ValueSet ${canonical.split('|')[0]}`);
  }

  /** By code, each with the codes above it; `undefined` where the whole list is not at hand. */
  concepts(system) {
    if (!this.#concepts.has(system))
      this.#concepts.set(system, conceptsOf(this.#canonical.get(`CodeSystem ${system}`)));
    return this.#concepts.get(system);
  }
}

function conceptsOf(codeSystem) {
  if (codeSystem?.content !== 'complete') return undefined;
  const concepts = new Map();
  const collect = (list = [], ancestors = []) => {
    for (const one of list) {
      concepts.set(one.code, { ...one, ancestors });
      collect(one.concept, [...ancestors, one.code]);
    }
  };
  collect(codeSystem.concept);
  return concepts;
}

function readR4() {
  const resourcesIn = (file) => read(R4, `${file}.json`).entry.map(({ resource }) => resource);
  const structures = ['profiles-resources', 'profiles-types'].flatMap(resourcesIn);
  const terminology = ['valuesets', 'v3-codesystems'].flatMap(resourcesIn);
  return {
    structures: structures.filter(({ resourceType }) => resourceType === 'StructureDefinition'),
    terminology: terminology.filter(({ resourceType }) => /^(ValueSet|CodeSystem)$/.test(resourceType)),
  };
}

function readR5() {
  const all = (type) =>
    readdirSync(R5)
      .filter((file) => file.startsWith(`${type}-`))
      .map((file) => read(R5, file));
  return {
    structures: all('StructureDefinition'),
    terminology: [...all('ValueSet'), ...all('CodeSystem')],
  };
}

/** Both versions; a second of reading and half a gigabyte of memory, so once per file of tests. */
export function loadDefinitions() {
  const r4 = readR4();
  const r5 = readR5();
  return {
    R4: new Definitions('R4', r4.structures, r4.terminology),
    R5: new Definitions('R5', r5.structures, [...r4.terminology, ...r5.terminology]),
  };
}

/** The FHIRPath engine, which comes from the same folder. */
export async function loadFhirPath() {
  const from = join(PACKAGES, 'fhirpath');
  const [engine, r4, r5] = await Promise.all(
    ['src/fhirpath.js', 'fhir-context/r4/index.js', 'fhir-context/r5/index.js'].map(
      (file) => import(join(from, file)),
    ),
  );
  return { engine: engine.default, models: { R4: r4.default, R5: r5.default } };
}
