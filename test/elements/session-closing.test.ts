import { expect, fixture, html } from '@open-wc/testing';
import { waitUntil } from '../support/wait-until.js';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/elements/session-closing.js';
import type { SessionClosingElement } from '../../src/elements/session-closing.js';
import { examples } from '../../src/examples/session-closing.js';
import { button, elementSuite, settled, shownText, withSession } from '../support/element-suite.js';

const show = (name: keyof typeof examples): ReturnType<typeof withSession<SessionClosingElement>> =>
  withSession<SessionClosingElement>('session-closing', examples[name]);

const buttons = (element: SessionClosingElement): string[] =>
  [...(element.shadowRoot?.querySelectorAll('button') ?? [])].map((one) => one.textContent.trim());

const client = Object.keys(examples).filter((name) => name.endsWith('client')) as (keyof typeof examples)[];

describe('session-closing', () => {
  elementSuite('session-closing', examples);

  for (const name of client)
    it(`shows the phone of the practice and a way to finish: ${name}`, async () => {
      const { element } = await show(name);
      expect(element.shadowRoot?.querySelector('a')?.getAttribute('href')).to.equal('tel:02079460123');
      expect(buttons(element)).to.include('Finish');
      expect(element.shadowRoot?.querySelectorAll('h1')).to.have.length(1);
    });

  for (const name of Object.keys(examples) as (keyof typeof examples)[])
    it(`blames nobody and raises no alarm: ${name}`, async () => {
      const { element } = await show(name);
      expect(shownText(element)).to.not.match(/fail|error|denied|unfortunately|kicked|violat|refus|!/i);
    });

  it('offers the way back where it broke off or was left early, and only there', async () => {
    const back = async (name: keyof typeof examples): Promise<boolean> =>
      buttons((await show(name)).element).includes('Go back to the session');
    expect(await back('connection lost, client')).to.equal(true);
    expect(await back('left, client')).to.equal(true);
    expect(await back('finished, therapist')).to.equal(true);
    expect(await back('finished, client')).to.equal(false);
    expect(await back('not today, client')).to.equal(false);
    for (const name of ['removed, client', 'moved, client', 'moved, therapist'] as const)
      expect(await back(name), name).to.equal(false);
  });

  it('asks to come back, to say how it was, and to finish', async () => {
    const { element, session } = await show('left, client');
    button(element, 'Go back to the session').click();
    button(element, 'Say how it was').click();
    button(element, 'Finish').click();
    expect(session.asks).to.deep.equal([{ type: 'return' }, { type: 'continue' }, { type: 'finish' }]);
  });

  it('asks nobody how it was who never met', async () => {
    for (const name of ['not today, client', 'consent not given, client', 'moved, client'] as const)
      expect(buttons((await show(name)).element)).to.not.include('Say how it was');
  });

  it('lets a therapist simply finish', async () => {
    const { element } = await show('removed, therapist');
    expect(buttons(element)).to.deep.equal(['Finish']);
  });

  it("shows the therapist's own words with not today, as plain text", async () => {
    const { element, session } = await show('not today, client');
    expect(shownText(element)).to.include('I am ill today');
    session.update({
      waiting: { ...session.snapshot.waiting, message: `<img src=x>\u202E${'x'.repeat(10_000)}` },
    });
    await settled(element);
    expect(element.shadowRoot?.querySelector('img')).to.equal(null);
    const quoted = element.shadowRoot?.querySelector('blockquote')?.textContent ?? '';
    expect(quoted).to.match(/^<img src=x>x+$/);
    expect(quoted.length).to.be.at.most(500);
  });

  it('shows other ways when consent was not given: the practice’s own where it has some', async () => {
    const { element, session } = await show('consent not given, client');
    expect(shownText(element)).to.include('A talk by phone');
    session.update({
      consent: {
        ...session.snapshot.consent,
        document: {
          id: 'sample',
          language: 'en',
          practice: { name: 'Sample Practice', alternatives: 'Come to our house with the blue door.' },
          topics: [],
          translations: {},
        },
      },
    });
    await settled(element);
    expect(shownText(element)).to.include('the blue door').and.to.not.include('A talk by phone');
    button(element, 'Look at the questions again').click();
    expect(session.asks).to.deep.equal([{ type: 'return' }]);
  });

  it('shows what the practice puts into its slot', async () => {
    const element = await fixture<SessionClosingElement>(
      html`<session-closing><p slot="next">Sample group on Thursdays</p></session-closing>`,
    );
    const slot = element.shadowRoot?.querySelector<HTMLSlotElement>('slot[name="next"]');
    expect(slot?.assignedElements()[0]?.textContent).to.equal('Sample group on Thursdays');
  });

  it('is worked by the keyboard alone', async () => {
    const { element, session } = await show('connection lost, client');
    await sendKeys({ press: 'Tab' });
    expect(element.shadowRoot?.activeElement?.tagName, 'the phone first').to.equal('A');
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => session.asks.length > 0, 'is pressed');
    expect(session.asks).to.deep.equal([{ type: 'return' }]);
  });

  it('fires an event that a page around it can take over', async () => {
    const { element, session } = await show('finished, client');
    element.addEventListener('session-request', (event) => event.preventDefault(), { once: true });
    button(element, 'Finish').click();
    expect(session.asks).to.deep.equal([]);
    button(element, 'Finish').click();
    expect(session.asks).to.deep.equal([{ type: 'finish' }]);
  });
});
