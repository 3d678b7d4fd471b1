import { byServer, exampleClient, exampleTherapist, type SnapshotPatch } from './example-session.js';
import { comparing, threeOfUs, withSafety } from './safety-code.js';
import { inTheRoom } from './session-room.js';

const waiting = { phase: { name: 'waiting' }, panel: 'trust' } as const;

export const examples = {
  'not compared yet': comparing(),
  'making keys': comparing({ state: 'securing', pictures: null, words: null, run: null }),
  'compared together': comparing({ state: 'checked' }),
  'a device that is known': comparing({ state: 'known-device' }),
  'a device that is new': comparing({ state: 'changed-device' }),
  'they differ': comparing({ state: 'differs' }),
  'no agreement': comparing({ state: 'failed', pictures: null, words: null, run: null, runs: 5 }),
  'something cannot be opened': comparing({ cannotOpen: true }),
  'this browser cannot': { ...waiting, people: [withSafety({})], problems: [{ code: 'browser-cannot' }] },
  'several people': inTheRoom({ panel: 'trust', people: threeOfUs }),
  'by way of a media server': { ...comparing(), ...byServer },
  'waiting, nobody there yet': { ...waiting, people: [{ ...exampleTherapist, state: 'expected' }] },
  'for the therapist, while a client waits': {
    ...waiting,
    role: 'therapist',
    people: [withSafety({}, exampleClient)],
  },
} satisfies Record<string, SnapshotPatch>;
