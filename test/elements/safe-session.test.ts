import { aTimeout, expect, fixture, html, oneEvent } from '@open-wc/testing';
import { waitUntil } from '../support/wait-until.js';
import { sendKeys } from '@web/test-runner-commands';
import type { SessionController } from '../../src/core/session-controller.js';
import { SafeSessionElement } from '../../src/elements/safe-session.js';
import { SessionRequestEvent } from '../../src/elements/session-events.js';
import {
  button,
  deepQuery,
  expectAccessible,
  focused,
  settled,
  shownText,
} from '../support/element-suite.js';
import { usePseudoRtl } from '../support/pseudo-rtl.js';

let appointments = 0;

/** Every test has an appointment of its own, so that no other page meets it. */
const rehearsal = async (change: Partial<SafeSessionElement> = {}): Promise<SafeSessionElement> => {
  const element = document.createElement('safe-session');
  appointments += 1;
  Object.assign(element, {
    mode: 'rehearsal',
    as: 'client',
    appointment: `test-${String(appointments)}-${String(Date.now())}`,
    exitUrl: '/left.html',
    ...change,
  });
  await fixture(html`<main>${element}</main>`);
  await settled(element);
  return element;
};

const goOn = async (element: SafeSessionElement, phase: string): Promise<void> => {
  element.send({ type: 'continue' });
  await waitUntil(() => element.phase === phase, `reaches ${phase}`);
  await waitUntil(
    () => deepQuery(element, `slot[name="${phase}"] > :not([role="status"])`),
    'its part is here',
  );
  await settled(element);
};

/** What the console was told while `act` ran. */
const errorsDuring = async (act: () => Promise<unknown>): Promise<string> => {
  const told: string[] = [];
  const original = console.error;
  console.error = (...words: unknown[]) => {
    told.push(words.map(String).join(' '));
  };
  try {
    await act();
  } finally {
    console.error = original;
  }
  return told.join('\n');
};

const document_ = {
  id: 'test',
  language: 'en',
  practice: { name: 'Sample Practice', phone: '020 7946 0123' },
  topics: [{ id: 'risks', version: '1.0.0', kind: 'agreement', acknowledgement: 'separate', repeat: 'once' }],
  translations: {
    en: {
      title: 'Meeting online',
      reviewedBy: 'Sample reviewer',
      topics: { risks: { heading: 'Risks', summary: 'Short.', text: 'Somebody may hear you.' } },
    },
  },
};

describe('safe-session', () => {
  describe('the welcome', () => {
    it('asks for no permission, opens no device, no channel and no connection', async () => {
      const used: string[] = [];
      const spy = <T extends object>(target: T, name: keyof T & string): (() => void) => {
        const original = target[name];
        Object.defineProperty(target, name, {
          configurable: true,
          writable: true,
          value: (...values: unknown[]) => {
            used.push(name);
            return (original as (...all: unknown[]) => unknown).apply(target, values);
          },
        });
        return () => {
          Object.defineProperty(target, name, { configurable: true, writable: true, value: original });
        };
      };
      const restore = [
        spy(navigator.mediaDevices, 'getUserMedia'),
        spy(navigator.mediaDevices, 'enumerateDevices'),
        spy(window, 'BroadcastChannel'),
        spy(window, 'RTCPeerConnection'),
        spy(window, 'AudioContext'),
        spy(window, 'fetch'),
      ];
      const element = await rehearsal();
      await aTimeout(50);
      for (const undo of restore) undo();
      expect(used).to.deep.equal([]);
      expect(shownText(element)).to.contain('Nothing has started');
    });

    it('is accessible, light and dark', async () => {
      for (const theme of ['light', 'dark']) await expectAccessible(await rehearsal({ theme }), theme);
    });

    it('says on the screen that it is a rehearsal', async () => {
      expect(shownText(await rehearsal())).to.contain('Rehearsal');
    });

    it('can be gone through with the keyboard: the way out comes first', async () => {
      const element = await rehearsal();
      await sendKeys({ press: 'Tab' });
      expect(element.shadowRoot?.activeElement?.textContent.trim()).to.equal('Leave this page now');
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => element.phase !== 'welcome', 'goes on');
    });
  });

  describe('settings', () => {
    it('tells the developer which attribute is wrong and what was expected, and shows a calm screen', async () => {
      const heard: string[] = [];
      const errors = await errorsDuring(async () => {
        const element = document.createElement('safe-session');
        element.addEventListener('session-problem', (event) => {
          heard.push(event.code);
        });
        Object.assign(element, {
          mode: 'rehersal',
          theme: 'pink',
          quickExit: 'loud',
          steps: 'welcome dance',
          exitUrl: 'javascript:alert(1)',
        });
        await fixture(html`${element}`);
        await settled(element);
        expect(shownText(element)).to.contain('This page is not ready yet');
        await waitUntil(() => heard.filter((code) => code === 'settings-invalid').length === 5, 'complains');
      });
      expect(errors)
        .to.match(/mode="rehersal"/)
        .and.match(/expected live, rehearsal/);
      expect(errors)
        .to.match(/theme="pink"/)
        .and.match(/quick-exit="loud"/)
        .and.match(/"dance"/)
        .and.match(/exit-url/);
      expect(heard).to.include('settings-invalid').and.include('service-missing');
    });

    it('is never silently a rehearsal: live without a service shows the phone that stands in the element', async () => {
      const element = await fixture<SafeSessionElement>(
        html`<safe-session exit-url="/left.html"><p>Call 020 7946 0123</p></safe-session>`,
      );
      await settled(element);
      expect(element.session?.snapshot.mode).to.equal('live');
      expect(shownText(element))
        .to.contain('This page is not ready yet')
        .and.not.contain('Start getting ready');
      const slot = deepQuery<HTMLSlotElement>(element, 'slot:not([name])');
      expect(slot?.assignedElements()[0]?.textContent).to.contain('020 7946 0123');
    });

    it('leaves out the steps a practice leaves out, but not the consent that its document asks for', async () => {
      const element = await rehearsal({ steps: 'tech-check', consentDocument: document_ });
      await goOn(element, 'consent');
      expect(element.session?.snapshot.journey.steps).to.deep.equal([
        'welcome',
        'consent',
        'tech-check',
        'waiting',
      ]);
    });

    it('follows the language of the page, then of the element, also while running', async () => {
      const element = await rehearsal();
      const before = document.documentElement.lang;
      try {
        document.documentElement.lang = 'da-DK';
        await waitUntil(() => shownText(element).includes('Velkommen'), 'Danish from the page');
        element.lang = 'en';
        await waitUntil(() => shownText(element).includes('Welcome'), 'English from the element');
      } finally {
        document.documentElement.lang = before;
      }
    });

    it('runs from right to left without sideways scroll', async () => {
      usePseudoRtl();
      const element = await rehearsal({ lang: 'ar-XB' });
      await waitUntil(
        () => element.shadowRoot?.querySelector('.root')?.getAttribute('dir') === 'rtl',
        'turns',
      );
      await expectAccessible(element, 'rtl');
      expect(element.scrollWidth).to.be.at.most(element.clientWidth + 1);
    });

    it('lets a host style the parts of every step, however deep they stand', async () => {
      const style = document.createElement('style');
      style.textContent = 'safe-session::part(primary) { letter-spacing: 7px; }';
      document.head.append(style);
      try {
        const element = await rehearsal();
        expect(getComputedStyle(button(element, 'Start getting ready')).letterSpacing).to.equal('7px');
        await goOn(element, 'space');
        expect(getComputedStyle(button(element, 'Continue')).letterSpacing).to.equal('7px');
      } finally {
        style.remove();
      }
    });

    it('lets a host replace any string', async () => {
      const element = await rehearsal({ messages: { welcome: { begin: 'Come in' } } });
      expect(button(element, 'Come in')).to.be.instanceOf(HTMLButtonElement);
    });

    it('falls back to English for a language that nobody has', async () => {
      expect(shownText(await rehearsal({ lang: 'tlh' }))).to.contain('Welcome');
    });

    it('keeps the session when attributes change during it', async () => {
      const element = await rehearsal();
      await goOn(element, 'space');
      const { session } = element;
      for (const [name, value] of [
        ['service-url', '/elsewhere'],
        ['invitation-from', 'none'],
        ['mode', 'live'],
        ['as', 'therapist'],
        ['appointment', 'another'],
        ['steps', 'welcome'],
        ['theme', 'dark'],
        ['quick-exit', 'off'],
        ['exit-url', '/other'],
        ['lang', 'da'],
        ['consent-src', '/x.json'],
      ] as const)
        element.setAttribute(name, value);
      await settled(element);
      expect(element.session).to.equal(session);
      expect(element.phase).to.equal('space');
    });

    it('mirrors every attribute as a property', async () => {
      const element = await rehearsal();
      for (const [attribute, property] of [
        ['service-url', 'serviceUrl'],
        ['invitation-from', 'invitationFrom'],
        ['mode', 'mode'],
        ['as', 'as'],
        ['appointment', 'appointment'],
        ['steps', 'steps'],
        ['consent-src', 'consentSrc'],
        ['exit-url', 'exitUrl'],
        ['quick-exit', 'quickExit'],
        ['theme', 'theme'],
        ['lang', 'lang'],
      ] as const) {
        element.setAttribute(attribute, 'x');
        expect(element[property], attribute).to.equal('x');
      }
    });
  });

  describe('the consent document', () => {
    const afterStart = async (change: Partial<SafeSessionElement>): Promise<SafeSessionElement> => {
      const element = await rehearsal(change);
      element.send({ type: 'continue' });
      await waitUntil(() => element.session?.snapshot.problems.length === 1, 'says so');
      await settled(element);
      return element;
    };

    it('that is malformed is told calmly, with the path for the developer, and nothing is lost', async () => {
      const told = await errorsDuring(async () => {
        const element = await afterStart({ consentDocument: { id: 7 } });
        expect(shownText(element)).to.contain('The consent text cannot be shown');
        expect(element.phase).to.equal('welcome');
      });
      expect(told).to.match(/consent-document-invalid/);
    });

    it('that does not arrive can be tried again, as often as one likes', async () => {
      const told = await errorsDuring(async () => {
        const element = await afterStart({ consentSrc: '/not/there.json' });
        const [problem] = element.session?.snapshot.problems ?? [];
        button(element, 'Try again').click();
        await waitUntil(
          () =>
            element.session?.snapshot.problems[0] !== problem &&
            element.session?.snapshot.problems.length === 1,
          'says so again',
        );
        expect(shownText(element)).to.contain('The consent text did not arrive');
      });
      expect(told).to.contain('consent-src="/not/there.json"');
    });
  });

  describe('events', () => {
    it('tells the page what may be told, and nothing that was entered', async () => {
      const element = await rehearsal();
      const told: string[] = [];
      for (const type of [
        'session-request',
        'session-change',
        'session-problem',
        'session-receipt',
        'session-encryption',
        'session-ended',
      ]) {
        for (const target of [element, document, window])
          target.addEventListener(
            type,
            (event) => {
              const fields = Object.entries(event).filter(([name]) => name !== 'isTrusted');
              told.push(JSON.stringify(Object.fromEntries(fields)));
            },
            { capture: true },
          );
      }
      element.send({ type: 'set-preferences', preferences: { name: 'Zebulon', wishes: 'Quietly' } });
      await goOn(element, 'space');
      expect(told.join()).to.contain('set-preferences').and.not.contain('Zebulon').and.not.contain('Quietly');
    });

    it('lets a page take an ask over, but never a way out', async () => {
      const element = await rehearsal();
      element.addEventListener('session-request', (event) => {
        event.preventDefault();
      });
      element.send({ type: 'continue' });
      await waitUntil(() => element.session?.snapshot.pending.length === 0, 'is handed over');
      element.leave();
      expect(element.phase).to.equal('closing');
    });

    it('tells a page of a way out by an event that it cannot refuse', () => {
      const isRefused = (type: 'leave' | 'continue'): boolean => {
        const event = new SessionRequestEvent({ type });
        event.preventDefault();
        return event.defaultPrevented;
      };
      expect(isRefused('continue')).to.equal(true);
      expect(isRefused('leave')).to.equal(false);
    });

    it('says why a session ended', async () => {
      const element = await rehearsal();
      setTimeout(() => {
        element.leave();
      });
      const event = await oneEvent(element, 'session-ended');
      expect((event as unknown as { reason: string }).reason).to.equal('left');
    });
  });

  describe('in the page', () => {
    it('keeps the session when it is moved', async () => {
      const element = await rehearsal();
      await goOn(element, 'space');
      const { session } = element;
      const elsewhere = document.createElement('div');
      document.body.append(elsewhere);
      elsewhere.append(element);
      await settled(element);
      expect(element.session).to.equal(session);
      expect(element.phase).to.equal('space');
      elsewhere.remove();
    });

    it('stops everything when it is removed, and begins anew when it comes back', async () => {
      const element = await rehearsal();
      await goOn(element, 'space');
      const capture = await element.session?.media.capture();
      const track = await capture?.start('camera', { signal: new AbortController().signal });
      expect(track?.readyState).to.equal('live');
      const parent = element.parentElement;
      element.remove();
      await Promise.resolve();
      expect(track?.readyState).to.equal('ended');
      expect(element.session).to.equal(undefined);
      parent?.append(element);
      await settled(element);
      expect(element.phase).to.equal('welcome');
    });

    it('refuses a second page of the same person calmly', async () => {
      const first = await rehearsal();
      await goOn(first, 'space');
      const second = document.createElement('safe-session');
      Object.assign(second, {
        mode: 'rehearsal',
        as: 'client',
        appointment: first.appointment,
        exitUrl: '/left.html',
      });
      first.parentElement?.append(second);
      await settled(second);
      second.send({ type: 'continue' });
      await waitUntil(() => shownText(second).includes('open in another place'), 'says so', {
        timeout: 9_000,
      });
      expect(first.phase).to.equal('space');
      second.remove();
    });

    it('shows the element of a practice in the place of ours', async () => {
      const element = await rehearsal();
      const own = document.createElement('p');
      own.slot = 'space';
      own.textContent = 'Our own words about the room';
      element.append(own);
      await goOn(element, 'space');
      expect(own.assignedSlot?.name).to.equal('space');
    });

    it('says clearly when somebody else’s element stands under our tag', async () => {
      const { define } = await import('../../src/elements/define.js');
      customElements.define('consent-form-of-others', class extends HTMLElement {});
      const errors = await errorsDuring(async () => {
        define('consent-form-of-others', class extends HTMLElement {});
        await Promise.resolve();
      });
      expect(errors).to.contain('<consent-form-of-others>');
      expect(
        await errorsDuring(async () => {
          define('safe-session', SafeSessionElement);
          await Promise.resolve();
        }),
      ).to.equal('');
    });

    it('goes back to a new beginning for the page cache', async () => {
      const element = await rehearsal();
      await goOn(element, 'space');
      const { session } = element;
      window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
      await settled(element);
      expect(element.phase).to.equal('welcome');
      expect(element.session).to.not.equal(session);
    });
  });

  describe('the ways', () => {
    it('lead to the support card and to waiting with one press from the welcome', async () => {
      const element = await rehearsal({
        support: [
          { name: 'Sample emergency', number: '112', kind: 'emergency' },
          { name: 'Sample Practice', number: '020 7946 0123', kind: 'practice' },
        ],
      });
      button(element, 'I need someone now').click();
      await waitUntil(
        () =>
          element.phase === 'waiting' &&
          deepQuery(element, 'support-card') !== null &&
          shownText(element).includes('020 7946 0123'),
        'both at once',
      );
      expect(element.session?.snapshot.waiting.urgent).to.equal(true);
    });

    it('move the focus to the heading of the new step', async () => {
      const element = await rehearsal();
      await goOn(element, 'space');
      await waitUntil(() => focused(element)?.matches('.heading'), 'focus is on the heading');
    });

    it('move the focus to what stands in the way of a step, and back to the step', async () => {
      const element = await rehearsal();
      await goOn(element, 'space');
      const session = element.session as SessionController;
      session.report({ code: 'service-unreachable' });
      const title = 'h1.heading';
      await waitUntil(() => deepQuery(element, 'problem-notice')?.shadowRoot?.activeElement?.matches(title));
      session.send({ type: 'dismiss-problem', code: 'service-unreachable' });
      await waitUntil(() => deepQuery(element, 'space-check')?.shadowRoot?.activeElement?.matches(title));
    });

    it('give the focus to the heading of the step when what was opened is closed', async () => {
      const element = await rehearsal({ steps: 'welcome' });
      await goOn(element, 'waiting');
      for (const [panel, tag] of [
        ['trust', 'encryption-status'],
        ['support', 'support-card'],
      ] as const) {
        element.send({ type: 'open-panel', panel });
        await waitUntil(() => focused(element)?.matches('h2.heading'), `what opens is read: ${panel}`);
        expect(deepQuery(element, tag), panel).to.not.equal(null);
        button(element, 'Close this part').focus();
        await sendKeys({ press: 'Enter' });
        await waitUntil(() => focused(element)?.matches('h1.heading'), `the step is back: ${panel}`);
        expect(deepQuery(element, tag), panel).to.equal(null);
      }
    });

    it('lead back', async () => {
      const element = await rehearsal();
      await goOn(element, 'space');
      button(element, 'Back').click();
      await waitUntil(() => element.phase === 'welcome');
    });

    it('show a closing after leaving, and a new beginning after the end', async () => {
      const element = await rehearsal();
      element.leave();
      await waitUntil(() => element.phase === 'closing', 'the closing');
      element.send({ type: 'finish' });
      await settled(element);
      button(element, 'Start again').click();
      await waitUntil(() => element.phase === 'welcome');
    });
  });

  it('answers a part that did not arrive with words and a way to try again', async () => {
    const element = await rehearsal();
    (element.session as SessionController).report({ code: 'part-missing' });
    await waitUntil(() => shownText(element).includes('A part of this page did not arrive'), 'says so');
    expect(shownText(element)).to.contain('A part of this page did not arrive');
    expect(button(element, 'Try again')).to.be.instanceOf(HTMLButtonElement);
  });
});
