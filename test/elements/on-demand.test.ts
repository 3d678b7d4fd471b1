import { expect, fixture, html } from '@open-wc/testing';
import { LitElement, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { define } from '../../src/elements/define.js';
import { OnDemand } from '../../src/elements/on-demand.js';
import common from '../../src/locales/en/common.js';
import { button, settled, shownText } from '../support/element-suite.js';

let tags = 0;

/** An element with a part that comes from `load`, under a tag of its own. */
const host = async (load: (tag: string) => Promise<unknown>): Promise<LitElement> => {
  const tag = `sample-part-${(tags += 1)}`;
  class Host extends LitElement {
    readonly #part = new OnDemand(this, tag, () => load(tag));
    protected override render(): TemplateResult {
      return this.#part.show(html`<p>The part is here.</p>`, common);
    }
  }
  customElements.define(`sample-host-${tags}`, Host);
  const element = new Host();
  await fixture(html`${element}`);
  await settled(element);
  return element;
};

const arrive = (tag: string): void => define(tag, class extends HTMLElement {});

describe('on-demand', () => {
  it('fetches the part once, and shows it when it is here', async () => {
    let fetched = 0;
    let come: () => void = () => undefined;
    const element = await host(
      (tag) =>
        new Promise<void>((resolve) => {
          fetched += 1;
          come = () => {
            arrive(tag);
            resolve();
          };
        }),
    );
    expect(shownText(element)).to.equal(common.loading);
    element.requestUpdate();
    await settled(element);
    expect(fetched).to.equal(1);
    come();
    await settled(element);
    expect(shownText(element)).to.equal('The part is here.');
  });

  it('may stand in a list, and has its host rendered no more than it takes', async () => {
    const tag = `sample-part-${(tags += 1)}`;
    let renderings = 0;
    class Host extends LitElement {
      readonly #part = new OnDemand(this, tag, () => new Promise(() => undefined));
      protected override render(): TemplateResult {
        renderings += 1;
        if (renderings > 9) throw new Error('renders for ever');
        const list = repeat(['one', 'two'], String, () => this.#part.show(html`<p></p>`, common));
        return html`${list}`;
      }
    }
    customElements.define(`sample-host-${tags}`, Host);
    await fixture(html`${new Host()}`);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(renderings).to.be.lessThan(4);
  });

  it('says that the part did not arrive, and fetches it again on a press alone', async () => {
    let fetched = 0;
    const element = await host((tag) => {
      fetched += 1;
      if (fetched === 1) return Promise.reject(new TypeError('offline'));
      arrive(tag);
      return Promise.resolve();
    });
    expect(shownText(element)).to.contain(common.missing);
    element.requestUpdate();
    await settled(element);
    expect(fetched).to.equal(1);
    button(element, common.tryAgain).click();
    await settled(element);
    expect(shownText(element)).to.equal('The part is here.');
  });

  it('does not take a stranger under our tag for the part', async () => {
    const element = await host((tag) => {
      customElements.define(tag, class extends HTMLElement {});
      return Promise.resolve();
    });
    expect(shownText(element)).to.contain(common.missing);
  });
});
