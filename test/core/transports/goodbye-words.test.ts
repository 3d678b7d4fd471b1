import { expect } from '@open-wc/testing';
import { goodbyeWord, GoodbyeWords } from '../../../src/core/transports/goodbye-words.js';
import { sampleKey } from '../../support/media-keys.js';
import { waitUntil } from '../../support/wait-until.js';

describe('the word by which somebody’s page proves that they left', () => {
  const known = async (...epochs: number[]): Promise<GoodbyeWords> => {
    const words = new GoodbyeWords();
    for (const epoch of epochs) words.openWith('sam', await sampleKey('sam', epoch));
    for (const epoch of epochs) {
      const word = await goodbyeWord(await sampleKey('sam', epoch));
      await waitUntil(() => words.isTheirs('sam', word), 'it is known');
    }
    return words;
  };

  it('is the same at both ends, and another for each person and key', async () => {
    const own = new GoodbyeWords();
    own.sealWith(await sampleKey('sam', 2));
    await waitUntil(() => own.own, 'it is found');
    expect(own.own).to.match(/^[0-9a-f]{32}$/);
    const words = await known(1, 2);
    expect(words.isTheirs('sam', own.own)).to.equal(true);
    expect(words.isTheirs('kim', own.own)).to.equal(false);
    for (const foreign of [await sampleKey('sam', 3), await sampleKey('kim', 2)])
      expect(words.isTheirs('sam', await goodbyeWord(foreign))).to.equal(false);
    for (const wrong of [null, '', 'sam', own.own!.slice(1), own.own!.toUpperCase()])
      expect(words.isTheirs('sam', wrong), `${wrong}`).to.equal(false);
  });

  it('can still be said when one’s own key is gone, and counts no more when theirs is', async () => {
    const own = new GoodbyeWords();
    own.sealWith(await sampleKey('sam', 1));
    await waitUntil(() => own.own, 'it is found');
    own.sealWith(null);
    expect(own.own).to.equal(await goodbyeWord(await sampleKey('sam', 1)));
    own.clear();
    expect(own.own).to.equal(null);
    const words = await known(1, 2);
    words.closeTo('sam', 1);
    expect(words.isTheirs('sam', await goodbyeWord(await sampleKey('sam', 1)))).to.equal(false);
    expect(words.isTheirs('sam', await goodbyeWord(await sampleKey('sam', 2)))).to.equal(true);
    words.closeTo('sam', null);
    expect(words.isTheirs('sam', await goodbyeWord(await sampleKey('sam', 2)))).to.equal(false);
  });
});
