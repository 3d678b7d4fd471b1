import type { SnapshotPatch } from './example-session.js';
import { inTheRoom } from './session-room.js';

const media = { ready: true, soundNeedsPress: false, picturesHeld: false } as const;

export const examples = {
  'everything on': inTheRoom(),
  'everything off': inTheRoom({ media: { ...media, microphone: 'off', camera: 'off' } }),
  starting: inTheRoom({ media: { ...media, microphone: 'starting', camera: 'starting' } }),
  'pictures held': inTheRoom({
    line: 'narrow',
    media: { ...media, microphone: 'on', camera: 'off', picturesHeld: true },
  }),
  'writing open': inTheRoom({ panel: 'text' }),
  'help open': inTheRoom({ panel: 'help' }),
} satisfies Record<string, SnapshotPatch>;
