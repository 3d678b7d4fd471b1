/** A sender of LiveKit's, and the only place where a track of the person is put into it and taken out of it. */
import { changeParameters } from '../sender-parameters.js';
import type { StandInTrack } from './stand-in-track.js';

/**
 * The server tells the others of a picture in several sizes only once it has got some of it (of a single one it knows
 * from the description). So where nobody wants the real one yet, some empty ones go ahead.
 */
const EMPTY_PICTURES = 10;
const EMPTY_PICTURE_MS = 200;

export class SenderGate {
  #inside: MediaStreamTrack | null;
  /** What is to go through, if anything. */
  #through: MediaStreamTrack | null = null;
  #announcing: ReturnType<typeof setInterval> | undefined;
  /** Asked for once: a browser stops the page until the connection has answered. */
  readonly #hasSizes: boolean;

  /** Before anything was sent: LiveKit has put the stand-in there. */
  constructor(
    readonly sender: RTCRtpSender,
    private readonly standIn: StandInTrack,
    /** Told whether there is anything to send by it. */
    private readonly carry: (sender: RTCRtpSender, on: boolean) => void,
  ) {
    this.#inside = standIn.track;
    this.#hasSizes = this.sender.getParameters().encodings.length > 1;
  }

  /** To be called once there is somebody who may hear of it. */
  announce(): void {
    if (!this.#hasSizes || this.#announcing) return;
    let left = EMPTY_PICTURES;
    this.#announcing = setInterval(() => {
      this.standIn.draw();
      left -= 1;
      if (left > 0) return;
      this.#announced();
      this.put(this.#through);
    }, EMPTY_PICTURE_MS);
    this.put(this.#through);
  }

  /** Synchronous in effect: the browser takes a track off at once. */
  put(through: MediaStreamTrack | null): void {
    this.#through = through;
    const track = through ?? (this.#announcing ? this.standIn.track : null);
    if (track === this.#inside) return;
    this.#inside = track;
    this.carry(this.sender, track !== null);
    if (this.#hasSizes) this.#activate();
    this.sender.replaceTrack(track).catch(() => {
      // The connection was closed meanwhile.
    });
  }

  /** Synchronous in effect. */
  close(): void {
    this.#announced();
    this.put(null);
  }

  /**
   * With several sizes a browser goes on with empty packets when there is no picture. Which sizes are sent of a picture
   * is decided by what the server asks for, so they are only switched on here where all are off.
   */
  #activate(): void {
    changeParameters(this.sender, (parameters) => {
      // What is inside by now: it may have changed before it was our turn.
      const active = this.#inside !== null;
      if (active && parameters.encodings.some((encoding) => encoding.active)) return undefined;
      for (const encoding of parameters.encodings) encoding.active = active;
      return this.sender.setParameters(parameters);
    }).catch(() => {
      // The connection was closed meanwhile.
    });
  }

  #announced(): void {
    clearInterval(this.#announcing);
    this.#announcing = undefined;
  }
}
