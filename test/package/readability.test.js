import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, it } from 'node:test';
import { build } from 'esbuild';

import { grade, lix, plain, strings, syllables } from './readability.js';

const MAX_GRADE = 8;
const MAX_LIX = 35;
/** An average hides one long sentence among short ones, so none may be this hard by itself. */
const HARDEST = { grade: 11, lix: 55 };

/** The catalogues are written in TypeScript and import types only, so that each is one small module. */
const catalogue = async (file) => {
  const { outputFiles } = await build({ entryPoints: [file], bundle: true, format: 'esm', write: false });
  const source = Buffer.from(outputFiles[0].contents).toString('base64');
  return (await import(`data:text/javascript;base64,${source}`)).default;
};

const files = (language) =>
  readdirSync(`src/locales/${language}`).map((name) => `src/locales/${language}/${name}`);

/** One text of all that has at least a sentence: a label on a button has no grade. */
const prose = (words) =>
  strings(words)
    .map(({ text }) => text)
    .filter((text) => text.split(/\s+/).length > 3)
    .join('\n');

/** Strings long enough for the formula to mean something. */
const hardStrings = (words, measure, limit) =>
  strings(words)
    .filter(({ text }) => text.split(/\s+/).length > 7 && measure(plain(text)) > limit)
    .map(({ path, text }) => `${path}: ${text}`);

/** The hardest first, so that whoever mends it sees where to begin. */
const offenders = (words, measure, limit) =>
  strings(words)
    .map(({ path, text }) => ({ path, text, figure: measure(plain(text)) }))
    .filter(({ figure, text }) => figure > limit && text.split(/\s+/).length > 3)
    .sort((one, other) => other.figure - one.figure)
    .slice(0, 8)
    .map(({ path, text, figure }) => `  ${figure.toFixed(1)}  ${path}: ${text}`)
    .join('\n');

describe('readability', () => {
  it('counts syllables about as a person does', () => {
    const known = {
      you: 1,
      therapist: 3,
      session: 2,
      online: 2,
      camera: 3,
      agree: 2,
      moved: 1,
      needed: 2,
      people: 2,
    };
    for (const [word, count] of Object.entries(known)) assert.equal(syllables(word), count, word);
  });

  it('tells a hard text from an easy one', () => {
    const hard =
      'Notwithstanding the aforementioned confidentiality obligations, disclosure may be necessitated by statutory requirements.';
    assert.ok(grade(hard) > 15);
    assert.ok(grade('You can stop at any time. Nobody will ask you why.') < 4);
    assert.ok(
      lix('Uanset de forannævnte fortrolighedsforpligtelser kan lovgivningen nødvendiggøre videregivelse.') >
        50,
    );
    assert.ok(lix('Du kan stoppe, når du vil. Ingen spørger dig hvorfor.') < 30);
  });

  for (const file of files('en'))
    it(`is at grade ${MAX_GRADE} or below: en/${basename(file)}`, async () => {
      const words = await catalogue(file);
      const figure = grade(prose(words));
      assert.deepEqual(hardStrings(words, grade, HARDEST.grade), []);
      assert.ok(figure <= MAX_GRADE, `${figure.toFixed(1)}\n${offenders(words, grade, MAX_GRADE)}`);
    });

  for (const file of files('da'))
    it(`is at LIX ${MAX_LIX} or below: da/${basename(file)}`, async () => {
      const words = await catalogue(file);
      const figure = lix(prose(words));
      assert.deepEqual(hardStrings(words, lix, HARDEST.lix), []);
      assert.ok(figure <= MAX_LIX, `${figure.toFixed(1)}\n${offenders(words, lix, MAX_LIX)}`);
    });

  for (const file of ['src/templates/consent-template.en.json', 'demo/site/consent-demo.json']) {
    const { translations } = JSON.parse(readFileSync(file, 'utf8'));
    for (const [language, { topics }] of Object.entries(translations))
      for (const [id, words] of Object.entries(topics))
        it(`is as easy to read: ${basename(file)}, ${language}, ${id}`, () => {
          const [measure, limit] = language === 'da' ? [lix, MAX_LIX] : [grade, MAX_GRADE];
          const figure = measure(plain(Object.values(words).join('\n')));
          assert.ok(figure <= limit, `${figure.toFixed(1)}\n${offenders(words, measure, limit)}`);
        });
  }
});
