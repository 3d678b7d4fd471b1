/**
 * What changed between two snapshots that somebody who does not look at the screen has to be told. Codes, never
 * sentences: words are found when they are said.
 */
import { askingElsewhere, askingToComeIn } from './person-view.js';
import { MEDIA_KINDS } from './session-media.js';
import {
  personOf,
  type Connection,
  type Line,
  type MediaKind,
  type Person,
  type PersonId,
  type SessionSnapshot,
} from './session-snapshot.js';
import { peopleToTrust, trustOf } from './trust-view.js';

type Switch = 'on' | 'off';

export type AnnouncementCode =
  | 'person-here'
  | 'person-back'
  | 'person-gone'
  | 'person-lost'
  | 'person-taking-a-moment'
  | 'person-private-moment'
  | 'person-present-again'
  | `person-${MediaKind}-${Switch}`
  | 'person-paused'
  | 'person-pause-ended'
  | 'person-wrote'
  | 'person-elsewhere'
  | 'person-asks'
  | 'person-code-differs'
  | 'person-cannot-open'
  | 'connecting'
  | 'connected'
  | 'reconnecting'
  | 'line-lost'
  | 'line-narrow'
  | 'line-broken'
  | 'line-good'
  | 'pictures-held'
  | 'pictures-may-return'
  | `own-${MediaKind}-${Switch}`
  | 'own-pause'
  | 'own-pause-ended'
  | 'pause-over'
  | 'sound-needs-press';

export interface Announcement {
  readonly code: AnnouncementCode;
  /** Whom it is about; absent where it is about this page. */
  readonly person?: PersonId;
}

const CONNECTIONS: Readonly<Record<Connection, AnnouncementCode | null>> = {
  idle: null,
  connecting: 'connecting',
  connected: 'connected',
  reconnecting: 'reconnecting',
  lost: 'line-lost',
};

const switched = (on: boolean): Switch => (on ? 'on' : 'off');

const comings = (before: Person | undefined, after: Person): AnnouncementCode | null => {
  if (before?.state === after.state) return null;
  switch (after.state) {
    case 'here':
      return before?.state === 'lost' || before?.state === 'gone' ? 'person-back' : 'person-here';
    case 'gone':
      return 'person-gone';
    case 'lost':
      return 'person-lost';
    case 'expected':
    case 'asking':
      // Somebody outside the room: that concerns a therapist alone, and is told below.
      return null;
    default:
      return after.state satisfies never;
  }
};

const presences = (before: Person, after: Person): AnnouncementCode | null => {
  if (before.presence === after.presence) return null;
  return after.presence === 'here' ? 'person-present-again' : `person-${after.presence}`;
};

/** Of one person, as long as they are here and what they send can reach this page. */
const aboutPerson = (before: Person | undefined, after: Person, mediaFlow: boolean): AnnouncementCode[] => {
  const coming = comings(before, after);
  if (coming) return [coming];
  if (!before || after.state !== 'here') return [];
  const presence = presences(before, after);
  const media = mediaFlow
    ? MEDIA_KINDS.filter((kind) => before.media[kind] !== after.media[kind]).map(
        (kind) => `person-${kind}-${switched(after.media[kind])}` as const,
      )
    : [];
  return presence ? [presence, ...media] : media;
};

const aboutPause = (before: SessionSnapshot, after: SessionSnapshot): Announcement[] => {
  const started = after.pausedBy.filter((id) => !before.pausedBy.includes(id));
  const ended = before.pausedBy.filter((id) => !after.pausedBy.includes(id));
  const over: Announcement[] =
    ended.length > 0 && after.pausedBy.length === 0 ? [{ code: 'pause-over' }] : [];
  const tell = (person: PersonId, what: 'pause' | 'pause-ended'): Announcement =>
    person === after.self
      ? { code: `own-${what}` }
      : { code: what === 'pause' ? 'person-paused' : 'person-pause-ended', person };
  return [
    ...started.map((person) => tell(person, 'pause')),
    // "The pause is over" says it for everybody.
    ...(over.length > 0 ? over : ended.map((person) => tell(person, 'pause-ended'))),
  ];
};

const heldNow = (before: SessionSnapshot, after: SessionSnapshot): boolean =>
  after.media.picturesHeld && !before.media.picturesHeld;

const LINES: Readonly<Record<Line, AnnouncementCode>> = {
  good: 'line-good',
  narrow: 'line-narrow',
  broken: 'line-broken',
};

/** That pictures gave way says that the line is narrow, and that the own camera is off. */
const aboutLine = (before: SessionSnapshot, after: SessionSnapshot): Announcement[] => {
  const held: Announcement[] = heldNow(before, after) ? [{ code: 'pictures-held' }] : [];
  if (before.line === after.line || after.connection !== 'connected') return held;
  if (after.line === 'narrow' && held.length > 0) return held;
  const returns = after.line === 'good' && after.media.picturesHeld;
  return [{ code: returns ? 'pictures-may-return' : LINES[after.line] }, ...held];
};

/** One's own, when it is on or off; on the way there is nothing to tell yet. */
const aboutOwnMedia = (before: SessionSnapshot, after: SessionSnapshot): Announcement[] =>
  MEDIA_KINDS.filter((kind) => {
    const [was, is] = [before.media[kind], after.media[kind]];
    if (kind === 'camera' && heldNow(before, after)) return false;
    return was !== is && (is === 'on' || (is === 'off' && was === 'on'));
  }).map((kind) => ({ code: `own-${kind}-${switched(after.media[kind] === 'on')}` }));

/** The therapist alone is asked which page of a person counts, and who may come in. */
const aboutPlaces = (before: SessionSnapshot, after: SessionSnapshot): Announcement[] => {
  const asked = { 'person-elsewhere': askingElsewhere, 'person-asks': askingToComeIn } as const;
  return (['person-elsewhere', 'person-asks'] as const).flatMap((code) =>
    asked[code](after)
      .filter(({ id }) => !asked[code](before).some((known) => known.id === id))
      .map(({ id }) => ({ code, person: id })),
  );
};

/** What a person has to know of it at once. Everything else of it is told where they ask. */
const aboutTrust = (before: SessionSnapshot, after: SessionSnapshot): Announcement[] => {
  const told = { differs: 'person-code-differs', 'cannot-open': 'person-cannot-open' } as const;
  return (['differs', 'cannot-open'] as const).flatMap((state) =>
    peopleToTrust(after)
      .filter(({ id, safety }) => {
        const known = personOf(before, id);
        return trustOf(safety) === state && !(known && trustOf(known.safety) === state);
      })
      .map(({ id }) => ({ code: told[state], person: id })),
  );
};

const aboutTexts = (before: SessionSnapshot, after: SessionSnapshot): Announcement[] => {
  if (after.panel === 'text') return [];
  const known = new Set(before.texts.map(({ id }) => id));
  const writers = after.texts
    .filter(({ id, state }) => state === 'received' && !known.has(id))
    .map(({ from }) => from);
  return [...new Set(writers)].map((person) => ({ code: 'person-wrote', person }));
};

/**
 * Each change once, in the order in which it matters. What a larger change explains (a pause switches
 * everything off, a lost line takes every picture away) is not told beside it.
 */
export const announcements = (before: SessionSnapshot, after: SessionSnapshot): readonly Announcement[] => {
  const paused = before.pausedBy.length > 0 || after.pausedBy.length > 0;
  const mediaFlow = !paused && after.media.ready && after.connection === 'connected';
  const connection = before.connection === after.connection ? null : CONNECTIONS[after.connection];
  const people = after.people.flatMap((person) =>
    aboutPerson(
      before.people.find(({ id }) => id === person.id),
      person,
      mediaFlow && before.connection === 'connected',
    ).map((code) => ({ code, person: person.id })),
  );
  const needsPress = after.media.soundNeedsPress && !before.media.soundNeedsPress;
  return [
    ...aboutTrust(before, after),
    ...aboutPause(before, after),
    ...(connection ? [{ code: connection }] : []),
    ...people,
    ...aboutPlaces(before, after),
    ...(paused ? [] : [...aboutLine(before, after), ...aboutOwnMedia(before, after)]),
    ...aboutTexts(before, after),
    ...(needsPress ? [{ code: 'sound-needs-press' } as const] : []),
  ];
};
