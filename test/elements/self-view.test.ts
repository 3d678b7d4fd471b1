import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import '../../src/elements/self-view.js';
import type { SelfViewElement } from '../../src/elements/self-view.js';
import { exampleSession, exampleTherapist, type SnapshotPatch } from '../../src/examples/example-session.js';
import { inTheRoom } from '../../src/examples/session-room.js';
import { button, settled, shownText } from '../support/element-suite.js';
import { recordedSession } from '../support/recorded-media.js';

const show = async (patch: SnapshotPatch = {}) => {
  const { session, media } = recordedSession(inTheRoom(patch));
  const element = document.createElement('self-view');
  element.session = session;
  await fixture(
    html`<main class="room">
      <div></div>
      ${element}<a href="#after">after</a>
    </main>`,
  );
  await settled(element);
  return { session, media, element };
};

/** Nobody gave the therapist a name: ours begins small, and a sentence does not. */
const unnamed: SnapshotPatch = {
  people: [{ ...exampleTherapist, profile: null }],
  plan: { ...exampleSession().snapshot.plan, therapistName: '' },
};

const picture = (element: SelfViewElement): HTMLElement => element.renderRoot.querySelector('.own')!;
const peek = (element: SelfViewElement): HTMLButtonElement => button(element, 'Hold to see yourself');

const middleOf = (element: Element): [number, number] => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return [Math.round(x + width / 2), Math.round(y + height / 2)];
};

const holdByMouse = async (element: SelfViewElement): Promise<void> => {
  await sendMouse({ type: 'move', position: middleOf(peek(element)) });
  await sendMouse({ type: 'down' });
  await settled(element);
};

/** Held down, however it goes on. */
const hold = async (element: SelfViewElement): Promise<void> => {
  peek(element).dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true, button: 0 }));
  await settled(element);
};

describe('self-view', () => {
  it('hides the own picture at first, and asks for none', async () => {
    const { element, media } = await show();
    expect(picture(element).hidden).to.equal(true);
    expect(media.calls).to.deep.equal([]);
  });

  it('shows it as long as the mouse is held', async () => {
    const { element, media } = await show();
    await holdByMouse(element);
    expect(picture(element).hidden).to.equal(false);
    expect(peek(element).getAttribute('aria-pressed')).to.equal('true');
    expect(media.attached.get('own')).to.equal(element.renderRoot.querySelector('video'));
    await sendMouse({ type: 'up' });
    await settled(element);
    expect(picture(element).hidden).to.equal(true);
    expect(peek(element).getAttribute('aria-pressed')).to.equal('false');
    expect(media.calls).to.deep.equal(['show own', 'let go of own']);
  });

  it('ends when the mouse lets go somewhere else', async () => {
    const { element } = await show();
    await holdByMouse(element);
    await sendMouse({ type: 'move', position: [2, 2] });
    await settled(element);
    expect(picture(element).hidden, 'still held').to.equal(false);
    await sendMouse({ type: 'up' });
    await settled(element);
    expect(picture(element).hidden).to.equal(true);
  });

  for (const [name, key] of Object.entries({ Space: ' ', Enter: 'Enter' })) {
    it(`shows it as long as ${name} is held`, async () => {
      const { element } = await show();
      peek(element).focus();
      await sendKeys({ down: key });
      await settled(element);
      expect(picture(element).hidden).to.equal(false);
      await sendKeys({ up: key });
      await settled(element);
      expect(picture(element).hidden).to.equal(true);
    });
  }

  it('ends when the focus goes on while a key is held', async () => {
    const { element } = await show();
    peek(element).focus();
    await sendKeys({ down: ' ' });
    await settled(element);
    await sendKeys({ press: 'Tab' });
    await settled(element);
    expect(picture(element).hidden).to.equal(true);
    await sendKeys({ up: ' ' });
  });

  const ends: Record<string, (element: SelfViewElement) => void> = {
    'the system takes the finger for itself': () => window.dispatchEvent(new PointerEvent('pointercancel')),
    'another window comes to the front': () => window.dispatchEvent(new Event('blur')),
    'the tab is hidden': () => document.dispatchEvent(new Event('visibilitychange')),
    'the page goes': () => window.dispatchEvent(new Event('pagehide')),
    'the finger lifts': () => window.dispatchEvent(new PointerEvent('pointerup')),
  };
  for (const [how, end] of Object.entries(ends)) {
    it(`ends when ${how}`, async () => {
      const { element, media } = await show();
      await hold(element);
      expect(picture(element).hidden, 'held').to.equal(false);
      end(element);
      await settled(element);
      expect(picture(element).hidden).to.equal(true);
      expect(media.attached.size).to.equal(0);
    });
  }

  it('ends when the camera goes off, and does not come back with it', async () => {
    const { element, session, media } = await show();
    await hold(element);
    session.update({ media: { ...session.snapshot.media, camera: 'off' } });
    await settled(element);
    expect(media.attached.size).to.equal(0);
    session.update({ media: { ...session.snapshot.media, camera: 'on' } });
    await settled(element);
    expect(picture(element).hidden).to.equal(true);
  });

  it('ends when the element leaves the page, and lets go at once', async () => {
    const { element, media } = await show();
    await hold(element);
    element.remove();
    expect(media.attached.size).to.equal(0);
  });

  it('opens no menu under a long touch', async () => {
    const { element } = await show();
    const menu = new Event('contextmenu', { bubbles: true, cancelable: true });
    peek(element).dispatchEvent(menu);
    expect(menu.defaultPrevented).to.equal(true);
  });

  it('does nothing on the other mouse buttons', async () => {
    const { element } = await show();
    peek(element).dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button: 2 }));
    await settled(element);
    expect(picture(element).hidden).to.equal(true);
  });

  it('keeps the picture in view when the person wants it, and asks no more for holding', async () => {
    const { element, session } = await show();
    button(element, 'Keep it in view').click();
    expect(session.asks).to.deep.equal([{ type: 'set-preferences', preferences: { selfView: 'shown' } }]);
    session.update({ preferences: { ...session.snapshot.preferences, selfView: 'shown' } });
    await settled(element);
    expect(picture(element).hidden).to.equal(false);
    expect(() => peek(element)).to.throw();
    button(element, 'Hide my own picture').click();
    expect(session.asks.at(-1)).to.deep.equal({
      type: 'set-preferences',
      preferences: { selfView: 'hidden' },
    });
  });

  const media = { microphone: 'on', ready: true, soundNeedsPress: false, picturesHeld: false } as const;
  const told: Record<string, SnapshotPatch> = {
    'Your camera is off. Nobody sees you.': { media: { ...media, camera: 'off' } },
    'Your camera is starting…': { media: { ...media, camera: 'starting' } },
    'Your camera is on. Sample Therapist sees you.': {},
    'Your camera is on. Your therapist sees you.': unnamed,
    'Your camera is on. Nobody sees you right now.': { people: [{ ...exampleTherapist, state: 'lost' }] },
  };
  for (const [words, patch] of Object.entries(told)) {
    it(`says: ${words}`, async () => {
      const { element } = await show(patch);
      expect(shownText(element)).to.contain(words);
    });
  }
});
