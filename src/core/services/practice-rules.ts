/** Who may do what, as one decision: on the practice's server, and in the pages of a rehearsal. */
import { ANSWERS, topicApplies, type ConsentRecord } from '../consent.js';
import type { ProblemCode } from '../problems.js';
import {
  mayHaveMedia,
  practicePerson,
  THE_PRACTICE,
  type PracticeCommand,
  type PracticeEntry,
  type PracticePerson,
  type PracticeState,
} from './practice-state.js';

const MAX_PEOPLE = 8;

/** Only what was offered can be answered, in a language in which it was offered. */
const wasOffered = (
  { document, circumstances, appointment, rehearsal }: PracticeState,
  record: ConsentRecord,
): boolean =>
  document !== null &&
  record.rehearsal === rehearsal &&
  record.appointment === appointment &&
  record.grantor === record.subject &&
  record.document.id === document.id &&
  Object.hasOwn(document.translations, record.document.language) &&
  record.decisions.length > 0 &&
  record.decisions.every((made) => {
    const topic = document.topics.find(({ id }) => id === made.topic);
    return (
      topic?.version === made.version &&
      topicApplies(topic, circumstances) &&
      (made.decision === 'withdrawn' || ANSWERS[topic.kind].includes(made.decision))
    );
  });

const isClient = ({ people }: PracticeState, subject: string): boolean =>
  people.some((person) => person.role === 'client' && person.subject === subject);

/** People sign for themselves; a therapist attests for a client, under their own id. */
const mayRecord = (state: PracticeState, author: PracticePerson, record: ConsentRecord): boolean => {
  const known = state.records.some(({ recordId }) => recordId === record.recordId);
  if (known || !wasOffered(state, record)) return false;
  if (record.method === 'screen')
    return author.role === 'client' && record.subject === author.subject && record.attestedBy === null;
  return author.role === 'therapist' && record.attestedBy === author.id && isClient(state, record.subject);
};

/** What was signed on paper, entered by the practice. */
const mayEnterPaper = (state: PracticeState, record: ConsentRecord): boolean =>
  record.method === 'paper' && wasOffered(state, record) && isClient(state, record.subject);

const entryRefusal = (state: PracticeState, author: PracticePerson, now: number): ProblemCode | null => {
  const admitted = state.people.filter(({ admittedBy }) => admittedBy !== null);
  const through = author.role === 'therapist' ? admitted : admitted.filter(({ id }) => id === author.id);
  const subjects = author.role === 'therapist' ? through.map(({ id }) => id) : [author.id];
  if (!subjects.every((id) => mayHaveMedia(state, id, now))) return 'not-allowed';
  return through.length === 0 ? 'not-admitted' : null;
};

/** What follows from what the practice's server sees by itself. */
const OF_THE_PRACTICE: readonly PracticeCommand['type'][] = [
  'vanish',
  'reappear',
  'give-place',
  'report-stranger',
  'review-consent',
];

const practiceRefusal = (state: PracticeState, command: PracticeCommand): ProblemCode | null => {
  if (command.type === 'record') return mayEnterPaper(state, command.record) ? null : 'not-recorded';
  return OF_THE_PRACTICE.includes(command.type) ? null : 'not-allowed';
};

/** Why a command is refused, or `null` where it may be carried out. The whole of who may do what. */
export const refusalOf = (state: PracticeState, { by, now, command }: PracticeEntry): ProblemCode | null => {
  const author = practicePerson(state, by);
  if (command.type === 'arrive') {
    if (author) return author.role === command.role ? null : 'place-taken';
    return state.people.length < MAX_PEOPLE ? null : 'place-taken';
  }
  if (by === THE_PRACTICE) return practiceRefusal(state, command);
  if (!author) return 'not-allowed';
  const target = 'person' in command ? practicePerson(state, command.person) : undefined;
  const decides = author.role === 'therapist' && target?.role === 'client';
  const allowedIf = (allowed: boolean): ProblemCode | null => (allowed ? null : 'not-allowed');
  switch (command.type) {
    case 'offer-document':
      // Nobody changes what a person has before their eyes.
      return allowedIf(state.document === null);
    case 'record':
      return mayRecord(state, author, command.record) ? null : 'not-recorded';
    case 'admit':
      return allowedIf(decides && target.state === 'asking' && mayHaveMedia(state, target.id, now));
    case 'hold':
      return allowedIf(decides && target.state === 'asking');
    case 'decline':
      return allowedIf(decides && target.state !== 'here' && target.state !== 'gone');
    case 'tell-late':
      return allowedIf(author.role === 'therapist');
    case 'report-stranger':
    case 'reappear':
    case 'review-consent':
      return 'not-allowed';
    case 'remove':
      return allowedIf(decides);
    case 'give-place':
      return allowedIf(decides && target.asking !== null);
    case 'take-pass':
      return entryRefusal(state, author, now);
    case 'ask-place':
      return allowedIf(author.role === 'client' && !author.removed);
    case 'ask-to-enter':
    case 'pause':
      return allowedIf(!author.removed);
    case 'resume':
    case 'leave':
    case 'vanish':
      return null;
    default:
      return command satisfies never;
  }
};
