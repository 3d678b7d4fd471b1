import { LIMITS, plainText } from '../core/session-messages.js';
import type { Person, SessionSnapshot } from '../core/session-snapshot.js';
import type { Messages } from '../locales/messages.js';
import { onceALanguage } from './once-a-language.js';

type Common = Messages['common'];

/** The name a person chose, else what the practice calls the therapist, else who they are to the reader. */
export const nameOf = (person: Person, { plan }: SessionSnapshot, common: Common): string => {
  const therapist = person.role === 'therapist';
  const given = plainText(person.profile?.name ?? '', LIMITS.name).trim();
  const planned = therapist ? plainText(plan.therapistName, LIMITS.name) : '';
  return given || planned || (therapist ? common.yourTherapist : common.yourClient);
};

const listFormat = onceALanguage((language) => new Intl.ListFormat(language, { type: 'conjunction' }));

/** Several names as the language joins them: "Sample Therapist and Sample Interpreter". */
export const namesOf = (
  people: readonly Person[],
  snapshot: SessionSnapshot,
  common: Common,
  language: string,
): string => listFormat(language).format(people.map((person) => nameOf(person, snapshot, common)));

/** For the beginning of a sentence, where a name of ours starts small. */
export const atStart = (text: string, language: string): string =>
  text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
