/** What stands at a person's place in the room. A frozen last picture of somebody is never one of the answers. */
import type { Connection, Person, PersonId, SessionSnapshot } from './session-snapshot.js';
import { stoppedWith } from './trust-view.js';

export type PersonView =
  | 'picture'
  | 'camera-off'
  /** Sent, and not shown: our own line carries sound only. */
  | 'pictures-held'
  /** Our own line: not there yet, being found again, gone. */
  | 'connecting'
  | 'reconnecting'
  | 'line-lost'
  /** The line to them, their own choice, and not come yet. */
  | 'lost'
  | 'gone'
  | 'not-here';

const OWN_LINE: Readonly<Record<Connection, PersonView | null>> = {
  idle: 'connecting',
  connecting: 'connecting',
  connected: null,
  reconnecting: 'reconnecting',
  lost: 'line-lost',
};

export const personView = (
  person: Person,
  { connection, media }: Pick<SessionSnapshot, 'connection' | 'media'>,
): PersonView => {
  if (person.state === 'gone' || person.state === 'lost') return person.state;
  if (person.state !== 'here') return 'not-here';
  const shown = media.picturesHeld ? 'pictures-held' : 'picture';
  return OWN_LINE[connection] ?? (person.media.camera ? shown : 'camera-off');
};

/**
 * Who has a place in the room. Nobody who was not let in is drawn beside somebody who was; only an empty
 * room shows whom it is kept for.
 */
export const peopleInRoom = (people: readonly Person[]): readonly Person[] => {
  const present = people.filter(({ state }) => state === 'here' || state === 'gone' || state === 'lost');
  return present.length > 0 ? present : people;
};

/** Of whom a therapist is asked which of their pages counts. */
export const askingElsewhere = ({ role, people }: SessionSnapshot): readonly Person[] =>
  role === 'therapist' ? people.filter(({ asksElsewhere }) => asksElsewhere) : [];

/** Who stands outside while a therapist is in the room, and asks to come in. */
export const askingToComeIn = ({ role, people }: SessionSnapshot): readonly Person[] =>
  role === 'therapist' ? people.filter(({ state }) => state === 'asking') : [];

/** Who can see and hear what is on: those who are here while the line stands and nobody paused. */
export const audience = ({ people, connection, pausedBy, media }: SessionSnapshot): readonly Person[] =>
  media.ready && connection === 'connected' && pausedBy.length === 0
    ? people.filter(({ state }) => state === 'here')
    : [];

/**
 * Why the room needs a word and perhaps a choice, the most urgent first. While the own line is lost nothing is known of
 * the others, and the problem of that name says what can be done.
 */
export type RoomNotice =
  /** The pictures of the comparison differed: media are off until there are new ones. */
  | 'stopped'
  | 'lost'
  | 'gone'
  /** A therapist ended it for everybody who was there. */
  | 'removed'
  | 'sound-needs-press'
  | 'line-broken'
  | 'pictures-held'
  /** The line would carry them again, and the person has not said so yet. */
  | 'pictures-may-return';

export const roomNotice = (snapshot: SessionSnapshot): RoomNotice | null => {
  const { people, connection, media, line } = snapshot;
  if (stoppedWith(snapshot)) return 'stopped';
  if (connection === 'lost') return null;
  const present = peopleInRoom(people);
  const all = (holds: (person: Person) => boolean): boolean => present.length > 0 && present.every(holds);
  if (all(({ removed }) => removed)) return 'removed';
  if (all(({ state }) => state === 'gone')) return 'gone';
  if (all(({ state }) => state === 'lost')) return 'lost';
  if (media.soundNeedsPress) return 'sound-needs-press';
  if (connection !== 'connected') return null;
  if (line === 'broken') return 'line-broken';
  if (!media.picturesHeld) return null;
  return line === 'good' ? 'pictures-may-return' : 'pictures-held';
};

/** Who paused, seen from this page. */
export type PauseSide = 'own' | 'theirs' | 'both';

export const pauseSide = (pausedBy: readonly PersonId[], self: PersonId): PauseSide => {
  if (!pausedBy.includes(self)) return 'theirs';
  return pausedBy.length > 1 ? 'both' : 'own';
};
