/** Collects what the members of a room say of their channels, until the anchor can vouch for all of them. */
import { fromHex, sameBytes, toHex, type Bytes } from './encoding.js';
import { checkVouched, groupDigest, ownPairs, vouch, type Vouching } from './group-code.js';
import type { PairNote, PairTranscript } from './pair-notes.js';
import { anchorOf, type Roster } from './roster.js';

type PairsNote = Extract<PairNote, { readonly type: 'pairs' }>;

export interface VouchingStep {
  readonly vouching: Vouching;
  readonly code: Bytes | null;
  /** What has to be sealed for whom. */
  readonly notes: readonly { readonly to: string; readonly note: PairsNote }[];
}

export class GroupVouching {
  readonly #said = new Map<string, PairsNote>();
  #last: Bytes | null = null;

  constructor(private readonly self: string) {}

  hear(from: string, note: PairsNote): void {
    this.#said.set(from, note);
  }

  /** After anything has changed. `roster` has this person in it. */
  async review(roster: Roster, transcriptWith: (identity: string) => Bytes | null): Promise<VouchingStep> {
    const anchor = anchorOf(roster.members) ?? this.self;
    const own = ownPairs(roster, this.self, transcriptWith);
    return anchor === this.self
      ? this.#reviewAsAnchor(roster, own)
      : this.#reviewAsMember(roster, anchor, own);
  }

  async #reviewAsAnchor(roster: Roster, own: readonly PairTranscript[] | null): Promise<VouchingStep> {
    const said = new Map(
      [...this.#said]
        .filter(([, note]) => toHex(note.roster) === roster.hash)
        .map(([from, { pairs }]) => [from, pairs] as const),
    );
    if (own) said.set(this.self, own);
    const vouching = vouch(roster, said);
    if (vouching.state !== 'agreed') return { vouching, code: null, notes: [] };
    const code = await groupDigest(roster, vouching.pairs);
    const note: PairsNote = { type: 'pairs', roster: fromHex(roster.hash), pairs: vouching.pairs };
    const others = roster.members.filter(({ identity }) => identity !== this.self);
    return {
      vouching,
      code,
      notes: this.#once(
        code,
        others.map(({ identity }) => ({ to: identity, note })),
      ),
    };
  }

  async #reviewAsMember(
    roster: Roster,
    anchor: string,
    own: readonly PairTranscript[] | null,
  ): Promise<VouchingStep> {
    const told = this.#said.get(anchor);
    const isCurrent = told && toHex(told.roster) === roster.hash;
    const vouching = checkVouched(roster, own, isCurrent ? told.pairs : []);
    const code = vouching.state === 'agreed' ? await groupDigest(roster, vouching.pairs) : null;
    const mine = own && (await groupDigest(roster, own));
    const note: PairsNote = { type: 'pairs', roster: fromHex(roster.hash), pairs: own ?? [] };
    return { vouching, code, notes: mine ? this.#once(mine, [{ to: anchor, note }]) : [] };
  }

  /** The same again says nothing new. */
  #once<T>(digest: Bytes, notes: readonly T[]): readonly T[] {
    const isSame = this.#last !== null && sameBytes(this.#last, digest);
    this.#last = digest;
    return isSame ? [] : notes;
  }
}
