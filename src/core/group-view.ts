/** What is said of a room of three or more as a whole: only there is anything to say. Codes only; words are found when shown. */
import { anchorOf } from './encryption/roster.js';
import type { GroupTrust, Person, SessionSnapshot } from './session-snapshot.js';
import { peopleToTrust } from './trust-view.js';

export interface GroupView {
  readonly group: GroupTrust;
  /** Who vouches for the pages of the others: this person (`null`), or the one with whom everybody compares. */
  readonly anchor: Person | null;
}

const isIn = ({ role, state, acceptedBy }: Person): boolean =>
  state === 'here' || state === 'lost' ? role === 'therapist' || acceptedBy.length > 0 : false;

/** `null` where there are two, and the comparison of four pictures says it all. */
export const groupView = (snapshot: SessionSnapshot): GroupView | null => {
  const { self, role, group } = snapshot;
  const others = peopleToTrust(snapshot).filter(isIn);
  if (group === null || others.length < 2) return null;
  const members = [{ identity: self, role }, ...others.map((one) => ({ identity: one.id, role: one.role }))];
  const anchor = anchorOf([...members].sort((one, other) => (one.identity < other.identity ? -1 : 1)));
  return { group, anchor: others.find(({ id }) => id === anchor) ?? null };
};
