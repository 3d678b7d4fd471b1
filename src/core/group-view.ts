/** What is said of a room of three or more as a whole: only there is anything to say. Codes only; words are found when shown. */
import type { GroupTrust, Person, SessionSnapshot } from './session-snapshot.js';
import { peopleToTrust } from './trust-view.js';

export interface GroupView {
  readonly group: GroupTrust;
  /** Who vouches for the pages of the others: this person (`null`), or the one with whom everybody compares. */
  readonly anchor: Person | null;
}

/** As `anchorOf` of the encryption has it, of everybody but this person; `null` where it is this person. */
const anchorAmong = ({ self, role }: SessionSnapshot, others: readonly Person[]): Person | null => {
  const therapists = others.filter((one) => one.role === 'therapist');
  const isOwn = role === 'therapist';
  const from = isOwn || therapists.length > 0 ? therapists : others;
  const first = [...from].sort((one, other) => (one.id < other.id ? -1 : 1))[0];
  const comesFirst = (isOwn || therapists.length === 0) && (!first || self < first.id);
  return comesFirst ? null : (first ?? null);
};

const isIn = ({ role, state, acceptedBy }: Person): boolean =>
  state === 'here' || state === 'lost' ? role === 'therapist' || acceptedBy.length > 0 : false;

/** `null` where there are two, and the comparison of four pictures says it all. */
export const groupView = (snapshot: SessionSnapshot): GroupView | null => {
  const { group } = snapshot;
  const others = peopleToTrust(snapshot).filter(isIn);
  if (group === null || others.length < 2) return null;
  return { group, anchor: anchorAmong(snapshot, others) };
};
