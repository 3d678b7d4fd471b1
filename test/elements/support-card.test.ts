import { expect, fixture, html } from '@open-wc/testing';
import { waitUntil } from '../support/wait-until.js';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/elements/support-card.js';
import type { SupportCardElement } from '../../src/elements/support-card.js';
import { examples } from '../../src/examples/support-card.js';
import { elementSuite, settled, shownText, withSession } from '../support/element-suite.js';

const links = (element: SupportCardElement): HTMLAnchorElement[] => [
  ...(element.shadowRoot?.querySelectorAll('a') ?? []),
];

const show = (name: keyof typeof examples): ReturnType<typeof withSession<SupportCardElement>> =>
  withSession<SupportCardElement>('support-card', examples[name]);

/** What the element tells developers while `act` runs. */
const warnings = async (act: () => Promise<unknown>): Promise<string[]> => {
  const original = console.warn;
  const told: string[] = [];
  console.warn = (...args: unknown[]) => told.push(args.join(' '));
  try {
    await act();
  } finally {
    console.warn = original;
  }
  return told.filter((text) => text.includes('support-card'));
};

describe('support-card', () => {
  elementSuite('support-card', examples);

  it('shows the emergency row first, and every number as text and as a link', async () => {
    const { element } = await show('a full list');
    const headings = [...(element.shadowRoot?.querySelectorAll('h3') ?? [])].map((one) => one.textContent);
    expect(headings).to.deep.equal(['In an emergency', 'Your practice', 'Someone to talk to']);
    expect(links(element).map((link) => link.getAttribute('href'))).to.deep.equal([
      'tel:02079460999',
      'tel:02079460123',
      'tel:02079460456',
      'sms:07700900456',
      'https://chat.example.org/start',
    ]);
    const text = shownText(element);
    for (const shown of [
      '020 7946 0999',
      '07700 900456',
      'English, Dansk',
      'Free',
      'Every night',
      'try the next one',
    ])
      expect(text).to.include(shown);
  });

  it('says how old a row is, and that an old one may be out of date', async () => {
    const { element } = await show('a full list');
    const text = shownText(element);
    expect(text).to.match(/Checked on .*2020\. This may be out of date\./);
    expect(text).to.match(/Checked on [^.]*2026\./);
  });

  it('does not list the phone of the practice twice', async () => {
    const { element } = await show('a full list');
    expect(shownText(element).split('020 7946 0123')).to.have.length(2);
  });

  it('shows the phone of the practice and the neutral advice when there are no rows', async () => {
    const { element } = await show('the practice gave no list');
    expect(links(element).map((link) => link.getAttribute('href'))).to.deep.equal(['tel:02079460123']);
    expect(shownText(element)).to.include('call the emergency number of the place where you are');
  });

  it('invents no number', async () => {
    const { element } = await show('nothing at all');
    expect(links(element)).to.deep.equal([]);
    expect(shownText(element)).to.not.match(/\d/);
    expect(shownText(element)).to.include('emergency number of the place where you are');
  });

  it('tells a waiting person that the therapist sees it only when that is so', async () => {
    const { element, session } = await show('waiting, the therapist is not here yet');
    expect(shownText(element)).to.include('not here yet');
    session.update({ people: [{ ...session.snapshot.people[0]!, state: 'here' }] });
    await waitUntil(() => shownText(element).includes('can see that you need someone now'));
    session.update({ waiting: { ...session.snapshot.waiting, asked: false } });
    await waitUntil(() => !shownText(element).includes('can see that you need someone now'));
    expect(shownText(element)).to.not.include('waiting room');
  });

  it('leaves bad rows out, names them to the developer once, and shows the rest', async () => {
    const element = await fixture<SupportCardElement>(html`<support-card></support-card>`);
    const told = await warnings(async () => {
      element.support = [
        { name: '', number: '020 7946 0001' },
        { name: 'Bad address', url: 'javascript:alert(1)' },
        { name: 'Sample Line', number: '020 7946 0002', checkedOn: '2026-11-01' },
        { name: 'Sample Other', number: '020 7946 0003', checkedOn: '2026-11-01' },
      ];
      await settled(element);
      element.requestUpdate();
      await settled(element);
    });
    expect(links(element).map((link) => link.getAttribute('href'))).to.deep.equal([
      'tel:02079460002',
      'tel:02079460003',
    ]);
    expect(told).to.have.length(3);
    expect(told.join()).to.include('row 1').and.to.include('row 2');
  });

  it('prefers its own list to the one of the session', async () => {
    const { element } = await show('a full list');
    element.support = [{ name: 'Sample Own', number: '020 7946 0777', checkedOn: '2026-11-01' }];
    await settled(element);
    expect(shownText(element)).to.include('Sample Own');
    expect(shownText(element)).to.not.include('Sample Night Line');
  });

  it('shows markup and turned-round text as plain text', async () => {
    const element = await fixture<SupportCardElement>(html`<support-card></support-card>`);
    element.support = [{ name: '<img src=x onerror=alert(1)>\u202E', number: '020 7946 0002' }];
    await warnings(() => settled(element));
    expect(element.shadowRoot?.querySelector('img')).to.equal(null);
    expect(shownText(element)).to.include('<img src=x onerror=alert(1)>');
    expect(shownText(element)).to.not.include('\u202E');
  });

  it('is walked by the keyboard, link by link, and asks the session nothing', async () => {
    const { element, session } = await show('a full list');
    const all = links(element);
    for (const link of all) {
      await sendKeys({ press: 'Tab' });
      expect(element.shadowRoot?.activeElement).to.equal(link);
    }
    all[0]?.addEventListener('click', (event) => event.preventDefault());
    all[0]?.click();
    expect(session.asks).to.deep.equal([]);
  });
});
