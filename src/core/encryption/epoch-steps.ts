/** What the rules of epochs are put together from: small steps that begin, take and switch. `docs/encryption.md`, 8. */
import { keyIndexOf } from './epoch-keys.js';
import {
  EPOCH_TIMES,
  type EpochEffect,
  type EpochState,
  type EpochStep,
  type HeldSecret,
  type ReceiveKey,
} from './epoch-state.js';
import type { Roster } from './roster.js';

export const MAX_EPOCH = 0xffff_fff0;

export const still = (state: EpochState, ...effects: EpochEffect[]): EpochStep => ({ state, effects });

export const andThen = ({ state, effects }: EpochStep, next: (state: EpochState) => EpochStep): EpochStep => {
  const step = next(state);
  return { state: step.state, effects: [...effects, ...step.effects] };
};

export const othersIn = (self: string, roster: Roster | null): string[] => {
  const ids = roster?.members.map(({ identity }) => identity) ?? [];
  return ids.includes(self) ? ids.filter((id) => id !== self) : [];
};

/** For whom keys are made and taken: whoever is shown, or will be. */
export const meant = ({ roster, ahead }: EpochState): Roster | null => ahead ?? roster;

export const others = (state: EpochState): string[] => othersIn(state.self, meant(state));

export const isShown = ({ self, roster }: EpochState, id: string): boolean =>
  othersIn(self, roster).includes(id);

export const FOR_NOBODY: EpochState['newestFor'] = { members: [], roster: '' };

export const switchOver = (state: EpochState): EpochStep =>
  still(
    { ...state, switching: null, sending: { epoch: state.newest, members: state.newestFor.members } },
    { type: 'switch', epoch: state.newest },
  );

/** The end of an epoch's life as a sender: whoever has the key in use and may not have the next one, loses it at once. */
export const begin = (state: EpochState, epoch: number, at: number): EpochStep => {
  const members = others(state);
  const roster = meant(state)?.hash;
  if (members.length === 0 || roster === undefined) return still(state);
  // Only somebody who counts up on purpose gets here. Rather nothing than a key that may be another's by now.
  if (epoch > MAX_EPOCH) return still({ ...state, sending: null, switching: null }, { type: 'silence' });
  const step = still(
    {
      ...state,
      newest: epoch,
      newestSince: at,
      newestFor: { members, roster },
      switching: { since: at, missing: members },
    },
    { type: 'make', epoch, to: members.filter((id) => state.linked.includes(id)), roster },
  );
  const somebodyLeft = state.sending?.members.some((id) => !members.includes(id)) ?? false;
  return somebodyLeft ? andThen(step, switchOver) : step;
};

export const dropped = (keys: readonly ReceiveKey[]): EpochEffect[] =>
  keys.map(({ from, epoch }) => ({ type: 'drop', from, epoch }));

export const aging = (key: ReceiveKey, at: number): ReceiveKey => ({
  ...key,
  expiresAt: key.expiresAt ?? at + EPOCH_TIMES.keepOld,
});

export const accept = (state: EpochState, { from, epoch }: HeldSecret, at: number): EpochStep => {
  // Frames know a key by its place alone: one that is dropped after its place was taken would take the new one with it.
  const isReplaced = (key: ReceiveKey): boolean =>
    key.from === from && key.epoch > 0 && keyIndexOf(key.epoch) === keyIndexOf(epoch);
  const older = state.keys
    .filter((key) => !isReplaced(key))
    // What is taken ahead is not in use yet, and what is goes on.
    .map((key) => (key.from === from && !state.ahead ? aging(key, at) : key));
  const step = still(
    {
      ...state,
      heard: { ...state.heard, [from]: epoch },
      keys: [...older, { from, epoch, expiresAt: null }],
    },
    ...dropped(state.keys.filter((key) => isReplaced(key) && key.epoch !== epoch)),
    { type: 'install', from, epoch },
  );
  if (epoch > state.newest) return andThen(step, (next) => begin(next, epoch, at));
  return epoch < state.newest
    ? andThen(step, (next) => still(next, { type: 'tell-newest', to: from, epoch: state.newest }))
    : step;
};

/** After the roster has changed: what was held for it is taken now, and for the rest the time begins to run. */
export const reviewHeld = (state: EpochState, at: number): EpochStep => {
  const present = others(state);
  const isMeant = ({ from, roster }: HeldSecret): boolean =>
    present.includes(from) && roster === meant(state)?.hash;
  const held = state.held
    .filter((secret) => !isMeant(secret))
    .map((secret) => ({ ...secret, since: isShown(state, secret.from) ? (secret.since ?? at) : null }));
  return state.held
    .filter(isMeant)
    .reduce<EpochStep>(
      (step, secret) => andThen(step, (next) => accept(next, secret, at)),
      still({ ...state, held }),
    );
};
