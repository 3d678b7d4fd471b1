/**
 * Every command of a rehearsal, in one order that all pages agree on however the commands reach them: sorted by
 * logical time, then by page. What is true follows from replaying them, so pages that start at once, come late
 * or were apart only need to swap what they have.
 */
import { reducePractice } from './practice-reducer.js';
import { emptyPractice, type PracticeEntry, type PracticeState } from './practice-state.js';

export interface PracticeLog {
  readonly entries: readonly PracticeEntry[];
  readonly state: PracticeState;
}

/** More than any rehearsal needs, and little enough for a page that is flooded. */
export const MAX_ENTRIES = 2_000;

export const emptyLog = (appointment: string): PracticeLog => ({
  entries: [],
  state: emptyPractice(appointment),
});

export const clockOf = ({ entries }: PracticeLog): number => entries.at(-1)?.at ?? 0;

const compare = (a: PracticeEntry, b: PracticeEntry): number =>
  a.at - b.at || (a.page < b.page ? -1 : a.page > b.page ? 1 : 0);

const keyOf = ({ at, page }: PracticeEntry): string => `${at} ${page}`;

/** The union of what is known and what arrived. Who counts honestly is never further ahead than there are entries. */
export const withEntries = (log: PracticeLog, arrived: readonly PracticeEntry[]): PracticeLog => {
  const known = new Set(log.entries.map(keyOf));
  const latest = clockOf(log) + MAX_ENTRIES;
  const fresh = arrived.filter((entry) => {
    if (entry.at > latest || known.has(keyOf(entry))) return false;
    known.add(keyOf(entry));
    return true;
  });
  if (fresh.length === 0 || log.entries.length + fresh.length > MAX_ENTRIES) return log;
  const last = log.entries.at(-1);
  fresh.sort(compare);
  const [first] = fresh;
  if (!last || (first && compare(last, first) < 0))
    return { entries: [...log.entries, ...fresh], state: fresh.reduce(reducePractice, log.state) };
  const entries = [...log.entries, ...fresh].sort(compare);
  return { entries, state: entries.reduce(reducePractice, emptyPractice(log.state.appointment)) };
};
