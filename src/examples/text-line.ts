import { exampleTherapist, type SnapshotPatch } from './example-session.js';

const phase = { name: 'waiting' } as const;

export const examples = {
  'nothing written': { phase },
  'nobody there yet': { phase, people: [] },
  written: {
    phase,
    texts: [
      { id: 'text-1', from: 'person-c', text: 'I am here.\nCan we begin with writing?', state: 'delivered' },
      { id: 'text-2', from: 'person-t', text: 'Of course. I am with you in a moment.', state: 'received' },
      { id: 'text-3', from: 'person-c', text: 'Thank you.', state: 'sending' },
    ],
  },
  'a long talk': {
    phase,
    people: [exampleTherapist],
    texts: Array.from({ length: 24 }, (_, line) => ({
      id: `text-${line}`,
      from: line % 2 ? 'person-t' : 'person-c',
      text: `Line ${line + 1} of a longer talk.`,
      state: line % 2 ? ('received' as const) : ('delivered' as const),
    })),
  },
} satisfies Record<string, SnapshotPatch>;
