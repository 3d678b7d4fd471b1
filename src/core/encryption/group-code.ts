/**
 * The code of a room of three or more, and the anchor's word for channels that two others have with each other: each member
 * says which transcript it has with whom, and the anchor passes on what both ends say alike. `docs/encryption.md`, 12.
 */
import { fromHex, hashOf, sameBytes, type Bytes } from './encoding.js';
import type { PairTranscript } from './pair-notes.js';
import type { Roster } from './roster.js';

export type Vouching =
  /** Somebody has not said yet. */
  | { readonly state: 'open' }
  /** Two ends of a channel do not say the same: one of them is new, or somebody is in between. */
  | { readonly state: 'differ'; readonly between: readonly [string, string] }
  | { readonly state: 'agreed'; readonly pairs: readonly PairTranscript[] };

/** The own pairs of a member, named for this roster; `null` while a transcript is missing. */
export const ownPairs = (
  { members }: Roster,
  self: string,
  transcriptWith: (identity: string) => Bytes | null,
): readonly PairTranscript[] | null => {
  const own = members.findIndex(({ identity }) => identity === self);
  const pairs = members.flatMap(({ identity }, place): PairTranscript[] => {
    const transcript = place === own ? null : transcriptWith(identity);
    return transcript ? [{ low: Math.min(own, place), high: Math.max(own, place), transcript }] : [];
  });
  return own >= 0 && pairs.length === members.length - 1 ? pairs : null;
};

const everyPair = (size: number): (readonly [number, number])[] =>
  Array.from({ length: size }, (_, low) =>
    Array.from({ length: size - low - 1 }, (_pair, step) => [low, low + step + 1] as const),
  ).flat();

/** At the anchor: what follows from what each member said. `said` is by identity, for this roster. */
export const vouch = (
  { members }: Roster,
  said: ReadonlyMap<string, readonly PairTranscript[]>,
): Vouching => {
  const nameOf = (place: number): string => members[place]?.identity ?? '';
  const toldBy = (teller: number, low: number, high: number): Bytes | undefined =>
    said.get(nameOf(teller))?.find((pair) => pair.low === low && pair.high === high)?.transcript;
  const pairs: PairTranscript[] = [];
  let isOpen = false;
  for (const [low, high] of everyPair(members.length)) {
    const [one, other] = [toldBy(low, low, high), toldBy(high, low, high)];
    if (one && other && !sameBytes(one, other))
      return { state: 'differ', between: [nameOf(low), nameOf(high)] };
    if (one && other) pairs.push({ low, high, transcript: one });
    else isOpen = true;
  }
  return isOpen ? { state: 'open' } : { state: 'agreed', pairs };
};

/** At everybody else: whether the anchor's list is complete and says of our own pairs what we know. */
export const checkVouched = (
  { members }: Roster,
  own: readonly PairTranscript[] | null,
  told: readonly PairTranscript[],
): Vouching => {
  const expected = everyPair(members.length);
  const isComplete =
    told.length === expected.length &&
    expected.every(([low, high], index) => told[index]?.low === low && told[index].high === high);
  if (!own || !isComplete) return { state: 'open' };
  const wrong = own.find(({ low, high, transcript }) => {
    const pair = told.find((one) => one.low === low && one.high === high);
    return !pair || !sameBytes(pair.transcript, transcript);
  });
  return wrong
    ? {
        state: 'differ',
        between: [members[wrong.low]?.identity ?? '', members[wrong.high]?.identity ?? ''],
      }
    : { state: 'agreed', pairs: told };
};

/** For `groupPictures`. Over the roster and every transcript, in the order of the pairs. */
export const groupDigest = (roster: Roster, pairs: readonly PairTranscript[]): Promise<Bytes> =>
  hashOf('ts-sas/1 group', fromHex(roster.hash), ...pairs.map(({ transcript }) => transcript));
