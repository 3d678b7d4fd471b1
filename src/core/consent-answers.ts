/** A consent form while it is being filled in, as data: which topics belong together, what is open, what would be recorded. */
import { isRequired, SETTLED_BY, type ConsentDecision, type ConsentTopic, type Decision } from './consent.js';

/** Kinds whose joint topics share one answer. Yes or no to data is always asked one by one. */
export type JointKind = 'agreement' | 'information';

export interface ConsentDraft {
  /** By topic and version, or by joint kind: another version of a text begins without an answer. */
  readonly answers: Readonly<Record<string, Decision>>;
  readonly name: string;
}

export const NO_ANSWERS: ConsentDraft = { answers: {}, name: '' };

export const jointKind = ({ acknowledgement, kind }: ConsentTopic): JointKind | null =>
  acknowledgement === 'joint' && (kind === 'agreement' || kind === 'information') ? kind : null;

export const answerKey = (topic: ConsentTopic): string => `${topic.id}@${topic.version}`;

export const jointKey = (kind: JointKind): string => `joint ${kind}`;

/** A joint topic follows its group, unless the person wants to talk about this one first. */
export const answerTo = (topic: ConsentTopic, { answers }: ConsentDraft): Decision | undefined => {
  const kind = jointKind(topic);
  return answers[answerKey(topic)] ?? (kind ? answers[jointKey(kind)] : undefined);
};

export const withAnswer = (draft: ConsentDraft, key: string, decision: Decision | null): ConsentDraft => {
  const { [key]: _, ...others } = draft.answers;
  return { ...draft, answers: decision ? { ...others, [key]: decision } : others };
};

export interface TopicGroups<T extends ConsentTopic> {
  readonly separate: readonly T[];
  readonly joint: readonly { readonly kind: JointKind; readonly topics: readonly T[] }[];
  /** Care does not depend on these. */
  readonly free: readonly T[];
}

export const groupsOf = <T extends ConsentTopic>(topics: readonly T[]): TopicGroups<T> => ({
  separate: topics.filter((topic) => isRequired(topic) && !jointKind(topic)),
  joint: (['information', 'agreement'] as const)
    .map((kind) => ({ kind, topics: topics.filter((topic) => jointKind(topic) === kind) }))
    .filter((group) => group.topics.length > 0),
  free: topics.filter((topic) => !isRequired(topic)),
});

/** Required topics that have no answer yet. */
export const openTopics = <T extends ConsentTopic>(topics: readonly T[], draft: ConsentDraft): readonly T[] =>
  topics.filter((topic) => isRequired(topic) && answerTo(topic, draft) === undefined);

export const decisionsOf = (
  topics: readonly ConsentTopic[],
  draft: ConsentDraft,
): readonly ConsentDecision[] =>
  topics.flatMap((topic) => {
    const decision = answerTo(topic, draft);
    return decision ? [{ topic: topic.id, version: topic.version, decision }] : [];
  });

/** Only what is agreed to, read or allowed is signed; wanting to talk, or a no, needs no name. */
export const needsSignature = (topics: readonly ConsentTopic[], draft: ConsentDraft): boolean =>
  topics.some((topic) => answerTo(topic, draft) === SETTLED_BY[topic.kind]);

/** For a text that cannot be signed: everything required is to be talked about. */
export const talkFirstAbout = (topics: readonly ConsentTopic[]): readonly ConsentDecision[] =>
  topics
    .filter(isRequired)
    .map(({ id, version }) => ({ topic: id, version, decision: 'talk-first' as const }));
