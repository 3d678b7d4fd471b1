/** What the page and the worker that seals its frames say to each other. Nothing else is listened to on either side. */
import type { MediaKind, PersonId } from '../session-snapshot.js';

/** `seal`: what this person sends. `open`: what somebody else sent. */
export type FrameOperation = 'seal' | 'open';

/** One sender's or one receiver's way through the worker, by the number that the page gave it. */
export interface LaneName {
  readonly lane: number;
  readonly operation: FrameOperation;
  readonly kind: MediaKind;
}

/** From the page. Nowhere in it is there a word for sending or showing anything unsealed. */
export type FrameAsk =
  | { readonly type: 'ping' }
  /** Whose page this is. Said once, before anything but `ping`; never taken back. */
  | { readonly type: 'begin'; readonly self: PersonId }
  /** `null`: nothing leaves any more. `keyIndex` 0–15, `material` a non-extractable HKDF key. */
  | {
      readonly type: 'seal-with';
      readonly key: { readonly keyIndex: number; readonly material: CryptoKey } | null;
    }
  | {
      readonly type: 'open-with';
      readonly person: PersonId;
      readonly keyIndex: number;
      readonly material: CryptoKey;
    }
  /** `null`: every key of theirs. */
  | { readonly type: 'close-to'; readonly person: PersonId; readonly keyIndex: number | null }
  /** The streams of one sender or receiver, which can be handed over once only. */
  | ({
      readonly type: 'lane';
      readonly readable: ReadableStream<EncodedFrame>;
      readonly writable: WritableStream<EncodedFrame>;
    } & LaneName)
  /**
   * Whether frames of a lane that seals go anywhere. Firefox goes on with an empty picture every second where there is no track.
   */
  | { readonly type: 'carry'; readonly lane: number; readonly on: boolean }
  /** The next frame of a lane that seals is to be a whole picture; where the browser lets the worker ask for it. */
  | { readonly type: 'whole-picture'; readonly lane: number }
  /** Whose frames come on a lane that opens. `null`: nobody's, and all of them are dropped. */
  | { readonly type: 'assign'; readonly lane: number; readonly person: PersonId | null };

/** Since the worker began. */
export interface FrameCounts {
  readonly sealed: number;
  /** Not let out: there was no key, or what came out of the sealing was not sealed. */
  readonly dropped: number;
  readonly people: Readonly<Record<PersonId, { readonly arrived: number; readonly opened: number }>>;
}

/** From the worker. */
export type FrameNews =
  | { readonly type: 'ready' }
  | { readonly type: 'counted'; readonly counts: FrameCounts }
  /** The first picture of a sender has gone, or the first after it had nothing to send. */
  | { readonly type: 'began'; readonly lane: number }
  /** What opens of their picture cannot be shown until there is a whole one. */
  | { readonly type: 'needs-picture'; readonly person: PersonId }
  /**
   * `not-sealed`: a frame was about to leave that was not sealed with the key of now. `not-opened`: one was about to be
   * shown that had not been opened. `not-ours`: somebody asked the worker for something that no page of ours does. The
   * frame was dropped in each case.
   */
  | { readonly type: 'alarm'; readonly why: 'not-sealed' | 'not-opened' | 'not-ours' };

/** A frame as an encoder made it, or as a decoder will get it. */
export type EncodedFrame = RTCEncodedAudioFrame | RTCEncodedVideoFrame;
