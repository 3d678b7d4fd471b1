/**
 * Runs in a page before anything else: notes when the first correct picture of the other was really shown, whoever put it
 * there. Correct: the other's own colour, read back from what the video shows.
 *
 * Handed over as source, so it uses nothing from outside itself.
 *
 * @param {number} wanted hue of the other's bar, in degrees
 */
export function noteFirstFrame(wanted) {
  let note;
  /** Milliseconds on the clock that all pages of a machine share. */
  globalThis.now = () => performance.timeOrigin + performance.now();
  globalThis.firstFrame = new Promise((resolve) => {
    note = resolve;
  });

  const pen = new OffscreenCanvas(64, 1).getContext('2d', { willReadFrequently: true });
  const isOther = ([red, green, blue]) => {
    const max = Math.max(red, green, blue);
    const spread = max - Math.min(red, green, blue);
    if (spread < 60) return false;
    const sixth =
      max === red
        ? (green - blue) / spread
        : max === green
          ? (blue - red) / spread + 2
          : (red - green) / spread + 4;
    const apart = Math.abs(((60 * sixth + 360) % 360) - wanted);
    return Math.min(apart, 360 - apart) < 20;
  };
  const shows = (video) => {
    pen.drawImage(video, 0, video.videoHeight / 2, video.videoWidth, 1, 0, 0, 64, 1);
    const row = pen.getImageData(0, 0, 64, 1).data;
    return Array.from({ length: 64 }, (_, x) => row.slice(4 * x, 4 * x + 3)).some(isOther);
  };
  const look = (video) => {
    video.requestVideoFrameCallback(() => {
      if (shows(video)) note(globalThis.now());
      else look(video);
    });
  };

  const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
    ...source,
    set(stream) {
      source.set.call(this, stream);
      if (stream && this instanceof HTMLVideoElement) look(this);
    },
  });
}
