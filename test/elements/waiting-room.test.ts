import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/elements/waiting-room.js';
import type { WaitingRoomElement } from '../../src/elements/waiting-room.js';
import type { SessionAsk } from '../../src/core/session-snapshot.js';
import { exampleSnapshot, exampleTherapist } from '../../src/examples/example-session.js';
import { examples } from '../../src/examples/waiting-room.js';
import {
  button,
  deepQuery,
  elementSuite,
  settled,
  shownText,
  withSession,
} from '../support/element-suite.js';

const TAG = 'waiting-room';

const show = (name: keyof typeof examples = 'therapist here') =>
  withSession<WaitingRoomElement>(TAG, examples[name]);

const news = (element: WaitingRoomElement): string => shownText(element.shadowRoot!.querySelector('.news')!);

describe('waiting-room', () => {
  elementSuite(TAG, examples);

  const told: Record<keyof typeof examples, string | RegExp> = {
    'therapist not here yet': 'Your therapist is not here yet. They see that you wait as soon as they come.',
    'therapist here': 'Your therapist is here and sees that you wait. They let you in when they are ready.',
    'running late':
      'Your therapist is running late, by about 10 minutes. Your therapist writes: The session before yours takes longer. I will be with you.',
    'two more minutes': 'Your therapist knows that you are here, and needs about 2 more minutes.',
    'not open yet':
      /^This opens .*2099|^This opens \w+,? .*Please come back then\. You have not missed anything\.$/,
    'not asked yet':
      'Your therapist has not been told yet that you are here. We are trying. Your therapist is not here yet.',
    'line to the therapist broke off':
      'The line to your therapist broke off. They can come straight back. You keep your place.',
    'consent to talk about':
      /still open: What stays between us You can write about them here, or talk on the phone/,
    'let in before consent is settled':
      /^Your therapist has let you in\. Before you can see and hear each other/,
    'by way of a media server': /^Your therapist is here/,
    'urgent, therapist here':
      /^You said that you need someone now\. This stands on your therapist’s screen\./,
    'urgent, therapist not here yet':
      /^You said that you need someone now\. Your therapist is not on this page yet/,
    'said something, and wrote': /^Your therapist is here/,
  };

  for (const [name, words] of Object.entries(told))
    it(`tells the truth: ${name}`, async () => {
      const { element } = await show(name as keyof typeof examples);
      if (typeof words === 'string') expect(news(element)).to.equal(words);
      else expect(news(element)).to.match(words);
    });

  it('tells a change politely and leaves what stays untouched', async () => {
    const { element, session } = await show('consent to talk about');
    const region = element.shadowRoot!.querySelector('.news')!;
    expect(region.getAttribute('role')).to.equal('status');
    expect(region.getAttribute('aria-atomic')).to.equal('false');
    const [, consent] = region.children;
    session.update({ waiting: { ...session.snapshot.waiting, holdMinutes: 2 } });
    await settled(element);
    expect(news(element)).to.contain('2 more minutes');
    expect(region.children[1]).to.equal(consent);
  });

  it('quotes the therapist’s own words as text, whatever they are', async () => {
    const { element, session } = await show();
    const late = { minutes: 5, words: `<b>soon</b>\u202E${'x'.repeat(10_000)}` };
    session.update({ waiting: { ...session.snapshot.waiting, late } });
    await settled(element);
    const quote = element.shadowRoot!.querySelector('blockquote')!;
    expect(quote.textContent).to.match(/^<b>soon<\/b>x+$/);
    expect(quote.textContent.length).to.equal(300);
    expect(element.scrollWidth).to.be.at.most(element.clientWidth + 1);
  });

  it('says by itself that it has opened', async () => {
    const soon = Date.now() + 150;
    const { element, session } = await show();
    session.update({
      plan: { ...exampleSnapshot().plan, opensAt: soon },
      waiting: { ...exampleSnapshot().waiting, asked: false },
    });
    await settled(element);
    expect(news(element)).to.match(/^This opens/);
    await new Promise<void>((resolve) => {
      element.addController({ hostUpdated: () => news(element).startsWith('This opens') || resolve() });
    });
    expect(news(element)).to.match(/^Your therapist has not been told yet/);
  });

  it('promises that nobody sees or hears the person, and nothing moves', async () => {
    const { element } = await show();
    expect(shownText(element)).to.contain('Nobody can see or hear you through this page.');
    expect(element.getAnimations({ subtree: true })).to.deep.equal([]);
    expect(deepQuery(element.shadowRoot!, 'video, audio')).to.equal(null);
  });

  it('gives the number of the practice', async () => {
    const { element } = await show();
    expect(element.shadowRoot!.querySelector('a')?.getAttribute('href')).to.equal('tel:02079460123');
  });

  it('shows what the person said and who sees it', async () => {
    const { element } = await show('said something, and wrote');
    const about = shownText(element.shadowRoot!.querySelector('about-today')!);
    for (const words of ['Sample Client', 'they', 'Partly', 'With sound only', 'Slowly today, please.'])
      expect(about).to.contain(words);
    expect(about).to.contain('The people in this session see this. It is not kept.');
  });

  it('says that it is fine to have said nothing', async () => {
    const { element } = await show();
    expect(shownText(element)).to.contain('Nothing. That is fine.');
  });

  it('lets the person change it: begun, sent, noted, and the focus back where it was', async () => {
    const { element, session } = await show('said something, and wrote');
    session.send = (ask: SessionAsk) => {
      session.asks.push(ask);
      if (ask.type === 'set-preferences')
        session.update({ preferences: { ...session.snapshot.preferences, ...ask.preferences } });
    };
    const opener = button(element, 'Change or add something');
    opener.click();
    await settled(element);
    expect(opener.getAttribute('aria-expanded')).to.equal('true');
    deepQuery<HTMLElement>(element.shadowRoot!, '#name')!.focus();
    await sendKeys({ press: 'End' });
    await sendKeys({ type: ' Two' });
    expect(session.asks).to.deep.equal([]);
    await sendKeys({ press: 'Enter' });
    await settled(element);
    const told = session.asks[0] as Extract<SessionAsk, { type: 'set-preferences' }>;
    expect(told.preferences.name).to.equal('Sample Client Two');
    expect(opener.getAttribute('aria-expanded')).to.equal('false');
    expect(element.shadowRoot!.querySelector('about-today')!.shadowRoot!.activeElement).to.equal(opener);
    expect(shownText(element)).to.contain('Your change is noted.');
  });

  it('takes a change back without sending it', async () => {
    const { element, session } = await show('said something, and wrote');
    button(element, 'Change or add something').click();
    await settled(element);
    deepQuery<HTMLElement>(element.shadowRoot!, '#name')!.focus();
    await sendKeys({ type: 'x' });
    button(element, 'Leave it as it is').click();
    await settled(element);
    expect(session.asks).to.deep.equal([]);
    button(element, 'Change or add something').click();
    await settled(element);
    expect(deepQuery<HTMLInputElement>(element.shadowRoot!, '#name')!.value).to.equal('Sample Client');
  });

  it('keeps a change that the page took over', async () => {
    const { element } = await show('said something, and wrote');
    button(element, 'Change or add something').click();
    await settled(element);
    deepQuery<HTMLElement>(element.shadowRoot!, '#name')!.focus();
    await sendKeys({ type: 'x' });
    button(element, 'Send the change').click();
    await settled(element);
    expect(shownText(element)).to.not.contain('Your change is noted.');
    expect(deepQuery<HTMLInputElement>(element.shadowRoot!, '#name')!.value).to.contain('x');
  });

  it('lets the person write to their therapist with the keyboard alone', async () => {
    const { element, session } = await show();
    deepQuery<HTMLElement>(element.shadowRoot!, '#text')!.focus();
    await sendKeys({ type: 'I am here' });
    await sendKeys({ press: 'Enter' });
    expect(session.asks).to.deep.equal([{ type: 'send-text', text: 'I am here' }]);
  });

  it('shows the headings of topics in the language they are in', async () => {
    const { element } = await show('consent to talk about');
    element.lang = 'da';
    await settled(element);
    expect(element.shadowRoot!.querySelector('.topics li')?.getAttribute('lang')).to.equal('en');
  });

  it('takes its session from around itself when none is given', async () => {
    const element = await fixture<WaitingRoomElement>(html`<waiting-room></waiting-room>`);
    expect(news(element)).to.equal('Your therapist has not been told yet that you are here. We are trying.');
  });

  it('never says that a therapist is here who is not', async () => {
    const { element, session } = await show();
    session.update({ people: [{ ...exampleTherapist, state: 'gone' }] });
    await settled(element);
    expect(news(element)).to.match(/^Your therapist is not here yet/);
  });
});
