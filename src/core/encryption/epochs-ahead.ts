/**
 * Keys that are made ready while somebody waits to be let in: made, given out and installed for the two who will then be shown, and
 * used by nobody before that. `docs/encryption.md`, 8.
 */
import type { EpochState, EpochStep, ReceiveKey } from './epoch-state.js';
import {
  aging,
  andThen,
  begin,
  dropped,
  FOR_NOBODY,
  others,
  othersIn,
  reviewHeld,
  still,
  switchOver,
} from './epoch-steps.js';
import { anchorOf, type Roster } from './roster.js';

/** What was made ready for people who are not shown after all is used for nobody. */
export const abandon = (state: EpochState): EpochStep => {
  if (!state.ahead) return still(state);
  // Nobody else was shown: whatever is not of a channel alone was taken ahead.
  const isPrepared = ({ epoch }: ReceiveKey): boolean => epoch > 0;
  const keys = state.keys.filter((key) => !isPrepared(key));
  return still(
    { ...state, ahead: null, newestFor: FOR_NOBODY, switching: null, keys },
    ...dropped(state.keys.filter(isPrepared)),
  );
};

export const onAhead = (state: EpochState, ahead: Roster | null, at: number): EpochStep => {
  if (othersIn(state.self, state.roster).length > 0 || ahead?.hash === state.ahead?.hash) return still(state);
  const step = abandon(state);
  if (!ahead) return step;
  const isAnchor = anchorOf(ahead.members) === state.self;
  const begun = andThen(step, (next) =>
    isAnchor ? begin({ ...next, ahead }, next.newest + 1, at) : still({ ...next, ahead }),
  );
  return andThen(begun, (next) => reviewHeld(next, at));
};

/** They are shown for whom keys were made ready: these are used from now on, and the older ones have had their time. */
export const comeTrue = (state: EpochState, roster: Roster, at: number): EpochStep => {
  const isOld = (key: ReceiveKey): boolean => key.epoch < (state.heard[key.from] ?? 0);
  const next: EpochState = {
    ...state,
    roster,
    ahead: null,
    newestSince: at,
    switching: state.switching && { ...state.switching, since: at },
    keys: state.keys.map((key) => (isOld(key) ? aging(key, at) : key)),
  };
  const step = next.switching?.missing.length === 0 ? switchOver(next) : still(next);
  return andThen(step, (now) => reviewHeld(now, at));
};

/** Ahead of letting in nothing is in use that had to be shared: a new channel gets a secret of its own. */
export const prepareFor = (state: EpochState, peer: string, at: number): EpochStep => {
  const { ahead, self, newest } = state;
  const begins =
    ahead !== null && others(state).includes(peer) && (anchorOf(ahead.members) === self || newest > 0);
  return begins ? begin(state, newest + 1, at) : still(state);
};
