import { doesNotWork, WORKS, type CheckReason, type CheckResults } from '../core/device-check.js';
import { byServer, type SnapshotPatch } from './example-session.js';

type Results = Partial<CheckResults>;

const here: SnapshotPatch = { phase: { name: 'tech-check' } };
const server: SnapshotPatch = { ...here, ...byServer, encryption: 'none' };

const microphone = (reason: CheckReason): Results => ({ browser: WORKS, microphone: doesNotWork(reason) });
const camera = (reason: CheckReason): Results => ({ browser: WORKS, camera: doesNotWork(reason) });
const speaker = (reason: CheckReason): Results => ({ browser: WORKS, speaker: doesNotWork(reason) });
const browser = (reason: CheckReason): Results => ({ browser: doesNotWork(reason) });

/** A state is what the session knows, and what the check has found. */
const states = {
  'nothing tried': [here, { browser: WORKS }],
  'nothing tried, therapist': [{ ...here, role: 'therapist' }, { browser: WORKS }],
  'nothing tried, live': [{ ...here, mode: 'live' }, { browser: WORKS }],
  'nothing tried, by way of a media server': [server, { browser: WORKS }],
  'media server reached': [server, { browser: WORKS, connection: { ...WORKS, route: 'udp' } }],
  'media server reached more slowly': [server, { browser: WORKS, connection: { ...WORKS, route: 'tcp' } }],
  'media server reached by a detour': [
    server,
    { browser: WORKS, connection: { ...WORKS, route: 'relayed' } },
  ],
  'media server not reached': [server, { browser: WORKS, connection: doesNotWork('media-unreachable') }],
  'everything works': [
    here,
    { microphone: WORKS, speaker: WORKS, camera: WORKS, browser: WORKS, connection: WORKS },
  ],
  'microphone denied': [here, microphone('device-denied')],
  'camera denied': [here, camera('device-denied')],
  'question closed': [here, microphone('device-dismissed')],
  'no microphone': [here, microphone('device-missing')],
  'no camera': [here, camera('device-missing')],
  'microphone in use': [here, microphone('device-busy')],
  'camera in use': [here, camera('device-busy')],
  'blocked by the website': [here, camera('device-blocked-by-page')],
  'insecure address': [
    here,
    { browser: doesNotWork('device-insecure-page'), microphone: doesNotWork('device-insecure-page') },
  ],
  'microphone unplugged': [here, microphone('device-unplugged')],
  'camera unplugged': [here, camera('device-unplugged')],
  'camera failed': [here, camera('device-failed')],
  'microphone silent': [here, microphone('no-sound')],
  'camera without a picture': [here, camera('no-picture')],
  'camera covered': [here, camera('dark-picture')],
  'camera still': [here, camera('still-picture')],
  'speaker too quiet': [here, speaker('too-quiet')],
  'speaker silent': [here, speaker('nothing-heard')],
  'no connection': [here, { browser: WORKS, connection: doesNotWork('no-connection') }],
  'browser cannot call': [here, browser('cannot-call')],
  'browser cannot protect': [here, browser('cannot-encrypt')],
} satisfies Record<string, readonly [SnapshotPatch, Results]>;

type State = keyof typeof states;

const each = <T>(pick: (state: readonly [SnapshotPatch, Results]) => T): Record<State, T> =>
  Object.fromEntries(Object.entries(states).map(([name, state]) => [name, pick(state)])) as Record<State, T>;

export const examples = each(([patch]) => patch);

/** Properties to set on the element, by the same names. */
export const properties = each(([, results]) => ({ results }));
