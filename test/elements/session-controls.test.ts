import { expect } from '@open-wc/testing';
import { waitUntil } from '../support/wait-until.js';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { SessionAsk } from '../../src/core/session-snapshot.js';
import '../../src/elements/session-controls.js';
import type { SessionControlsElement } from '../../src/elements/session-controls.js';
import { examples } from '../../src/examples/session-controls.js';
import { button, elementSuite, settled, shownText, withSession } from '../support/element-suite.js';

const TAG = 'session-controls';
const ORDER = ['microphone', 'camera', 'pause', 'text', 'devices', 'leave'];

const show = (name: keyof typeof examples = 'everything on') =>
  withSession<SessionControlsElement>(TAG, examples[name]);

const buttons = (element: SessionControlsElement): HTMLButtonElement[] => [
  ...element.renderRoot.querySelectorAll('button'),
];

/** Words that stand on two lines. */
const tornWords = (element: SessionControlsElement): string[] => {
  const torn: string[] = [];
  for (const line of element.renderRoot.querySelectorAll('.title, .note')) {
    const text = [...line.childNodes].find(({ nodeType }) => nodeType === Node.TEXT_NODE);
    for (const { 0: word, index } of text?.textContent?.matchAll(/\S+/g) ?? []) {
      const range = document.createRange();
      range.setStart(text!, index);
      range.setEnd(text!, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) torn.push(word);
    }
  }
  return torn;
};

describe(TAG, () => {
  elementSuite(TAG, examples);

  for (const name of Object.keys(examples) as (keyof typeof examples)[]) {
    it(`has the same controls in the same order, none disabled: ${name}`, async () => {
      const { element } = await show(name);
      expect(buttons(element).map(({ dataset }) => dataset.control)).to.deep.equal(ORDER);
      expect(buttons(element).filter(({ disabled, ariaDisabled }) => disabled || ariaDisabled)).to.deep.equal(
        [],
      );
    });
  }

  const presses: readonly [keyof typeof examples, RegExp, SessionAsk][] = [
    ['everything on', /^Microphone is on/, { type: 'microphone-off' }],
    ['everything off', /^Microphone is off/, { type: 'microphone-on' }],
    ['starting', /^Microphone is starting/, { type: 'microphone-off' }],
    ['everything on', /^Camera is on/, { type: 'camera-off' }],
    ['everything off', /^Camera is off/, { type: 'camera-on' }],
    ['starting', /^Camera is starting/, { type: 'camera-off' }],
    ['pictures held', /^Camera is off Weak line\. Switch on$/, { type: 'camera-on' }],
    ['everything on', /^Pause/, { type: 'pause' }],
    ['everything on', /^Write/, { type: 'open-panel', panel: 'text' }],
    ['writing open', /^Write/, { type: 'close-panel' }],
    ['everything on', /^Devices and help/, { type: 'open-panel', panel: 'devices' }],
    ['help open', /^Devices and help/, { type: 'close-panel' }],
    ['everything on', /^Leave/, { type: 'leave' }],
  ];
  for (const [example, name, ask] of presses) {
    it(`${example}: ${String(name)} asks ${JSON.stringify(ask)}`, async () => {
      const { element, session } = await show(example);
      button(element, name).click();
      expect(session.asks).to.deep.equal([ask]);
    });
  }

  it('cannot be kept from silencing by a page', async () => {
    const { element, session } = await show();
    element.addEventListener('session-request', (event) => {
      event.preventDefault();
    });
    button(element, /^Microphone is on/).click();
    button(element, /^Camera is on/).click();
    button(element, /^Pause/).click();
    button(element, /^Leave/).click();
    expect(session.asks.map(({ type }) => type)).to.deep.equal([
      'microphone-off',
      'camera-off',
      'pause',
      'leave',
    ]);
  });

  it('says "starting" until the session says that it is on', async () => {
    const { element, session } = await show('everything off');
    button(element, /^Microphone is off/).click();
    await settled(element);
    expect(shownText(element)).to.contain('Microphone is off');
    session.update({ media: { ...session.snapshot.media, microphone: 'starting' } });
    await settled(element);
    expect(shownText(element)).to.contain('Microphone is starting');
    session.update({ media: { ...session.snapshot.media, microphone: 'on' } });
    await settled(element);
    expect(shownText(element)).to.contain('Microphone is on');
  });

  it('says that the browser’s own sign may stay, and moves nothing for it', async () => {
    const { element, session } = await show();
    const before = element.getBoundingClientRect().height;
    expect(shownText(element)).to.not.contain('microphone sign');
    session.update({ media: { ...session.snapshot.media, microphone: 'off' } });
    await settled(element);
    expect(shownText(element)).to.contain('Your browser may still show its microphone sign');
    expect(buttons(element)[0]!.getBoundingClientRect().top).to.equal(element.getBoundingClientRect().top);
    expect(element.getBoundingClientRect().height).to.equal(before);
  });

  it('says its state in its name or in an attribute, never in both', async () => {
    const { element } = await show('writing open');
    const of = (name: string): HTMLButtonElement =>
      element.renderRoot.querySelector(`[data-control=${name}]`)!;
    expect(of('microphone').hasAttribute('aria-pressed')).to.equal(false);
    expect(of('text').getAttribute('aria-expanded')).to.equal('true');
    expect(of('devices').getAttribute('aria-expanded')).to.equal('false');
    expect(of('pause').hasAttribute('aria-expanded')).to.equal(false);
  });

  it('is gone through in six Tab stops, in the order in which it stands', async () => {
    const { element } = await show();
    const reached: (string | undefined)[] = [];
    // Behind the last control of a page stands the browser itself, which gives the focus back to nobody's script.
    element.after(document.createElement('button'));
    buttons(element)[0]!.focus();
    while (reached.length < 10 && element.shadowRoot!.activeElement instanceof HTMLElement) {
      reached.push(element.shadowRoot!.activeElement.dataset.control);
      await sendKeys({ press: 'Tab' });
    }
    expect(reached).to.deep.equal(ORDER);
  });

  it('is pressed by keyboard', async () => {
    const { element, session } = await show();
    element.renderRoot.querySelector<HTMLElement>('[data-control=pause]')!.focus();
    await sendKeys({ press: ' ' });
    await waitUntil(() => session.asks.length > 0, 'is pressed');
    expect(session.asks).to.deep.equal([{ type: 'pause' }]);
  });

  it('gives the focus back to the control that was used last', async () => {
    const { element } = await show();
    const text = button(element, /^Write/);
    text.click();
    text.blur();
    element.focus();
    expect(element.shadowRoot!.activeElement).to.equal(text);
  });

  for (const lang of ['en', 'da']) {
    it(`tears no word apart, however narrow it is: ${lang}`, async () => {
      for (const width of [260, 280, 320, 350]) {
        for (const name of ['everything on', 'everything off', 'starting'] as const) {
          const { element } = await show(name);
          element.lang = lang;
          element.style.inlineSize = `${width}px`;
          await waitUntil(() => shownText(element).includes(lang === 'da' ? 'Skriv' : 'Write'));
          expect(tornWords(element), `${width} px, ${name}`).to.deep.equal([]);
          element.remove();
        }
      }
    });
  }

  for (const width of [320, 360, 768, 1280]) {
    it(`is large enough to press and needs no sideways scroll at ${width} px`, async () => {
      await setViewport({ width, height: 640 });
      const { element } = await show('everything off');
      for (const one of buttons(element)) {
        const { width: wide, height: high } = one.getBoundingClientRect();
        expect(Math.min(wide, high), one.textContent).to.be.at.least(44);
        expect(one.scrollWidth).to.be.at.most(one.clientWidth);
      }
      expect(document.documentElement.scrollWidth).to.be.at.most(width);
      await setViewport({ width: 800, height: 600 });
    });
  }
});
