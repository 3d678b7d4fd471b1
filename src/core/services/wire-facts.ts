/** What comes over the wire, as facts. */
import type { ServiceFact } from '../session-snapshot.js';
import { fromBase64url, type WireFact } from './service-protocol.js';

/** A newer server may know more; what this page does not know is not handed on. */
const COMES: Readonly<Record<WireFact['type'], boolean>> = {
  'appointment-known': true,
  'consent-changed': true,
  'entry-asked': true,
  admitted: true,
  held: true,
  declined: true,
  removed: true,
  'late-told': true,
  'person-state': true,
  'place-asked': true,
  'place-moved': true,
  'paused-by': true,
  'stranger-removed': true,
  // This page finds out itself.
  'service-reached': false,
  relayed: true,
};

/** Leaves out what is unknown or damaged. */
export const factsFromWire = (facts: readonly WireFact[]): readonly ServiceFact[] =>
  facts.flatMap((fact): readonly ServiceFact[] => {
    if (!Object.hasOwn(COMES, fact.type) || !COMES[fact.type]) return [];
    if (fact.type !== 'relayed') return [fact];
    const bytes = fromBase64url(fact.bytes);
    return bytes ? [{ ...fact, bytes }] : [];
  });
