/**
 * The only owner of camera and microphone. Finished tracks come out of it; nothing else in this package calls
 * `getUserMedia`. Nothing starts unless a person pressed something, and stopping is synchronous.
 */
import type { CaptureFact, MediaKind } from './session-snapshot.js';

export interface CaptureDevice {
  readonly kind: MediaKind | 'speaker';
  readonly deviceId: string;
  /** Empty until the person allowed a device of this kind: browsers hide names before that. */
  readonly label: string;
  /** Drawn or computed by us, for rehearsals in which two tabs would share one device. */
  readonly standIn?: boolean;
}

/** In pixels, as far as the browser says it. */
export type PictureSize = Pick<MediaTrackSettings, 'width' | 'height'>;

export interface Capture {
  onFact: (fact: CaptureFact) => void;
  /** Tells one more listener every fact, after `onFact`, until the signal aborts: for whoever borrows the devices. */
  watch(listener: (fact: CaptureFact) => void, options: { readonly signal: AbortSignal }): void;
  /**
   * Opens the chosen device (see `choose`), asking the browser for permission. Rejects with a `SessionError`
   * whose code is one of the `device-…` codes, or with the signal's reason. A track that arrives after
   * `stop` is stopped at once and never handed out.
   */
  start(kind: MediaKind, options: { readonly signal: AbortSignal }): Promise<MediaStreamTrack>;
  /** Synchronous: when it returns the track has ended and a pending request can give none. */
  stop(kind: MediaKind): void;
  stopAll(): void;
  track(kind: MediaKind): MediaStreamTrack | null;
  /** Of the camera when it ran last, as in the tech check; `undefined` before that. */
  readonly pictureSize?: PictureSize | undefined;
  /** Which device the next `start` opens. An unknown id falls back to the browser's default. */
  choose(kind: MediaKind | 'speaker', deviceId: string): void;
  chosen(kind: MediaKind | 'speaker'): string;
  devices(): Promise<readonly CaptureDevice[]>;
  /** Shows the running camera in an element, mirrored by the page's style if it likes. */
  preview(video: HTMLVideoElement): () => void;
  /** Tells the loudness of the running microphone, 0 to 1 (root mean square, scaled), until the signal aborts. */
  level(listener: (level: number) => void, options: { readonly signal: AbortSignal }): void;
  /** Stops everything and forgets its listeners. */
  dispose(): void;
}
