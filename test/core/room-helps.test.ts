import { expect } from '@open-wc/testing';
import { hasWish, helpsFor, isArrangedByPhone, isAskedHelp, toggleWish } from '../../src/core/room-helps.js';

describe('room helps', () => {
  for (const answer of ['partly', 'no'] as const) {
    it(`offers at least four helps for "${answer}", none of them twice`, () => {
      const helps = helpsFor(answer);
      expect(helps.length).to.be.at.least(4);
      expect(new Set(helps).size).to.equal(helps.length);
    });

    it(`offers for "${answer}" something to do alone, something to ask for and something to arrange`, () => {
      const helps = helpsFor(answer);
      expect(helps.some((help) => !isAskedHelp(help) && !isArrangedByPhone(help))).to.be.true;
      expect(helps.some(isAskedHelp)).to.be.true;
      expect(helps.some(isArrangedByPhone)).to.be.true;
    });
  }

  it('offers nothing unasked for the other answers', () => {
    for (const answer of ['', 'yes', 'rather-not-say'] as const) expect(helpsFor(answer)).to.be.empty;
  });

  it('puts a wish on a line of its own and takes exactly that line out again', () => {
    const own = 'Slowly, please.\nNot about work.';
    const both = toggleWish(own, 'Short today.');
    expect(both).to.equal('Slowly, please.\nNot about work.\nShort today.');
    expect(hasWish(both, 'Short today.')).to.be.true;
    expect(toggleWish(both, 'Short today.')).to.equal(own);
  });

  it('begins an empty field without an empty line', () => {
    expect(toggleWish('  ', 'Short today.')).to.equal('Short today.');
  });

  it('takes a sentence that was changed by hand for the person’s own', () => {
    expect(hasWish('Short today. Really.', 'Short today.')).to.be.false;
  });
});
