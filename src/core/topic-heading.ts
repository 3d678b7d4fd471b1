/** What a topic is called where only its heading is shown, and in which language that is. */
import type { ConsentDocument } from './consent.js';

export interface TopicHeading {
  readonly heading: string;
  readonly language: string;
}

/** The reader's language, its primary language, else the one the document was written in. Never nothing. */
export const topicHeading = (document: ConsentDocument, topic: string, wanted: string): TopicHeading => {
  const languages = [
    wanted,
    wanted.split('-')[0] ?? '',
    document.language,
    ...Object.keys(document.translations),
  ];
  const found = languages.find((language) => document.translations[language]?.topics[topic]);
  const heading = found && document.translations[found]?.topics[topic]?.heading;
  return { heading: heading || topic, language: found ?? document.language };
};
