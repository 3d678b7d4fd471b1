/** What is recognised of somebody in decoded pictures and sounds, outside a browser; as `watchPage` does it within one. */

/**
 * The hue of the bar in the middle row of a picture, in degrees, or `null` where it shows no bar.
 *
 * @param {{ data: Uint8Array, width: number, height: number }} picture four bytes for each pixel: red, green, blue, and one more
 */
export function barIn({ data, width, height }) {
  const from = 4 * width * (height >> 1);
  const hues = [];
  for (let at = from; at < from + 4 * width; at += 4) {
    const hue = hueOf(data[at], data[at + 1], data[at + 2]);
    if (hue !== null) hues.push(hue);
  }
  // The bar has about a seventh of the width; single pixels are noise of the compression.
  return hues.length > width / 16 ? hues[hues.length >> 1] : null;
}

function hueOf(red, green, blue) {
  const max = Math.max(red, green, blue);
  const spread = max - Math.min(red, green, blue);
  if (spread < 60) return null;
  if (max === red) return (60 * ((green - blue) / spread) + 360) % 360;
  return 60 * (max === green ? (blue - red) / spread + 2 : (red - green) / spread + 4);
}

/**
 * Which share of a sound's energy is at a frequency: near 1 for a tone of it, and next to nothing for noise or silence
 * (Goertzel's algorithm).
 *
 * @param {ArrayLike<number>} samples some hundred or more
 * @param {{ hertz: number, rate: number }} tone with the number of samples in a second
 * @returns {number} from 0 to about 1
 */
export function shareOfTone(samples, { hertz, rate }) {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / rate);
  let [last, before, energy] = [0, 0, 0];
  for (let at = 0; at < samples.length; at += 1) {
    const now = samples[at] + turn * last - before;
    [before, last] = [last, now];
    energy += samples[at] ** 2;
  }
  if (energy === 0) return 0;
  const power = last ** 2 + before ** 2 - turn * last * before;
  return (2 * power) / (samples.length * energy);
}
