import { expect, fixture, html } from '@open-wc/testing';
import { waitUntil } from '../support/wait-until.js';
import { sendKeys } from '@web/test-runner-commands';
import { FIELD_HOMES } from '../../src/core/field-homes.js';
import type { SessionAsk } from '../../src/core/session-snapshot.js';
import '../../src/elements/space-check.js';
import type { SpaceCheckElement } from '../../src/elements/space-check.js';
import { exampleSession, exampleSnapshot } from '../../src/examples/example-session.js';
import { examples } from '../../src/examples/space-check.js';
import common from '../../src/locales/en/common.js';
import {
  button,
  deepQuery,
  elementSuite,
  settled,
  shownText,
  withSession,
} from '../support/element-suite.js';

const TAG = 'space-check';

const show = (name: keyof typeof examples = 'nothing said') =>
  withSession<SpaceCheckElement>(TAG, examples[name]);

const control = <E extends HTMLElement>(element: Element, selector: string): E => {
  const found = deepQuery<E>(element.shadowRoot!, selector);
  if (!found) throw new Error(`No ${selector}`);
  return found;
};

const choose = async (element: SpaceCheckElement, field: string, value: string): Promise<void> => {
  control(element, `input[name=${field}][value=${value}]`).click();
  await settled(element);
};

const write = async (element: SpaceCheckElement, id: string, text: string): Promise<void> => {
  control(element, `#${id}`).focus();
  await sendKeys({ type: text });
  await settled(element);
};

const written = (element: SpaceCheckElement, id: string): string =>
  control<HTMLInputElement>(element, `#${id}`).value;

describe('space-check', () => {
  elementSuite(TAG, examples);

  it('has chosen nothing beforehand but the hidden own picture', async () => {
    const { element } = await show();
    const checked = [...element.shadowRoot!.querySelectorAll<HTMLInputElement>('input:checked')];
    expect(checked.map(({ name, value }) => `${name} ${value}`)).to.deep.equal(['selfView hidden']);
  });

  it('says under every input who sees it, from the one table', async () => {
    const { element } = await show();
    const root = element.shadowRoot!;
    const inputs = [...root.querySelectorAll('input, textarea')];
    expect(inputs.length).to.be.greaterThan(8);
    for (const input of inputs) {
      const field = (input.getAttribute('name') ?? input.id) as keyof typeof FIELD_HOMES;
      const described = (input.closest('fieldset') ?? input).getAttribute('aria-describedby') ?? '';
      const who = described.split(' ').map((id) => root.getElementById(id)!);
      expect(who, field).to.not.include(null);
      expect(who.at(-1)!.textContent.trim()).to.equal(common.audience[FIELD_HOMES[field].audience]);
    }
  });

  for (const answer of ['partly', 'no'])
    it(`offers at least four helps for "${answer}", says so, and lets the person go on`, async () => {
      const { element, session } = await show();
      expect(deepQuery(element.shadowRoot!, '.helps')).to.equal(null);
      await choose(element, 'speakFreely', answer);
      expect(element.shadowRoot!.querySelectorAll('.helps li').length).to.be.at.least(4);
      expect(control(element, '[role=status]').textContent).to.contain('things that can help');
      button(element, 'Continue').click();
      expect(session.asks.map(({ type }) => type)).to.deep.equal(['set-preferences', 'continue']);
    });

  it('puts a help that needs the therapist into the wishes, where the person sees it, and takes it out again', async () => {
    const { element } = await show('not free to speak');
    const help = button(element, /yes or no/);
    expect(help.getAttribute('aria-pressed')).to.equal('false');
    help.click();
    await settled(element);
    expect(help.getAttribute('aria-pressed')).to.equal('true');
    expect(written(element, 'wishes')).to.contain('Slowly today, please.').and.to.contain('yes or no');
    help.click();
    await settled(element);
    expect(written(element, 'wishes')).to.not.contain('yes or no');
  });

  it('gives the number of the practice for what is arranged by phone', async () => {
    const { element } = await show('not free to speak');
    expect(control(element, '.helps a').getAttribute('href')).to.equal('tel:02079460123');
  });

  it('sends nothing before Continue, and then exactly what is on the screen', async () => {
    const { element, session } = await show();
    await write(element, 'name', ' Robin ');
    await write(element, 'pronouns', 'they');
    await write(element, 'wishes', 'Slowly.');
    await choose(element, 'speakFreely', 'partly');
    await choose(element, 'headset', 'yes');
    await choose(element, 'selfView', 'shown');
    expect(session.asks).to.deep.equal([]);
    button(element, 'Continue').click();
    expect(session.asks).to.deep.equal([
      {
        type: 'set-preferences',
        preferences: {
          name: 'Robin',
          pronouns: 'they',
          wishes: 'Slowly.',
          speakFreely: 'partly',
          startWith: '',
          headset: 'yes',
          selfView: 'shown',
        },
      },
      { type: 'continue' },
    ]);
  });

  it('loses nothing and sends nothing when the person goes back and comes again', async () => {
    const { element, session } = await show();
    await write(element, 'name', 'Robin');
    element.remove();
    expect(session.asks).to.deep.equal([]);
    const again = document.createElement(TAG);
    again.session = session;
    await fixture(html`<main>${again}</main>`);
    await settled(again);
    expect(written(again, 'name')).to.equal('Robin');
    expect(JSON.stringify(session.snapshot)).to.not.contain('Robin');
  });

  it('forgets what was written when the session has ended', async () => {
    const { element, session } = await show();
    await write(element, 'name', 'Robin');
    session.update({ phase: { name: 'ended', by: 'exit-now' } });
    await settled(element);
    expect(written(element, 'name')).to.equal('');
  });

  it('keeps one session’s draft from another', async () => {
    const { element } = await show();
    await write(element, 'name', 'Robin');
    element.session = exampleSession();
    await settled(element);
    expect(written(element, 'name')).to.equal('');
  });

  it('shows what the session has taken, and no draft over it', async () => {
    const { element, session } = await show();
    await write(element, 'name', 'Robin');
    session.send = (ask: SessionAsk) => {
      if (ask.type === 'set-preferences')
        session.update({ preferences: { ...session.snapshot.preferences, ...ask.preferences } });
    };
    button(element, 'Continue').click();
    session.update({ preferences: { ...exampleSnapshot().preferences, name: 'Kim' } });
    await settled(element);
    expect(written(element, 'name')).to.equal('Kim');
  });

  it('makes what is pasted harmless before it goes out', async () => {
    const { element, session } = await show();
    const field = control<HTMLInputElement>(element, '#name');
    field.value = `\u202E<b>${'x'.repeat(10_000)}`;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    button(element, 'Continue').click();
    const told = session.asks[0] as Extract<SessionAsk, { type: 'set-preferences' }>;
    expect(told.preferences.name)
      .to.have.length(120)
      .and.to.match(/^<b>x+$/);
    expect(element.shadowRoot!.querySelector('b')).to.equal(null);
  });

  it('can be gone through with the keyboard alone', async () => {
    const { element, session } = await show();
    control(element, 'input[name=speakFreely]').focus();
    await sendKeys({ press: ' ' });
    await sendKeys({ press: 'ArrowDown' });
    await settled(element);
    expect(control<HTMLInputElement>(element, 'input[value=partly]').checked).to.equal(true);
    button(element, 'Continue').focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => session.asks.at(-1)?.type === 'continue', 'goes on');
  });

  it('asks the same of the page when it stands alone, and keeps the answers', async () => {
    const element = await fixture<SpaceCheckElement>(html`<space-check></space-check>`);
    const asks: SessionAsk[] = [];
    element.addEventListener('session-request', (event) => asks.push(event.request));
    await write(element, 'name', 'Robin');
    button(element, 'Continue').click();
    await settled(element);
    expect(asks.map(({ type }) => type)).to.deep.equal(['set-preferences', 'continue']);
    expect(written(element, 'name')).to.equal('Robin');
    expect(shownText(element)).to.contain('Nothing is sent until you press');
  });
});
