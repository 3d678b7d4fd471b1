import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import '../../src/elements/session-pause.js';
import type { SessionPauseElement } from '../../src/elements/session-pause.js';
import { examples } from '../../src/examples/session-pause.js';
import {
  button,
  deepQuery,
  elementSuite,
  settled,
  shownText,
  withSession,
} from '../support/element-suite.js';

const TAG = 'session-pause';

const show = (name: keyof typeof examples = 'paused by me') =>
  withSession<SessionPauseElement>(TAG, examples[name]);

describe(TAG, () => {
  elementSuite(TAG, examples);

  const told: Record<keyof typeof examples, readonly string[]> = {
    'paused by me': ['You paused', 'Only you can end your pause.'],
    'paused by them': ['Sample Therapist paused', 'Only Sample Therapist can end it.'],
    'paused by both': ['You and Sample Therapist paused', 'you can end yours'],
    'ending my pause': ['You paused', 'Ending your pause…'],
    'writing open': ['Sample Therapist paused', 'Write to each other'],
    'paused by the client': ['Sample Client paused', 'Take your time.', 'Only Sample Client can end it.'],
  };
  for (const [name, lines] of Object.entries(told)) {
    it(`says who paused and who can end it: ${name}`, async () => {
      const { element } = await show(name as keyof typeof examples);
      for (const line of lines) expect(shownText(element)).to.contain(line);
      expect(shownText(element)).to.contain('No sound and no picture is sent, in either direction.');
      expect(shownText(element)).to.contain('Your microphone is off. Your camera is off.');
      expect(shownText(element)).to.contain('nothing switches on by itself');
    });
  }

  it('lets whoever paused end their own pause', async () => {
    for (const name of ['paused by me', 'paused by both'] as const) {
      const { element, session } = await show(name);
      button(element, 'End my pause').click();
      expect(session.asks).to.deep.equal([{ type: 'resume' }]);
    }
  });

  it('gives nobody a way to end the pause of somebody else, and a pause of their own instead', async () => {
    for (const name of ['paused by them', 'paused by the client'] as const) {
      const { element, session } = await show(name);
      expect(() => button(element, /End/)).to.throw();
      for (const one of element.renderRoot.querySelectorAll('button')) one.click();
      expect(session.asks.map(({ type }) => type)).to.deep.equal(['pause', 'open-panel', 'leave']);
    }
  });

  it('keeps writing and leaving open', async () => {
    const { element, session } = await show('paused by them');
    button(element, 'Write').click();
    session.update({ panel: 'text' });
    await settled(element);
    expect(deepQuery(element.renderRoot, 'textarea')).to.not.equal(null);
    button(element, 'Write').click();
    button(element, 'Leave').click();
    expect(session.asks).to.deep.equal([
      { type: 'open-panel', panel: 'text' },
      { type: 'close-panel' },
      { type: 'leave' },
    ]);
  });

  it('holds nothing that could show or play anybody', async () => {
    for (const name of Object.keys(examples)) {
      const { element } = await show(name as keyof typeof examples);
      expect(deepQuery(element.renderRoot, 'video, audio, canvas, img')).to.equal(null);
    }
  });

  it('cannot be kept from pausing by a page', async () => {
    const { element, session } = await show('paused by them');
    element.addEventListener('session-request', (event) => {
      event.preventDefault();
    });
    button(element, 'I would like a pause as well').click();
    expect(session.asks).to.deep.equal([{ type: 'pause' }]);
  });

  it('gives the focus to its heading when it is asked to', async () => {
    const { element } = await show();
    element.focus();
    await settled(element);
    expect(element.shadowRoot!.activeElement?.textContent).to.contain('You paused');
    await sendKeys({ press: 'Tab' });
    expect(element.shadowRoot!.activeElement?.textContent).to.contain('End my pause');
  });

  it('fits 320 px without sideways scroll', async () => {
    await setViewport({ width: 320, height: 640 });
    for (const name of Object.keys(examples)) {
      const { element } = await show(name as keyof typeof examples);
      expect(document.documentElement.scrollWidth, name).to.be.at.most(320);
      element.remove();
    }
    await setViewport({ width: 800, height: 600 });
  });
});
