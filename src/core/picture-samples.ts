/** Small looks at a running picture, to tell whether one really arrives. Compared and forgotten. */

const SIZE = { width: 32, height: 18 };
const EVERY_MS = 200;

/** Tells RGBA points of the picture, or `null` while there is none, until the signal aborts. */
export const samplePicture = (
  video: HTMLVideoElement,
  tell: (pixels: Uint8ClampedArray | null) => void,
  { signal }: { readonly signal: AbortSignal },
): void => {
  if (signal.aborted) return;
  const canvas = Object.assign(document.createElement('canvas'), SIZE);
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  const look = (): Uint8ClampedArray | null => {
    if (!pen || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null;
    pen.drawImage(video, 0, 0, SIZE.width, SIZE.height);
    return pen.getImageData(0, 0, SIZE.width, SIZE.height).data;
  };
  const timer = setInterval(() => tell(look()), EVERY_MS);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
};
