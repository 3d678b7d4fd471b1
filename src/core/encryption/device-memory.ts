/** What is made of what two devices say of themselves. Pure: no key is used and nothing is read or written here. */
import type { KeptDevice } from './device-store.js';

/** So many devices of somebody are remembered; the one that was compared longest ago gives way. */
const MOST_DEVICES = 8;

/** In one channel, with one person. */
export interface DeviceStanding {
  /** What this browser keeps for the relation; `null` where nothing is kept. */
  readonly kept: KeptDevice | null;
  /** What their page has said: nothing yet, that it has nothing to show, or something. */
  readonly told: 'not-yet' | 'nothing' | 'proof';
  /** Which of the keys kept here their proof is by. */
  readonly provenBy: string | null;
  /** The key that they showed, and that their proof is by, in hex. */
  readonly shown: string | null;
  /** This person said of this very channel that the code is the same. */
  readonly isCompared: boolean;
}

export const NEW_STANDING: DeviceStanding = {
  kept: null,
  told: 'not-yet',
  provenBy: null,
  shown: null,
  isCompared: false,
};

/**
 * `known`: it is a device that was compared before · `changed`: others were, and this one was not, or shows nothing · `null`: nothing
 * can be said. It never blocks anything: who is not known is compared with, as always.
 */
export const deviceVerdict = ({ kept, told, provenBy }: DeviceStanding): 'known' | 'changed' | null => {
  if (!kept || told === 'not-yet') return null;
  if (provenBy !== null && kept.theirs.includes(provenBy)) return 'known';
  return kept.theirs.length > 0 ? 'changed' : null;
};

/**
 * The public key is shown to nobody before this person is sure who is at the other end: whoever is in between, a server above
 * all, never comes to know it.
 */
export const mayShowKey = (standing: DeviceStanding): boolean =>
  standing.kept !== null && (standing.isCompared || deviceVerdict(standing) === 'known');

/** The key of theirs that is to be remembered now; `null` for none. Only what was proven, compared, and is wanted. */
export const keyToRemember = ({ kept, shown, isCompared }: DeviceStanding): string | null =>
  kept && isCompared && shown !== null && !kept.theirs.includes(shown) ? shown : null;

export const withTheirs = (kept: KeptDevice, key: string): KeptDevice => ({
  ...kept,
  theirs: [...kept.theirs.filter((known) => known !== key), key].slice(-MOST_DEVICES),
});
