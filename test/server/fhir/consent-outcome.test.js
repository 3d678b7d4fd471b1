import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { loadSources } from './support/load-sources.js';
import {
  attested,
  EVERYTHING,
  sampleDocument,
  sampleFacts,
  withDeleted,
  withdrawn,
} from './support/sample-ledger.js';

const { consentOutcomes, recordedConsents } = await loadSources(
  'server/fhir/consent-outcome.ts',
  'server/fhir/fhir-input.ts',
);

/** One line for each outcome: record, kind, version, status, and what was decided, `*` where that is all. */
const said = (facts) =>
  consentOutcomes(recordedConsents(facts)).map(({ from, kind, version, status, decided, all }) => {
    const record = Number(from.record.recordId.slice(-2));
    const topics = decided.map(({ topic, permitted }) => `${permitted ? '+' : '-'}${topic.id}`);
    return [record, kind, version, status, ...topics, ...(all ? ['*'] : [])].join(' ');
  });

const AGREEMENTS = { 'your-choice': 'agree', limits: 'agree', place: 'agree' };

/** The document after the meaning of one topic changed. */
const changed = {
  ...sampleDocument,
  topics: sampleDocument.topics.map((topic) =>
    topic.id === 'limits' ? { ...topic, version: '2.0.0' } : topic,
  ),
};

const table = {
  'everything agreed makes one outcome per kind, and none of what was only told': {
    records: [{ decisions: EVERYTHING }],
    outcomes: [
      '1 agreement 1 active +your-choice +limits +place *',
      '1 data-consent 1 active +reminders +research *',
      '1 authorisation 1 active +contact-person *',
    ],
  },
  'a refusal is in force like a yes': {
    records: [{ decisions: { 'your-choice': 'decline', reminders: 'no' } }],
    outcomes: ['1 agreement 1 active -your-choice', '1 data-consent 1 active -reminders'],
  },
  'what is to be talked about first has no outcome, and leaves the rest incomplete': {
    records: [{ decisions: { 'your-choice': 'agree', limits: 'talk-first', place: 'agree' } }],
    outcomes: ['1 agreement 1 active +your-choice +place'],
  },
  'wishes to talk alone have none at all': {
    records: [{ decisions: { limits: 'talk-first', fees: 'talk-first' } }],
    outcomes: [],
  },
  'a talk that was attested completes what was signed before': {
    records: [
      { decisions: { 'your-choice': 'agree', limits: 'talk-first', place: 'agree' } },
      attested('verbal-attested', { limits: 'agree' }),
    ],
    outcomes: [
      '1 agreement 1 inactive +your-choice +place',
      '2 agreement 2 active +your-choice +limits +place *',
    ],
  },
  'a wish to talk after a yes takes the yes back': {
    records: [{ decisions: { limits: 'agree' } }, { decisions: { limits: 'talk-first' } }],
    outcomes: ['1 agreement 1 inactive +limits', '2 agreement 2 pending'],
  },
  'an emergency is nobody’s yes': {
    records: [attested('emergency-deferred', AGREEMENTS)],
    outcomes: ['1 agreement 1 pending'],
  },
  'an emergency changes nothing that was decided': {
    records: [{ decisions: { limits: 'decline' } }, attested('emergency-deferred', AGREEMENTS)],
    outcomes: ['1 agreement 1 active -limits'],
  },
  'whoever was asked again after an emergency has decided': {
    records: [attested('emergency-deferred', AGREEMENTS), { decisions: AGREEMENTS }],
    outcomes: ['1 agreement 1 inactive', '2 agreement 2 active +your-choice +limits +place *'],
  },
  'a required topic withdrawn ends the agreement': {
    records: [{ decisions: AGREEMENTS }, withdrawn('limits')],
    outcomes: [
      '1 agreement 1 inactive +your-choice +limits +place *',
      '2 agreement 2 inactive +your-choice -limits +place',
    ],
  },
  'and agreeing again brings it back': {
    records: [{ decisions: AGREEMENTS }, withdrawn('limits'), { decisions: { limits: 'agree' } }],
    outcomes: [
      '1 agreement 1 inactive +your-choice +limits +place *',
      '2 agreement 2 inactive +your-choice -limits +place',
      '3 agreement 3 active +your-choice +limits +place *',
    ],
  },
  'a choice withdrawn leaves the other choices': {
    records: [{ decisions: { reminders: 'yes', research: 'yes' } }, withdrawn('research')],
    outcomes: [
      '1 data-consent 1 inactive +reminders +research *',
      '2 data-consent 2 active +reminders -research',
    ],
  },
  'the last choice withdrawn ends the kind': {
    records: [{ decisions: { reminders: 'yes', research: 'no' } }, withdrawn('reminders')],
    outcomes: [
      '1 data-consent 1 inactive +reminders -research',
      '2 data-consent 2 inactive -reminders -research',
    ],
  },
  'what holds for one session is open again in the next appointment': {
    records: [{ decisions: AGREEMENTS }, { decisions: { limits: 'agree' }, appointment: 'appointment-2' }],
    outcomes: [
      '1 agreement 1 inactive +your-choice +limits +place *',
      '2 agreement 2 active +your-choice +limits',
    ],
  },
  'a new meaning asks for a new answer': {
    records: [{ decisions: AGREEMENTS }, { decisions: { place: 'agree' }, document: changed }],
    outcomes: [
      '1 agreement 1 inactive +your-choice +limits +place *',
      '2 agreement 2 active +your-choice +place',
    ],
  },
  'another document has outcomes of its own': {
    records: [
      { decisions: { limits: 'agree' } },
      { decisions: { limits: 'decline' }, document: { ...sampleDocument, id: 'other-consent' } },
    ],
    outcomes: ['1 agreement 1 active +limits', '2 agreement 1 active -limits'],
  },
};

describe('what came of the answers', () => {
  for (const [name, { records, outcomes }] of Object.entries(table))
    it(name, async () => {
      assert.deepEqual(said(await sampleFacts(...records)), outcomes);
    });

  it('a yes that nobody signed is none', async () => {
    const { ledger, ...facts } = await sampleFacts({ decisions: AGREEMENTS });
    const unsigned = ledger.map((entry) => ({ ...entry, record: { ...entry.record, signature: null } }));
    assert.deepEqual(said({ ...facts, ledger: unsigned }), []);
  });

  it('what was lawfully deleted says nothing any more', async () => {
    const facts = await sampleFacts({ decisions: { limits: 'agree' } }, { decisions: { place: 'agree' } });
    assert.deepEqual(said(withDeleted(facts, 0)), ['2 agreement 1 active +place']);
  });
});

describe('records that are not handed on', () => {
  const refuses = (facts, reason) =>
    assert.throws(() => recordedConsents(facts), { name: 'TypeError', message: reason });

  const withRecord = async (fields) => sampleFacts({ decisions: EVERYTHING, ...fields });

  it('a signature below a text that nobody has reviewed', async () => {
    const facts = await sampleFacts({ decisions: { limits: 'decline' }, language: 'fr', signature: null });
    assert.equal(recordedConsents(facts).length, 1, 'a refusal needs no review');
    const [entry] = facts.ledger;
    const record = { ...entry.record, signature: { name: 'Sample Client', statement: 'Je décide.' } };
    refuses({ ...facts, ledger: [{ ...entry, record }] }, /nobody has reviewed/);
  });

  it('a rehearsal', async () => refuses(await withRecord({ rehearsal: true }), /rehearsal/));

  it('an id that FHIR does not allow', async () => refuses(await withRecord({ recordId: 'a b' }), /id/));

  it('two subjects in one export', async () => {
    const facts = await sampleFacts(
      { decisions: EVERYTHING },
      { decisions: EVERYTHING, subject: 'subject-2' },
    );
    refuses(facts, /somebody else/);
  });

  it('a text that is not there', async () => {
    refuses({ ...(await withRecord({})), documents: {} }, /is missing/);
  });

  it('a text of another document under the hash', async () => {
    const facts = await withRecord({});
    const [[hash, shown]] = Object.entries(facts.documents);
    refuses({ ...facts, documents: { [hash]: { ...shown, id: 'other' } } }, /another document/);
    refuses({ ...facts, documents: { [hash]: { ...shown, language: 'da' } } }, /another document/);
  });

  it('an answer to a topic, or to a version of it, that was not shown', async () => {
    for (const made of [
      { topic: 'limits', version: '2.0.0' },
      { topic: 'fun', version: '1.0.0' },
    ])
      refuses(await withRecord({}).then((facts) => withDecision(facts, made)), /was not shown/);
  });

  const withDecision = ({ ledger: [entry], ...facts }, made) => ({
    ...facts,
    ledger: [{ ...entry, record: { ...entry.record, decisions: [{ ...made, decision: 'agree' }] } }],
  });
});
