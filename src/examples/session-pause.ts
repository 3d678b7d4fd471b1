import { exampleClient, exampleTherapist, type SnapshotPatch } from './example-session.js';
import { inTheRoom } from './session-room.js';

const paused = (patch: SnapshotPatch): SnapshotPatch =>
  inTheRoom({
    phase: { name: 'paused' },
    media: { microphone: 'off', camera: 'off', ready: true, soundNeedsPress: false, picturesHeld: false },
    ...patch,
  });

const asTherapist: SnapshotPatch = {
  role: 'therapist',
  people: [{ ...exampleClient, state: 'here', acceptedBy: [exampleTherapist.id] }],
};

export const examples = {
  'paused by me': paused({ pausedBy: [exampleClient.id] }),
  'paused by them': paused({ pausedBy: [exampleTherapist.id] }),
  'paused by both': paused({ pausedBy: [exampleTherapist.id, exampleClient.id] }),
  'ending my pause': paused({ pausedBy: [exampleClient.id], pending: ['resume'] }),
  'writing open': paused({ pausedBy: [exampleTherapist.id], panel: 'text' }),
  'paused by the client': paused({ ...asTherapist, pausedBy: [exampleClient.id] }),
} satisfies Record<string, SnapshotPatch>;
