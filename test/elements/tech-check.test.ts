import { expect, fixture, html } from '@open-wc/testing';
import { waitUntil } from '../support/wait-until.js';
import { ContextProvider } from '@lit/context';
import { sendKeys } from '@web/test-runner-commands';
import { selfTest } from '../../src/core/encryption/self-test.js';
import '../../src/elements/tech-check.js';
// Fetched when something is in the way; here from the start.
import '../../src/elements/check-trouble.js';
import { SessionError } from '../../src/core/problems.js';
import type { RouteTrial } from '../../src/core/session-transport.js';
import { sessionContext } from '../../src/elements/session-link.js';
import type { SessionCheckEvent, SessionRequestEvent } from '../../src/elements/session-events.js';
import type { TechCheckElement } from '../../src/elements/tech-check.js';
import { examples, properties } from '../../src/examples/tech-check.js';
import type { ExampleSession, SnapshotPatch } from '../../src/examples/example-session.js';
import { exampleSession } from '../../src/examples/example-session.js';
import {
  closeDrawnStreams,
  drawnStream,
  type FakeDevices,
  realDevices,
  refusing,
  useDevices,
  usePermission,
} from '../support/fake-devices.js';
import { button, elementSuite, settled, shownText } from '../support/element-suite.js';
import { itWithSound, itWithUnplugging } from '../support/with-sound.js';

type State = keyof typeof examples;

/** Patches are shared between states; a copy each tells them apart. */
const states = new Map(
  (Object.keys(examples) as State[]).map((name): [State, SnapshotPatch] => [name, { ...examples[name] }]),
);
const nameOf = (patch: SnapshotPatch): State | undefined =>
  [...states].find(([, known]) => known === patch)?.[0];

const used: ExampleSession[] = [];

const show = async (name: State): Promise<{ element: TechCheckElement; session: ExampleSession }> => {
  const session = exampleSession(examples[name]);
  used.push(session);
  session.media.trySealing = (signal) => selfTest({ signal });
  const element = Object.assign(document.createElement('tech-check'), { session, ...properties[name] });
  await fixture(html`<main>${element}</main>`);
  await settled(element);
  return { element, session };
};

const showAlone = async (): Promise<TechCheckElement> => {
  const element = document.createElement('tech-check');
  await fixture(html`<main>${element}</main>`);
  await settled(element);
  return element;
};

const press = (element: Element, name: string): void => button(element, name).click();

const card = (element: Element, heading: string): HTMLElement => {
  const found = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('.card') ?? [])].find(
    (one) => one.querySelector('h2')?.textContent === heading,
  );
  if (!found) throw new Error(`no card "${heading}"`);
  return found;
};

const outcome = (element: Element, heading: string): string | undefined =>
  card(element, heading).querySelector<HTMLElement>('.outcome')?.dataset.outcome;

const reaches = (element: Element, heading: string, wanted: string): Promise<void> =>
  waitUntil(() => outcome(element, heading) === wanted, `${heading}: ${wanted}`, { timeout: 8000 });

const says = (element: Element, text: string): Promise<void> =>
  waitUntil(() => shownText(element).includes(text), `says "${text}"`, { timeout: 5000 });

const announced = (element: Element): string =>
  element.shadowRoot?.querySelector('.visually-hidden[role="status"]')?.textContent ?? '';

const asks = (session: ExampleSession): string[] => session.asks.map(({ type }) => type);

afterEach(async () => {
  for (const session of used.splice(0)) session.dispose();
  realDevices();
  await closeDrawnStreams();
});

describe('tech-check', () => {
  elementSuite('tech-check', Object.fromEntries(states), {
    create: async (patch) => (await show(nameOf(patch) ?? 'nothing tried')).element,
  });

  describe('before a press', () => {
    it('asks for no device, plays nothing and connects to nothing', async () => {
      const devices = useDevices(refusing('NotAllowedError'));
      const { element } = await show('nothing tried');
      await reaches(element, 'This browser', 'works');
      expect(devices.asked).to.deep.equal([]);
      for (const line of ['Microphone', 'Speaker or headset', 'Camera', 'Connection'])
        expect(outcome(element, line)).to.equal('not-checked');
      expect(element.shadowRoot?.querySelector('video, audio')).to.equal(null);
    });

    it('measures what the browser can do', async () => {
      const element = await showAlone();
      await reaches(element, 'This browser', 'works');
    });

    it('lets a person go on without trying anything', async () => {
      const { element, session } = await show('nothing tried');
      press(element, 'Continue');
      expect(asks(session)).to.deep.equal(['continue']);
    });

    it('offers stand-ins in a rehearsal only', async () => {
      expect(shownText((await show('nothing tried')).element)).to.include('Use a soft tone instead');
      expect(shownText((await show('nothing tried, live')).element)).to.not.include('soft tone');
    });

    it('leaves how to begin unanswered', async () => {
      const { element } = await show('nothing tried');
      expect(element.shadowRoot?.querySelectorAll('input:checked').length).to.equal(0);
    });
  });

  describe('microphone', () => {
    itWithSound('works after a real sound, and is announced once', async () => {
      const { element } = await show('nothing tried');
      press(element, 'Test the microphone');
      await reaches(element, 'Microphone', 'works');
      expect(announced(element)).to.equal('Microphone: Works.');
      expect(element.shadowRoot?.querySelector('level-meter')).to.not.equal(null);
    });

    it('never says works while the microphone gives silence', async () => {
      useDevices((constraints) => Promise.resolve(drawnStream(constraints)));
      const element = await showAlone();
      press(element, 'Test the microphone');
      await says(element, 'Say a few words');
      press(element, 'The bar does not move');
      await reaches(element, 'Microphone', 'does-not-work');
      expect(shownText(element)).to.include('no sound arrives');
      expect(shownText(element)).to.not.include('Your sound arrives');
    });

    itWithSound('works with the tone that stands in', async () => {
      const { element, session } = await show('nothing tried');
      press(element, 'Use a soft tone instead');
      await reaches(element, 'Microphone', 'works');
      const capture = await session.media.capture();
      expect(capture.chosen('microphone'), 'chosen for the session, too').to.equal('stand-in-tone');
    });

    itWithSound('is off when the person switches it off, and the outcome stays', async () => {
      const { element, session } = await show('nothing tried');
      press(element, 'Test the microphone');
      await reaches(element, 'Microphone', 'works');
      const capture = await session.media.capture();
      const track = capture.track('microphone');
      press(element, 'Switch the microphone off');
      expect(track?.readyState).to.equal('ended');
      await settled(element);
      expect(outcome(element, 'Microphone')).to.equal('works');
      expect(shownText(element)).to.include('The microphone is off again');
      button(element, 'Test the microphone again');
    });

    itWithUnplugging('says what was unplugged, also after it had worked', async () => {
      const { element, session } = await show('nothing tried');
      press(element, 'Test the microphone');
      await reaches(element, 'Microphone', 'works');
      (await session.media.capture()).track('microphone')?.dispatchEvent(new Event('ended'));
      await reaches(element, 'Microphone', 'does-not-work');
      expect(shownText(card(element, 'Microphone'))).to.include('The microphone is gone');
      expect(announced(element)).to.equal('Microphone: Does not work.');
    });

    itWithSound('keeps the focus on the button that was pressed', async () => {
      const { element } = await show('nothing tried');
      const start = button(element, 'Test the microphone');
      start.focus();
      await sendKeys({ press: 'Enter' });
      await says(element, 'Switch the microphone off');
      expect(element.shadowRoot?.activeElement).to.equal(start);
      await sendKeys({ press: ' ' });
      await says(element, 'Test the microphone');
      expect(element.shadowRoot?.activeElement).to.equal(start);
    });

    itWithSound('keeps the focus in its row when the pressed button goes away', async () => {
      const { element } = await show('nothing tried');
      button(element, 'Use a soft tone instead').focus();
      await sendKeys({ press: 'Enter' });
      await says(element, 'Switch the microphone off');
      expect(element.shadowRoot?.activeElement?.textContent.trim()).to.equal('Switch the microphone off');
    });

    it('tells each refusal apart, with a way to try again', async () => {
      for (const [error, permission, text] of [
        ['NotAllowedError', 'denied', 'The browser keeps the microphone off'],
        ['NotAllowedError', 'prompt', 'The microphone stays off for now'],
        ['NotFoundError', 'granted', 'No microphone was found'],
        ['NotReadableError', 'granted', 'Something else is using the microphone'],
        ['UnknownError', 'granted', 'The microphone did not start'],
      ] as const) {
        useDevices(refusing(error));
        usePermission(permission);
        const element = await showAlone();
        press(element, 'Test the microphone');
        await says(element, text);
        expect(outcome(element, 'Microphone')).to.equal('does-not-work');
        button(element, 'Test the microphone again');
        button(element, 'Continue');
        realDevices();
      }
    });

    it('recovers without a reload once it is allowed', async () => {
      let allowed = false;
      useDevices((constraints) =>
        allowed
          ? Promise.resolve(drawnStream(constraints))
          : Promise.reject(new DOMException('', 'NotAllowedError')),
      );
      usePermission('denied');
      const element = await showAlone();
      press(element, 'Test the microphone');
      await says(element, 'The browser keeps the microphone off');
      allowed = true;
      press(element, 'Test the microphone again');
      await says(element, 'Say a few words');
      expect(shownText(element)).to.not.include('keeps the microphone off');
    });
  });

  describe('camera', () => {
    it('works after a picture that moves, and shows it to this person', async () => {
      const { element } = await show('nothing tried');
      press(element, 'Test the camera');
      await reaches(element, 'Camera', 'works');
      expect(element.shadowRoot?.querySelector('video')?.srcObject).to.be.instanceOf(MediaStream);
    });

    it('never says works while the camera gives nothing', async () => {
      useDevices((constraints) => Promise.resolve(drawnStream(constraints)));
      const element = await showAlone();
      press(element, 'Test the camera');
      await reaches(element, 'Camera', 'does-not-work');
      expect(shownText(card(element, 'Camera'))).to.match(/no picture arrives|The picture is dark/);
    });

    it('is not asked for while the browser asks about the microphone', async () => {
      const devices: FakeDevices = useDevices(() => new Promise(() => undefined));
      const element = await showAlone();
      press(element, 'Test the microphone');
      await says(element, 'Your browser is asking you now');
      expect(button(element, 'Test the camera').getAttribute('aria-disabled')).to.equal('true');
      press(element, 'Test the camera');
      await settled(element);
      expect(devices.asked).to.have.length(1);
    });

    it('offers to begin with sound only when it does not work', async () => {
      const { element, session } = await show('camera denied');
      press(element, 'Begin with sound only');
      expect(session.asks).to.deep.equal([{ type: 'set-preferences', preferences: { startWith: 'sound' } }]);
    });

    it('opens another camera while it runs, and nothing while it is off', async () => {
      const devices = useDevices((constraints) => Promise.resolve(drawnStream(constraints)));
      devices.listed = [
        { kind: 'videoinput', deviceId: 'cam-1', label: 'Sample camera' },
        { kind: 'videoinput', deviceId: 'cam-2', label: '<b>Other</b> \u202Ecamera' },
      ];
      const element = await showAlone();
      press(element, 'Test the camera');
      await says(element, 'Which camera');
      const list = element.shadowRoot?.querySelector<HTMLSelectElement>('#device-camera');
      if (!list) throw new Error('no list');
      expect([...list.options].map((option) => option.textContent.trim())).to.deep.equal([
        'The usual one',
        'Sample camera',
        '<b>Other</b> camera',
      ]);
      list.value = 'cam-2';
      list.dispatchEvent(new Event('change'));
      await waitUntil(() => devices.asked.length === 2);
      expect(devices.asked[1]?.video).to.deep.include({ deviceId: { exact: 'cam-2' } });
      await says(element, 'Switch the camera off');
      press(element, 'Switch the camera off');
      list.value = 'cam-1';
      list.dispatchEvent(new Event('change'));
      await settled(element);
      expect(devices.asked).to.have.length(2);
    });
  });

  describe('speaker', () => {
    it('works only when the person says that they heard it', async () => {
      const { element } = await show('nothing tried');
      press(element, 'Play the notes');
      await says(element, 'What did you hear?');
      expect(outcome(element, 'Speaker or headset')).to.equal('not-checked');
      const [heard, quiet] = element.shadowRoot?.querySelectorAll<HTMLInputElement>('[name="heard"]') ?? [];
      quiet?.click();
      await reaches(element, 'Speaker or headset', 'does-not-work');
      expect(shownText(element)).to.include('Turn up the sound');
      heard?.click();
      await reaches(element, 'Speaker or headset', 'works');
    });

    it('is silent at once when stopped', async () => {
      const { element } = await show('nothing tried');
      press(element, 'Play the notes');
      await says(element, 'The notes are playing');
      press(element, 'Stop the notes');
      await settled(element);
      expect(shownText(element)).to.not.include('The notes are playing');
      button(element, 'Play the notes again');
    });

    itWithSound('comes to its end by itself', async () => {
      const { element } = await show('nothing tried');
      press(element, 'Play the notes');
      await says(element, 'The notes are playing');
      await says(element, 'Play the notes again');
    });
  });

  describe('connection', () => {
    it('works after a round trip inside this browser, and says that this is all it tested', async () => {
      const { element } = await show('nothing tried');
      press(element, 'Test the connection');
      await reaches(element, 'Connection', 'works');
      expect(shownText(element)).to.include('The line to the practice was not tested');
    });

    it('says so when the browser makes none', async () => {
      const { RTCPeerConnection: Real } = globalThis;
      globalThis.RTCPeerConnection = class extends Real {
        constructor() {
          super();
          throw new DOMException('as the test says', 'NotAllowedError');
        }
      };
      try {
        const { element } = await show('nothing tried');
        press(element, 'Test the connection');
        await reaches(element, 'Connection', 'does-not-work');
      } finally {
        globalThis.RTCPeerConnection = Real;
      }
    });
  });

  describe('connection, where the practice has a media server', () => {
    /** A session whose way to the media server gives this. */
    const routed = async (
      tryRoute: (signal: AbortSignal) => Promise<RouteTrial | null>,
    ): Promise<{ element: TechCheckElement; session: ExampleSession }> => {
      const shown = await show('nothing tried, by way of a media server');
      shown.session.media.tryRoute = tryRoute;
      return shown;
    };

    it('says beforehand what is tried, and tries nothing before a press', async () => {
      let tries = 0;
      const { element } = await routed(() => {
        tries += 1;
        return Promise.resolve(null);
      });
      expect(shownText(card(element, 'Connection'))).to.include(
        'with a made-up tone. Nothing of yours is sent.',
      );
      expect(tries).to.equal(0);
    });

    for (const [by, words] of Object.entries({
      udp: 'The way to the media server of the practice works.',
      tcp: 'works in a slower way. Sound and picture may lag.',
      relayed: 'works by a detour. Sound and picture may lag a little.',
    }) as [RouteTrial['by'], string][])
      it(`works, and says how: ${by}`, async () => {
        const { element } = await routed(() => Promise.resolve({ by, roundTripMs: 40 }));
        press(element, 'Test the connection');
        await reaches(element, 'Connection', 'works');
        expect(shownText(card(element, 'Connection')))
          .to.include(words)
          .and.not.include('was not tested');
        expect(announced(element)).to.equal('Connection: Works.');
      });

    it('says what can be done when the way is blocked, with the phone', async () => {
      const { element } = await routed(() =>
        Promise.reject(new SessionError('media-unreachable', 'blocked')),
      );
      press(element, 'Test the connection');
      await reaches(element, 'Connection', 'does-not-work');
      expect(shownText(card(element, 'Connection')))
        .to.include('The way for sound and picture is blocked')
        .and.include('Another network may help');
      expect(card(element, 'Connection').querySelector('a')?.textContent).to.include('020 7946 0123');
    });

    it('does not call the way blocked when it was the practice that could not be asked', async () => {
      const { element } = await routed(() =>
        Promise.reject(new SessionError('service-unreachable', 'offline')),
      );
      press(element, 'Test the connection');
      await reaches(element, 'Connection', 'does-not-work');
      expect(shownText(card(element, 'Connection'))).to.include('could not make a test connection');
    });

    it('tests the browser alone where no media server can be tried, and says so', async () => {
      const { element } = await routed(() => Promise.resolve(null));
      press(element, 'Test the connection');
      await reaches(element, 'Connection', 'works');
      expect(shownText(card(element, 'Connection'))).to.include('The line to the practice was not tested');
    });

    it('gives the trial up when it is gone from the page', async () => {
      let given: AbortSignal | undefined;
      const { element } = await routed((signal) => {
        given = signal;
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        });
      });
      press(element, 'Test the connection');
      await waitUntil(() => given !== undefined);
      element.remove();
      expect(given?.aborted).to.equal(true);
      await settled(element);
      expect(outcome(element, 'Connection')).to.equal('not-checked');
    });
  });

  describe('how to begin', () => {
    it('asks the session to remember it, and shows what the session says', async () => {
      const { element, session } = await show('nothing tried');
      element.shadowRoot?.querySelectorAll<HTMLInputElement>('[name="start-with"]')[2]?.click();
      expect(session.asks).to.deep.equal([
        { type: 'set-preferences', preferences: { startWith: 'listening' } },
      ]);
      session.update({ preferences: { ...session.snapshot.preferences, startWith: 'sound' } });
      await settled(element);
      expect(
        element.shadowRoot?.querySelectorAll<HTMLInputElement>('[name="start-with"]')[1]?.checked,
      ).to.equal(true);
    });
  });

  it('takes the session around it', async () => {
    const session = exampleSession(examples['nothing tried']);
    used.push(session);
    const around = document.createElement('section');
    new ContextProvider(around, { context: sessionContext, initialValue: session });
    const element = document.createElement('tech-check');
    around.append(element);
    await fixture(html`${around}`);
    await settled(element);
    press(element, 'Use a drawn picture instead');
    await reaches(element, 'Camera', 'works');
    press(element, 'Continue');
    expect(asks(session)).to.deep.equal(['continue']);
  });

  itWithSound(
    'finds what was measured when the person goes back a step and comes again, until the session has ended',
    async () => {
      const { element, session } = await show('nothing tried');
      press(element, 'Use a soft tone instead');
      await reaches(element, 'Microphone', 'works');
      element.remove();
      const comeAgain = async (): Promise<TechCheckElement> => {
        const again = Object.assign(document.createElement('tech-check'), { session });
        await fixture(html`<main>${again}</main>`);
        await settled(again);
        return again;
      };
      const again = await comeAgain();
      expect(outcome(again, 'Microphone')).to.equal('works');
      expect(outcome(again, 'Camera')).to.equal('not-checked');
      expect(JSON.stringify(session.snapshot), 'for this page only').to.not.contain('works');
      again.remove();
      session.update({ phase: { name: 'ended', by: 'exit-now' } });
      expect(outcome(await comeAgain(), 'Microphone')).to.equal('not-checked');
    },
  );

  describe('alone', () => {
    it('tells the page each line that changed, with all lines', async () => {
      const element = await showAlone();
      const told: SessionCheckEvent[] = [];
      document.body.addEventListener('session-check', (event) => told.push(event), { once: true });
      press(element, 'Test the connection');
      await reaches(element, 'Connection', 'works');
      expect(told[0]?.lines).to.have.all.keys('microphone', 'speaker', 'camera', 'browser', 'connection');
      expect(element.results.connection?.outcome).to.equal('works');
    });

    it('tells nobody inside a session', async () => {
      const { element } = await show('nothing tried');
      let told = 0;
      document.body.addEventListener('session-check', () => (told += 1), { once: true });
      press(element, 'Test the connection');
      await reaches(element, 'Connection', 'works');
      expect(told).to.equal(0);
    });

    it('fires the same request as in a session', async () => {
      const element = await showAlone();
      const requests: string[] = [];
      const note = (event: SessionRequestEvent): void => void requests.push(event.request.type);
      document.body.addEventListener('session-request', note);
      press(element, 'Continue');
      document.body.removeEventListener('session-request', note);
      expect(requests).to.deep.equal(['continue']);
    });
  });

  describe('when it ends', () => {
    const running = async (): Promise<{ element: TechCheckElement; tracks: MediaStreamTrack[] }> => {
      const { element, session } = await show('nothing tried');
      press(element, 'Test the microphone');
      await reaches(element, 'Microphone', 'works');
      press(element, 'Test the camera');
      await reaches(element, 'Camera', 'works');
      const capture = await session.media.capture();
      const tracks = [capture.track('microphone'), capture.track('camera')].filter((one) => one !== null);
      expect(tracks).to.have.length(2);
      return { element, tracks };
    };

    itWithSound('has stopped every device when it is gone from the page', async () => {
      const { element, tracks } = await running();
      element.remove();
      expect(tracks.map(({ readyState }) => readyState)).to.deep.equal(['ended', 'ended']);
    });

    itWithSound('has stopped every device before the request to go on is told', async () => {
      const { element, tracks } = await running();
      let then: string[] = [];
      element.addEventListener('session-request', () => {
        then = tracks.map(({ readyState }) => readyState);
      });
      press(element, 'Continue');
      expect(then).to.deep.equal(['ended', 'ended']);
    });

    it('stops what arrives after it is gone', async () => {
      let answer: (stream: MediaStream) => void = () => undefined;
      const devices = useDevices(
        () =>
          new Promise((resolve) => {
            answer = resolve;
          }),
      );
      const element = await showAlone();
      press(element, 'Test the camera');
      await waitUntil(() => devices.asked.length === 1);
      element.remove();
      const late = drawnStream({ video: true });
      answer(late);
      await waitUntil(() => late.getTracks()[0]?.readyState === 'ended');
    });

    itWithSound('can be used again after it was moved', async () => {
      const element = await showAlone();
      const place = document.createElement('section');
      element.parentElement?.append(place);
      press(element, 'Test the microphone');
      await reaches(element, 'Microphone', 'works');
      place.append(element);
      await settled(element);
      press(element, 'Test the microphone again');
      await says(element, 'Switch the microphone off');
      await reaches(element, 'Microphone', 'works');
    });

    itWithSound('leaves no audio context, timer or connection behind', async () => {
      const real = {
        AudioContext,
        RTCPeerConnection,
        setInterval: setInterval.bind(window),
        clearInterval: clearInterval.bind(window),
      };
      const contexts: AudioContext[] = [];
      const connections: RTCPeerConnection[] = [];
      const timers = new Set<unknown>();
      globalThis.AudioContext = class extends real.AudioContext {
        constructor() {
          super();
          contexts.push(this);
        }
      };
      globalThis.RTCPeerConnection = class extends real.RTCPeerConnection {
        constructor() {
          super();
          connections.push(this);
        }
      };
      globalThis.setInterval = ((callback: () => void, delay: number) => {
        const timer = real.setInterval(callback, delay);
        timers.add(timer);
        return timer;
      }) as typeof setInterval;
      globalThis.clearInterval = (timer) => {
        timers.delete(timer);
        real.clearInterval(timer);
      };
      try {
        const { element } = await show('nothing tried');
        press(element, 'Use a soft tone instead');
        await reaches(element, 'Microphone', 'works');
        press(element, 'Use a drawn picture instead');
        await says(element, 'Only you see this picture');
        press(element, 'Play the notes');
        press(element, 'Test the connection');
        await waitUntil(() => timers.size >= 3 && connections.length === 2 && contexts.length >= 3);
        element.remove();
        expect(timers.size).to.equal(0);
        await waitUntil(() => connections.every(({ connectionState }) => connectionState === 'closed'));
        await waitUntil(() => contexts.every(({ state }) => state === 'closed'));
      } finally {
        Object.assign(globalThis, real);
      }
    });
  });
});
