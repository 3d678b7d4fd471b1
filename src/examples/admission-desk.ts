import { exampleConsent, settledAnswers } from './example-consent.js';
import { byServer, exampleClient, exampleSnapshot, type SnapshotPatch } from './example-session.js';

const { waiting } = exampleSnapshot();
const desk = { role: 'therapist', phase: { name: 'waiting' }, waiting: { ...waiting, asked: true } } as const;
const settled = { consent: exampleConsent(settledAnswers) };

export const examples = {
  'nobody there yet': { ...desk, people: [] },
  'on the page, not asking': {
    ...desk,
    ...settled,
    people: [{ ...exampleClient, state: 'expected', profile: null }],
  },
  'asking, consent settled': { ...desk, ...settled },
  'asking, no consent asked for': { ...desk },
  'asking, a topic to talk about': {
    ...desk,
    consent: exampleConsent({ 'your-choice': 'agree', limits: 'talk-first', fees: 'read' }),
  },
  'asking urgently, nothing answered': {
    ...desk,
    consent: exampleConsent(),
    people: [{ ...exampleClient, urgent: true, profile: null }],
  },
  'asking, a topic declined': {
    ...desk,
    consent: exampleConsent({ 'your-choice': 'agree', limits: 'decline', fees: 'read' }),
  },
  'left again': { ...desk, ...settled, people: [{ ...exampleClient, state: 'gone' }] },
  'line broke off': { ...desk, ...settled, people: [{ ...exampleClient, state: 'lost' }] },
  'one link, two devices': {
    ...desk,
    ...settled,
    people: [{ ...exampleClient, asksElsewhere: true }],
  },
  'one link, two devices, answered': {
    ...desk,
    ...settled,
    people: [{ ...exampleClient, asksElsewhere: true }],
    pending: ['give-place'],
  },
  'ended for them': { ...desk, ...settled, people: [{ ...exampleClient, state: 'gone', removed: true }] },
  'by way of a media server': { ...desk, ...settled, ...byServer, encryption: 'none' },
  'several people, running late': {
    ...desk,
    ...settled,
    waiting: { ...desk.waiting, late: { minutes: 10, words: 'The session before yours takes longer.' } },
    people: [
      exampleClient,
      {
        ...exampleClient,
        id: 'person-d',
        urgent: true,
        profile: {
          name: 'Sample Partner',
          pronouns: '',
          wishes: '',
          speakFreely: 'no',
          startWith: 'listening',
        },
      },
      { ...exampleClient, id: 'person-e', state: 'expected', profile: null },
    ],
  },
} satisfies Record<string, SnapshotPatch>;
