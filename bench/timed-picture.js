/**
 * A moving picture in which each frame says when it was drawn, so that whoever sees it knows how long it took and whether it
 * is what was sent. Runs in a page.
 */
export const WIDTH = 640;
export const HEIGHT = 360;
export const FRAMES_PER_SECOND = 30;

/** The time in ms, 16 bits of it, and 8 bits that follow from these: what is not a frame of ours fits once in 256 times. */
const TIME_BITS = 16;
const CELLS = TIME_BITS + 8;
const CELL = 26;
const WRAP = 2 ** TIME_BITS;

const check = (time) => (time ^ (time >> 8) ^ 0xa5) & 0xff;

/** On a clock that the pages of a browser share. */
const now = () => performance.timeOrigin + performance.now();

/** Draws as long as the page is there. `frames`: how many there were so far; `scene`: how many of this scene, which is the same every time. */
export function timedPicture() {
  const canvas = Object.assign(document.createElement('canvas'), { width: WIDTH, height: HEIGHT });
  const pen = canvas.getContext('2d');
  const picture = { frames: 0, scene: 0, track: null };
  const draw = () => {
    picture.frames += 1;
    picture.scene += 1;
    pen.fillStyle = '#667';
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    for (let shape = 0; shape < 5; shape += 1) {
      pen.fillStyle = `hsl(${shape * 72} 60% 55%)`;
      const x = (picture.scene * (shape + 3) + shape * 90) % WIDTH;
      pen.fillRect(x, 50 + shape * 60, 60, 40);
    }
    const time = Math.round(now()) % WRAP;
    const bits = (time << 8) | check(time);
    for (let cell = 0; cell < CELLS; cell += 1) {
      pen.fillStyle = (bits >> (CELLS - 1 - cell)) & 1 ? '#fff' : '#000';
      pen.fillRect(cell * CELL, 0, CELL, CELL);
    }
  };
  setInterval(draw, 1000 / FRAMES_PER_SECOND);
  [picture.track] = canvas.captureStream(FRAMES_PER_SECOND).getVideoTracks();
  return picture;
}

/**
 * Looks at each frame of a video while it is wanted.
 *
 * @param {HTMLVideoElement} video
 * @param {(seen: { at: number, latency: number | null }) => void} saw `at`: when it was shown; `latency`: ms since it was drawn, or
 * `null` where it is not a frame of ours
 * @returns {() => void} stops looking
 */
export function watchPicture(video, saw) {
  const pen = new OffscreenCanvas(CELLS, 1).getContext('2d', { willReadFrequently: true });
  let stopped = false;
  const look = (_, { presentationTime }) => {
    if (stopped) return;
    video.requestVideoFrameCallback(look);
    const at = performance.timeOrigin + presentationTime;
    pen.drawImage(video, 0, CELL / 4, CELLS * CELL, CELL / 2, 0, 0, CELLS, 1);
    const { data } = pen.getImageData(0, 0, CELLS, 1);
    const bits = Array.from({ length: CELLS }, (_, cell) => (data[4 * cell] > 127 ? 1 : 0));
    const value = bits.reduce((sum, bit) => sum * 2 + bit, 0);
    const [time, rest] = [value >> 8, value & 0xff];
    saw({ at, latency: check(time) === rest ? (at - time + WRAP) % WRAP : null });
  };
  video.requestVideoFrameCallback(look);
  return () => {
    stopped = true;
  };
}
