/** What this page tells the others of this person, and whom it tells. */
import { isInRoom, stay } from './session-changes.js';
import type { Effect, Moment, Transition } from './session-machine.js';
import { LIMITS, plainText } from './session-messages.js';
import {
  personOf,
  type Panel,
  type Person,
  type PersonId,
  type Preferences,
  type Profile,
  type SessionFact,
  type SessionSnapshot,
  type TextMessage,
} from './session-snapshot.js';

/**
 * Who is told what somebody says of themselves. Whoever waits may be anybody who has the link: of what is said in the room
 * they are told nothing, nor is one client what another one says.
 */
export const isTold = (snapshot: SessionSnapshot, { role, state }: Person): boolean => {
  if (role === 'therapist') return true;
  if (snapshot.role === 'client') return false;
  return state === 'here' || (state === 'asking' && !isInRoom(snapshot));
};

export const hearers = (snapshot: SessionSnapshot): string[] =>
  snapshot.people.filter((person) => isTold(snapshot, person)).map(({ id }) => id);

export const profileOf = ({ name, pronouns, wishes, speakFreely, startWith }: Preferences): Profile => ({
  name,
  pronouns,
  wishes,
  speakFreely,
  startWith,
});

/** Nobody's page is told about a person who has said nothing yet. */
export const hasProfile = (preferences: Preferences): boolean =>
  Object.values(profileOf(preferences)).some((value) => value !== '');

export const setPreferences = (
  snapshot: SessionSnapshot,
  patch: Partial<Preferences>,
  { id }: Moment,
): Transition => {
  const merged = { ...snapshot.preferences, ...patch };
  const preferences: Preferences = {
    ...merged,
    name: plainText(merged.name, LIMITS.name),
    pronouns: plainText(merged.pronouns, LIMITS.pronouns),
    wishes: plainText(merged.wishes, LIMITS.wishes),
  };
  const told = JSON.stringify(profileOf(preferences)) !== JSON.stringify(profileOf(snapshot.preferences));
  return {
    snapshot: { ...snapshot, preferences },
    effects: told
      ? [
          {
            type: 'tell',
            id,
            to: hearers(snapshot),
            message: { type: 'profile', body: profileOf(preferences) },
          },
        ]
      : [],
  };
};

/** The others learn that somebody takes a moment, never what they look at. */
export const openPanel = (snapshot: SessionSnapshot, panel: Panel | null, { id }: Moment): Transition => {
  const presence = panel === 'support' && isInRoom(snapshot) ? 'taking-a-moment' : 'here';
  const told = presence !== snapshot.presence;
  return {
    snapshot: { ...snapshot, panel, presence },
    effects: told
      ? [{ type: 'tell', id, to: hearers(snapshot), message: { type: 'presence', body: { presence } } }]
      : [],
  };
};

/** As many lines as are kept on the screen: a page that writes without end fills nobody's memory. */
const MOST_TEXTS = 500;

export const withText = ({ texts }: SessionSnapshot, text: TextMessage): readonly TextMessage[] =>
  [...texts, text].slice(-MOST_TEXTS);

export const sendText = (snapshot: SessionSnapshot, text: string, { id }: Moment): Transition => {
  const shown = plainText(text, LIMITS.text).trim();
  return {
    snapshot: {
      ...snapshot,
      texts: withText(snapshot, { id, from: snapshot.self, text: shown, state: 'sending' }),
    },
    effects: [{ type: 'tell', id, to: hearers(snapshot), message: { type: 'text', body: { text: shown } } }],
  };
};

export const textTold = (
  snapshot: SessionSnapshot,
  { person, id, text }: SessionFact & { type: 'text-told' },
  moment: Moment,
): Transition => {
  if (!personOf(snapshot, person)) return stay(snapshot);
  const known = snapshot.texts.some((one) => one.id === id);
  return {
    snapshot: known
      ? snapshot
      : { ...snapshot, texts: withText(snapshot, { id, from: person, text, state: 'received' }) },
    effects: [{ type: 'tell', id: moment.id, to: [person], message: { type: 'ack', body: { of: id } } }],
  };
};

/**
 * What a person who arrives has to know: the last state, and texts that were never acknowledged. These were written for
 * whoever was there before: with a link alone a client gets them no sooner than they are let in.
 */
export const tellAgain = (snapshot: SessionSnapshot, to: PersonId, { id }: Moment): Effect[] => {
  const person = personOf(snapshot, to);
  if (!person || !isTold(snapshot, person)) return [];
  const state: Effect[] = [];
  if (hasProfile(snapshot.preferences))
    state.push({
      type: 'tell',
      id: `${id}-a`,
      to: [to],
      message: { type: 'profile', body: profileOf(snapshot.preferences) },
    });
  if (snapshot.pausedBy.includes(snapshot.self))
    state.push({ type: 'tell', id: `${id}-b`, to: [to], message: { type: 'pause', body: { paused: true } } });
  if (snapshot.presence !== 'here')
    state.push({
      type: 'tell',
      id: `${id}-c`,
      to: [to],
      message: { type: 'presence', body: { presence: snapshot.presence } },
    });
  const isOutsider = person.role === 'client' && person.state !== 'here';
  const texts = isOutsider ? [] : snapshot.texts.filter(({ state: delivery }) => delivery === 'sending');
  return [
    ...state,
    ...texts.map((text): Effect => ({
      type: 'tell',
      id: text.id,
      to: [to],
      message: { type: 'text', body: { text: text.text } },
    })),
  ];
};
