import type { SnapshotPatch } from './example-session.js';

const asked: SnapshotPatch = { phase: { name: 'feedback', reason: 'finished' } };

export const examples = {
  'nothing answered, client': asked,
  'being sent, client': { ...asked, pending: ['send-feedback'] },
  'a closing line, therapist': { ...asked, role: 'therapist' },
} satisfies Record<string, SnapshotPatch>;
