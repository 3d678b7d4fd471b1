/**
 * What stands in for a person's own track wherever somebody else's code wants one: silence, or an empty picture of the
 * same size. The person's track is then put into the sender by us alone, and taken out of it by us alone.
 */
import type { PictureSize } from '../capture.js';
import type { MediaKind } from '../session-snapshot.js';

export interface StandInTrack {
  readonly track: MediaStreamTrack;
  /** One more picture; silence needs no help. */
  draw(): void;
  end(): void;
}

/** What a camera is mostly asked for; some browsers do not know the size before the first frame. */
const USUAL = { width: 1280, height: 720 };

const emptyPicture = ({ width = USUAL.width, height = USUAL.height }: PictureSize): StandInTrack => {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  // Firefox captures a canvas only once it has a context.
  const pen = canvas.getContext('2d');
  const draw = (): void => pen?.fillRect(0, 0, width, height);
  draw();
  const [track] = canvas.captureStream().getVideoTracks();
  if (!track) throw new TypeError('a canvas without a picture');
  return { track, draw, end: () => track.stop() };
};

/** As the Web Audio API has it; TypeScript does not yet. */
interface SinkOptions extends AudioContextOptions {
  readonly sinkId: { readonly type: 'none' };
}

/** Nobody is to hear it, so that no way to the speakers is opened for it. Browsers that do not know this open one. */
const UNHEARD: SinkOptions = { sinkId: { type: 'none' } };

const silence = (): StandInTrack => {
  const context = new AudioContext(UNHEARD);
  const [track] = new MediaStreamAudioDestinationNode(context).stream.getAudioTracks();
  if (!track) throw new TypeError('a stream without a sound');
  // Nothing of it is ever sent, and making it would go on for a whole session.
  context.suspend().catch(() => {
    // It was closed meanwhile.
  });
  return {
    track,
    draw: () => undefined,
    end: () => {
      track.stop();
      void context.close();
    },
  };
};

let isWarm = false;

/** The first use of sound on a page takes a browser tens of milliseconds, which nobody should wait for once they are let in. */
export const warmUpSilence = (): void => {
  if (isWarm) return;
  isWarm = true;
  silence().end();
};

/** `size`: of the picture that it stands in for. */
export const standInFor = (kind: MediaKind, size: PictureSize): StandInTrack =>
  kind === 'camera' ? emptyPicture(size) : silence();
