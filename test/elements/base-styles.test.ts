import { expect, fixture, html } from '@open-wc/testing';
import '../../src/elements/late-notice.js';
import { exampleSession } from '../../src/examples/example-session.js';
import { settled } from '../support/element-suite.js';

describe('base', () => {
  it('measures what is inside of something that opens like everything else', async () => {
    const element = Object.assign(document.createElement('late-notice'), { session: exampleSession() });
    await fixture(html`<main>${element}</main>`);
    await settled(element);
    for (const part of element.renderRoot.querySelectorAll('summary, input, textarea, button'))
      expect(getComputedStyle(part).boxSizing, part.localName).to.equal('border-box');
  });
});
