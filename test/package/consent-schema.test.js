import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, it } from 'node:test';

import Ajv2020 from 'ajv/dist/2020.js';
import { build } from 'esbuild';

const schema = JSON.parse(await readFile('src/consent-document.schema.json', 'utf8'));

/** The reader as pages load it. */
async function loadReader() {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { readConsentDocument } from './src/core/consent-document.ts';
        export { exampleDocument } from './src/examples/consent-form.ts';`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    format: 'esm',
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

/** What is done to a good document. `schemaCannot`: a rule between two places, which a schema cannot express. */
const changes = {
  'left as it is': { good: true, change: () => undefined },
  'a note for editors': { good: true, change: (one) => (one.$comment = 'x') },
  'no phone, no alternatives': { good: true, change: (one) => (one.practice = { name: 'x' }) },
  'an unreviewed translation': { good: true, change: (one) => delete one.translations.en.reviewedBy },
  'characters outside the first plane, up to the limit': {
    good: true,
    change: (one) => (one.id = '😀'.repeat(200)),
  },
  'a language with a script': {
    good: true,
    change: (one) => (one.translations['zh-Hans-CN'] = one.translations.en),
  },
  'an authorisation of its own': { good: true, change: (one) => (one.topics[0].kind = 'authorisation') },
  'a circumstance and a lawful basis': {
    good: true,
    change: (one) => Object.assign(one.topics[0], { appliesWhen: 'minor', lawfulBasis: 'x' }),
  },

  'no id': { change: (one) => delete one.id },
  'an id of blanks': { change: (one) => (one.id = ' \n ') },
  'an id that is too long': { change: (one) => (one.id = '😀'.repeat(201)) },
  'an id that is a number': { change: (one) => (one.id = 1) },
  'a misspelt field': { change: (one) => (one.titel = 'x') },
  'no practice': { change: (one) => delete one.practice },
  'a practice without a name': { change: (one) => delete one.practice.name },
  'a phone of null': { change: (one) => (one.practice.phone = null) },
  'a phone that is too long': { change: (one) => (one.practice.phone = '1'.repeat(41)) },
  'no topics': { change: (one) => (one.topics = []) },
  'topics as an object': { change: (one) => (one.topics = {}) },
  'a topic that is null': { change: (one) => (one.topics[0] = null) },
  'a topic id in capitals': { change: (one) => (one.topics[0].id = 'Recording') },
  'a version with two numbers': { change: (one) => (one.topics[0].version = '1.0') },
  'an unknown kind': { change: (one) => (one.topics[0].kind = 'wish') },
  'an unknown acknowledgement': { change: (one) => (one.topics[0].acknowledgement = 'implied') },
  'an unknown repeat': { change: (one) => (one.topics[0].repeat = 'weekly') },
  'no repeat': { change: (one) => delete one.topics[0].repeat },
  'data consent that care depends on': { change: (one) => (one.topics[0].kind = 'data-consent') },
  'a circumstance with blanks': { change: (one) => (one.topics[0].appliesWhen = 'a minor') },
  'a language that is none': { change: (one) => (one.language = 'e') },
  'a language that is too long': { change: (one) => (one.language = `en${'-abcdefgh'.repeat(4)}`) },
  'a translation into no language': { change: (one) => (one.translations['en us'] = one.translations.en) },
  'no translations': { change: (one) => (one.translations = {}) },
  'a translation without a title': { change: (one) => delete one.translations.en.title },
  'words without a summary': { change: (one) => delete one.translations.en.topics.recording.summary },
  'an empty text': { change: (one) => (one.translations.en.topics.recording.text = '') },
  'a text that is too long': {
    change: (one) => (one.translations.en.topics.recording.text = 'x'.repeat(10_001)),
  },
  'a full text that is too long': {
    change: (one) => (one.translations.en.topics.recording.fullText = 'x'.repeat(50_001)),
  },
  'an unknown field of words': { change: (one) => (one.translations.en.topics.recording.html = '<b>') },

  'the same topic twice': { schemaCannot: true, change: (one) => one.topics.push(one.topics[0]) },
  'a topic without words': {
    schemaCannot: true,
    change: (one) => delete one.translations.da.topics.recording,
  },
  'words without a topic': { schemaCannot: true, change: (one) => one.topics.pop() },
  'no translation into its own language': { schemaCannot: true, change: (one) => (one.language = 'fr') },
};

describe('the schema of consent documents', () => {
  let reader;
  const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: false }).compile(schema);

  before(async () => {
    reader = await loadReader();
  });

  const reads = (document) => {
    try {
      reader.readConsentDocument(document);
      return true;
    } catch (error) {
      assert.equal(error.code, 'consent-document-invalid', error.stack);
      return false;
    }
  };

  for (const [name, { change, good = false, schemaCannot = false }] of Object.entries(changes))
    it(`agrees with the reader: ${name}`, () => {
      const document = structuredClone(reader.exampleDocument);
      change(document);
      assert.equal(reads(document), good, 'reader');
      assert.equal(validate(document), good || schemaCannot, `schema: ${JSON.stringify(validate.errors)}`);
    });

  it('says in its description which rules it cannot express', () => {
    for (const rule of ['unique', 'its own `language`', 'words for every topic'])
      assert.ok(schema.description.includes(rule), rule);
  });
});
