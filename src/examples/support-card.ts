import { exampleTherapist, exampleSnapshot, type SnapshotPatch } from './example-session.js';
import type { SupportRow } from '../core/session-snapshot.js';

/** Numbers reserved for fiction, in the range that the British regulator keeps free for it. */
const rows: readonly SupportRow[] = [
  {
    kind: 'line',
    name: 'Sample Night Line',
    number: '020 7946 0456',
    textNumber: '07700 900456',
    url: 'https://chat.example.org/start',
    hours: 'Every night, 20:00 to 08:00',
    languages: ['English', 'Dansk'],
    cost: 'Free',
    note: 'Sample data. This line does not exist.',
    checkedOn: '2020-01-31',
  },
  {
    kind: 'practice',
    name: 'Sample Practice, on duty',
    number: '020 7946 0123',
    hours: 'Monday to Friday, 8:00 to 18:00',
    checkedOn: '2026-11-01',
  },
  {
    kind: 'emergency',
    name: 'Sample emergency number',
    number: '020 7946 0999',
    note: 'Sample data. In a real emergency, call the real number of the place where you are.',
    checkedOn: '2026-11-01',
  },
];

const { plan, waiting } = exampleSnapshot();

export const examples = {
  'a full list': { plan: { ...plan, support: rows } },
  'waiting, the therapist sees it': {
    phase: { name: 'waiting' },
    panel: 'support',
    plan: { ...plan, support: rows },
    waiting: { ...waiting, asked: true, urgent: true },
  },
  'waiting, the therapist is not here yet': {
    phase: { name: 'waiting' },
    panel: 'support',
    plan: { ...plan, support: rows.slice(0, 1) },
    people: [{ ...exampleTherapist, state: 'expected' }],
    waiting: { ...waiting, asked: true, urgent: true },
  },
  'the practice gave no list': {},
  'nothing at all': { plan: { ...plan, phone: '' } },
} satisfies Record<string, SnapshotPatch>;
