import { exampleConsent } from './example-consent.js';
import { byServer, exampleSnapshot, exampleTherapist, type SnapshotPatch } from './example-session.js';

const { plan, preferences, waiting } = exampleSnapshot();
const phase = { name: 'waiting' } as const;
const asked = { ...waiting, asked: true };
const away = { people: [{ ...exampleTherapist, state: 'expected' as const }] };

export const examples = {
  'therapist not here yet': { phase, waiting: asked, ...away },
  'therapist here': { phase, waiting: asked },
  'running late': {
    phase,
    waiting: {
      ...asked,
      late: { minutes: 10, words: 'The session before yours takes longer. I will be with you.' },
    },
    ...away,
  },
  'two more minutes': { phase, waiting: { ...asked, holdMinutes: 2 } },
  'not open yet': { phase, plan: { ...plan, opensAt: Date.UTC(2099, 10, 26, 14, 20) }, ...away },
  'not asked yet': { phase, ...away },
  'line to the therapist broke off': {
    phase,
    waiting: asked,
    people: [{ ...exampleTherapist, state: 'lost' }],
  },
  'consent to talk about': {
    phase,
    waiting: asked,
    consent: exampleConsent({ 'your-choice': 'agree', limits: 'talk-first', fees: 'read' }),
  },
  'let in before consent is settled': {
    phase,
    waiting: { ...asked, admitted: true },
    consent: exampleConsent(),
  },
  'by way of a media server': { ...byServer, encryption: 'none', phase, waiting: asked },
  'urgent, therapist here': { phase, waiting: { ...asked, urgent: true } },
  'urgent, therapist not here yet': { phase, waiting: { ...asked, urgent: true }, ...away },
  'said something, and wrote': {
    phase,
    waiting: asked,
    preferences: {
      ...preferences,
      name: 'Sample Client',
      pronouns: 'they',
      speakFreely: 'partly',
      startWith: 'sound',
      wishes: 'Slowly today, please.',
    },
    texts: [
      { id: 'text-1', from: 'person-c', text: 'I am here. Can we begin with writing?', state: 'delivered' },
      { id: 'text-2', from: 'person-t', text: 'Of course. I am with you in a moment.', state: 'received' },
      { id: 'text-3', from: 'person-c', text: 'Thank you.', state: 'sending' },
    ],
  },
} satisfies Record<string, SnapshotPatch>;
