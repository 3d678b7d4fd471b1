import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/elements/admission-desk.js';
// Fetched by the desk as it is needed; here from the start.
import '../../src/elements/consent-talk.js';
import '../../src/elements/late-notice.js';
import '../../src/elements/person-removal.js';
import '../../src/elements/place-card.js';
import '../../src/elements/room-checklist.js';
import type { AdmissionDeskElement } from '../../src/elements/admission-desk.js';
import type { SessionAsk } from '../../src/core/session-snapshot.js';
import { examples } from '../../src/examples/admission-desk.js';
import { exampleConsent, settledAnswers } from '../../src/examples/example-consent.js';
import { exampleClient } from '../../src/examples/example-session.js';
import { waitUntil } from '../support/wait-until.js';
import {
  button,
  deepQuery,
  elementSuite,
  settled,
  shownText,
  withSession,
} from '../support/element-suite.js';

const TAG = 'admission-desk';

const show = (name: keyof typeof examples = 'asking, consent settled') =>
  withSession<AdmissionDeskElement>(TAG, examples[name]);

const find = <E extends HTMLElement>(element: Element, selector: string): E => {
  const found = deepQuery<E>(element.shadowRoot!, selector);
  if (!found) throw new Error(`No ${selector}`);
  return found;
};

const cards = (element: AdmissionDeskElement): string[] =>
  [...element.shadowRoot!.querySelectorAll('waiting-person')].map(shownText);

/** Opens a line of the desk itself, and waits for what is below it. */
const open = async (element: AdmissionDeskElement, line: string, tag: string): Promise<void> => {
  const summaries = [...element.shadowRoot!.querySelectorAll('summary')];
  summaries.find(({ textContent }) => textContent === line)!.click();
  await waitUntil(() => deepQuery(element.shadowRoot!, tag) !== null, 'opens');
  await settled(element);
};

const press = async (element: AdmissionDeskElement, name: string | RegExp): Promise<void> => {
  button(element, name).click();
  await settled(element);
};

describe('admission-desk', () => {
  elementSuite(TAG, examples);

  const told: Record<keyof typeof examples, string> = {
    'nobody there yet': 'Nobody is here yet.',
    'on the page, not asking': 'Has not asked to come in yet, and may still be getting ready.',
    'asking, consent settled':
      'Is waiting for you. They cannot see or hear you, and you cannot see or hear them.',
    'asking, no consent asked for': 'No consent is asked for in this appointment.',
    'asking, a topic to talk about': 'What stays between us They want to talk about this first.',
    'asking urgently, nothing answered': 'They pressed “I need someone now”.',
    'asking, a topic declined': 'What stays between us They did not agree.',
    'left again': 'Has left, and can come back.',
    'line broke off': 'The line to them broke off. Their place is kept.',
    'one link, two devices': 'Both say that they are Sample Client. Only one of them can be in the session.',
    'one link, two devices, answered': 'One moment…',
    'ended for them': 'The session has ended for them. Their link does not work any more.',
    'by way of a media server':
      'Is waiting for you. They cannot see or hear you, and you cannot see or hear them.',
    'several people, running late': '2 people are waiting. 1 of them needs someone now.',
  };

  for (const [name, words] of Object.entries(told))
    it(`tells the truth: ${name}`, async () => {
      const { element } = await show(name as keyof typeof examples);
      expect(shownText(element)).to.contain(words);
    });

  it('shows what a person said, by the name they chose', async () => {
    const { element } = await show();
    for (const words of [
      'Sample Client',
      'Pronouns they',
      'Partly. You can ask what would help.',
      'With sound only.',
      'Slowly today, please.',
    ])
      expect(cards(element)[0]).to.contain(words);
  });

  it('calls a person without a name your client', async () => {
    const { element } = await show('on the page, not asking');
    expect(shownText(find(find(element, 'waiting-person'), 'h2'))).to.equal('Your client');
    expect(cards(element)[0]).to.contain('They have said nothing about themselves for today.');
  });

  it('shows several people, who needs someone now first', async () => {
    const { element } = await show('several people, running late');
    expect(cards(element).map((card) => card.split(' ').slice(0, 2).join(' '))).to.deep.equal([
      'Sample Partner',
      'Sample Client',
      'Your client',
    ]);
  });

  it('neither shows nor plays anybody', async () => {
    const { element } = await show('several people, running late');
    expect(deepQuery(element.shadowRoot!, 'video, audio')).to.equal(null);
  });

  it('tells who comes once and politely', async () => {
    const { element, session } = await show('nobody there yet');
    const status = find(element, '[role=status]');
    session.update({ people: [{ ...exampleClient, state: 'expected' }] });
    await settled(element);
    expect(shownText(status)).to.equal('Nobody is waiting.');
    session.update({ people: [{ ...exampleClient, urgent: true }] });
    await settled(element);
    expect(shownText(status)).to.equal('1 person is waiting, and needs someone now.');
  });

  it('lets in on a press, and by nothing else', async () => {
    const { element, session } = await show('on the page, not asking');
    session.update({ people: [exampleClient] });
    await settled(element);
    expect(session.asks).to.deep.equal([]);
    await press(element, 'Let in');
    expect(session.asks).to.deep.equal([{ type: 'admit', person: 'person-c' }]);
  });

  for (const [name, reason] of [
    ['on the page, not asking', 'as soon as they ask to come in'],
    ['asking, a topic to talk about', 'when the open topics above are settled'],
    ['asking urgently, nothing answered', 'when the open topics above are settled'],
    ['left again', 'as soon as they ask to come in'],
  ] as const)
    it(`lets nobody in and says why: ${name}`, async () => {
      const { element, session } = await show(name);
      const admit = button(element, 'Let in');
      expect(admit.getAttribute('aria-disabled')).to.equal('true');
      const why = (admit.getRootNode() as ShadowRoot).getElementById(admit.getAttribute('aria-describedby')!);
      expect(why?.textContent).to.contain(reason);
      await press(element, 'Let in');
      expect(session.asks).to.deep.equal([]);
    });

  describe('one link on two devices', () => {
    it('offers two answers of one size, and presses none of them', async () => {
      const { element, session } = await show('one link, two devices');
      const answers = [
        button(element, /^Go on with the newer one/),
        button(element, /^Stay with the first one/),
      ];
      const looks = answers.map((one) => [one.className, one.offsetWidth, one.offsetHeight].join(' '));
      expect(new Set(looks).size, looks.join(' | ')).to.equal(1);
      expect(session.asks).to.deep.equal([]);
    });

    for (const [name, newer] of [
      ['Go on with the newer one', true],
      ['Stay with the first one', false],
    ] as const)
      it(`asks the practice once: ${name}`, async () => {
        const { element, session } = await show('one link, two devices');
        session.send = (ask: SessionAsk) => {
          session.asks.push(ask);
          session.update({ pending: [ask.type] });
        };
        await press(element, new RegExp(`^${name}`));
        await press(element, /^Stay with the first one/);
        expect(session.asks).to.deep.equal([{ type: 'give-place', person: 'person-c', newer }]);
        expect(cards(element)[0]).to.contain('One moment');
      });

    it('says what it can mean and what is not known, and names nobody else', async () => {
      const { element } = await show('one link, two devices');
      const told = shownText(find(element, 'place-card'));
      for (const words of [
        'a page that was loaded once more, or a phone instead of a laptop',
        'somebody else who has the link. This page cannot tell.',
        'call them first',
        'It learns no name. It cannot see or hear anybody. The first one is told nothing.',
      ])
        expect(told).to.contain(words);
      expect(told).to.not.contain('Sample Therapist').and.not.contain('Sample Practice');
    });

    it('is not there for somebody with one device, and goes with the answer', async () => {
      const { element, session } = await show();
      expect(deepQuery(element.shadowRoot!, 'place-card')).to.equal(null);
      session.update({ people: [{ ...exampleClient, asksElsewhere: true }] });
      await settled(element);
      button(element, /^Stay with the first one/).focus();
      session.update({ people: [exampleClient] });
      await settled(element);
      expect(deepQuery(element.shadowRoot!, 'place-card')).to.equal(null);
      const person = find(element, 'waiting-person').shadowRoot!;
      expect(person.activeElement, 'the focus stays with the person').to.equal(person.querySelector('h2'));
    });
  });

  describe('ending it for somebody', () => {
    const opened = async (): Promise<Awaited<ReturnType<typeof show>>> => {
      const shown = await show();
      find(shown.element, 'waiting-person').shadowRoot!.querySelector('summary')!.click();
      await waitUntil(() => deepQuery(shown.element.shadowRoot!, 'person-removal') !== null, 'opens');
      await settled(shown.element);
      return shown;
    };

    it('is closed at first, and far from letting in', async () => {
      const { element } = await show();
      const details = find(element, 'waiting-person').shadowRoot!.querySelector('details')!;
      expect(details.open).to.equal(false);
      expect(shownText(details)).to.equal('If somebody should not be here');
      const top = details.getBoundingClientRect().top;
      expect(top).to.be.greaterThan(button(element, 'Not today').getBoundingClientRect().bottom);
    });

    it('takes two steps, and says before the second what it means', async () => {
      const { element, session } = await opened();
      await press(element, 'End the session for Sample Client');
      expect(session.asks).to.deep.equal([]);
      const second = find(element, 'person-removal').shadowRoot!;
      expect(second.activeElement?.textContent).to.equal('End it for Sample Client?');
      expect(shownText(second.querySelector('.second')!))
        .to.contain('It gives no reason and no blame.')
        .and.contain('Their link does not work any more today')
        .and.contain('You cannot take this back here.');
      await press(element, 'Yes, end it for Sample Client');
      expect(session.asks).to.deep.equal([{ type: 'remove', person: 'person-c' }]);
    });

    it('leaves everything as it is, with the focus where it was', async () => {
      const { element, session } = await opened();
      await press(element, 'End the session for Sample Client');
      await press(element, 'No, leave it as it is');
      expect(session.asks).to.deep.equal([]);
      expect(find(element, 'person-removal').shadowRoot!.activeElement).to.equal(
        button(element, 'End the session for Sample Client'),
      );
    });

    it('says that it is done once it is so, and takes the focus along', async () => {
      const { element, session } = await opened();
      session.send = (ask: SessionAsk) => {
        session.asks.push(ask);
        session.update({ pending: [ask.type] });
      };
      await press(element, 'End the session for Sample Client');
      button(element, 'Yes, end it for Sample Client').focus();
      await press(element, 'Yes, end it for Sample Client');
      const removal = find(element, 'person-removal');
      expect(shownText(removal)).to.contain('One moment').and.not.contain('The session has ended');
      session.update({ pending: [], people: [{ ...exampleClient, state: 'gone', removed: true }] });
      await settled(element);
      expect(shownText(removal)).to.equal(
        'The session has ended for Sample Client. Their link does not work any more.',
      );
      expect(removal.shadowRoot!.activeElement?.getAttribute('role')).to.equal('status');
      expect(() => button(element, /^End the session/)).to.throw();
      const why = find(element, 'waiting-person').shadowRoot!.getElementById('why-not');
      expect(why?.textContent).to.contain('You ended the session for them.');
    });
  });

  it('asks for two more minutes and says what the person can read once it is so', async () => {
    const { element, session } = await show();
    session.send = (ask: SessionAsk) => {
      session.asks.push(ask);
      session.update({ pending: [ask.type] });
    };
    await press(element, 'Two more minutes');
    expect(session.asks).to.deep.equal([{ type: 'hold', person: 'person-c', minutes: 2 }]);
    expect(cards(element)[0]).to.contain('One moment').and.not.contain('They can read');
    session.update({ pending: [] });
    await settled(element);
    expect(cards(element)[0]).to.contain('They can read: about two more minutes.');
  });

  it('says "not today" with a message, and says so once it is so', async () => {
    const { element, session } = await show();
    await press(element, 'Not today');
    find(element, '#message').focus();
    await sendKeys({ type: 'I am ill. I will write to you.' });
    expect(session.asks).to.deep.equal([]);
    await press(element, 'Tell them: not today');
    expect(session.asks).to.deep.equal([
      { type: 'decline', person: 'person-c', message: 'I am ill. I will write to you.' },
    ]);
    expect(cards(element)[0]).to.not.contain('They were told');
    session.update({ people: [{ ...exampleClient, state: 'expected' }] });
    await settled(element);
    expect(cards(element)[0]).to.contain('They were told: not today.');
  });

  it('cuts a message that is pasted in to what the other side accepts', async () => {
    const { element, session } = await show();
    await press(element, 'Not today');
    const field = find<HTMLTextAreaElement>(element, '#message');
    field.value = `\u202E${'x'.repeat(10_000)}`;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await press(element, 'Tell them: not today');
    expect(session.asks).to.deep.equal([{ type: 'decline', person: 'person-c', message: 'x'.repeat(500) }]);
  });

  it('takes "not today" back without a word to anybody', async () => {
    const { element, session } = await show();
    await press(element, 'Not today');
    await press(element, 'Let them wait');
    expect(session.asks).to.deep.equal([]);
    expect(find(element, 'waiting-person').shadowRoot!.activeElement).to.equal(button(element, 'Not today'));
  });

  it('records only what was ticked, as agreed in a talk', async () => {
    const { element, session } = await show('asking urgently, nothing answered');
    const record = button(element, 'Record what they agreed to');
    expect(record.getAttribute('aria-disabled')).to.equal('true');
    record.click();
    expect(session.asks).to.deep.equal([]);
    const [, limits] = find(element, 'consent-talk').shadowRoot!.querySelectorAll<HTMLElement>(
      'input[type=checkbox]',
    );
    limits!.focus();
    await sendKeys({ press: ' ' });
    await settled(element);
    await press(element, 'Record what they agreed to');
    expect(session.asks).to.deep.equal([
      { type: 'attest-consent', person: 'person-c', topics: ['limits'], method: 'verbal-attested' },
    ]);
  });

  it('has ticked nothing beforehand, and says who sees what is recorded', async () => {
    const { element } = await show('asking urgently, nothing answered');
    const boxes = find(element, 'consent-talk').shadowRoot!.querySelectorAll('input');
    expect(boxes).to.have.length(3);
    expect([...boxes].some(({ checked }) => checked)).to.equal(false);
    expect(cards(element)[0]).to.contain('The practice keeps this with their file.');
  });

  it('opens the way in as soon as the consent is settled', async () => {
    const { element, session } = await show('asking, a topic to talk about');
    session.update({ consent: exampleConsent(settledAnswers) });
    await settled(element);
    expect(cards(element)[0]).to.contain('Everything that is needed is settled.');
    expect(button(element, 'Let in').getAttribute('aria-disabled')).to.equal('false');
  });

  it('records an emergency apart from the talk, under the therapist’s id', async () => {
    const { element, session } = await show('asking urgently, nothing answered');
    const details = find<HTMLDetailsElement>(element, 'consent-talk').shadowRoot!.querySelector('details')!;
    expect(details.open).to.equal(false);
    details.querySelector('summary')!.click();
    await settled(element);
    expect(shownText(details)).to.contain('recorded under your id (person-t)');
    await press(element, 'Record an emergency and ask again afterwards');
    expect(session.asks).to.deep.equal([
      {
        type: 'attest-consent',
        person: 'person-c',
        topics: ['your-choice', 'limits', 'fees'],
        method: 'emergency-deferred',
      },
    ]);
  });

  it('does not let an emergency stand over a no', async () => {
    const { element } = await show('asking, a topic declined');
    expect(cards(element)[0]).to.contain('They said no to a topic. An emergency does not change that.');
    expect(() => button(element, /Record an emergency/)).to.throw();
  });

  it('claims nothing about the consent of somebody whose consent is not here', async () => {
    const { element } = await show('several people, running late');
    expect(cards(element)[0]).to.contain('Their consent is not on this page.');
  });

  it('tells who waits that the therapist is late, and takes it back', async () => {
    const { element, session } = await show();
    await open(element, 'If you are running late', 'late-notice');
    find(element, '#words').focus();
    await sendKeys({ type: 'Nearly there.' });
    await press(element, 'Tell them');
    expect(session.asks).to.deep.equal([{ type: 'tell-late', late: { minutes: 5, words: 'Nearly there.' } }]);
    session.update({
      waiting: { ...session.snapshot.waiting, late: { minutes: 5, words: 'Nearly there.' } },
    });
    await settled(element);
    expect(shownText(find(element, 'late-notice'))).to.contain('They can read: late by about 5 minutes.');
    await press(element, 'I am not late any more');
    expect(session.asks.at(-1)).to.deep.equal({ type: 'tell-late', late: null });
  });

  it('shows unasked what the person who waits can read, and nothing else that was not opened', async () => {
    const { element } = await show('several people, running late');
    const opened = [...element.shadowRoot!.querySelectorAll('details')].filter((one) => one.open);
    expect(opened.map((one) => one.querySelector('summary')!.textContent)).to.deep.equal([
      'If you are running late',
    ]);
    expect(shownText(opened[0]!)).to.contain('They can read: late by about 10 minutes.');
    expect(deepQuery(element.shadowRoot!, 'room-checklist')).to.equal(null);
  });

  it('lets the therapist write to who waits', async () => {
    const { element, session } = await show();
    find(element, '#text').focus();
    await sendKeys({ type: 'Good morning' });
    await sendKeys({ press: 'Enter' });
    expect(session.asks).to.deep.equal([{ type: 'send-text', text: 'Good morning' }]);
  });

  it('keeps the therapist’s own list to itself, and nothing depends on it', async () => {
    const { element, session } = await show();
    await open(element, 'Your own room', 'room-checklist');
    const list = find(element, 'room-checklist');
    list.shadowRoot!.querySelector('input')!.click();
    await settled(element);
    expect(shownText(list)).to.contain('1 of 6 ticked.').and.to.contain('Only you see this.');
    expect(session.asks).to.deep.equal([]);
    expect(button(element, 'Let in').getAttribute('aria-disabled')).to.equal('false');
  });

  it('shows a name with markup, turning characters and endless length as harmless text', async () => {
    const { element, session } = await show();
    const profile = { ...exampleClient.profile!, name: `<b>\u202E${'x'.repeat(10_000)}` };
    session.update({ people: [{ ...exampleClient, profile }] });
    await settled(element);
    const name = shownText(find(find(element, 'waiting-person'), 'h2'));
    expect(name)
      .to.match(/^<b>x+$/)
      .and.to.have.length(120);
    expect(element.scrollWidth).to.be.at.most(element.clientWidth + 1);
  });

  it('can be used with the keyboard alone', async () => {
    const { element, session } = await show();
    button(element, 'Let in').focus();
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: ' ' });
    expect(session.asks.map(({ type }) => type)).to.deep.equal(['admit', 'hold']);
  });
});
