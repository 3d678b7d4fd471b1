/** What the epoch machine knows, what can happen to it, and what it wants done. Never a key. `docs/encryption.md`, 8. */
import type { Roster } from './roster.js';

/** Milliseconds. */
export const EPOCH_TIMES = {
  /** So long a sender waits until everybody has its new key. */
  switchAfter: 1_000,
  /** So long what was sealed with the key before may still arrive. It also bounds what can be replayed. */
  keepOld: 5_000,
  /** So long two pages may show different people, because news travel at different speeds. */
  rosterGrace: 5_000,
  renewAfter: 600_000,
} as const;

export interface ReceiveKey {
  readonly from: string;
  /** 0: the key of the channel alone, before the first epoch. */
  readonly epoch: number;
  readonly expiresAt: number | null;
}

export interface HeldSecret {
  readonly from: string;
  readonly epoch: number;
  readonly roster: string;
  /** Since when its sender is on our roster and means another one. */
  readonly since: number | null;
}

export interface EpochState {
  readonly self: string;
  /** `null` before this person is in. */
  readonly roster: Roster | null;
  /** Who will be shown as soon as one of two is let in; `null` where nobody can know. Only while nobody else is shown. */
  readonly ahead: Roster | null;
  /** With whom there is a channel. */
  readonly linked: readonly string[];
  /** The highest epoch for which this page made a secret; 0 for none. */
  readonly newest: number;
  readonly newestSince: number;
  /** For whom the newest secret was made, and for which roster. */
  readonly newestFor: { readonly members: readonly string[]; readonly roster: string };
  /** The newest secret is given out and not used yet. */
  readonly switching: { readonly since: number; readonly missing: readonly string[] } | null;
  readonly sending: { readonly epoch: number; readonly members: readonly string[] } | null;
  /** The highest epoch taken from each, by the channel there is now. */
  readonly heard: Readonly<Record<string, number>>;
  readonly keys: readonly ReceiveKey[];
  readonly held: readonly HeldSecret[];
  /** Somebody gave out keys for other people than are on screen here. Nothing is sent any more. */
  readonly alarm: boolean;
}

export type EpochInput =
  | { readonly type: 'roster'; readonly roster: Roster; readonly at: number }
  | { readonly type: 'ahead'; readonly roster: Roster | null; readonly at: number }
  /** There is a new channel with somebody; their page may be a new one. */
  | { readonly type: 'linked'; readonly with: string; readonly at: number }
  /** The channel with somebody is gone, and they are still here. */
  | { readonly type: 'unlinked'; readonly with: string }
  /** They are not here any more, whatever the roster says for the moment. */
  | { readonly type: 'parted'; readonly with: string }
  /** After a pause, a full reconnect, or a message that went missing. */
  | { readonly type: 'renew'; readonly at: number }
  | {
      readonly type: 'secret-told';
      readonly from: string;
      readonly epoch: number;
      readonly roster: string;
      readonly at: number;
    }
  | { readonly type: 'installed'; readonly from: string; readonly epoch: number }
  | { readonly type: 'newest-told'; readonly from: string; readonly epoch: number; readonly at: number }
  | { readonly type: 'tick'; readonly at: number };

export type EpochEffect =
  /** Make a secret for this epoch and seal it for these people. */
  | {
      readonly type: 'make';
      readonly epoch: number;
      readonly to: readonly string[];
      readonly roster: string;
    }
  /** Seal the newest secret for one who has a channel only now. */
  | { readonly type: 'share'; readonly epoch: number; readonly to: string; readonly roster: string }
  /** From now on send with the newest secret. */
  | { readonly type: 'switch'; readonly epoch: number }
  /** From now on send nothing. */
  | { readonly type: 'silence' }
  /** Open with what they told, and tell them so. */
  | { readonly type: 'install'; readonly from: string; readonly epoch: number }
  | { readonly type: 'drop'; readonly from: string; readonly epoch: number }
  /** Forget what they told, without having used it. */
  | { readonly type: 'discard'; readonly from: string; readonly epoch: number }
  | { readonly type: 'tell-newest'; readonly to: string; readonly epoch: number }
  | { readonly type: 'alarm'; readonly from: string };

export interface EpochStep {
  readonly state: EpochState;
  readonly effects: readonly EpochEffect[];
}

export const newEpochState = (self: string): EpochState => ({
  self,
  roster: null,
  ahead: null,
  linked: [],
  newest: 0,
  newestSince: 0,
  newestFor: { members: [], roster: '' },
  switching: null,
  sending: null,
  heard: {},
  keys: [],
  held: [],
  alarm: false,
});
