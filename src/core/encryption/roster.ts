/** Who is in the room, as everybody has to see it alike. `docs/encryption.md`, 8. */
import { hashOf, toHex } from './encoding.js';
import { byIdentity, isOpaque, type Party, type Place } from './party.js';

export const MAX_MEMBERS = 8;

export interface Roster {
  /** Sorted by identity; this page's own person is among them. */
  readonly members: readonly Party[];
  /** In hex; two pages with the same one show the same people in the same roles. */
  readonly hash: string;
}

/** `null` where an identity cannot be one or comes twice, or there are more people than a room holds. */
export const rosterOf = async (place: Place, people: readonly Party[]): Promise<Roster | null> => {
  const members = [...people].sort(byIdentity);
  const ids = members.map(({ identity }) => identity);
  if (members.length > MAX_MEMBERS || new Set(ids).size !== ids.length || !ids.every(isOpaque)) return null;
  const named = members.flatMap(({ identity, role }) => [identity, role]);
  const hash = await hashOf('ts-sas/1 roster', place.appointment, place.room, ...named);
  return { members, hash: toHex(hash) };
};

/**
 * The anchor: with whom everybody compares, and who begins an epoch when people come. A therapist where there is one,
 * otherwise the lowest identity.
 */
export const anchorOf = (members: readonly Party[]): string | null =>
  (members.find(({ role }) => role === 'therapist') ?? members[0])?.identity ?? null;
