/** Everything that can come of a message, a press or the clock in a key agreement. `docs/encryption.md`, 5. */
import type { KeyFault } from './agreement-values.js';
import type { Bytes } from './encoding.js';
import type { PairChannel } from './pair-channel.js';

/** The run is over; another one may be begun. */
export type AgreementFailure =
  | KeyFault
  /** What the other side showed is not what it had committed to. */
  | 'commitment-differs'
  /** The two sides do not hold the same transcript or keys. */
  | 'confirmation-differs'
  /** A sealed message was forged, or one is missing. */
  | 'channel-broken'
  | 'no-answer';

/** A single message was not taken, and nothing has changed. */
export type AgreementRefusal =
  | 'malformed'
  | 'wrong-version'
  /** Of another appointment, room, person or role. */
  | 'wrong-context'
  /** It says that it is from our side. */
  | 'reflected'
  /** Of a run that is over or that was never begun. */
  | 'stale'
  | 'repeated'
  /** Nothing that can come at this point. */
  | 'unexpected';

export interface Agreed {
  /** Which run this was, in hex: a safety code that was compared holds for this run alone. */
  readonly run: string;
  readonly transcript: Bytes;
  /** For `codePictures` and `codeWords`. */
  readonly code: Bytes;
  readonly channel: PairChannel;
}

export type AgreementOutcome =
  | { readonly type: 'under-way' }
  | { readonly type: 'agreed'; readonly agreed: Agreed }
  /** A note that the other page sealed for this one. */
  | { readonly type: 'note'; readonly plaintext: Bytes }
  | { readonly type: 'refused'; readonly reason: AgreementRefusal }
  | { readonly type: 'failed'; readonly reason: AgreementFailure }
  /** No run is left on this page. */
  | { readonly type: 'exhausted' };

export interface AgreementStep {
  /** For the other page, in this order. */
  readonly send: readonly Bytes[];
  readonly outcome: AgreementOutcome;
}
