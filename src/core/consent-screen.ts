/** What a consent form has to show: the questions that are open, or what was answered. */
import {
  isRequired,
  standing,
  type ConsentDocument,
  type ConsentFacts,
  type ConsentRecord,
  type ConsentTopic,
  type TopicStanding,
  type TopicWords,
} from './consent.js';
import { shownDocument, type ShownDocument } from './consent-shown.js';

export type ShownTopic = ConsentTopic & TopicWords;

export interface ConsentScreen {
  readonly document: ConsentDocument;
  readonly shown: ShownDocument;
  readonly standing: readonly TopicStanding[];
  /** Of this person and this document. */
  readonly records: readonly ConsentRecord[];
  /** Empty: show what was answered. */
  readonly asked: readonly ShownTopic[];
}

/**
 * Somebody who comes for the first time is asked everything; later only what has no valid answer and is needed, and
 * what they want to answer again.
 */
export const consentScreen = (
  document: ConsentDocument,
  language: string,
  facts: ConsentFacts,
  reopened: readonly string[],
  now: number,
): ConsentScreen => {
  const shown = shownDocument(document, language, facts.circumstances);
  const stands = standing(facts, now);
  const records = facts.records.filter(
    (record) => record.subject === facts.subject && record.document.id === document.id,
  );
  const open = stands.filter(({ decision }) => decision === null).map(({ topic }) => topic);
  const asksOpen = records.length === 0 || open.some(isRequired);
  const ids = new Set([...(asksOpen ? open.map(({ id }) => id) : []), ...reopened]);
  return { document, shown, standing: stands, records, asked: shown.topics.filter(({ id }) => ids.has(id)) };
};
