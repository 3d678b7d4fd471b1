/** A short consent document and answers to it, for the examples of the steps that build on them. */
import type { ConsentDocument, ConsentRecord, Decision } from '../core/consent.js';
import type { ConsentState } from '../core/session-snapshot.js';

const TOPICS = {
  'your-choice': { heading: 'It is your choice', summary: 'You can stop at any time.' },
  limits: { heading: 'What stays between us', summary: 'And when it cannot.' },
  fees: { heading: 'What it costs', summary: 'You pay as for a visit.' },
} as const;

const withText = ([id, words]: [string, (typeof TOPICS)[keyof typeof TOPICS]]): [
  string,
  { heading: string; summary: string; text: string },
] => [id, { ...words, text: words.summary }];

export const exampleDocument: ConsentDocument = {
  id: 'example-consent',
  language: 'en',
  practice: { name: 'Sample Practice' },
  topics: [
    { id: 'your-choice', version: '1.0.0', kind: 'agreement', acknowledgement: 'separate', repeat: 'once' },
    { id: 'limits', version: '1.0.0', kind: 'agreement', acknowledgement: 'separate', repeat: 'once' },
    { id: 'fees', version: '1.0.0', kind: 'information', acknowledgement: 'joint', repeat: 'once' },
  ],
  translations: {
    en: { title: 'Sessions on the web', topics: Object.fromEntries(Object.entries(TOPICS).map(withText)) },
  },
};

type Answers = Partial<Record<keyof typeof TOPICS, Decision>>;

const record = (answers: Answers): ConsentRecord => ({
  schemaVersion: 1,
  recordId: 'example-record',
  rehearsal: true,
  subject: 'person-c',
  grantor: 'person-c',
  appointment: 'example',
  document: { id: exampleDocument.id, hash: '', language: 'en' },
  decisions: Object.entries(answers).map(([topic, decision]) => ({ topic, version: '1.0.0', decision })),
  method: 'screen',
  presentedAt: '2025-11-03T09:00:00Z',
  decidedAt: '2025-11-03T09:05:00Z',
  signature: { name: 'Sample Client', statement: 'I decide for myself.' },
  attestedBy: null,
  supersedes: null,
});

/** Consent of the example client with these answers; without any, nothing was answered yet. */
export const exampleConsent = (answers?: Answers): ConsentState => ({
  status: 'ready',
  document: exampleDocument,
  person: 'person-c',
  subject: 'person-c',
  records: answers ? [record(answers)] : [],
  circumstances: [],
  proofs: {},
});

export const settledAnswers = { 'your-choice': 'agree', limits: 'agree', fees: 'read' } as const;
