import { reduceEpochs } from '../../../../src/core/encryption/epoch-machine.js';
import {
  newEpochState,
  type EpochEffect,
  type EpochInput,
  type EpochState,
} from '../../../../src/core/encryption/epoch-state.js';
import type { Party } from '../../../../src/core/encryption/party.js';
import { rosterOf, type Roster } from '../../../../src/core/encryption/roster.js';
import { PLACE } from './two-pages.js';

/** In the order of their identities; the therapist, who is the anchor, is the last one. */
export const ANNA: Party = { identity: 'p-1-anna', role: 'client' };
export const BEN: Party = { identity: 'p-2-ben', role: 'client' };
export const CLEO: Party = { identity: 'p-3-cleo', role: 'client' };
export const ANCHOR: Party = { identity: 'p-9-anchor', role: 'therapist' };

export const rosterFor = async (...people: readonly Party[]): Promise<Roster> => {
  const roster = await rosterOf(PLACE, people);
  if (!roster) throw new Error('No such roster.');
  return roster;
};

/** The epoch machine of one page, and what it wanted done so far. */
export class EpochPage {
  state: EpochState;
  readonly effects: EpochEffect[] = [];

  constructor(self: Party) {
    this.state = newEpochState(self.identity);
  }

  /** What the input leads to, in order. */
  tell(...inputs: readonly EpochInput[]): readonly EpochEffect[] {
    const before = this.effects.length;
    for (const input of inputs) {
      const { state, effects } = reduceEpochs(this.state, input);
      this.state = state;
      this.effects.push(...effects);
    }
    return this.effects.slice(before);
  }

  /** There are channels with these, and they are all on screen. */
  meet(roster: Roster, at = 0): readonly EpochEffect[] {
    const others = roster.members.filter(({ identity }) => identity !== this.state.self);
    return this.tell(...others.map(({ identity }) => ({ type: 'linked', with: identity, at }) as const), {
      type: 'roster',
      roster,
      at,
    });
  }
}
