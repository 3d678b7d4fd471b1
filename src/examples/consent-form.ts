/** Named states of the consent form, with a small sample document. A practice starts from the template instead. */
import type { ConsentDocument, ConsentRecord, Decision, TopicWords } from '../core/consent.js';
import type { ConsentState } from '../core/session-snapshot.js';
import { exampleClient, type SnapshotPatch } from './example-session.js';

const english: Record<string, TopicWords> = {
  'your-choice': {
    heading: 'You choose',
    summary: 'Saying no does not end your right to care.',
    text: 'You decide whether you want online sessions. You can:\n\n- say **no** now,\n- stop *later*, at any time,\n- ask for [another way](https://example.org/ways).',
    fullText:
      '## What happens when you say no\n\nYour therapist talks with you about other ways. Your place is kept.\n\n1. You tell us.\n2. We find another way together.',
  },
  recording: {
    heading: 'No recording',
    summary: 'Neither of you records the session.',
    text: 'You and your therapist both promise not to record sound or picture. No software can stop somebody from filming a screen.',
  },
  'who-i-am': {
    heading: 'Who your therapist is',
    summary: 'A trained person whom you can look up.',
    text: 'Sample Therapist works at Sample Practice. You can ask how to check this.',
  },
  'record-keeping': {
    heading: 'Notes',
    summary: 'Your therapist keeps notes, and you may read them.',
    text: 'The notes are kept as long as the law asks for.',
  },
  reminders: {
    heading: 'Messages and reminders',
    summary: 'A short message the day before, if you want one.',
    text: 'The message says only that you have a meeting. Think about who else may read your phone.',
  },
};

const danish: Record<string, TopicWords> = {
  'your-choice': {
    heading: 'Du bestemmer',
    summary: 'Et nej tager ikke din ret til hjælp fra dig.',
    text: 'Du bestemmer selv, om du vil have samtaler på nettet. Du kan sige **nej** nu eller stoppe senere.',
  },
  recording: {
    heading: 'Ingen optagelse',
    summary: 'Ingen af jer optager samtalen.',
    text: 'Du og din terapeut lover begge ikke at optage lyd eller billede.',
  },
  'who-i-am': {
    heading: 'Hvem din terapeut er',
    summary: 'En uddannet person, som du kan slå op.',
    text: 'Sample Therapist arbejder på Sample Practice.',
  },
  'record-keeping': {
    heading: 'Notater',
    summary: 'Din terapeut skriver notater, og du må læse dem.',
    text: 'Notaterne bliver gemt, så længe loven kræver det.',
  },
  reminders: {
    heading: 'Beskeder og påmindelser',
    summary: 'En kort besked dagen før, hvis du vil.',
    text: 'Beskeden siger kun, at du har et møde.',
  },
};

export const exampleDocument: ConsentDocument = {
  id: 'sample-consent',
  language: 'en',
  practice: {
    name: 'Sample Practice',
    phone: '020 7946 0123',
    alternatives: 'You can come to the practice, or talk by phone. Both are just as welcome.',
  },
  topics: [
    { id: 'your-choice', version: '1.0.0', kind: 'agreement', acknowledgement: 'separate', repeat: 'once' },
    { id: 'recording', version: '1.0.0', kind: 'agreement', acknowledgement: 'separate', repeat: 'once' },
    { id: 'who-i-am', version: '1.0.0', kind: 'information', acknowledgement: 'joint', repeat: 'once' },
    { id: 'record-keeping', version: '1.0.0', kind: 'information', acknowledgement: 'joint', repeat: 'once' },
    { id: 'reminders', version: '1.0.0', kind: 'data-consent', acknowledgement: 'optional', repeat: 'once' },
  ],
  translations: {
    en: { reviewedBy: 'Sample Reviewer', title: 'What online sessions mean', topics: english },
    da: { reviewedBy: 'Sample Reviewer', title: 'Hvad samtaler på nettet indebærer', topics: danish },
  },
};

/** Of `exampleDocument` in English; a test keeps the two together. */
export const EXAMPLE_HASH = '214a0c8dfd849de0b631ab7c64c51a823a77c3a98e66f754530e24baa6f3600c';

export const exampleRecord = (
  decisions: Readonly<Record<string, Decision>>,
  change: Partial<ConsentRecord> = {},
): ConsentRecord => ({
  schemaVersion: 1,
  recordId: 'sample-record',
  rehearsal: true,
  subject: exampleClient.id,
  grantor: exampleClient.id,
  appointment: 'example',
  document: { id: exampleDocument.id, hash: EXAMPLE_HASH, language: 'en' },
  decisions: Object.entries(decisions).map(([topic, decision]) => ({ topic, version: '1.0.0', decision })),
  method: 'screen',
  presentedAt: '2026-11-20T09:00:00.000Z',
  decidedAt: '2026-11-20T09:12:00.000Z',
  signature: {
    name: 'Sample Client',
    statement: 'I have read the topics above. The answers are mine, and I gave them freely.',
  },
  attestedBy: null,
  supersedes: null,
  ...change,
});

/** Of `exampleRecord(ALL_AGREED, { rehearsal: false })` as the first entry; a test keeps the two together. */
const EXAMPLE_RECORD_HASH = 'b930ab5ade0f2ae3185583b272e10fe68ae9be78dd535820dfbaffccdb403daa';

const ALL_AGREED: Record<string, Decision> = {
  'your-choice': 'agree',
  recording: 'agree',
  'who-i-am': 'read',
  'record-keeping': 'read',
  reminders: 'no',
};

const step = (consent: Partial<ConsentState> = {}, patch: SnapshotPatch = {}): SnapshotPatch => ({
  phase: { name: 'consent' },
  consent: {
    status: 'ready',
    document: exampleDocument,
    person: exampleClient.id,
    subject: exampleClient.id,
    records: [],
    circumstances: [],
    proofs: {},
    ...consent,
  },
  ...patch,
});

const withoutReview = (document: ConsentDocument): ConsentDocument => ({
  ...document,
  translations: { en: { title: 'What online sessions mean', topics: english } },
});

const long = (text: string, times: number): string => Array.from({ length: times }, () => text).join(' ');

const longTexts: ConsentDocument = {
  ...exampleDocument,
  translations: {
    en: {
      reviewedBy: 'Sample Reviewer',
      title: long('What online sessions mean', 7),
      topics: Object.fromEntries(
        Object.entries(english).map(([id, words]) => [
          id,
          {
            heading: `${words.heading} ${'x'.repeat(150)}`,
            summary: long(words.summary, 5),
            text: long(words.text, 20),
            fullText: long('A sentence that goes on, and has <b>markup</b> that is only text.', 60),
          },
        ]),
      ),
    },
  },
};

const elsewhere: ConsentDocument = {
  ...exampleDocument,
  language: 'da',
  translations: { da: { reviewedBy: 'Sample Reviewer', title: 'Samtaler på nettet', topics: danish } },
};

export const examples = {
  'nothing answered': step(),
  'new question': step({ records: [exampleRecord({ 'your-choice': 'agree', 'who-i-am': 'read' })] }),
  sending: step({}, { pending: ['give-consent'] }),
  'talk first': step({ records: [exampleRecord({ ...ALL_AGREED, recording: 'talk-first' })] }),
  declined: step({ records: [exampleRecord({ ...ALL_AGREED, recording: 'decline' })] }),
  signed: step({ records: [exampleRecord(ALL_AGREED)] }),
  'signed, held by the practice': step(
    {
      records: [exampleRecord(ALL_AGREED, { rehearsal: false })],
      proofs: {
        'sample-record': {
          recordHash: EXAMPLE_RECORD_HASH,
          previousHash: null,
          signature: 'sample-header.sample-payload.sample-signature',
        },
      },
    },
    { mode: 'live' },
  ),
  attested: step({
    records: [
      exampleRecord({ ...ALL_AGREED, recording: 'talk-first' }),
      exampleRecord(
        { recording: 'agree' },
        { recordId: 'sample-attested', method: 'verbal-attested', signature: null, attestedBy: 'person-t' },
      ),
    ],
  }),
  withdrawn: step({
    records: [
      exampleRecord(ALL_AGREED),
      exampleRecord({ recording: 'withdrawn' }, { recordId: 'sample-withdrawal', signature: null }),
    ],
  }),
  'unreviewed in a rehearsal': step({ document: withoutReview(exampleDocument) }),
  'unreviewed live': step({ document: withoutReview(exampleDocument) }, { mode: 'live' }),
  'missing language': step({ document: elsewhere }),
  // What no practice's own types would let through.
  malformed: step({ document: { id: 'broken' } as unknown as ConsentDocument }),
  loading: step({ status: 'loading', document: null }),
  'no document': step({ status: 'none', document: null }),
  'long texts': step({ document: longTexts }),
} satisfies Record<string, SnapshotPatch>;
