/** The two ends of a key agreement, and what both must mean alike for it to succeed. `docs/encryption.md`, 3. */
import type { Role } from '../session-snapshot.js';
import { fields, hashOf, type Bytes } from './encoding.js';

export interface Party {
  /** Opaque, new for every appointment, the same after a reload of the page. */
  readonly identity: string;
  readonly role: Role;
}

/** Both random and opaque; they tie everything that is hashed or sealed to this one appointment. */
export interface Place {
  readonly appointment: string;
  readonly room: string;
}

/** `0` is the lower identity, which begins every agreement; `1` the other. */
export type Side = 0 | 1;

export interface PairContext {
  readonly place: Place;
  readonly self: Party;
  readonly other: Party;
  readonly side: Side;
  /** The canonical encoding of all of the above. */
  readonly encoded: Bytes;
  /** Its hash, which travels in the clear: a message of another appointment is recognised before anything is computed. */
  readonly hash: Bytes;
}

/** Printable ASCII without the space: nothing to normalise, and sorted alike by every program. */
const OPAQUE = /^[\x21-\x7e]{1,128}$/;

export const isOpaque = (id: string): boolean => OPAQUE.test(id);

export const byIdentity = (one: Party, other: Party): number =>
  one.identity < other.identity ? -1 : one.identity > other.identity ? 1 : 0;

/** `null` where an id cannot be one, or both are the same: ids come from a server that is not trusted. */
export const pairContext = async (place: Place, self: Party, other: Party): Promise<PairContext | null> => {
  const ids = [place.appointment, place.room, self.identity, other.identity];
  if (!ids.every(isOpaque) || self.identity === other.identity) return null;
  const side: Side = byIdentity(self, other) < 0 ? 0 : 1;
  const [low, high] = side === 0 ? [self, other] : [other, self];
  const encoded = fields(
    'ts-sas/1',
    place.appointment,
    place.room,
    low.identity,
    low.role,
    high.identity,
    high.role,
  );
  return { place, self, other, side, encoded, hash: await hashOf('ts-sas/1 context', encoded) };
};
