import { expect } from '@open-wc/testing';
import { topicHeading } from '../../src/core/topic-heading.js';
import { exampleDocument } from '../../src/examples/example-consent.js';

describe('topic heading', () => {
  const english = exampleDocument.translations.en!;
  const danish = { title: 'T', topics: { limits: { heading: 'Grænser', summary: '', text: '' } } };
  const document = { ...exampleDocument, translations: { en: english, da: danish } };

  it('takes the reader’s language, also by its primary part', () => {
    expect(topicHeading(document, 'limits', 'da')).to.deep.equal({ heading: 'Grænser', language: 'da' });
    expect(topicHeading(document, 'limits', 'da-DK')).to.deep.equal({ heading: 'Grænser', language: 'da' });
  });

  it('falls back to the language of the document and says so', () => {
    expect(topicHeading(document, 'fees', 'da')).to.deep.equal({ heading: 'What it costs', language: 'en' });
  });

  it('shows the id before it shows nothing', () => {
    expect(topicHeading(document, 'unknown', 'da').heading).to.equal('unknown');
  });
});
