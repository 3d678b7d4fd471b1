/** A sample practice's consent document, and records of a sample client in a chain, made by the code that makes real ones. */
import { loadSources } from './load-sources.js';

const { generateReceiptKey, hashOf, makeRecord, receiptSigner, recordHashOf, shownDocument } =
  await loadSources('core/consent-document.ts', 'core/consent-shown.ts', 'server/receipt-signer.ts');

const signer = await receiptSigner([await generateReceiptKey()]);

/** The server's public ones. */
export const { keys: KEYS } = signer.keys;

const words = (heading) => ({ heading, summary: `${heading}.`, text: `${heading}, in **short**.` });

const topic = (id, kind, acknowledgement, more = {}) => ({
  id,
  version: '1.0.0',
  kind,
  acknowledgement,
  repeat: 'once',
  ...more,
});

const HEADINGS = {
  'your-choice': 'You choose',
  limits: 'When online may not fit',
  place: 'Where you are',
  fees: 'What it costs',
  'age-guardian': 'Young people',
  reminders: 'Messages and reminders',
  research: 'Research',
  'contact-person': 'Someone near you',
};

const translation = (title) => ({
  reviewedBy: 'Sample Reviewer',
  title,
  topics: {
    ...Object.fromEntries(Object.entries(HEADINGS).map(([id, heading]) => [id, words(heading)])),
    limits: { ...words(HEADINGS.limits), fullText: 'All of it.\n\n* one\n* two' },
  },
});

const unreviewed = ({ title, topics }) => ({ title, topics });

export const sampleDocument = {
  id: 'sample-consent',
  language: 'en',
  practice: { name: 'Sample Practice' },
  topics: [
    topic('your-choice', 'agreement', 'separate', { lawfulBasis: 'Professional duty' }),
    topic('limits', 'agreement', 'separate', { lawfulBasis: 'Professional duty' }),
    topic('place', 'agreement', 'separate', { repeat: 'each-session' }),
    topic('fees', 'information', 'joint', { lawfulBasis: 'Duty to inform' }),
    topic('age-guardian', 'agreement', 'separate', { appliesWhen: 'minor' }),
    topic('reminders', 'data-consent', 'optional', { lawfulBasis: 'Consent' }),
    topic('research', 'data-consent', 'optional', { lawfulBasis: 'Consent' }),
    topic('contact-person', 'authorisation', 'optional'),
  ],
  translations: {
    en: translation('Sessions on the web'),
    da: translation('Samtaler på nettet'),
    fr: unreviewed(translation('Séances en ligne')),
  },
};

export const PRACTICE = { id: 'practice-1', name: 'Sample Practice' };
export const NAMING = { system: 'urn:oid:2.999.1', base: 'https://practice.example/fhir' };

/** Everything agreed, read and allowed. */
export const EVERYTHING = {
  'your-choice': 'agree',
  limits: 'agree',
  place: 'agree',
  fees: 'read',
  reminders: 'yes',
  research: 'yes',
  'contact-person': 'yes',
};

export const SIGNED = { name: 'Sample Client', statement: 'I have read this and decide for myself.' };

const START = Date.parse('2026-03-02T09:00:00Z');
const MINUTE = 60_000;

/**
 * A record for each of these, ten minutes apart, in one chain. Each has `decisions` by topic and, where they differ from
 * a client who signs on the screen in English: `signature`, `language`, `circumstances`, `document`, and every field
 * of a record.
 *
 * @returns the facts of an export
 */
export async function sampleFacts(...records) {
  const ledger = [];
  const documents = {};
  for (const [index, given] of records.entries()) {
    const { decisions, signature = SIGNED, language = 'en', circumstances = [], document, ...fields } = given;
    const shown = shownDocument(document ?? sampleDocument, language, circumstances);
    const now = START + index * 10 * MINUTE;
    const answers = {
      language,
      decisions: Object.entries(decisions).map(([id, decision]) => ({
        topic: id,
        version: shown.topics.find((one) => one.id === id).version,
        decision,
      })),
      // `makeRecord` is for answers on the screen; who attests instead comes with the fields below.
      signature: fields.attestedBy ? SIGNED : signature,
      presentedAt: now - MINUTE,
    };
    const facts = {
      recordId: `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
      rehearsal: false,
      subject: 'subject-1',
      grantor: 'subject-1',
      appointment: 'appointment-1',
      supersedes: ledger.at(-1)?.record.recordId ?? null,
      now,
    };
    const record = { ...(await makeRecord(shown, answers, facts)), signature, ...fields };
    const previousHash = ledger.at(-1)?.recordHash ?? null;
    const recordHash = await recordHashOf(record, previousHash);
    const seal = await signer.sign({ recordHash, previousHash });
    ledger.push({ record, recordHash, previousHash, signature: seal });
    documents[await hashOf(shown)] = shown;
  }
  return { ledger, documents, practice: PRACTICE };
}

/** What a therapist attests. */
export const attested = (method, decisions) => ({
  decisions,
  method,
  signature: null,
  attestedBy: 'therapist-1',
});

export const withdrawn = (...topics) => ({
  decisions: Object.fromEntries(topics.map((id) => [id, 'withdrawn'])),
  signature: null,
});

/** The facts after the entry at this place was lawfully deleted. */
export const withDeleted = (facts, index) => ({
  ...facts,
  ledger: facts.ledger.map((entry, at) => (at === index ? { ...entry, record: null } : entry)),
});
