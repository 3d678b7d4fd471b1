/** What two pages of one browser tell each other about media: what each sends, and what it wants to get. */
import type { MediaKind } from '../session-snapshot.js';

export type Kinds = Readonly<Record<MediaKind, boolean>>;

export interface PeerMedia {
  readonly on: Kinds;
  readonly wanted: Kinds;
}

export const NO_KINDS: Kinds = { microphone: false, camera: false };

/** What a page says when it cannot go on from the pictures that it has. */
export const PICTURE = 'picture';

const readKinds = (value: unknown): Kinds => {
  const kinds = (typeof value === 'object' && value !== null ? value : {}) as Partial<
    Record<MediaKind, unknown>
  >;
  return { microphone: kinds.microphone === true, camera: kinds.camera === true };
};

/** Whatever is not said counts as no. */
export const readMedia = (value: unknown): PeerMedia => {
  const media = (typeof value === 'object' && value !== null ? value : {}) as {
    readonly [Part in keyof PeerMedia]?: unknown;
  };
  return { on: readKinds(media.on), wanted: readKinds(media.wanted) };
};

/** Never throws. */
export const readControl = (data: unknown): PeerMedia | typeof PICTURE | null => {
  try {
    const value: unknown = JSON.parse(String(data));
    return value === PICTURE ? PICTURE : readMedia(value);
  } catch {
    return null;
  }
};
