/**
 * What a fake camera shows and a fake microphone hears in Chromium: a bar in somebody's own colour that moves, and a tone of
 * their own pitch, in files (`--use-file-for-fake-video-capture`, `--use-file-for-fake-audio-capture`). They are the same
 * as the drawn stand-ins, so that the same eyes and ears tell people apart.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { STAND_IN } from '../../dist/core/stand-in-media.js';

const WIDTH = 320;
const HEIGHT = 180;
const SECONDS = 4;
const BAR = 48;
const GREY = [180, 128, 128];

const SAMPLES_PER_SECOND = 48_000;
const LOUDNESS = 0.4;
/** For the last part of a round, as a voice has pauses: a sound that never changes is taken for the noise of a room. */
const SOFTER = 0.05;
const SOFTER_FROM = 0.85;

/** BT.601, full range, as JPEG has it: `C420jpeg`. */
function yuv(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return [
    0.299 * red + 0.587 * green + 0.114 * blue,
    128 - 0.168736 * red - 0.331264 * green + 0.5 * blue,
    128 + 0.5 * red - 0.418688 * green - 0.081312 * blue,
  ].map(Math.round);
}

/** One plane: the bar from `left` on, grey elsewhere. */
function plane(width, height, left, bar, inside, outside) {
  const row = Buffer.alloc(width, outside);
  row.fill(inside, left, left + bar);
  return Buffer.concat(Array.from({ length: height }, () => row));
}

function movingBar(colour, framesPerSecond) {
  const inside = yuv(colour);
  const count = framesPerSecond * SECONDS;
  const frames = Array.from({ length: count }, (_, index) => {
    // There and back, so that the loop has no seam.
    const there = Math.abs(1 - (2 * index) / count);
    const left = 2 * Math.round(((WIDTH - BAR) * there) / 2);
    return Buffer.concat([
      Buffer.from('FRAME\n'),
      plane(WIDTH, HEIGHT, left, BAR, inside[0], GREY[0]),
      plane(WIDTH / 2, HEIGHT / 2, left / 2, BAR / 2, inside[1], GREY[1]),
      plane(WIDTH / 2, HEIGHT / 2, left / 2, BAR / 2, inside[2], GREY[2]),
    ]);
  });
  const header = `YUV4MPEG2 W${WIDTH} H${HEIGHT} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`;
  return Buffer.concat([Buffer.from(header), ...frames]);
}

/** 16-bit PCM, mono. A whole number of periods, so that the loop has no seam. */
function tone(hertz) {
  const count = SAMPLES_PER_SECOND * SECONDS;
  const samples = Buffer.alloc(2 * count);
  for (let at = 0; at < count; at += 1) {
    const loudness = at < SOFTER_FROM * count ? LOUDNESS : SOFTER;
    const wave = Math.sin((2 * Math.PI * hertz * at) / SAMPLES_PER_SECOND);
    samples.writeInt16LE(Math.round(loudness * 32_767 * wave), 2 * at);
  }
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLES_PER_SECOND, 24);
  header.writeUInt32LE(2 * SAMPLES_PER_SECOND, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

/**
 * Writes the files of a role into a folder.
 *
 * @param {'client' | 'therapist'} role
 * @param {string} folder
 * @param {number} [framesPerSecond] few, where nobody measures how soon the next one comes
 * @returns {string[]} the flags that make Chromium use them
 */
export function fakeMedia(role, folder, framesPerSecond = 10) {
  const { colour, hertz } = STAND_IN[role];
  const [picture, sound] = [join(folder, `${role}.y4m`), join(folder, `${role}.wav`)];
  writeFileSync(picture, movingBar(colour, framesPerSecond));
  writeFileSync(sound, tone(hertz));
  return [`--use-file-for-fake-video-capture=${picture}`, `--use-file-for-fake-audio-capture=${sound}`];
}
