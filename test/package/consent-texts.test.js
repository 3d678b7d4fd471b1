import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { build } from 'esbuild';

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

const TEMPLATE = 'src/templates/consent-template.en.json';
const DEMO = 'demo/site/consent-demo.json';

/** What a person has to be told or asked before a session online, in this order. */
const TOPICS =
  'what-it-is who-i-am your-choice benefits risks limits alternatives platform-use data-security data-use confidentiality confidentiality-limits record-keeping recording place private-place others-present identity emergency contact-person safe-contact fallback between-sessions conduct fees jurisdiction age-guardian capacity-support substance-use-part2 ai supervision-sharing reminders keep-preferences feedback-sharing research e-records withdraw complaints review'.split(
    ' ',
  );

const OWN_ANSWER =
  'your-choice risks limits confidentiality confidentiality-limits recording place others-present emergency safe-contact fallback jurisdiction age-guardian substance-use-part2 e-records withdraw'.split(
    ' ',
  );

/** The reader that page and server use. */
const { outputFiles } = await build({
  entryPoints: ['src/core/consent-document.ts'],
  bundle: true,
  format: 'esm',
  write: false,
});
const source = Buffer.from(outputFiles[0].contents).toString('base64');
const { readConsentDocument } = await import(`data:text/javascript;base64,${source}`);

describe('consent texts', () => {
  for (const file of [TEMPLATE, DEMO])
    it(`follows the published schema, and the reader takes it: ${file}`, () => {
      const validate = new Ajv({ strict: false, allErrors: true }).compile(
        read('src/consent-document.schema.json'),
      );
      assert.ok(validate(read(file)), JSON.stringify(validate.errors));
      assert.doesNotThrow(() => readConsentDocument(read(file)));
    });

  it('covers every topic, and asks for an own answer where one is due', () => {
    const { topics } = read(TEMPLATE);
    assert.deepEqual(
      topics.map(({ id }) => id),
      TOPICS,
    );
    assert.deepEqual(
      topics.filter(({ acknowledgement }) => acknowledgement === 'separate').map(({ id }) => id),
      OWN_ANSWER,
    );
  });

  it('says that the template must be adapted, and leaves it unsigned outside a rehearsal', () => {
    const { $comment, translations } = read(TEMPLATE);
    assert.match($comment, /must be adapted by the practice/);
    assert.match(translations.en.title, /must adapt/);
    assert.match(translations.en.topics['what-it-is'].text, /^\*This is a template\./);
    assert.equal('reviewedBy' in translations.en, false);
  });

  it('lets care depend on no optional answer, and says so', () => {
    for (const file of [TEMPLATE, DEMO]) {
      const { topics, translations } = read(file);
      for (const { id } of topics.filter(({ acknowledgement }) => acknowledgement === 'optional'))
        assert.match(translations.en.topics[id].text, /Your care stays the same/, id);
    }
  });

  it('claims nothing that no software can promise', () => {
    for (const file of [TEMPLATE, DEMO])
      assert.doesNotMatch(
        readFileSync(file, 'utf8'),
        /100 ?%|HIPAA|fully secure|completely|guarantee|anonymous/i,
      );
  });

  it('keeps joint topics short', () => {
    const { topics, translations } = read(TEMPLATE);
    for (const { id } of topics.filter(({ acknowledgement }) => acknowledgement === 'joint')) {
      const count = translations.en.topics[id].text.split(/\s+/).length;
      assert.ok(count <= 60, `${id}: ${count} words`);
    }
  });

  it('shows every kind of question in the demo, in English and in unreviewed Danish', () => {
    const { topics, translations } = read(DEMO);
    const has = (want) =>
      topics.some((topic) => Object.entries(want).every(([key, value]) => topic[key] === value));
    assert.ok(has({ kind: 'agreement', acknowledgement: 'separate' }));
    assert.ok(has({ kind: 'agreement', repeat: 'each-session' }));
    assert.ok(has({ kind: 'information', acknowledgement: 'joint' }));
    assert.ok(has({ kind: 'authorisation', acknowledgement: 'optional' }));
    assert.equal(topics.filter(({ kind }) => kind === 'data-consent').length, 2);
    assert.equal(translations.en.reviewedBy, 'Sample reviewer (demo)');
    assert.equal('reviewedBy' in translations.da, false);
  });
});
