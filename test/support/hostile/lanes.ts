/**
 * How frames go through the hands of a relay that has no key: it reads them from a receiver as they were sealed, and sends them
 * on in the place of what an encoder of its own makes. Needs encoded streams, as Chromium gives them.
 */
import type { EncodedFrame } from '../../../src/core/encryption/frame-messages.js';
import type { MediaKind } from '../../../src/core/session-snapshot.js';
import { barTrack, SIGNATURES, toneTrack, type ContentTrack } from '../media-content.js';
import { tapInto } from '../sealed-loop.js';

/** Gives every frame that a receiver gets, and lets none of them go on to a decoder. */
export const readFrames = (receiver: RTCRtpReceiver, got: (data: ArrayBuffer) => void): void => {
  tapInto(receiver, (frame: EncodedFrame) => {
    got(frame.data.slice(0));
    return null;
  });
};

/** Longer than any line ever has to wait: whatever is older is of no use to anybody. */
const MOST_WAITING = 400;

/** A sender of the relay's. What it sends is what was put into it, or, if it is to, what the relay makes up itself. */
export class RelayLane {
  /** Lets the relay's own picture or sound out, which was never sealed. */
  plain = false;
  /** Whose track the other end is told that this is. */
  source: string | null = null;
  readonly #waiting: ArrayBuffer[] = [];
  readonly #own: ContentTrack;

  constructor(
    readonly transceiver: RTCRtpTransceiver,
    kind: MediaKind,
  ) {
    const { hue, pitch } = SIGNATURES.third;
    this.#own = kind === 'camera' ? barTrack(hue, 30) : toneTrack(pitch);
    tapInto(transceiver.sender, (frame) => {
      if (this.plain) return frame;
      const next = this.#waiting.shift();
      if (!next) return null;
      frame.data = next;
      return frame;
    });
    void transceiver.sender.replaceTrack(this.#own.track);
  }

  put(data: ArrayBuffer): void {
    this.#waiting.push(data.slice(0));
    if (this.#waiting.length > MOST_WAITING) this.#waiting.shift();
  }

  close(): void {
    this.#own.stop();
  }
}
