import type { ClosingReason } from '../core/session-snapshot.js';
import { exampleSnapshot, type SnapshotPatch } from './example-session.js';

const ended = (reason: ClosingReason): SnapshotPatch => ({ phase: { name: 'closing', reason } });

const { waiting } = exampleSnapshot();

export const examples = {
  'finished, client': ended('finished'),
  'left, client': ended('left'),
  'not today, client': {
    ...ended('not-today'),
    waiting: {
      ...waiting,
      message: 'I am sorry, I am ill today. I will write to you this afternoon with a new time.',
    },
  },
  'consent not given, client': ended('consent-not-given'),
  'consent withdrawn, client': ended('consent-withdrawn'),
  'connection lost, client': ended('connection-lost'),
  'removed, client': ended('removed'),
  'moved, client': ended('moved'),
  'finished, therapist': { role: 'therapist', ...ended('finished') },
  'left, therapist': { role: 'therapist', ...ended('left') },
  'not today, therapist': { role: 'therapist', ...ended('not-today') },
  'consent not given, therapist': { role: 'therapist', ...ended('consent-not-given') },
  'consent withdrawn, therapist': { role: 'therapist', ...ended('consent-withdrawn') },
  'connection lost, therapist': { role: 'therapist', ...ended('connection-lost') },
  'removed, therapist': { role: 'therapist', ...ended('removed') },
  'moved, therapist': { role: 'therapist', ...ended('moved') },
} satisfies Record<string, SnapshotPatch>;
