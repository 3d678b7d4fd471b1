/**
 * Where everything that people enter lives, and who gets to see it. The sentence "who sees this" on the screen is
 * made from this table and from nothing else, so that a field cannot go further than its screen says.
 */
import type { Preferences } from './session-snapshot.js';

/**
 * `device`: memory of this page · `sealed-live`: from person to person, never stored · `practice`: through the
 * practice's server.
 */
export type Home = 'device' | 'sealed-live' | 'practice';

/** Each has its sentence in the words of the `common` section. */
export type Audience = 'device' | 'therapist' | 'people' | 'waiting' | 'practice' | 'file';

export interface FieldHome {
  readonly home: Home;
  readonly audience: Audience;
}

const ONLY_HERE = { home: 'device', audience: 'device' } as const;
/** To everybody of the appointment, as the text line is: a partner who takes part reads it too. */
const TO_PEOPLE = { home: 'sealed-live', audience: 'people' } as const;

export const FIELD_HOMES = {
  /* about oneself, today */
  name: TO_PEOPLE,
  pronouns: TO_PEOPLE,
  wishes: TO_PEOPLE,
  speakFreely: TO_PEOPLE,
  startWith: TO_PEOPLE,
  headset: ONLY_HERE,
  selfView: ONLY_HERE,
  /* between people */
  text: TO_PEOPLE,
  late: { home: 'practice', audience: 'waiting' },
  notToday: { home: 'practice', audience: 'waiting' },
  /* the therapist's own */
  ownRoom: ONLY_HERE,
  /* kept with the file */
  consent: { home: 'practice', audience: 'practice' },
  attestation: { home: 'practice', audience: 'file' },
  /* afterwards: a draft until the person shares it, answer by answer */
  feedbackDraft: ONLY_HERE,
  feedback: { home: 'practice', audience: 'practice' },
} as const satisfies Record<keyof Preferences, FieldHome> & Record<string, FieldHome>;

export type Field = keyof typeof FIELD_HOMES;
