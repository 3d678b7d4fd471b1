import { expect, fixture, html } from '@open-wc/testing';
import '../../src/elements/admission-desk.js';
import { examples } from '../../src/examples/admission-desk.js';
import { exampleSession } from '../../src/examples/example-session.js';
import { settled } from '../support/element-suite.js';
import { waitUntil } from '../support/wait-until.js';

describe('base', () => {
  it('measures what is inside of something that opens like everything else', async () => {
    const session = exampleSession(examples['several people, running late']);
    const element = Object.assign(document.createElement('admission-desk'), { session });
    await fixture(html`<main>${element}</main>`);
    await waitUntil(() => element.renderRoot.querySelector('late-notice') !== null, 'opens');
    await settled(element);
    for (const part of element.renderRoot.querySelectorAll('details *'))
      expect(getComputedStyle(part).boxSizing, part.localName).to.equal('border-box');
  });
});
