import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/elements/feedback-form.js';
import type { FeedbackFormElement } from '../../src/elements/feedback-form.js';
import type { SessionRequestEvent } from '../../src/elements/session-events.js';
import { examples } from '../../src/examples/feedback-form.js';
import { button, elementSuite, settled, shownText, withSession } from '../support/element-suite.js';

const show = (
  name: keyof typeof examples = 'nothing answered, client',
): ReturnType<typeof withSession<FeedbackFormElement>> =>
  withSession<FeedbackFormElement>('feedback-form', examples[name]);

const question = (element: FeedbackFormElement, index: number): HTMLFieldSetElement => {
  const found = element.shadowRoot?.querySelectorAll('fieldset')[index];
  if (!found) throw new Error(`no question ${index}`);
  return found;
};

const press = (group: HTMLFieldSetElement, label: string): void => {
  const found = [...group.querySelectorAll('label')].find((one) => one.textContent.trim() === label);
  if (!found) throw new Error(`no answer "${label}"`);
  found.click();
};

const write = async (group: HTMLFieldSetElement, text: string): Promise<void> => {
  group.querySelector('textarea')?.focus();
  await sendKeys({ type: text });
};

describe('feedback-form', () => {
  elementSuite('feedback-form', examples);

  it('starts unanswered and unshared, with "Not now" first', async () => {
    const { element } = await show();
    expect(element.shadowRoot?.querySelectorAll('fieldset')).to.have.length(4);
    expect(element.shadowRoot?.querySelectorAll(':checked')).to.have.length(0);
    expect(element.shadowRoot?.querySelector('button')?.textContent.trim()).to.equal('Not now');
  });

  it('makes "Not now" as large as sending, and as plain', async () => {
    const { element } = await show();
    const [first, send] = [button(element, 'Not now'), button(element, 'Send to my therapist')];
    expect(first.getBoundingClientRect().height).to.equal(send.getBoundingClientRect().height);
    expect(getComputedStyle(first).backgroundColor).to.equal(getComputedStyle(send).backgroundColor);
    expect(getComputedStyle(first).fontWeight).to.equal(getComputedStyle(send).fontWeight);
  });

  it('sends nothing with "Not now", whatever was written', async () => {
    const { element, session } = await show();
    press(question(element, 0), 'No');
    press(question(element, 0), 'Share this answer');
    await write(question(element, 0), 'secret');
    button(element, 'Not now').click();
    expect(session.asks).to.deep.equal([{ type: 'finish' }]);
  });

  it('sends only the answers that were ticked, and says how many before the press', async () => {
    const { element, session } = await show();
    press(question(element, 0), 'Partly');
    await write(question(element, 0), 'stays here');
    press(question(element, 2), 'A little');
    await write(question(element, 2), 'The start was fast.');
    press(question(element, 2), 'Share this answer');
    await settled(element);
    expect(shownText(element)).to.include('One answer will be sent');
    expect(shownText(element)).to.include('This is a rehearsal. What you send goes nowhere.');
    session.update({ mode: 'live' });
    await settled(element);
    expect(shownText(element)).to.include('Your therapist and the practice can read what you send');
    session.update({ mode: 'rehearsal' });
    await settled(element);
    expect(session.asks, 'nothing before the press').to.deep.equal([]);
    button(element, 'Send to my therapist').click();
    expect(session.asks).to.deep.equal([
      { type: 'send-feedback', answers: { tooMuch: 'partly', 'tooMuch-words': 'The start was fast.' } },
    ]);
  });

  it('asks for nothing when no answer is ticked', async () => {
    const { element, session } = await show();
    press(question(element, 1), 'Yes');
    await settled(element);
    expect(shownText(element)).to.include('No answer is shared yet');
    button(element, 'Send to my therapist').click();
    expect(session.asks).to.deep.equal([]);
  });

  it('shows as sent what was sent, once the session says so, and nothing else', async () => {
    const { element, session } = await show();
    press(question(element, 3), 'Something small');
    await write(question(element, 3), 'More pauses.');
    press(question(element, 3), 'Share this answer');
    await write(question(element, 0), 'stays here');
    button(element, 'Send to my therapist').click();
    session.update({ pending: ['send-feedback'] });
    await settled(element);
    expect(shownText(element)).to.include('Sending');
    session.update({ pending: [], feedbackSent: true });
    await settled(element);
    expect(shownText(element)).to.include('This was sent').and.to.include('More pauses.');
    expect(shownText(element)).to.not.include('stays here').and.to.not.include('Did you feel heard');
    button(element, 'Finish').click();
    expect(session.asks.at(-1)).to.deep.equal({ type: 'finish' });
  });

  it('keeps the answers and says so when they could not be sent', async () => {
    const { element, session } = await show();
    await write(question(element, 0), 'still here');
    press(question(element, 0), 'Share this answer');
    button(element, 'Send to my therapist').click();
    session.update({ problems: [{ code: 'not-recorded' }] });
    await settled(element);
    expect(shownText(element)).to.include('It was not sent');
    expect(question(element, 0).querySelector('textarea')?.value).to.equal('still here');
  });

  it('gives a therapist a closing line and no question', async () => {
    const { element, session } = await show('a closing line, therapist');
    expect(element.shadowRoot?.querySelector('fieldset')).to.equal(null);
    button(element, 'Finish').click();
    expect(session.asks).to.deep.equal([{ type: 'finish' }]);
  });

  it('names each group of answers by its question, and says who sees each field', async () => {
    const { element } = await show();
    for (const group of element.shadowRoot?.querySelectorAll('fieldset') ?? []) {
      expect(group.querySelector('legend')?.textContent).to.not.equal('');
      const by = group.querySelector('textarea')?.getAttribute('aria-describedby') ?? '';
      expect(element.shadowRoot?.getElementById(by)?.textContent).to.include('Only you see this');
    }
  });

  it('is filled in and sent by the keyboard alone', async () => {
    const { element, session } = await show();
    question(element, 0).querySelector('input')?.focus();
    await sendKeys({ press: ' ' });
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: 'Slower.' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: ' ' });
    button(element, 'Send to my therapist').focus();
    await sendKeys({ press: 'Enter' });
    session.update({ feedbackSent: true });
    await settled(element);
    expect(element.shadowRoot?.activeElement?.tagName, 'the focus is not lost').to.equal('H1');
    expect(session.asks).to.deep.equal([
      { type: 'send-feedback', answers: { heard: 'partly', 'heard-words': 'Slower.' } },
    ]);
  });

  it('keeps what was written when it is moved, and its language changes', async () => {
    const { element } = await show();
    await write(question(element, 0), 'mine');
    const elsewhere = await fixture(html`<div></div>`);
    elsewhere.append(element);
    element.lang = 'da';
    await settled(element);
    expect(question(element, 0).querySelector('textarea')?.value).to.equal('mine');
  });

  it('hands the answers to the page where it stands alone, and takes that as sent', async () => {
    const element = await fixture<FeedbackFormElement>(html`<feedback-form></feedback-form>`);
    press(question(element, 0), 'Yes');
    press(question(element, 0), 'Share this answer');
    const asked = oneEvent<SessionRequestEvent>(element, 'session-request');
    button(element, 'Send to my therapist').click();
    expect((await asked).request).to.deep.equal({ type: 'send-feedback', answers: { heard: 'yes' } });
    await settled(element);
    expect(shownText(element)).to.include('This was sent');
  });
});
