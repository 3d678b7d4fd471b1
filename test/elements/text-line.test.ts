import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/elements/text-line.js';
import type { TextLineElement } from '../../src/elements/text-line.js';
import type { SessionAsk, TextMessage } from '../../src/core/session-snapshot.js';
import type { ExampleSession } from '../../src/examples/example-session.js';
import { examples } from '../../src/examples/text-line.js';
import { button, elementSuite, settled, shownText, withSession } from '../support/element-suite.js';

const TAG = 'text-line';

const show = (name: keyof typeof examples = 'nothing written') =>
  withSession<TextLineElement>(TAG, examples[name]);

const field = (element: TextLineElement): HTMLTextAreaElement =>
  element.shadowRoot!.querySelector('textarea')!;

const status = (element: TextLineElement): string =>
  element.shadowRoot!.querySelector('[role=status]')!.textContent.trim();

const line = (text: string, patch: Partial<TextMessage> = {}): TextMessage => ({
  id: `id-${text}`,
  from: 'person-c',
  text,
  state: 'sending',
  ...patch,
});

/** A session that takes every text, as the machine does. */
const taking = (session: ExampleSession): void => {
  session.send = (ask: SessionAsk) => {
    session.asks.push(ask);
    if (ask.type === 'send-text') session.update({ texts: [...session.snapshot.texts, line(ask.text)] });
  };
};

const type = async (element: TextLineElement, text: string): Promise<void> => {
  field(element).focus();
  await sendKeys({ type: text });
};

describe('text-line', () => {
  elementSuite(TAG, examples);

  it('shows every line with who wrote it, and of one’s own whether it arrived', async () => {
    const { element } = await show('written');
    const lines = [...element.shadowRoot!.querySelectorAll('li')].map((one) => shownText(one));
    expect(lines).to.deep.equal([
      'You I am here. Can we begin with writing? Arrived',
      'Sample Therapist Of course. I am with you in a moment.',
      'You Thank you. On its way',
    ]);
  });

  it('tells new lines politely, and not again when one arrives', async () => {
    const { element } = await show('written');
    const log = element.shadowRoot!.querySelector('[role=log]')!;
    expect(log.getAttribute('aria-relevant')).to.equal('additions');
    expect(log.getAttribute('aria-label')).to.equal('What was written');
  });

  it('can be scrolled by keyboard as soon as there is something to read, and is no stop on the way before', async () => {
    for (const [name, stops] of [
      ['nothing written', false],
      ['written', true],
    ] as const) {
      const { element } = await show(name);
      expect(element.shadowRoot!.querySelector('[role=log]')!.hasAttribute('tabindex'), name).to.equal(stops);
    }
  });

  it('sends with the button and is empty once the session has taken it', async () => {
    const { element, session } = await show();
    taking(session);
    await type(element, 'Hello');
    button(element, 'Send').click();
    await settled(element);
    expect(session.asks).to.deep.equal([{ type: 'send-text', text: 'Hello' }]);
    expect(field(element).value).to.equal('');
    expect(status(element)).to.equal('');
  });

  it('sends with Enter, and starts a new line with Shift and Enter', async () => {
    const { element, session } = await show();
    taking(session);
    await type(element, 'One');
    await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ up: 'Shift' });
    await sendKeys({ type: 'two' });
    await sendKeys({ press: 'Enter' });
    expect(session.asks).to.deep.equal([{ type: 'send-text', text: 'One\ntwo' }]);
  });

  it('does not send while a character is being composed', async () => {
    const { element, session } = await show();
    await type(element, 'a');
    field(element).dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }),
    );
    expect(session.asks).to.deep.equal([]);
  });

  it('sends nothing when there is nothing but spaces', async () => {
    const { element, session } = await show();
    await type(element, '  ');
    button(element, 'Send').click();
    expect(session.asks).to.deep.equal([]);
  });

  it('keeps the text and says so when the session did not take it', async () => {
    const { element } = await show();
    await type(element, 'Hello');
    button(element, 'Send').click();
    await settled(element);
    expect(field(element).value).to.equal('Hello');
    expect(status(element)).to.equal('Not sent. Your text is still here.');
  });

  it('says why when nobody is there to get it', async () => {
    const { element } = await show('nobody there yet');
    await type(element, 'Hello');
    button(element, 'Send').click();
    await settled(element);
    expect(status(element)).to.contain('as soon as somebody is here');
  });

  it('keeps what was begun when it goes and comes back', async () => {
    const { element, session } = await show();
    await type(element, 'Half a sen');
    element.remove();
    const again = document.createElement(TAG);
    again.session = session;
    document.body.append(again);
    await settled(again);
    expect(field(again).value).to.equal('Half a sen');
    again.remove();
  });

  it('is not emptied by a line from the other side', async () => {
    const { element, session } = await show();
    await type(element, 'Half a sen');
    session.update({ texts: [line('Hello', { from: 'person-t', state: 'received' })] });
    await settled(element);
    expect(field(element).value).to.equal('Half a sen');
  });

  it('brings a new line into view, unless the person reads further up', async () => {
    const { element, session } = await show('a long talk');
    const log = element.shadowRoot!.querySelector('.log')!;
    const fromEnd = (): number => log.scrollHeight - log.scrollTop - log.clientHeight;
    expect(fromEnd()).to.be.lessThan(2);
    session.update({
      texts: [...session.snapshot.texts, line('New', { from: 'person-t', state: 'received' })],
    });
    await settled(element);
    expect(fromEnd()).to.be.lessThan(2);
    log.scrollTop = 0;
    session.update({
      texts: [...session.snapshot.texts, line('Newer', { from: 'person-t', state: 'received' })],
    });
    await settled(element);
    expect(log.scrollTop).to.equal(0);
  });

  it('shows markup and turning characters as plain text', async () => {
    const { element, session } = await show();
    session.update({
      texts: [line('<img src=x onerror=alert(1)>\u202Eabc', { from: 'person-t', state: 'received' })],
    });
    await settled(element);
    expect(element.shadowRoot!.querySelector('img')).to.equal(null);
    expect(shownText(element)).to.contain('<img src=x onerror=alert(1)>abc');
  });

  it('says how much is left only when it is nearly full', async () => {
    const { element } = await show();
    const enter = async (text: string): Promise<void> => {
      field(element).value = text;
      field(element).dispatchEvent(new InputEvent('input', { bubbles: true }));
      await settled(element);
    };
    await enter('x'.repeat(1_700));
    expect(shownText(element)).to.not.contain('left');
    await enter('x'.repeat(1_999));
    expect(shownText(element)).to.contain('1 character left.');
  });
});
