import { expect } from '@open-wc/testing';
import { CODE_WORDS } from '../../../src/core/encryption/code-words.js';
import { codePictures, codeWords } from '../../../src/core/encryption/safety-code.js';
import { SYMBOL_NAMES_DA } from '../../../src/core/encryption/symbol-names-da.js';
import { SYMBOL_NAMES_MATRIX } from '../../../src/core/encryption/symbol-names-matrix.js';
import { symbolNames } from '../../../src/core/encryption/symbol-names.js';
import { SYMBOL_NAMES, SYMBOLS } from '../../../src/core/encryption/symbols.js';

/** The document says so of these: two pictures have one name there. */
const WITH_A_DOUBLE = ['hr', 'ru', 'sr'];

/** The word with each of its letters replaced by something, which may be nothing. */
const without = (word: string, by: string): readonly string[] =>
  Array.from(word, (_, at) => word.slice(0, at) + by + word.slice(at + 1));

describe('the pictures of a safety code', () => {
  it('are sixty-four, all different', () => {
    expect(SYMBOLS).to.have.lengthOf(64);
    expect(new Set(SYMBOLS).size).to.equal(64);
  });

  it('have sixty-four names in every language, each a word and each another one', async () => {
    const languages = ['en', 'da', ...Object.keys(SYMBOL_NAMES_MATRIX)];
    expect(languages).to.have.lengthOf(new Set(languages).size);
    expect(languages.length).to.be.at.least(28);
    for (const language of languages) {
      const names = await symbolNames(language);
      expect(names, language).to.have.lengthOf(64);
      for (const name of names) expect(name, language).to.match(/^\S(.*\S)?$/u);
      const different = new Set(names.map((name) => name.toLocaleLowerCase(language)));
      expect(different.size, language).to.equal(WITH_A_DOUBLE.includes(language) ? 63 : 64);
    }
  });

  it('have no language of which nobody could ask for the names', async () => {
    for (const language of Object.keys(SYMBOL_NAMES_MATRIX)) {
      expect(new Intl.Locale(language).baseName).to.equal(language);
      expect(await symbolNames(language), language).not.to.equal(SYMBOL_NAMES);
    }
  });

  it('have names in the closest language there is, and in English where there is none', async () => {
    expect(await symbolNames('da-DK')).to.equal(SYMBOL_NAMES_DA);
    expect(await symbolNames('en-GB')).to.equal(SYMBOL_NAMES);
    for (const [asked, known] of [
      ['de-AT', 'de'],
      ['zh-TW', 'zh-Hant'],
      ['no', 'nb'],
    ] as const) {
      expect(await symbolNames(asked), asked).to.deep.equal(await symbolNames(known));
      expect(await symbolNames(asked), asked).not.to.equal(SYMBOL_NAMES);
    }
    for (const unknown of ['tlh', '', 'no language at all', '\u0000'])
      expect(await symbolNames(unknown)).to.equal(SYMBOL_NAMES);
  });

  it('are four, from the first twenty-four bits', () => {
    expect(codePictures(new Uint8Array([0xff, 0xff, 0xff, 0, 0, 0]))).to.deep.equal([63, 63, 63, 63]);
    expect(codePictures(new Uint8Array([0b00000100, 0b00100000, 0b11000100, 0xff]))).to.deep.equal([
      1, 2, 3, 4,
    ]);
  });
});

describe('the words of a safety code', () => {
  it('are two hundred and fifty-six, short, and more than one letter apart', () => {
    expect(CODE_WORDS).to.have.lengthOf(256);
    expect(new Set(CODE_WORDS).size).to.equal(256);
    for (const word of CODE_WORDS) expect(word).to.match(/^[a-z]{3,6}$/);
    const withAGap = CODE_WORDS.flatMap((word) => without(word, '_'));
    expect(new Set(withAGap).size, 'one letter another one').to.equal(withAGap.length);
    const shortened = new Set(CODE_WORDS.flatMap((word) => without(word, '')));
    expect(
      CODE_WORDS.filter((word) => shortened.has(word)),
      'one letter more',
    ).to.deep.equal([]);
  });

  it('are three, from the twenty-four bits after those of the pictures', () => {
    expect(codeWords(new Uint8Array([0xff, 0xff, 0xff, 1, 128, 255, 0xff]))).to.deep.equal([1, 128, 255]);
  });
});
