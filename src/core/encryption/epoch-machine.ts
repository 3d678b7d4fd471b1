/**
 * When which key is made, given out, used and forgotten, for the one counter of epochs that a room has. A pure reducer:
 * what has happened goes in, a new state and what is to be done come out. It never sees a key. `docs/encryption.md`, 8.
 */
import {
  EPOCH_TIMES,
  type EpochEffect,
  type EpochInput,
  type EpochState,
  type EpochStep,
  type HeldSecret,
  type ReceiveKey,
} from './epoch-state.js';
import {
  accept,
  aging,
  andThen,
  begin,
  dropped,
  isShown,
  MAX_EPOCH,
  meant,
  others,
  othersIn,
  reviewHeld,
  still,
  switchOver,
  FOR_NOBODY,
} from './epoch-steps.js';
import { abandon, comeTrue, onAhead, prepareFor } from './epochs-ahead.js';
import { anchorOf, type Roster } from './roster.js';

/** No room gets that far ahead of somebody who is in it. */
const MAX_JUMP = 65_536;

const discarded = (held: readonly HeldSecret[]): EpochEffect[] =>
  held.map(({ from, epoch }) => ({ type: 'discard', from, epoch }));

/** Whoever is not on the roster is opened no more, in the same step. */
const forget = (state: EpochState, gone: readonly string[]): EpochStep => {
  const isGone = ({ from }: { readonly from: string }): boolean => gone.includes(from);
  return still(
    {
      ...state,
      heard: Object.fromEntries(Object.entries(state.heard).filter(([from]) => !gone.includes(from))),
      keys: state.keys.filter((key) => !isGone(key)),
      held: state.held.filter((secret) => !isGone(secret)),
    },
    ...dropped(state.keys.filter(isGone)),
    ...discarded(state.held.filter(isGone)),
  );
};

const onRoster = (given: EpochState, roster: Roster, at: number): EpochStep => {
  const isPrepared = given.switching !== null && given.newestFor.roster === roster.hash;
  if (given.ahead?.hash === roster.hash && isPrepared) return comeTrue(given, roster, at);
  return andThen(abandon(given), (state) => show(state, roster, at));
};

const show = (state: EpochState, roster: Roster, at: number): EpochStep => {
  const before = others(state);
  const now = othersIn(state.self, roster);
  const gone = before.filter((id) => !now.includes(id));
  const came = now.some((id) => !before.includes(id));
  const step = forget({ ...state, roster }, gone);
  if (now.length === 0) {
    const alone = { ...step.state, sending: null, switching: null };
    return { state: alone, effects: [...step.effects, { type: 'silence' }] };
  }
  // Of people who left, nobody waits for anybody to say so; of people who came, the anchor knows best.
  const starts = gone.length > 0 || (came && anchorOf(roster.members) === state.self);
  const begun = starts ? andThen(step, (next) => begin(next, next.newest + 1, at)) : step;
  return andThen(begun, (next) => reviewHeld(next, at));
};

const onLinked = (state: EpochState, peer: string, at: number): EpochStep => {
  const theirs = state.held.filter(({ from }) => from === peer);
  const old = state.keys
    .filter(({ from, epoch }) => from !== peer || epoch !== 0)
    .map((key) => (key.from === peer ? aging(key, at) : key));
  const next: EpochState = {
    ...state,
    linked: [...state.linked.filter((id) => id !== peer), peer],
    heard: { ...state.heard, [peer]: 0 },
    keys: [...old, { from: peer, epoch: 0, expiresAt: null }],
    held: state.held.filter(({ from }) => from !== peer),
  };
  if (state.ahead) return andThen(still(next, ...discarded(theirs)), (now) => prepareFor(now, peer, at));
  const { members, roster } = state.newestFor;
  const owed = members.includes(peer) && others(state).includes(peer);
  return still(
    next,
    ...discarded(theirs),
    ...(owed ? [{ type: 'share', epoch: state.newest, to: peer, roster } as const] : []),
  );
};

/** What was made ready with a page that is gone is not for the next one. */
const withoutLink = (state: EpochState, peer: string): EpochState => ({
  ...state,
  linked: state.linked.filter((id) => id !== peer),
  ...(state.ahead && { newestFor: FOR_NOBODY, switching: null }),
});

const isWithinReach = (state: EpochState, epoch: number): boolean =>
  epoch >= 1 && epoch <= Math.min(MAX_EPOCH, state.newest + MAX_JUMP);

const onSecretTold = (
  state: EpochState,
  { from, epoch, roster, at }: Extract<EpochInput, { readonly type: 'secret-told' }>,
): EpochStep => {
  const discard: EpochEffect = { type: 'discard', from, epoch };
  if (!isWithinReach(state, epoch)) return still(state, discard);
  const heard = Math.max(
    state.heard[from] ?? 0,
    ...state.held.map((one) => (one.from === from ? one.epoch : 0)),
  );
  if (epoch <= heard)
    return still(state, discard, { type: 'tell-newest', to: from, epoch: Math.max(heard, state.newest) });
  const superseded = state.held.filter((one) => one.from === from);
  // Whoever goes on meaning other people does not gain time with every new secret.
  const since = isShown(state, from) ? (superseded[0]?.since ?? at) : null;
  const secret: HeldSecret = { from, epoch, roster, since };
  const rest = { ...state, held: state.held.filter((one) => one.from !== from) };
  const step = still(rest, ...discarded(superseded));
  return others(state).includes(from) && roster === meant(state)?.hash
    ? andThen(step, (next) => accept(next, secret, at))
    : andThen(step, (next) => still({ ...next, held: [...next.held, secret] }));
};

const onInstalled = (state: EpochState, from: string, epoch: number): EpochStep => {
  if (!state.switching || epoch !== state.newest) return still(state);
  const missing = state.switching.missing.filter((id) => id !== from);
  const next = { ...state, switching: { ...state.switching, missing } };
  return missing.length === 0 && !state.ahead ? switchOver(next) : still(next);
};

const onNewestTold = (state: EpochState, from: string, epoch: number, at: number): EpochStep =>
  others(state).includes(from) && epoch > state.newest && epoch <= state.newest + MAX_JUMP
    ? begin(state, epoch + 1, at)
    : still(state);

const expire = (state: EpochState, at: number): EpochStep => {
  const isOver = ({ expiresAt }: ReceiveKey): boolean => expiresAt !== null && expiresAt <= at;
  return still(
    { ...state, keys: state.keys.filter((key) => !isOver(key)) },
    ...dropped(state.keys.filter(isOver)),
  );
};

const raiseAlarm = (state: EpochState, from: string): EpochStep =>
  still(
    { ...state, alarm: true, sending: null, switching: null, held: [] },
    { type: 'silence' },
    ...discarded(state.held),
    { type: 'alarm', from },
  );

const onTick = (state: EpochState, at: number): EpochStep => {
  const step = expire(state, at);
  const stranger = state.held.find(({ since }) => since !== null && at - since >= EPOCH_TIMES.rosterGrace);
  if (stranger) return andThen(step, (next) => raiseAlarm(next, stranger.from));
  const { switching, newest, newestSince, roster, self } = state;
  if (state.ahead) return step;
  if (switching && at - switching.since >= EPOCH_TIMES.switchAfter) return andThen(step, switchOver);
  const isDue = newest > 0 && at - newestSince >= EPOCH_TIMES.renewAfter;
  return isDue && roster && anchorOf(roster.members) === self
    ? andThen(step, (next) => begin(next, newest + 1, at))
    : step;
};

/** After an alarm nothing changes any more: the session ends with words. */
export const reduceEpochs = (state: EpochState, input: EpochInput): EpochStep => {
  if (state.alarm) {
    return input.type === 'secret-told'
      ? still(state, { type: 'discard', from: input.from, epoch: input.epoch })
      : still(state);
  }
  switch (input.type) {
    case 'roster':
      return onRoster(state, input.roster, input.at);
    case 'ahead':
      return onAhead(state, input.roster, input.at);
    case 'linked':
      return onLinked(state, input.with, input.at);
    case 'unlinked':
      return still(withoutLink(state, input.with));
    case 'parted':
      return forget(withoutLink(state, input.with), [input.with]);
    case 'renew':
      return begin(state, state.newest + 1, input.at);
    case 'secret-told':
      return onSecretTold(state, input);
    case 'installed':
      return onInstalled(state, input.from, input.epoch);
    case 'newest-told':
      return onNewestTold(state, input.from, input.epoch, input.at);
    case 'tick':
      return onTick(state, input.at);
    default:
      return input satisfies never;
  }
};
