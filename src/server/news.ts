/** What a page has missed since its cursor, as one piece of news. */
import type { News, WireFact } from '../core/services/service-protocol.js';
import type { PracticeState } from '../core/services/practice-state.js';
import type { Appointment } from './appointment-state.js';
import { factsFor, newsSince } from './page-facts.js';
import type { PageSession } from './page-sessions.js';
import type { Relayed } from './relay.js';
import type { ServerContext } from './server-context.js';

/** How far a page has been told: a version of the appointment, and the last message relayed to it. */
export interface Cursor {
  readonly version: number;
  readonly relay: number;
}

/** Before the first change: no page was there that could have been told of it. */
export const NOTHING_YET: Cursor = { version: 0, relay: 0 };

export const writeCursor = ({ version, relay }: Cursor): string => `${version}.${relay}`;

/** `null` where it is none. */
export const readCursor = (text: string): Cursor | null => {
  const [, version, relay] = /^(\d{1,15})\.(\d{1,15})$/u.exec(text) ?? [];
  return version === undefined || relay === undefined
    ? null
    : { version: Number(version), relay: Number(relay) };
};

/** What a page knows: the state it was told last, or `null` where nobody remembers what that was. */
export interface Told {
  readonly cursor: Cursor;
  readonly state: PracticeState | null;
}

export interface Now {
  readonly session: PageSession;
  readonly appointment: Appointment;
  readonly relayed: readonly Relayed[];
}

type Media = Pick<ServerContext, 'media'>;

/** Everything, and that it may know it: a page that waited for its place has been told nothing before. */
const fromTheBeginning = (context: Media, { session, appointment, relayed }: Now): Omit<News, 'cursor'> => ({
  place: 'given',
  facts: [
    { type: 'appointment-known', appointment: factsFor(context, session, appointment) },
    ...relayed.map(({ fact }) => fact),
  ],
});

const since = (context: Media, before: PracticeState, { session, appointment, relayed }: Now): WireFact[] => [
  ...newsSince(context, session, appointment, before).filter((fact) => fact.type !== 'relayed'),
  ...relayed.map(({ fact }) => fact),
];

/** The next piece of news, and what the page knows after it; `null` where there is nothing new. */
export const nextNews = (
  context: Media,
  told: Told,
  now: Now,
): { readonly news: News | null; readonly told: Told } => {
  const { session, appointment, relayed } = now;
  if (session.state === 'ended' || appointment.closed) {
    const end = appointment.closed ? 'over' : (session.endedBecause ?? 'over');
    return { news: { cursor: writeCursor(told.cursor), facts: [], end }, told };
  }
  // Whoever asks for a place learns nothing of the appointment until it is theirs.
  if (session.state === 'asking') return { news: null, told: { cursor: NOTHING_YET, state: null } };
  const cursor = { version: appointment.version, relay: relayed.at(-1)?.id ?? told.cursor.relay };
  const next = { cursor, state: appointment.state };
  if (!told.state)
    return { news: { cursor: writeCursor(cursor), ...fromTheBeginning(context, now) }, told: next };
  const facts = since(context, told.state, now);
  return { news: facts.length > 0 ? { cursor: writeCursor(cursor), facts } : null, told: next };
};
