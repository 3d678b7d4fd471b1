import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { before, describe, it } from 'node:test';

import { strings } from './readability.js';
import { loadSource } from './support/load-source.js';

const sections = (language) => readdirSync(`src/locales/${language}`).sort();
const load = async (language, file) =>
  (await loadSource(`export { default } from './src/locales/${language}/${file}'`)).default;

/** Names and kinds, however deep. */
const shape = (value) => {
  if (typeof value !== 'object' || value === null) return typeof value;
  if (Array.isArray(value)) return value.map(shape);
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, shape(value[key])]),
  );
};

/** Every string with gaps, by its path. */
const functions = (value, path = '') => {
  if (typeof value === 'function') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => functions(inner, `${path}.${key}`));
};

/** What no frightened person should have to read: blame, alarm, pressure, marks, promises that nobody can keep. */
const UNWANTED = {
  en: /\b(?:fail(?:ed|s|ure)?|errors?|invalid|illegal|denied|forbidden|fatal|abort(?:ed)?|you (?:must|forgot)|wrong|incorrect|please (?:wait|be patient)|100 ?%|HIPAA|guaranteed?|scores?|grades?|well done|excellent|perfect)\b/i,
  da: /(?<!\p{L})(?:fejl(?:ede|et)?|ugyldigt?|ulovligt?|forbudt|afvist|du glemte|forkert|vent venligst|100 ?%|HIPAA|garanteret|karakter|godt gået|perfekt)(?!\p{L})/iu,
};
/** The same words, where they take a burden away. */
const COMFORT =
  /did nothing wrong|nothing is wrong|does not have to be perfect|ikke gjort noget forkert|behøver ikke være perfekt/gi;
/** A person who is simply there needs no word for it. */
const SILENT = ['presence.here'];
const MARKS = /!|\p{Extended_Pictographic}/u;

describe('words', () => {
  it('are there for the same sections in every language', () => {
    assert.deepEqual(sections('da'), sections('en'));
  });

  for (const file of sections('en')) {
    describe(file, () => {
      let english;
      let danish;
      before(async () => {
        [english, danish] = await Promise.all([load('en', file), load('da', file)]);
      });

      it('has the same names in Danish, and fills no gap that English does not have', () => {
        assert.deepEqual(shape(danish), shape(english));
        const gaps = new Map(functions(english));
        for (const [path, say] of functions(danish)) assert.ok(say.length <= gaps.get(path).length, path);
      });

      it('says what it is given, in every language', () => {
        const unused = (words) =>
          functions(words)
            .filter(([, say]) => {
              const said = (value) => JSON.stringify(say(...Array(say.length).fill(value)));
              return say.length > 0 && said('Sam') === said(11);
            })
            .map(([path]) => path);
        assert.deepEqual(unused(english), []);
        assert.deepEqual(unused(danish), []);
      });

      for (const language of ['en', 'da'])
        it(`is never empty, loud, blaming or boastful: ${language}`, () => {
          for (const { path, text } of strings(language === 'en' ? english : danish)) {
            assert.equal(text.trim() === '', SILENT.includes(path), path);
            assert.doesNotMatch(text, MARKS, path);
            assert.doesNotMatch(text.replace(COMFORT, ''), UNWANTED[language], path);
          }
        });
    });
  }
});
