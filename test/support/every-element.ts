import { fixture, html } from '@open-wc/testing';
import { waitUntil } from './wait-until.js';
import type { LitElement } from 'lit';
import '../../src/index.js';
// Fetched by other elements as they are needed; here from the start.
import '../../src/elements/check-trouble.js';
import '../../src/elements/consent-talk.js';
import '../../src/elements/late-notice.js';
import '../../src/elements/person-removal.js';
import '../../src/elements/place-card.js';
import '../../src/elements/problem-notice.js';
import '../../src/elements/text-line.js';
import { PROBLEMS, type ProblemCode } from '../../src/core/problems.js';
import { examples as admissionDesk } from '../../src/examples/admission-desk.js';
import { examples as consentForm } from '../../src/examples/consent-form.js';
import { examples as encryptionStatus } from '../../src/examples/encryption-status.js';
import { exampleSession, type SnapshotPatch } from '../../src/examples/example-session.js';
import { examples as feedbackForm } from '../../src/examples/feedback-form.js';
import { examples as safetyCode } from '../../src/examples/safety-code.js';
import { examples as sessionClosing } from '../../src/examples/session-closing.js';
import { examples as sessionControls } from '../../src/examples/session-controls.js';
import { examples as sessionPause } from '../../src/examples/session-pause.js';
import { examples as sessionRoom } from '../../src/examples/session-room.js';
import { examples as sessionWelcome } from '../../src/examples/session-welcome.js';
import { examples as spaceCheck } from '../../src/examples/space-check.js';
import { examples as supportCard } from '../../src/examples/support-card.js';
import { examples as techCheck, properties as techCheckProperties } from '../../src/examples/tech-check.js';
import { examples as textLine } from '../../src/examples/text-line.js';
import { examples as waitingRoom } from '../../src/examples/waiting-room.js';
import { button, settled, shownText } from './element-suite.js';

const EXAMPLES: Readonly<Record<string, Record<string, SnapshotPatch>>> = {
  'admission-desk': admissionDesk,
  'consent-form': consentForm,
  'encryption-status': encryptionStatus,
  'feedback-form': feedbackForm,
  'safety-code': safetyCode,
  'session-closing': sessionClosing,
  'session-controls': sessionControls,
  'session-pause': sessionPause,
  'session-room': sessionRoom,
  'session-welcome': sessionWelcome,
  'space-check': spaceCheck,
  'support-card': supportCard,
  'tech-check': techCheck,
  'text-line': textLine,
  'waiting-room': waitingRoom,
};

interface State {
  readonly name: string;
  readonly create: () => HTMLElement;
  /** What a person presses to come to this state. */
  readonly press?: string;
}

const inSession = (tag: string, patch: SnapshotPatch, properties: object = {}): HTMLElement =>
  Object.assign(document.createElement(tag), { session: exampleSession(patch) }, properties);

const shell = (attributes: Record<string, string>): HTMLElement => {
  const element = document.createElement('safe-session');
  for (const [name, value] of Object.entries({ 'exit-url': '/', ...attributes }))
    element.setAttribute(name, value);
  return element;
};

const STATES: Readonly<Record<string, readonly State[]>> = {
  ...Object.fromEntries(
    Object.entries(EXAMPLES).map(([tag, examples]) => [
      tag,
      Object.entries(examples).map(([name, patch]) => ({
        name,
        create: () =>
          inSession(
            tag,
            patch,
            tag === 'tech-check' ? techCheckProperties[name as keyof typeof techCheckProperties] : {},
          ),
      })),
    ]),
  ),
  'problem-notice': (Object.keys(PROBLEMS) as ProblemCode[]).map((code) => ({
    name: code,
    create: () =>
      inSession('problem-notice', {}, { problem: { code }, blocking: PROBLEMS[code].weight === 'blocking' }),
  })),
  'safe-session': [
    { name: 'rehearsal', create: () => shell({ mode: 'rehearsal', as: 'client' }) },
    { name: 'the therapist', create: () => shell({ mode: 'rehearsal', as: 'therapist' }) },
    { name: 'live without a service', create: () => shell({ mode: 'live' }) },
    { name: 'left', create: () => shell({ mode: 'rehearsal', as: 'client' }), press: 'Leave' },
  ],
};

/** States that no snapshot holds, because they are an element's own. */
const PRESSED: Readonly<Record<string, readonly State[]>> = {
  'tech-check': [
    {
      name: 'camera on',
      create: () => inSession('tech-check', techCheck['nothing tried']),
      press: 'Use a drawn picture instead',
    },
  ],
  'safety-code': [
    {
      name: 'pictures shown',
      create: () => inSession('safety-code', safetyCode['to be compared']),
      press: 'Compare four pictures',
    },
  ],
  'waiting-room': [
    {
      name: 'changing what was said',
      create: () => inSession('waiting-room', waitingRoom['therapist here']),
      press: 'Change or add something',
    },
  ],
};

/** Every tag that a page may write, with its named states. */
export const EVERY_ELEMENT = Object.entries(STATES).map(
  ([tag, states]) => [tag, [...states, ...(PRESSED[tag] ?? [])]] as const,
);

/** Puts an element into the page and waits until all of it has rendered. */
export const show = async ({ create, press }: State): Promise<LitElement> => {
  const element = create() as LitElement;
  await fixture(html`<main>${element}</main>`);
  await settled(element);
  if (press !== undefined) {
    const before = shownText(element);
    button(element, press).click();
    await waitUntil(() => shownText(element) !== before, `"${press}" changes something`);
    await settled(element);
  }
  return element;
};

/** Everything in the element's own tree and in the trees inside it. */
export const within = (element: Element): Element[] =>
  [...(element.shadowRoot?.querySelectorAll('*') ?? [])].flatMap((inner) => [inner, ...within(inner)]);
