import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { parseText, textDirection, type Inline } from '../../src/core/consent-text.js';

const plain = (content: readonly Inline[]): string =>
  content.map((one) => (one.type === 'text' ? one.text : plain(one.content))).join('');

describe('consent-text', () => {
  it('reads paragraphs, headings and lists', () => {
    expect(
      parseText('# One\nText\ngoes on\n\n- a\n- b\n  more\n\n1. x\n2. y').map(({ type }) => type),
    ).to.deep.equal(['heading', 'paragraph', 'list', 'list']);
    const [, paragraph, list, numbers] = parseText('# One\nText\ngoes on\n\n- a\n- b\n  more\n\n1. x\n2. y');
    expect(paragraph?.type === 'paragraph' && plain(paragraph.content)).to.equal('Text goes on');
    expect(list?.type === 'list' && list.items.map(plain)).to.deep.equal(['a', 'b more']);
    expect(numbers?.type === 'list' && numbers.ordered).to.be.true;
  });

  it('reads bold, italics and links inside a line', () => {
    const [block] = parseText('Say **no *now*** or *later*, or [call](tel:+442079460123).');
    if (block?.type !== 'paragraph') throw new Error('no paragraph');
    expect(block.content.map(({ type }) => type)).to.include.members(['strong', 'emphasis', 'link']);
  });

  for (const href of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'http://example.org',
    '//example.org',
    '/here',
    'https://',
    'vbscript:x',
  ])
    it(`leaves a link as it is written: ${href}`, () => {
      const [block] = parseText(`See [this](${href}) now`);
      if (block?.type !== 'paragraph') throw new Error('no paragraph');
      expect(block.content.some(({ type }) => type === 'link')).to.be.false;
      expect(plain(block.content)).to.include(href.split('(')[0]);
    });

  it('leaves markup, images and code as they are written', () => {
    const text = '<b>x</b> &amp; `code` ![a](b) <script>y</script>';
    const [block] = parseText(text);
    expect(block?.type === 'paragraph' && plain(block.content)).to.equal(text);
  });

  it('reads whatever is written without losing a word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('word', '*', '**', '[', '](', ')', '#', '- ', '1. ', '\n', ' ')),
        (parts) => {
          const text = parts.join('');
          const read = parseText(text)
            .flatMap((one) => (one.type === 'list' ? one.items : [one.content]))
            .map(plain)
            .join(' ');
          expect(read.split('word').length).to.equal(text.split('word').length);
        },
      ),
    );
  });

  it('reads fifty thousand stars and brackets in one go', () => {
    for (const part of ['*', '**a', '[', '[a](', '- ', '#'])
      expect(parseText(part.repeat(50_000 / part.length)).length).to.be.greaterThan(0);
  });

  it('knows the direction of languages that have no words of ours', () => {
    for (const tag of ['ar', 'he', 'fa', 'ur-PK', 'ckb', 'pa-Arab'])
      expect(textDirection(tag), tag).to.equal('rtl');
    for (const tag of ['en', 'da', 'pa', 'zh-Hans', 'xx', 'not a tag'])
      expect(textDirection(tag), tag).to.equal('ltr');
  });
});
