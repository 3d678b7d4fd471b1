/**
 * Consent, recorded: the server makes every record itself, from the document that it holds. A text that was never offered,
 * a language without reviewed words, an answer that does not fit are refused.
 */
import type { ConsentDecision, ConsentRecord } from '../core/consent.js';
import { makeRecord } from '../core/consent-document.js';
import { shownDocument, type ShownDocument } from '../core/consent-shown.js';
import type { AttestMethod, ConsentAnswers, PersonId } from '../core/session-snapshot.js';
import type { RecordAnswer } from '../core/services/service-protocol.js';
import { attestation, languageOf, recordFactsFor, withdrawal } from '../core/services/practice-records.js';
import type { PracticeState } from '../core/services/practice-state.js';
import type { Appointment } from './appointment-state.js';
import { appendRecord, lockChain } from './consent-ledger.js';
import { reviewConsent } from './consent-review.js';
import { carryOutAndNote, change, thePractice, type Author } from './desk.js';
import { Refusal } from './refusal.js';
import type { ServerContext } from './server-context.js';

interface Drafted {
  readonly record: ConsentRecord;
  readonly shown: ShownDocument;
}

const shownIn = ({ document, circumstances }: PracticeState, language: string): ShownDocument => {
  if (!document) throw new Refusal('not-recorded', 'the appointment has no consent document');
  return shownDocument(document, language, circumstances);
};

/** Nothing is recorded in words that nobody has reviewed: neither a signature nor what a therapist attests. */
const refuseUnreviewed = ({ shown, record }: Drafted): void => {
  const takesSomething = record.signature !== null || record.attestedBy !== null;
  if (takesSomething && shown.reviewedBy === null)
    throw new Refusal('not-recorded', `nobody has reviewed the words in "${shown.language}"`);
};

/** The rules decide, the book takes it, and every live session of this client follows. */
const keep = async (
  context: ServerContext,
  author: Author,
  client: PersonId,
  draft: (state: PracticeState, now: number) => Promise<Drafted>,
): Promise<RecordAnswer> => {
  const { appointment } = author;
  const kept = await change(
    context,
    appointment,
    async (tx, before: Appointment) => {
      const drafted = await draft(before.state, context.now());
      refuseUnreviewed(drafted);
      const { record, shown } = drafted;
      const after = await carryOutAndNote(tx, before, author, { type: 'record', record }, context.now());
      const proof = await appendRecord(tx, context.signer, record, shown, before.documentHash ?? '');
      return { after, result: { record, proof } };
    },
    // Before the records are read: the new one names the last of them, also of another appointment.
    (tx) => lockChain(tx, appointment, client),
  );
  await reviewConsent(context, kept.record.subject, appointment);
  return kept;
};

/** A person's own answers. @throws Refusal, SessionError `not-recorded`, `consent-language-missing` */
export const recordAnswers = (
  context: ServerContext,
  author: Author,
  answers: ConsentAnswers,
): Promise<RecordAnswer> =>
  keep(context, author, author.person, async (state, now) => {
    const shown = shownIn(state, answers.language);
    const facts = { ...recordFactsFor(state, author.person), now };
    // A page's clock may be wrong; nothing was shown after it was answered.
    const presentedAt = Math.min(answers.presentedAt, now);
    return { shown, record: await makeRecord(shown, { ...answers, presentedAt }, facts) };
  });

export const recordWithdrawal = (
  context: ServerContext,
  author: Author,
  topics: readonly string[],
): Promise<RecordAnswer> =>
  keep(context, author, author.person, async (state, now) => {
    const shown = shownIn(state, languageOf(state, author.person));
    const facts = { ...recordFactsFor(state, author.person), now };
    return {
      shown,
      record: await makeRecord(shown, { ...withdrawal(shown, topics), presentedAt: now }, facts),
    };
  });

/** What is put off in an emergency was not talked about in any words: those that somebody has reviewed will do. */
const languageFor = (state: PracticeState, subject: PersonId, method: AttestMethod): string => {
  const theirs = languageOf(state, subject);
  const { document } = state;
  const isReviewed = document?.translations[theirs]?.reviewedBy !== undefined;
  return method === 'emergency-deferred' && document && !isReviewed ? document.language : theirs;
};

/** What a therapist attests after a talk, or puts off in an emergency. */
export const recordAttestation = (
  context: ServerContext,
  author: Author,
  {
    subject,
    topics,
    method,
  }: { readonly subject: PersonId; readonly topics: readonly string[]; readonly method: AttestMethod },
): Promise<RecordAnswer> => {
  if (method === 'emergency-deferred' && !context.emergencyDeferral)
    throw new Refusal('not-allowed', 'the practice has switched emergency deferral off');
  return keep(context, author, subject, async (state, now) => {
    const shown = shownIn(state, languageFor(state, subject, method));
    const facts = { ...recordFactsFor(state, subject), now };
    return { shown, record: await attestation(shown, topics, method, author.person, facts) };
  });
};

export interface PaperConsent {
  readonly appointment: string;
  /** The client of this appointment who has signed. */
  readonly person: PersonId;
  readonly language: string;
  readonly decisions: readonly ConsentDecision[];
  /** As on the paper. */
  readonly signature: { readonly name: string; readonly statement: string };
  /** When it was signed, ISO 8601. */
  readonly signedAt: string;
}

/** A paper from before does not undo what its signer has said about the same topics since. */
const refuseOutdated = (
  { records }: PracticeState,
  subject: string,
  { decisions, signedAt }: PaperConsent,
): void => {
  const topics = decisions.map(({ topic }) => topic);
  const isNewer = (record: ConsentRecord): boolean =>
    record.subject === subject &&
    Date.parse(record.decidedAt) > Date.parse(signedAt) &&
    record.decisions.some(({ topic }) => topics.includes(topic));
  if (records.some(isNewer))
    throw new Refusal('not-recorded', 'there is a later answer to one of these topics');
};

/** What somebody signed on paper, entered by the practice. @throws Refusal, SessionError `not-recorded` */
export const recordPaper = (context: ServerContext, paper: PaperConsent): Promise<RecordAnswer> => {
  const { appointment, person, language, decisions, signature, signedAt } = paper;
  return keep(context, thePractice(appointment), person, async (state, now) => {
    const signed = Date.parse(signedAt);
    if (!(signed >= 0 && signed <= now))
      throw new Refusal('bad-request', 'signedAt: expected a time (ISO 8601) that has come');
    const shown = shownIn(state, language);
    const facts = { ...recordFactsFor(state, person), now: signed };
    refuseOutdated(state, facts.subject, paper);
    const record = await makeRecord(shown, { language, decisions, signature, presentedAt: signed }, facts);
    return { shown, record: { ...record, method: 'paper' } };
  });
};
