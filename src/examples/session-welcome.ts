import { exampleSnapshot, type SnapshotPatch } from './example-session.js';

const { plan, journey } = exampleSnapshot();

export const examples = {
  client: {},
  'client, with a time': { plan: { ...plan, startsAt: Date.UTC(2026, 10, 26, 14, 30) } },
  'client, a short way': { journey: { ...journey, steps: ['welcome', 'waiting'] } },
  'client, nothing known of the therapist': { plan: { ...plan, therapistName: '' } },
  therapist: { role: 'therapist' },
} satisfies Record<string, SnapshotPatch>;
