import type { Person, PersonSafety } from '../core/session-snapshot.js';
import { exampleClient, exampleSnapshot, exampleTherapist, type SnapshotPatch } from './example-session.js';
import { inTheRoom } from './session-room.js';

/** Two pages have agreed, and nobody has compared yet. */
export const exampleSafety: PersonSafety = {
  state: 'unchecked',
  pictures: [0, 46, 20, 57],
  words: ['acorn', 'lion', 'tiger'],
  run: 'run-1',
  runs: 1,
  cannotOpen: false,
  device: 'none',
};

/** The same two people after other things have happened. */
export const withSafety = (patch: Partial<PersonSafety>, person: Person = exampleTherapist): Person => ({
  ...person,
  safety: { ...exampleSafety, ...patch },
});

export const comparing = (patch: Partial<PersonSafety> = {}): SnapshotPatch =>
  inTheRoom({ panel: 'trust', people: [withSafety(patch)] });

/** The practice knows the client by an id that outlasts the appointment. */
export const lasting = {
  ...exampleSnapshot().consent,
  person: exampleClient.id,
  subject: 'subject-1',
} as const;

/** A therapist, and somebody else who is here. */
export const threeOfUs = [
  withSafety(
    { state: 'unchecked', pictures: [8, 3, 63, 20], words: ['apron', 'kite', 'zoom'], run: 'run-2' },
    {
      ...exampleClient,
      id: 'person-2',
      state: 'here',
      acceptedBy: [exampleTherapist.id],
      profile: { name: 'Sample Partner', pronouns: '', wishes: '', speakFreely: '', startWith: '' },
    },
  ),
  withSafety({ state: 'checked' }),
];

export const examples = {
  'to be compared': comparing(),
  'pictures are being made': comparing({ state: 'securing', pictures: null, words: null, run: null }),
  'begun again': comparing({ runs: 3 }),
  compared: comparing({ state: 'checked' }),
  'a device that is known': comparing({ state: 'known-device' }),
  'a device that is new': comparing({ state: 'changed-device' }),
  'a device may be remembered': { ...comparing({ state: 'checked' }), consent: lasting },
  'a device is remembered': { ...comparing({ state: 'checked', device: 'kept' }), consent: lasting },
  'nothing can be remembered': { ...comparing({ state: 'checked', device: 'refused' }), consent: lasting },
  'a device is not forgotten': { ...comparing({ state: 'unchecked', device: 'stuck' }), consent: lasting },
  'they differ': comparing({ state: 'differs' }),
  'no agreement': comparing({ state: 'failed', pictures: null, words: null, run: null, runs: 5 }),
  'several people': inTheRoom({ panel: 'trust', people: threeOfUs }),
  'nobody there': inTheRoom({ panel: 'trust', people: [] }),
} satisfies Record<string, SnapshotPatch>;
