import { aTimeout, expect } from '@open-wc/testing';
import '../../src/elements/trust-line.js';
import type { TrustLineElement } from '../../src/elements/trust-line.js';
import { examples } from '../../src/examples/encryption-status.js';
import { button, elementSuite, settled, shownText, withSession } from '../support/element-suite.js';

const show = (name: keyof typeof examples): ReturnType<typeof withSession<TrustLineElement>> =>
  withSession<TrustLineElement>('trust-line', { ...examples[name], panel: null });

describe('trust-line', () => {
  elementSuite('trust-line', examples);

  const lines: readonly (readonly [keyof typeof examples, string])[] = [
    ['not compared yet', 'Sealed. You can check together that nobody is in between.'],
    ['making keys', 'Nothing is sent yet.'],
    ['compared together', 'you compared it together'],
    ['a device that is new', 'new here'],
    ['they differ', 'Stopped to be careful'],
    ['no agreement', 'Nothing is sent.'],
    ['something cannot be opened', 'It is not shown.'],
    ['this browser cannot', 'This browser cannot seal a session.'],
    ['waiting, nobody there yet', 'as soon as somebody is there'],
    // One of the two was compared with.
    ['several people', 'You can check together'],
  ];
  for (const [name, words] of lines)
    it(`says how it stands: ${name}`, async () => {
      const { element } = await show(name);
      expect(shownText(element)).to.include(words);
    });

  it('says that nothing is compared before somebody compared it', async () => {
    for (const name of ['not compared yet', 'making keys', 'a device that is new', 'several people'] as const)
      expect(shownText((await show(name)).element)).to.not.include('compared');
  });

  it('opens the panel with a press, says whether it is open, and closes it with the next', async () => {
    const { element, session } = await show('not compared yet');
    const open = button(element, 'How this is protected');
    expect(open.getAttribute('aria-expanded')).to.equal('false');
    open.click();
    expect(session.asks).to.deep.equal([{ type: 'open-panel', panel: 'trust' }]);
    session.update({ panel: 'trust' });
    await settled(element);
    expect(open.getAttribute('aria-expanded')).to.equal('true');
    open.click();
    expect(session.asks[1]).to.deep.equal({ type: 'close-panel' });
  });

  it('is drawn again once the way into the room is laid', async () => {
    const { element, session } = await show('making keys');
    let laid = (): void => undefined;
    Object.assign(session, { wayIn: new Promise<void>((resolve) => (laid = resolve)) });
    session.update({ ...examples['compared together'], panel: null });
    await aTimeout(50);
    expect(shownText(element)).to.include('Nothing is sent yet.');
    laid();
    await settled(element);
    expect(shownText(element)).to.include('you compared it together');
  });

  it('opens nothing by itself, whatever happens', async () => {
    const { element, session } = await show('making keys');
    for (const name of ['not compared yet', 'they differ', 'a device that is new'] as const) {
      session.update({ ...examples[name], panel: null });
      await settled(element);
    }
    expect(session.asks).to.deep.equal([]);
  });

  it('gives the focus to its button', async () => {
    const { element } = await show('not compared yet');
    element.focus();
    expect(element.shadowRoot?.activeElement).to.equal(button(element, 'How this is protected'));
  });
});
