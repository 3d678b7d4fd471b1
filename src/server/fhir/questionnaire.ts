/** What was on the screen, as a FHIR `Questionnaire`: every topic with its words and what could be answered. */
import { ANSWERS, isRequired } from '../../core/consent.js';
import type { ShownTopic } from './consent-outcome.js';
import type { RecordedConsent } from './fhir-input.js';
import {
  answerCoding,
  extension,
  identifier,
  kindCoding,
  resourceUrl,
  topicCoding,
  type AnswerCode,
  type ExportTarget,
} from './fhir-terms.js';
import type { Questionnaire, QuestionnaireItem } from './fhir-types.js';

/** What a record can say of a topic: the answers on the screen, and what may come later or instead. */
const possibleAnswers = ({ kind }: ShownTopic): readonly AnswerCode[] => [
  ...ANSWERS[kind],
  'withdrawn',
  'deferred',
];

/** The words below the heading, each as a line of its own. They are in our small Markdown subset. */
const words = ({ id, summary, text, fullText }: ShownTopic): readonly QuestionnaireItem[] =>
  Object.entries({ summary, text, 'full-text': fullText }).flatMap(([part, its]) =>
    its === undefined ? [] : [{ linkId: `${id}.${part}`, text: its, type: 'display' }],
  );

const question = (to: ExportTarget, topic: ShownTopic): QuestionnaireItem => ({
  linkId: topic.id,
  code: [topicCoding(to, topic), ...(topic.kind === 'information' ? [] : [kindCoding(to, topic.kind)])],
  text: topic.heading,
  type: to.version === 'R4' ? 'choice' : 'coding',
  required: isRequired(topic),
  answerOption: possibleAnswers(topic).map((code) => ({ valueCoding: answerCoding(to, code) })),
  item: words(topic),
});

export const questionnaireUrl = (to: ExportTarget, { record }: RecordedConsent): string =>
  resourceUrl(to, 'Questionnaire', record.document.hash);

/** The hash is the id: another character on the screen makes another questionnaire. */
export const questionnaire = (to: ExportTarget, recorded: RecordedConsent): Questionnaire => {
  const { id, hash, language } = recorded.record.document;
  return {
    resourceType: 'Questionnaire',
    id: hash,
    language,
    extension: [extension(to, 'document-sha256', { valueString: hash })],
    url: questionnaireUrl(to, recorded),
    identifier: [identifier(to, id)],
    title: recorded.shown.title,
    status: 'active',
    subjectType: ['Patient'],
    publisher: recorded.shown.practice,
    item: recorded.shown.topics.map((topic) => question(to, topic)),
  };
};
