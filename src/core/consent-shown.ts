/** What of a consent document is on the screen, in one language. Reading, hashing and recording: `consent-document.ts`. */
import { topicApplies, type ConsentDocument, type ConsentTopic, type TopicWords } from './consent.js';
import { SessionError } from './problems.js';

/** Exactly what was on the screen, in one language: this is what is hashed. */
export interface ShownDocument {
  readonly id: string;
  readonly language: string;
  readonly title: string;
  readonly practice: string;
  readonly reviewedBy: string | null;
  readonly topics: readonly (ConsentTopic & TopicWords)[];
}

/** The translation for a language tag: the tag itself, else the same language elsewhere. `null` rather than another language. */
export const translationFor = ({ translations }: ConsentDocument, wanted: string): string | null => {
  const primary = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? '';
  const tags = Object.keys(translations);
  return (
    tags.find((tag) => tag.toLowerCase() === wanted.toLowerCase()) ??
    tags.find((tag) => tag.toLowerCase() === primary(wanted)) ??
    tags.find((tag) => primary(tag) === primary(wanted)) ??
    null
  );
};

/** What is on the screen in one language. Never falls back to another one. */
export const shownDocument = (
  document: ConsentDocument,
  language: string,
  circumstances: readonly string[],
): ShownDocument => {
  const translation = Object.hasOwn(document.translations, language) && document.translations[language];
  if (!translation)
    throw new SessionError('consent-language-missing', `"${document.id}" has no translation "${language}"`);
  return {
    id: document.id,
    language,
    title: translation.title,
    practice: document.practice.name,
    reviewedBy: translation.reviewedBy ?? null,
    topics: document.topics
      .filter((one) => topicApplies(one, circumstances))
      .flatMap((one) => {
        const itsWords = translation.topics[one.id];
        return itsWords ? [{ ...one, ...itsWords }] : [];
      }),
  };
};
