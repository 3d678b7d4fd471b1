/** Sound and picture: what this person sends, over which path, and what the line carries. No track is ever in here. */

export type MediaKind = 'microphone' | 'camera';

export const MEDIA_KINDS: readonly MediaKind[] = ['microphone', 'camera'];

/** `starting` until the world confirms; stopping needs no confirmation. */
export type OwnMediaState = 'off' | 'starting' | 'on';

export interface OwnMedia {
  readonly microphone: OwnMediaState;
  readonly camera: OwnMediaState;
  /**
   * The person has said how they want to begin. Before that nothing of theirs is sent and nothing of the
   * others is shown or played, even though they were let in.
   */
  readonly ready: boolean;
  /** The browser wants one more press before it plays sound. */
  readonly soundNeedsPress: boolean;
  /** The line carries sound only, so pictures gave way. They come back when the person says so. */
  readonly picturesHeld: boolean;
}

export type Connection = 'idle' | 'connecting' | 'connected' | 'reconnecting' | 'lost';

/** `sealed`: frames of this person were seen to leave sealed, by our own counters. Nothing leaves otherwise. */
export type Encryption = 'none' | 'sealed';

/** How much the line carries right now: `narrow` sound and little more, `broken` not even that. */
export type Line = 'good' | 'narrow' | 'broken';

/**
 * Over which path media go: from tab to tab of one browser, or through a media server. `warm`: the page may stand
 * in the room before it is let in, hidden and with every right of a client off; `strict`: it has no pass until then.
 */
export type MediaRoute =
  | { readonly kind: 'tabs' }
  | { readonly kind: 'server'; readonly url: string; readonly waiting: 'strict' | 'warm' };

/**
 * What the media server lets a page do. `none`: stand in the room, hidden and deaf. `receive`: all but sending, which is
 * what everybody has during a pause. A transport keeps what is to be published and sends it when it may.
 */
export type Rights = 'none' | 'receive' | 'media';
