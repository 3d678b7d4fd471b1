import { byServer, exampleClient, exampleTherapist, type SnapshotPatch } from './example-session.js';
import { comparing, lasting, threeOfUs, withSafety } from './safety-code.js';
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
  'several people, and the therapist vouches': inTheRoom({
    panel: 'trust',
    people: threeOfUs,
    group: { state: 'agreed', pictures: [0, 46, 20, 57, 8, 3, 63, 20, 11, 30] },
  }),
  'several people, of whom two do not agree': inTheRoom({
    panel: 'trust',
    people: threeOfUs,
    group: { state: 'differ', between: ['person-2', exampleTherapist.id] },
  }),
  'several people, and not all have told': inTheRoom({
    panel: 'trust',
    people: threeOfUs,
    group: { state: 'open' },
  }),
  'a device that is remembered here': {
    ...comparing({ state: 'known-device', device: 'kept' }),
    consent: lasting,
  },
  'by way of a media server': { ...comparing(), ...byServer },
  'waiting, nobody there yet': { ...waiting, people: [{ ...exampleTherapist, state: 'expected' }] },
  'for the therapist, while a client waits': {
    ...waiting,
    role: 'therapist',
    people: [withSafety({}, exampleClient)],
  },
} satisfies Record<string, SnapshotPatch>;
