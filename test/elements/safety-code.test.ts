import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { SYMBOL_NAMES } from '../../src/core/encryption/symbols.js';
import '../../src/elements/safety-code.js';
import type { SafetyCodeElement } from '../../src/elements/safety-code.js';
import type { PersonSafety } from '../../src/core/session-snapshot.js';
import type { ExampleSession } from '../../src/examples/example-session.js';
import { examples, exampleSafety, lasting, threeOfUs, withSafety } from '../../src/examples/safety-code.js';
import {
  button,
  elementSuite,
  expectAccessible,
  settled,
  shownText,
  withSession,
} from '../support/element-suite.js';
import { waitUntil } from '../support/wait-until.js';

type Shown = Awaited<ReturnType<typeof withSession<SafetyCodeElement>>>;

const show = (name: keyof typeof examples): Promise<Shown> =>
  withSession<SafetyCodeElement>('safety-code', examples[name]);

const OPEN = 'Compare four pictures';

/** Opened by hand, as it is by everybody. */
const opened = async (name: keyof typeof examples = 'to be compared'): Promise<Shown> => {
  const shown = await show(name);
  button(shown.element, OPEN).click();
  await waitUntil(() => drawings(shown.element).length === 4, 'the drawings arrive');
  return shown;
};

const items = (element: SafetyCodeElement): string[] =>
  [...(element.shadowRoot?.querySelectorAll('.code > li') ?? [])].map((item) =>
    shownText(item).replace(' .', '.'),
  );

const drawings = (element: SafetyCodeElement): Element[] => [
  ...(element.shadowRoot?.querySelectorAll('svg.symbol') ?? []),
];

const shapes = (drawing: Element): string =>
  [...drawing.querySelectorAll('path')].map((path) => path.getAttribute('d')).join();

const buttons = (element: SafetyCodeElement): string[] =>
  [...(element.shadowRoot?.querySelectorAll('button') ?? [])].map((one) => one.textContent.trim());

const focused = (element: SafetyCodeElement): string =>
  element.shadowRoot?.activeElement?.textContent.trim() ?? '';

const become = async (
  { element, session }: { element: SafetyCodeElement; session: ExampleSession },
  patch: Partial<PersonSafety>,
): Promise<void> => {
  session.update({ people: [withSafety(patch)] });
  await settled(element);
};

describe('safety-code', () => {
  elementSuite('safety-code', examples);

  it('is closed until somebody opens it', async () => {
    const shown = await show('pictures are being made');
    await become(shown, { state: 'unchecked' });
    expect(items(shown.element)).to.deep.equal([]);
    expect(buttons(shown.element)).to.deep.equal([OPEN]);
  });

  it('shows four drawings in order, each with its name', async () => {
    const { element } = await opened();
    expect(items(element)).to.deep.equal(['1. Dog', '2. Lock', '3. Moon', '4. Guitar']);
    const names = exampleSafety.pictures?.map((number) => SYMBOL_NAMES[number]);
    expect(items(element).map((item) => item.slice(3))).to.deep.equal(names);
    for (const drawing of drawings(element)) expect(drawing.getAttribute('aria-hidden')).to.equal('true');
  });

  it('shows the same pictures in the same order in other languages, with names in each', async () => {
    const { element } = await opened();
    const before = drawings(element).map(shapes);
    for (const [language, first] of [
      ['da', '1. Hund'],
      ['es', '1. Perro'],
      ['fr', '1. Chien'],
    ] as const) {
      element.lang = language;
      await waitUntil(() => items(element)[0] === first, `the name in ${language}`);
      expect(element.shadowRoot?.querySelector('.code bdi')?.getAttribute('lang')).to.equal(language);
      expect(drawings(element).map(shapes)).to.deep.equal(before);
    }
  });

  it('has 64 drawings of which no two are alike, and all of which draw something', async () => {
    const all = new Set<string>();
    const { element, session } = await opened();
    for (let first = 0; first < 64; first += 4) {
      session.update({ people: [withSafety({ pictures: [first, first + 1, first + 2, first + 3] })] });
      await settled(element);
      for (const drawing of drawings(element)) {
        expect(drawing.querySelectorAll('path').length).to.be.greaterThan(0);
        for (const path of drawing.querySelectorAll('path')) {
          expect(path.getTotalLength(), path.getAttribute('d') ?? '').to.be.greaterThan(1);
          const { x, y, width, height } = path.getBBox();
          for (const edge of [x, y, x + width, y + height]) expect(edge).to.be.within(0, 48);
        }
        all.add(shapes(drawing));
      }
    }
    expect(all.size).to.equal(64);
  });

  it('is accessible while pictures, words, and large ones are shown', async () => {
    const { element } = await opened();
    await expectAccessible(element, 'pictures');
    for (const press of ['Make them large, to show to the camera', 'Use three words instead']) {
      button(element, press).click();
      await settled(element);
      await expectAccessible(element, press);
    }
  });

  it('has the answers beside each other, in one look, and asks for each with the run that is shown', async () => {
    const asked = async (answer: string): Promise<unknown> => {
      const { element, session } = await opened();
      button(element, answer).click();
      return session.asks;
    };
    expect(await asked('They match')).to.deep.equal([
      { type: 'confirm-code', person: 'person-t', run: 'run-1' },
    ]);
    expect(await asked('They differ')).to.deep.equal([
      { type: 'refuse-code', person: 'person-t', run: 'run-1' },
    ]);
    expect(await asked('Later')).to.deep.equal([{ type: 'close-panel' }]);
    const { element } = await opened();
    const [match, differ, later] = ['They match', 'They differ', 'Later'].map((name) =>
      button(element, name),
    );
    for (const one of [match, differ, later]) expect(one?.className).to.equal('');
    const heights = [match, differ, later].map((one) => one?.getBoundingClientRect().height);
    expect(new Set(heights).size).to.equal(1);
  });

  it('covers the pictures again with "later", and says nothing more of it', async () => {
    const { element } = await opened();
    button(element, 'Later').focus();
    button(element, 'Later').click();
    await settled(element);
    expect(buttons(element)).to.deep.equal([OPEN]);
    expect(focused(element)).to.include('You can check together');
  });

  it('is done by keyboard alone, and the focus is never lost', async () => {
    const shown = await show('to be compared');
    button(shown.element, OPEN).focus();
    await sendKeys({ press: 'Enter' });
    await settled(shown.element);
    expect(focused(shown.element)).to.equal('Look at these four pictures');
    await sendKeys({ press: 'Tab' });
    expect(focused(shown.element)).to.equal('They match');
    await sendKeys({ press: 'Tab' });
    expect(focused(shown.element)).to.equal('They differ');
    await sendKeys({ press: ' ' });
    expect(shown.session.asks.at(-1)?.type).to.equal('refuse-code');
    await become(shown, { state: 'differs' });
    expect(focused(shown.element)).to.equal('We stopped to be careful');
    await sendKeys({ press: 'Tab' });
    expect(focused(shown.element)).to.equal('Make new pictures');
    await sendKeys({ press: 'Enter' });
    expect(shown.session.asks.at(-1)).to.deep.equal({ type: 'new-code', person: 'person-t' });
    await become(shown, { state: 'securing', pictures: null, words: null, run: null });
    expect(focused(shown.element)).to.include('One moment');
    await become(shown, { run: 'run-2', runs: 2 });
    expect(focused(shown.element)).to.include('There are new pictures');
  });

  it('covers pictures whose agreement is over, so that nobody answers to others than they saw', async () => {
    const shown = await opened();
    await become(shown, { run: 'run-2', runs: 2, pictures: [5, 6, 7, 8] });
    expect(items(shown.element)).to.deep.equal([]);
    expect(buttons(shown.element)).to.deep.equal(['Show the new pictures']);
    button(shown.element, 'Show the new pictures').click();
    await settled(shown.element);
    expect(items(shown.element)[0]).to.equal('1. Pig');
    button(shown.element, 'They match').click();
    expect(shown.session.asks).to.deep.equal([{ type: 'confirm-code', person: 'person-t', run: 'run-2' }]);
  });

  it('tells that it was compared, keeps the pictures for the other, and lets it be taken back', async () => {
    const shown = await opened();
    await become(shown, { state: 'checked' });
    const status = shown.element.shadowRoot?.querySelector('[role=status]');
    expect(status?.textContent).to.include('You said that they match.');
    expect(status?.textContent).to.include('until one of you closes or reloads the page');
    expect(items(shown.element)).to.have.length(4);
    expect(buttons(shown.element).slice(0, 2)).to.deep.equal(['They differ', 'Close']);
  });

  it('tells a screen reader through a region that was there before', async () => {
    const shown = await opened();
    const region = shown.element.shadowRoot?.querySelector('[role=status]');
    expect(region?.textContent.trim()).to.equal('');
    await become(shown, { state: 'checked' });
    expect(shown.element.shadowRoot?.querySelector('[role=status]')).to.equal(region);
    expect(region?.textContent).to.include('You said');
  });

  it('offers new pictures, the phone and another time after "differ", and no way to go on regardless', async () => {
    const { element, session } = await show('they differ');
    expect(buttons(element)).to.deep.equal(['Make new pictures', 'Leave, and meet another time']);
    expect(element.shadowRoot?.querySelector('a')?.getAttribute('href')).to.equal('tel:02079460123');
    const text = shownText(element);
    expect(text).to.include('You did nothing wrong.').and.to.include('somebody is in between');
    button(element, 'Leave, and meet another time').click();
    expect(session.asks).to.deep.equal([{ type: 'leave' }]);
  });

  it('offers the phone and another time where no keys could be agreed on', async () => {
    const { element } = await show('no agreement');
    expect(buttons(element)).to.deep.equal(['Leave, and meet another time']);
    expect(shownText(element)).to.include('Your pages could not agree on keys');
  });

  it('says how often it had to begin again, and says nothing of the first time', async () => {
    const first = await show('to be compared');
    expect(shownText(first.element)).to.not.include('begin again');
    await become(first, { runs: 2 });
    expect(shownText(first.element)).to.include('had to begin again once.');
    await become(first, { runs: 4 });
    expect(shownText(first.element)).to.include('had to begin again 3 times.');
  });

  it('has three words for whoever cannot use pictures, in English for everybody', async () => {
    const { element } = await opened();
    element.lang = 'da';
    await waitUntil(() => buttons(element).includes('Brug tre ord i stedet'), 'Danish arrives');
    button(element, 'Brug tre ord i stedet').click();
    await settled(element);
    expect(items(element)).to.deep.equal(['1. acorn', '2. lion', '3. tiger']);
    for (const word of element.shadowRoot?.querySelectorAll('.words bdi') ?? [])
      expect(word.getAttribute('lang')).to.equal('en');
    expect(shownText(element)).to.include('De er på engelsk.');
  });

  it('fills its whole width with pictures that are to be shown to a camera', async () => {
    const { element } = await opened();
    const area = (): number => {
      const { width, height } = drawings(element)[0]!.getBoundingClientRect();
      return width * height;
    };
    const before = area();
    button(element, 'Make them large, to show to the camera').click();
    await settled(element);
    expect(area()).to.be.greaterThan(before * 2);
    expect(shownText(element)).to.include('Hold this screen up to the camera');
    expect(element.scrollWidth).to.be.at.most(element.clientWidth + 1);
  });

  it('advises against comparing by what is typed', async () => {
    expect(shownText((await opened()).element)).to.include('What is typed could be changed');
  });

  it('has a part for each of several people, the therapist first, and opens one at a time', async () => {
    const { element, session } = await show('several people');
    expect(buttons(element)).to.deep.equal(['Look at the pictures again', `${OPEN} with Sample Partner`]);
    button(element, `${OPEN} with Sample Partner`).click();
    await waitUntil(() => items(element)[0] === '1. Panda', 'theirs alone');
    expect(items(element)).to.have.length(4);
    button(element, 'They match').click();
    expect(session.asks).to.deep.equal([{ type: 'confirm-code', person: 'person-2', run: 'run-2' }]);
  });

  it('shows the one person whose id it is given', async () => {
    const { element } = await show('several people');
    element.setAttribute('person-id', threeOfUs[0]!.id);
    await settled(element);
    expect(buttons(element)).to.deep.equal([OPEN]);
  });

  it('offers to remember the device only after a comparison, with what it costs, and keeps nothing by itself', async () => {
    const before = await show('a device that is new');
    before.session.update({ consent: lasting });
    await settled(before.element);
    expect(shownText(before.element)).to.not.include('Remember this device');
    const { element, session } = await show('a device may be remembered');
    expect(shownText(element)).to.include('they could pass for you here');
    expect(session.asks).to.deep.equal([]);
    button(element, 'Remember this device').click();
    expect(session.asks).to.deep.equal([{ type: 'remember-device', person: 'person-t' }]);
  });

  it('offers nothing to be remembered where no id outlasts the appointment', async () => {
    const { element } = await show('compared');
    expect(buttons(element)).to.deep.equal(['Look at the pictures again']);
  });

  it('has the way to forget the device in the same place, however it stands', async () => {
    for (const state of ['unchecked', 'known-device', 'changed-device', 'checked'] as const) {
      const shown = await show('a device is remembered');
      await become(shown, { state, device: 'kept' });
      expect(shownText(shown.element), state).to.include('This device is remembered.');
      button(shown.element, 'Forget this device').click();
      expect(shown.session.asks).to.deep.equal([{ type: 'forget-device', person: 'person-t' }]);
    }
  });

  it('says calmly where the browser keeps nothing, and where it does not let go', async () => {
    const refused = await show('nothing can be remembered');
    expect(shownText(refused.element)).to.include('Your session goes on');
    expect(buttons(refused.element)).to.include('Remember this device');
    const stuck = await show('a device is not forgotten');
    expect(shownText(stuck.element)).to.include('clear the data of this website');
    expect(buttons(stuck.element)).to.include('Forget this device');
  });

  it('has a device remembered and forgotten by keyboard alone, with the focus on what was said', async () => {
    const shown = await show('a device may be remembered');
    button(shown.element, 'Remember this device').focus();
    await sendKeys({ press: 'Enter' });
    await settled(shown.element);
    expect(focused(shown.element), 'while the browser is asked').to.equal('Remember this device');
    await become(shown, { state: 'checked', device: 'kept' });
    expect(focused(shown.element)).to.equal('Forget this device');
    await sendKeys({ press: ' ' });
    expect(shown.session.asks.map(({ type }) => type)).to.deep.equal(['remember-device', 'forget-device']);
    await become(shown, { state: 'unchecked', device: 'none' });
    expect(focused(shown.element)).to.include('You can check together');
  });

  it('fits a small magnified screen without scrolling sideways', async () => {
    await setViewport({ width: 320, height: 256 });
    try {
      const { element } = await opened();
      for (const width of ['320px', '150px', '80px']) {
        element.style.inlineSize = width;
        await settled(element);
        expect(element.scrollWidth, width).to.be.at.most(element.clientWidth + 1);
      }
    } finally {
      await setViewport({ width: 800, height: 600 });
    }
  });

  it('can be told apart in forced colours: every shape keeps its line, or is solid', async () => {
    const { element } = await opened();
    for (const path of element.shadowRoot?.querySelectorAll<SVGPathElement>('.symbol path') ?? []) {
      const { stroke, fill } = getComputedStyle(path);
      expect(path.matches('.solid') ? fill : stroke).to.not.equal('none');
    }
  });

  it('tells the page nothing of the pictures: neither in attributes nor in what bubbles', async () => {
    const { element } = await opened();
    const told: Event[] = [];
    document.addEventListener('session-request', (event) => told.push(event), { once: true });
    button(element, 'They match').click();
    expect(told).to.deep.equal([]);
    expect([...element.attributes].map(({ name }) => name)).to.not.include.members([
      'run',
      'pictures',
      'words',
    ]);
  });
});
