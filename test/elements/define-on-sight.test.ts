import { expect } from '@open-wc/testing';
import { defineOnSight } from '../../src/elements/define-on-sight.js';
import { LOADABLE_TAGS, loadElement } from '../../src/elements/element-loaders.js';

describe('define-on-sight', () => {
  it('defines a tag that is there already, one that comes later, and one inside what comes', async () => {
    const create = (tag: string) => document.createElement(tag);
    const box = create('div');
    box.append(create('session-pause'));
    document.body.append(create('session-welcome'));
    expect(customElements.get('session-welcome')).to.equal(undefined);

    defineOnSight(document);
    await customElements.whenDefined('session-welcome');
    expect(customElements.get('support-card'), 'nothing that nobody uses').to.equal(undefined);

    document.body.append(create('support-card'), box);
    await customElements.whenDefined('support-card');
    await customElements.whenDefined('session-pause');
  });

  for (const tag of LOADABLE_TAGS)
    it(`loads <${tag}> under its own name`, async () => {
      await loadElement(tag);
      expect(customElements.get(tag)).to.be.a('function');
    });
});
