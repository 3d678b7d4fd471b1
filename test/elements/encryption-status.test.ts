import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import '../../src/elements/encryption-status.js';
import type { EncryptionStatusElement } from '../../src/elements/encryption-status.js';
import { keepsDevices } from '../../src/core/encryption/device-marker.js';
import { makeDeviceKeys } from '../../src/core/encryption/device-proof.js';
import { forgetEveryDevice, keepDevice } from '../../src/core/encryption/device-store.js';
import { trustOf } from '../../src/core/trust-view.js';
import encryption from '../../src/locales/en/encryption.js';
import { examples } from '../../src/examples/encryption-status.js';
import { exampleTherapist } from '../../src/examples/example-session.js';
import { withSafety } from '../../src/examples/safety-code.js';
import {
  button,
  elementSuite,
  expectAccessible,
  settled,
  shownText,
  withSession,
} from '../support/element-suite.js';
import { waitUntil } from '../support/wait-until.js';

const show = (name: keyof typeof examples): ReturnType<typeof withSession<EncryptionStatusElement>> =>
  withSession<EncryptionStatusElement>('encryption-status', examples[name]);

const details = (element: EncryptionStatusElement): HTMLDetailsElement =>
  element.shadowRoot!.querySelector('details')!;

const titles = (element: EncryptionStatusElement): string[] =>
  [...(element.shadowRoot?.querySelectorAll('.topics h3') ?? [])].map((one) => one.textContent);

const forgetting = (element: EncryptionStatusElement): HTMLButtonElement | null =>
  element.shadowRoot!.querySelector('[data-forget]');

/** With what this browser remembers, and what it can and cannot protect unfolded. */
const showRemembered = async (name: keyof typeof examples): ReturnType<typeof show> => {
  await keepDevice('sample relation', await makeDeviceKeys());
  const shown = await show(name);
  shown.element.explained = true;
  await waitUntil(() => forgetting(shown.element), 'the way to forget');
  return shown;
};

describe('encryption-status', () => {
  elementSuite('encryption-status', examples);

  for (const name of [
    'not compared yet',
    'making keys',
    'compared together',
    'a device that is known',
    'a device that is new',
    'something cannot be opened',
  ] as const)
    it(`says what is so, what it means and what it does not cover: ${name}`, async () => {
      const { element, session } = await show(name);
      const [person] = session.snapshot.people;
      const { title, means, limit } = encryption.people[trustOf(person!.safety)]('Sample Therapist');
      for (const words of [title, means, limit]) expect(shownText(element)).to.include(words);
    });

  it('shows what happened once where media have stopped, with the ways on', async () => {
    for (const [name, words] of [
      ['they differ', 'We stopped to be careful'],
      ['no agreement', 'Your pages could not agree on keys'],
    ] as const) {
      const text = shownText((await show(name)).element);
      expect(text.split(words), name).to.have.length(2);
      expect(text).to.include('Leave, and meet another time');
    }
  });

  it('says what concerns the whole page', async () => {
    expect(shownText((await show('this browser cannot')).element)).to.include(
      'This browser cannot seal a session',
    );
  });

  it('has a card for each person, the therapist first', async () => {
    const { element } = await show('several people');
    const names = [...(element.shadowRoot?.querySelectorAll('.person h3') ?? [])].map(
      (one) => one.textContent,
    );
    expect(names).to.deep.equal(['Sample Therapist', 'Sample Partner']);
  });

  it('names nobody who is not on their page', async () => {
    const { element } = await show('waiting, nobody there yet');
    expect(shownText(element)).to.include('Nobody else is on their page yet.');
    expect(element.shadowRoot?.querySelectorAll('safety-code')).to.have.length(0);
  });

  it('claims that something leaves sealed only when our own counters saw it', async () => {
    const { element, session } = await show('compared together');
    session.update({ encryption: 'none' });
    await settled(element);
    expect(shownText(element)).to.include('this page sees no sound and no picture of yours leave');
    session.update({ encryption: 'sealed' });
    await settled(element);
    expect(shownText(element)).to.include('leave this page sealed');
  });

  it('follows what becomes true', async () => {
    const { element, session } = await show('making keys');
    session.update({ people: [withSafety({ state: 'unchecked' })] });
    await settled(element);
    expect(shownText(element)).to.include('Sealed, not compared yet');
    session.update({ people: [withSafety({ state: 'unchecked', cannotOpen: true })] });
    await settled(element);
    expect(shownText(element))
      .to.include('Something cannot be opened')
      .and.to.not.include('not compared yet');
  });

  it('keeps what it can and cannot protect folded up, and the comparison closed', async () => {
    const { element } = await show('not compared yet');
    expect(details(element).open).to.equal(false);
    expect(element.shadowRoot?.querySelector('safety-code')?.shadowRoot?.querySelector('.code')).to.equal(
      null,
    );
    details(element).querySelector('summary')?.click();
    expect(details(element).open).to.equal(true);
  });

  it('opens it from the start for a page that says so', async () => {
    const { element } = await show('not compared yet');
    element.explained = true;
    await settled(element);
    expect(details(element).open).to.equal(true);
  });

  describe('and what this browser remembers', () => {
    afterEach(() => forgetEveryDevice());

    it('offers to forget nothing where nothing is remembered', async () => {
      const { element } = await show('waiting, nobody there yet');
      element.explained = true;
      await settled(element);
      expect(forgetting(element)).to.equal(null);
      expect(titles(element)).to.not.include('This device is remembered');
    });

    it('forgets it on a press, also while nobody else is there', async () => {
      const { element } = await showRemembered('waiting, nobody there yet');
      expect(titles(element)).to.include('This device is remembered');
      const press = button(element, encryption.forgetAll);
      press.focus();
      press.click();
      await waitUntil(() => !forgetting(element), 'it is forgotten');
      expect(await keepsDevices()).to.equal(false);
      expect(titles(element)).to.not.include('This device is remembered');
      expect(element.shadowRoot?.activeElement?.textContent.trim()).to.equal(encryption.forgetting.forgotten);
      await expectAccessible(element, 'forgotten');
    });

    it('says no more that it is forgotten once something is remembered again', async () => {
      const { element, session } = await showRemembered('waiting, nobody there yet');
      button(element, encryption.forgetAll).click();
      await waitUntil(() => shownText(element).includes(encryption.forgetting.forgotten), 'the words');
      await keepDevice('sample relation', await makeDeviceKeys());
      session.update({ people: [withSafety({ state: 'checked', device: 'kept' })] });
      await waitUntil(() => forgetting(element), 'the way to forget');
      await waitUntil(() => !shownText(element).includes(encryption.forgetting.forgotten), 'other words');
    });

    it('has the session forget it for whoever is there', async () => {
      const { element, session } = await showRemembered('a device that is remembered here');
      button(element, encryption.forgetAll).click();
      expect(session.asks).to.deep.equal([{ type: 'forget-device', person: exampleTherapist.id }]);
    });

    it('says where the browser does not let go of it', async () => {
      const { element } = await showRemembered('waiting, nobody there yet');
      const letGo = Object.getOwnPropertyDescriptor(IDBFactory.prototype, 'deleteDatabase')!;
      const refuse = (): never => {
        throw new DOMException('refused', 'UnknownError');
      };
      Object.defineProperty(IDBFactory.prototype, 'deleteDatabase', { ...letGo, value: refuse });
      try {
        button(element, encryption.forgetAll).click();
        await waitUntil(() => shownText(element).includes(encryption.forgetting.stuck), 'the words');
      } finally {
        Object.defineProperty(IDBFactory.prototype, 'deleteDatabase', letGo);
      }
      expect(forgetting(element)).to.not.equal(null);
    });
  });

  it('has a limit beside every claim', async () => {
    for (const name of ['several people', 'by way of a media server'] as const) {
      const { element } = await show(name);
      const entries = [...(element.shadowRoot?.querySelectorAll('.topics > li') ?? [])];
      expect(entries.length).to.be.greaterThan(6);
      for (const entry of entries) {
        const sides = [...entry.querySelectorAll('.side')].map((side) => side.textContent);
        expect(sides, shownText(entry)).to.deep.equal(['What holds:', 'Where it ends:']);
      }
    }
  });

  it('is made from how the session is set up', async () => {
    const live = await show('by way of a media server');
    expect(titles(live.element)).to.include.members([
      'The server for sound and picture',
      'The server of the practice',
      'That you meet',
    ]);
    expect(shownText(live.element)).to.include('(media.example.org)');
    const rehearsal = await show('not compared yet');
    expect(titles(rehearsal.element)).to.include('From tab to tab');
    expect(titles(rehearsal.element)).to.not.include('The server of the practice');
    expect(titles((await show('several people')).element)).to.include('More than two');
  });

  it('always says what nothing here can help against', async () => {
    for (const name of Object.keys(examples) as (keyof typeof examples)[]) {
      const text = shownText((await show(name)).element);
      for (const words of [
        'Whoever brings you this page could change it',
        'If somebody else runs a device',
        'We cannot see who else is in a room',
        'A phone call is not sealed like this',
      ])
        expect(text, name).to.include(words);
    }
  });

  it('names the phone', async () => {
    expect(shownText((await show('not compared yet')).element)).to.include('020 7946 0123');
  });

  it('gives the focus to its heading', async () => {
    const { element } = await show('not compared yet');
    element.focus();
    await settled(element);
    expect(element.shadowRoot?.activeElement?.textContent).to.equal('How this session is protected');
  });

  it('leads to the comparison with one press', async () => {
    const { element } = await show('not compared yet');
    button(element, 'Compare four pictures').click();
    await settled(element);
    expect(shownText(element)).to.include('Look at these four pictures');
  });

  it('says for three people who vouches, and shows the ten pictures of all only when asked', async () => {
    const { element } = await show('several people, and the therapist vouches');
    expect(shownText(element)).to.include('The page of Sample Therapist says so, too');
    const group = element.shadowRoot!.querySelector('group-code')!;
    const items = (): string[] =>
      [...group.shadowRoot!.querySelectorAll('li')].map((item) => shownText(item).replace(' .', '.'));
    expect(items()).to.deep.equal([]);
    const press = button(group, 'Show ten pictures of all of you');
    expect(press.getAttribute('aria-expanded')).to.equal('false');
    press.click();
    await waitUntil(() => group.shadowRoot!.querySelectorAll('svg.symbol').length === 10, 'ten drawings');
    expect(items().slice(0, 2)).to.deep.equal(['1. Dog', '2. Lock']);
    await expectAccessible(element, 'with the ten pictures');
    button(group, 'Hide the ten pictures').click();
    await settled(group);
    expect(items()).to.deep.equal([]);
  });

  it('names the two whose pages do not say the same, and shows no pictures then', async () => {
    const { element } = await show('several people, of whom two do not agree');
    expect(shownText(element)).to.include('The pages of Sample Partner and Sample Therapist do not say');
    expect(shownText(element)).to.not.include('Show ten pictures');
    const waiting = await show('several people, and not all have told');
    expect(shownText(waiting.element)).to.include('still telling each other');
    expect(shownText(waiting.element)).to.not.include('Show ten pictures');
  });

  it('says nothing of all together where there are two', async () => {
    const { element, session } = await show('not compared yet');
    session.update({ group: { state: 'open' } });
    await settled(element);
    expect(shownText(element)).to.not.include('All of you together');
  });

  it('says of a device that is remembered here what that protects, and only then', async () => {
    const kept = await show('a device that is remembered here');
    expect(titles(kept.element)).to.include('This device is remembered');
    expect(titles((await show('not compared yet')).element)).to.not.include('This device is remembered');
  });

  it('fits a small magnified screen without scrolling sideways', async () => {
    await setViewport({ width: 320, height: 256 });
    try {
      for (const name of ['several people', 'by way of a media server'] as const) {
        const { element } = await show(name);
        details(element).open = true;
        await settled(element);
        expect(element.scrollWidth, name).to.be.at.most(element.clientWidth + 1);
      }
    } finally {
      await setViewport({ width: 800, height: 600 });
    }
  });
});
