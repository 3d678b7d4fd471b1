import type { Capture, CaptureDevice } from '../../src/core/capture.js';
import type { SessionMedia } from '../../src/core/session-controller.js';
import {
  exampleSession,
  type ExampleSession,
  type SnapshotPatch,
} from '../../src/examples/example-session.js';

/** Media that shows nothing and remembers what was attached and let go of, in order. */
export class RecordedMedia implements SessionMedia {
  readonly calls: string[] = [];
  /** Whose picture is in an element of the page now. */
  readonly attached = new Map<string, HTMLVideoElement>();
  devices: readonly CaptureDevice[] = [];

  attach(person: string, video: HTMLVideoElement): () => void {
    return this.#show(person, video);
  }

  preview(video: HTMLVideoElement): () => void {
    return this.#show('own', video);
  }

  level(): void {
    this.calls.push('level');
  }

  startSound(): void {
    this.calls.push('start sound');
  }

  tryRoute(): Promise<null> {
    return Promise.resolve(null);
  }

  trySealing(): Promise<void> {
    return Promise.resolve();
  }

  capture(): Promise<Capture> {
    const devices = (): Promise<readonly CaptureDevice[]> => Promise.resolve(this.devices);
    const chosen = (kind: string): string =>
      this.devices.filter((one) => one.kind === kind).at(-1)?.deviceId ?? '';
    return Promise.resolve({ devices, chosen } as unknown as Capture);
  }

  #show(whose: string, video: HTMLVideoElement): () => void {
    this.calls.push(`show ${whose}`);
    this.attached.set(whose, video);
    return () => {
      this.calls.push(`let go of ${whose}`);
      if (this.attached.get(whose) === video) this.attached.delete(whose);
    };
  }
}

/** A session that stands still, with media that remembers. */
export const recordedSession = (patch: SnapshotPatch): { session: ExampleSession; media: RecordedMedia } => {
  const session = exampleSession(patch);
  const media = new RecordedMedia();
  Object.defineProperty(session, 'media', { value: media });
  return { session, media };
};
