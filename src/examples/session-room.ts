import { NO_SAFETY, type OwnMedia, type Person, type Preferences } from '../core/session-snapshot.js';
import {
  byServer,
  exampleClient,
  exampleSnapshot,
  exampleTherapist,
  type SnapshotPatch,
} from './example-session.js';

const ON: OwnMedia = {
  microphone: 'on',
  camera: 'on',
  ready: true,
  soundNeedsPress: false,
  picturesHeld: false,
};

/** A session under way, with everything on. */
export const inTheRoom = (patch: SnapshotPatch = {}): SnapshotPatch => ({
  phase: { name: 'session' },
  connection: 'connected',
  encryption: 'sealed',
  media: ON,
  people: [exampleTherapist],
  ...patch,
});

const therapist = (patch: Partial<Person>): Person => ({ ...exampleTherapist, ...patch });

const chose = (patch: Partial<Preferences>): Preferences => ({ ...exampleSnapshot().preferences, ...patch });

const clientHere: Person = {
  ...exampleClient,
  state: 'here',
  acceptedBy: [exampleTherapist.id],
  media: { microphone: true, camera: false },
};

const called = (person: Person, name: string): Person => ({
  ...person,
  profile: { pronouns: '', wishes: '', speakFreely: '', startWith: '', name },
});

const LONG = 'Maximiliane-Alexandrina Konstantinopolitanskaya von und zu Beispielhausen-Musterstadt';

export const examples = {
  'both on': inTheRoom(),
  arriving: inTheRoom({ media: { ...ON, microphone: 'off', camera: 'off', ready: false } }),
  'arriving, sound chosen before': inTheRoom({
    media: { ...ON, microphone: 'off', camera: 'off', ready: false },
    preferences: chose({ startWith: 'sound' }),
  }),
  'arriving, help open': inTheRoom({
    media: { ...ON, microphone: 'off', camera: 'off', ready: false },
    panel: 'help',
  }),
  'arriving before the other': inTheRoom({
    media: { ...ON, microphone: 'off', camera: 'off', ready: false },
    people: [therapist({ state: 'expected', media: { microphone: false, camera: false } })],
  }),
  connecting: inTheRoom({
    connection: 'connecting',
    media: { ...ON, microphone: 'starting', camera: 'starting' },
  }),
  'camera off': inTheRoom({
    media: { ...ON, camera: 'off' },
    people: [therapist({ media: { microphone: true, camera: false } })],
  }),
  'microphone off': inTheRoom({ media: { ...ON, microphone: 'off' } }),
  listening: inTheRoom({
    media: { ...ON, microphone: 'off', camera: 'off' },
    people: [therapist({ media: { microphone: true, camera: false } })],
  }),
  'own picture shown': inTheRoom({ preferences: chose({ selfView: 'shown' }) }),
  'person lost': inTheRoom({
    people: [therapist({ state: 'lost', media: { microphone: false, camera: false } })],
  }),
  'person gone': inTheRoom({
    people: [therapist({ state: 'gone', media: { microphone: false, camera: false } })],
  }),
  'taking a moment': inTheRoom({ people: [therapist({ presence: 'taking-a-moment' })] }),
  reconnecting: inTheRoom({ connection: 'reconnecting' }),
  'line lost': inTheRoom({ connection: 'lost' }),
  'weak line': inTheRoom({ line: 'narrow' }),
  'pictures held': inTheRoom({ line: 'narrow', media: { ...ON, camera: 'off', picturesHeld: true } }),
  'pictures may come back': inTheRoom({ media: { ...ON, camera: 'off', picturesHeld: true } }),
  'very weak line': inTheRoom({ line: 'broken', media: { ...ON, camera: 'off', picturesHeld: true } }),
  'the pictures differed': inTheRoom({
    media: { ...ON, microphone: 'off', camera: 'off' },
    people: [
      therapist({ media: { microphone: false, camera: false }, safety: { ...NO_SAFETY, state: 'differs' } }),
    ],
  }),
  'how it is protected': inTheRoom({ panel: 'trust' }),
  'by way of a media server': inTheRoom(byServer),
  'arriving, by way of a media server': inTheRoom({
    ...byServer,
    media: { ...ON, microphone: 'off', camera: 'off', ready: false },
  }),
  'paused, by way of a media server': inTheRoom({
    ...byServer,
    media: { ...ON, microphone: 'off', camera: 'off' },
    phase: { name: 'paused' },
    pausedBy: [exampleTherapist.id],
  }),
  'sound needs a press': inTheRoom({ media: { ...ON, soundNeedsPress: true, picturesHeld: false } }),
  'two others': inTheRoom({
    people: [exampleTherapist, called({ ...clientHere, id: 'person-2' }, 'Sample Partner')],
  }),
  'long names': inTheRoom({
    people: [called(therapist({ media: { microphone: false, camera: false } }), LONG)],
  }),
  'writing open': inTheRoom({
    panel: 'text',
    texts: [
      { id: 't1', from: exampleTherapist.id, text: 'Take all the time you need.', state: 'received' },
      { id: 't2', from: exampleClient.id, text: 'Thank you.', state: 'delivered' },
    ],
  }),
  'devices open': inTheRoom({ panel: 'devices' }),
  'help open': inTheRoom({ panel: 'help' }),
  'for the therapist': inTheRoom({ role: 'therapist', people: [clientHere] }),
  'help open, for the therapist': inTheRoom({ role: 'therapist', people: [clientHere], panel: 'help' }),
  'a second device, for the therapist': inTheRoom({
    role: 'therapist',
    people: [{ ...clientHere, asksElsewhere: true }],
  }),
  'a second device while paused, for the therapist': inTheRoom({
    role: 'therapist',
    people: [{ ...clientHere, asksElsewhere: true }],
    media: { ...ON, microphone: 'off', camera: 'off' },
    phase: { name: 'paused' },
    pausedBy: [exampleTherapist.id],
  }),
  'somebody asks to come in, for the therapist': inTheRoom({
    role: 'therapist',
    people: [{ ...clientHere, state: 'asking', media: { microphone: false, camera: false } }],
  }),
  'ended for them, for the therapist': inTheRoom({
    role: 'therapist',
    people: [{ ...clientHere, state: 'gone', removed: true, media: { microphone: false, camera: false } }],
  }),
} satisfies Record<string, SnapshotPatch>;
