import { exampleSnapshot, type SnapshotPatch } from './example-session.js';

const { preferences } = exampleSnapshot();
const phase = { name: 'space' } as const;

export const examples = {
  'nothing said': { phase },
  'can speak freely': { phase, preferences: { ...preferences, speakFreely: 'yes' } },
  'partly free to speak': { phase, preferences: { ...preferences, speakFreely: 'partly' } },
  'not free to speak': {
    phase,
    preferences: {
      ...preferences,
      speakFreely: 'no',
      wishes: 'Slowly today, please.\nI would like to write instead of speaking.',
    },
  },
  'would rather not say': { phase, preferences: { ...preferences, speakFreely: 'rather-not-say' } },
  'everything said': {
    phase,
    preferences: {
      name: 'Sample Client',
      pronouns: 'they',
      wishes: 'Slowly today, please.',
      speakFreely: 'yes',
      startWith: 'sound',
      headset: 'yes',
      selfView: 'shown',
    },
  },
} satisfies Record<string, SnapshotPatch>;
