/** What a room's encryption tells the session, and what it needs from it. */
import type { AgreementFailure, AgreementRefusal } from './agreement-outcomes.js';
import type { Bytes } from './encoding.js';
import type { LineRefusal } from './message-line.js';

export type Refused = AgreementRefusal | LineRefusal | 'unknown-sender' | 'gap';

export type GroupEvent =
  /**
   * There is a channel with somebody. Whatever was compared with them before holds no longer: the code belongs to this run.
   * `runs` says how often it had to be begun on this page.
   */
  | {
      readonly type: 'agreed';
      readonly with: string;
      readonly run: string;
      /** 32 bytes, for `codePictures` and `codeWords`. */
      readonly code: Bytes;
      readonly runs: number;
    }
  /** The channel with somebody is gone; `meet` begins again, while there are runs left. */
  | { readonly type: 'not-agreed'; readonly with: string; readonly reason: AgreementFailure | 'begun-again' }
  /** No further run on this page. */
  | { readonly type: 'exhausted'; readonly with: string }
  /** From now on send media with this key, a non-extractable HKDF key. */
  | {
      readonly type: 'use-key';
      readonly epoch: number;
      readonly keyIndex: number;
      readonly material: CryptoKey;
    }
  /** From now on open somebody's media with this key, too. */
  | {
      readonly type: 'install-key';
      readonly from: string;
      readonly epoch: number;
      readonly keyIndex: number;
      readonly material: CryptoKey;
    }
  | { readonly type: 'drop-key'; readonly from: string; readonly epoch: number; readonly keyIndex: number }
  /** Send no media: nobody else is here, or something is wrong. */
  | { readonly type: 'silence' }
  | { readonly type: 'message'; readonly from: string; readonly content: Bytes }
  /** Everything that was said to somebody so far has arrived, or is under way again. */
  | { readonly type: 'acknowledged'; readonly from: string }
  /** Dropped. It is counted, and shown only where it says something to people. */
  | {
      readonly type: 'refused';
      readonly from: string;
      readonly reason: Refused;
    }
  /** In a room of three or more: whether every channel is what both its ends say it is. */
  | { readonly type: 'vouching'; readonly state: 'open' }
  | { readonly type: 'vouching'; readonly state: 'differ'; readonly between: readonly [string, string] }
  /** 32 bytes, for `groupPictures`. */
  | { readonly type: 'vouching'; readonly state: 'agreed'; readonly code: Bytes }
  /** Somebody gave out keys for other people than are on screen here: the session ends, with words. */
  | { readonly type: 'alarm'; readonly from: string };

export interface GroupPort {
  /** Hands bytes to one person's page, in the order of the calls, by whatever way there is. Not told what became of it. */
  carry(to: string, bytes: Bytes): void;
  tell(event: GroupEvent): void;
}
