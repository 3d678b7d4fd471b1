/**
 * What came of the answers, for systems that cannot ask our own code: one outcome per kind of topic, made anew by each
 * record that touches that kind and replacing the one before. Where each topic stands is decided by `standing`, the
 * same function that decides about media.
 */
import {
  SETTLED_BY,
  isRequired,
  standing,
  type ConsentFacts,
  type ConsentRecord,
  type Decision,
  type TopicKind,
} from '../../core/consent.js';
import type { ShownDocument } from '../../core/consent-shown.js';
import type { RecordedConsent } from './fhir-input.js';

/** What somebody has only been told is not consented to. */
export type ConsentKind = Exclude<TopicKind, 'information'>;

const CONSENT_KINDS: readonly ConsentKind[] = ['agreement', 'data-consent', 'authorisation'];

export type ShownTopic = ShownDocument['topics'][number];

export interface DecidedTopic {
  readonly topic: ShownTopic;
  readonly decision: Decision;
  readonly permitted: boolean;
}

export interface ConsentOutcome {
  /** Of this outcome, made from the record's and the kind. */
  readonly id: string;
  readonly kind: ConsentKind;
  /** The entry after which this was so. */
  readonly from: RecordedConsent;
  /** 1 for the first of this kind and document. */
  readonly version: number;
  /** The id of the outcome before this one. */
  readonly replaces: string | null;
  /** `pending`: nobody has decided yet; in an emergency care went ahead without. `inactive`: withdrawn, or replaced. */
  readonly status: 'active' | 'inactive' | 'pending';
  /** In the order of the document. What is to be talked about first, or not answered, is not among them. */
  readonly decided: readonly DecidedTopic[];
  /** Every topic of this kind that was shown is permitted. */
  readonly all: boolean;
}

/** A therapist who went ahead in an emergency vouches for that, and not for what the person would have said. */
export const isDeferral = ({ method }: ConsentRecord): boolean => method === 'emergency-deferred';

/** By topic, what the person had decided on the screen of the last of these records. */
const decisionsAfter = (
  { record, shown }: RecordedConsent,
  history: readonly RecordedConsent[],
): ReadonlyMap<string, Decision | null> => {
  const facts: ConsentFacts = {
    document: {
      id: shown.id,
      language: shown.language,
      practice: { name: shown.practice },
      topics: shown.topics,
      translations: {},
    },
    records: history.map((one) => one.record).filter((one) => !isDeferral(one)),
    subject: record.subject,
    // Only what applies is shown.
    circumstances: shown.topics.flatMap(({ appliesWhen }) => appliesWhen ?? []),
    appointment: record.appointment,
  };
  return new Map(
    standing(facts, Date.parse(record.decidedAt)).map(({ topic, decision }) => [topic.id, decision]),
  );
};

/** Only the answers that decide: a wish to talk first leaves a topic open. */
const decidedAmong = (
  topics: readonly ShownTopic[],
  decisions: ReadonlyMap<string, Decision | null>,
): readonly DecidedTopic[] =>
  topics.flatMap((topic) => {
    const decision = decisions.get(topic.id) ?? 'talk-first';
    return decision === 'talk-first'
      ? []
      : [{ topic, decision, permitted: decision === SETTLED_BY[topic.kind] }];
  });

/** Care stands on all required topics together, a choice on itself alone. */
const isWithdrawn = (decided: readonly DecidedTopic[]): boolean => {
  const withdrawn = decided.filter(({ decision }) => decision === 'withdrawn');
  const nothingLeft = !decided.some(({ permitted }) => permitted);
  return withdrawn.some(({ topic }) => isRequired(topic)) || (withdrawn.length > 0 && nothingLeft);
};

const statusOf = (decided: readonly DecidedTopic[]): ConsentOutcome['status'] => {
  if (decided.length === 0) return 'pending';
  return isWithdrawn(decided) ? 'inactive' : 'active';
};

const outcomeAfter = (
  history: readonly RecordedConsent[],
  from: RecordedConsent,
  kind: ConsentKind,
  before: ConsentOutcome | undefined,
): ConsentOutcome | null => {
  const topics = from.shown.topics.filter((topic) => topic.kind === kind);
  if (!topics.some(({ id }) => from.record.decisions.some(({ topic }) => topic === id))) return null;
  // Nothing that the person decided is changed by going ahead without them.
  if (isDeferral(from.record) && before) return null;
  const decided = decidedAmong(topics, decisionsAfter(from, history));
  // To be talked about first, all of it: that is no outcome yet.
  if (decided.length === 0 && !before && !isDeferral(from.record)) return null;
  return {
    id: `${from.record.recordId}-${kind}`,
    kind,
    from,
    version: (before?.version ?? 0) + 1,
    replaces: before?.id ?? null,
    status: statusOf(decided),
    decided,
    all: decided.filter(({ permitted }) => permitted).length === topics.length,
  };
};

/** All outcomes of one subject's records, oldest first; of each document and kind only the last can be in force. */
export const consentOutcomes = (recorded: readonly RecordedConsent[]): readonly ConsentOutcome[] => {
  const outcomes: ConsentOutcome[] = [];
  recorded.forEach((from, index) => {
    for (const kind of CONSENT_KINDS) {
      const before = outcomes.findLast((one) => one.kind === kind && one.from.shown.id === from.shown.id);
      const outcome = outcomeAfter(recorded.slice(0, index + 1), from, kind, before);
      if (outcome) outcomes.push(outcome);
    }
  });
  const replaced = new Set(outcomes.map(({ replaces }) => replaces));
  return outcomes.map((one) => (replaced.has(one.id) ? { ...one, status: 'inactive' } : one));
};
