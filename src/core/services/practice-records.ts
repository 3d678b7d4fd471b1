/** The consent records that the practice makes on a person's behalf, on its server or in a rehearsal. */
import { SETTLED_BY, type ConsentRecord } from '../consent.js';
import { hashOf, type RecordFacts } from '../consent-document.js';
import { type ShownDocument } from '../consent-shown.js';
import { SessionError } from '../problems.js';
import { randomId } from '../random-id.js';
import type { AttestMethod, ConsentAnswers, PersonId } from '../session-snapshot.js';
import { practicePerson, type PracticeState } from './practice-state.js';

const recordsOf = (state: PracticeState, person: PersonId): readonly ConsentRecord[] =>
  state.records.filter((record) => record.subject === subjectOf(state, person));

const subjectOf = (state: PracticeState, person: PersonId): string =>
  practicePerson(state, person)?.subject ?? person;

/** In which language somebody was asked. */
export const languageOf = (state: PracticeState, person: PersonId): string =>
  recordsOf(state, person).at(-1)?.document.language ?? state.document?.language ?? '';

export const recordFactsFor = (state: PracticeState, person: PersonId): RecordFacts => ({
  recordId: randomId(),
  rehearsal: state.rehearsal,
  subject: subjectOf(state, person),
  grantor: subjectOf(state, person),
  appointment: state.appointment,
  supersedes: recordsOf(state, person).at(-1)?.recordId ?? null,
  now: Date.now(),
});

const topicIn = (shown: ShownDocument, id: string): ShownDocument['topics'][number] => {
  const topic = shown.topics.find((one) => one.id === id);
  if (!topic) throw new SessionError('not-recorded', `"${id}" is not in the consent document`);
  return topic;
};

/** What a therapist attests after a talk: that these topics are settled. */
export const attestation = async (
  shown: ShownDocument,
  topics: readonly string[],
  method: AttestMethod,
  therapist: PersonId,
  { now, ...facts }: RecordFacts,
): Promise<ConsentRecord> => {
  const decisions = topics.map((id) => {
    const { version, kind } = topicIn(shown, id);
    return { topic: id, version, decision: SETTLED_BY[kind] };
  });
  const decidedAt = new Date(now).toISOString();
  return {
    schemaVersion: 1,
    ...facts,
    document: { id: shown.id, hash: await hashOf(shown), language: shown.language },
    decisions,
    method,
    presentedAt: decidedAt,
    decidedAt,
    signature: null,
    attestedBy: therapist,
  };
};

export const withdrawal = (shown: ShownDocument, topics: readonly string[]): ConsentAnswers => ({
  language: shown.language,
  decisions: topics.map((id) => ({ topic: id, version: topicIn(shown, id).version, decision: 'withdrawn' })),
  signature: null,
  presentedAt: Date.now(),
});
