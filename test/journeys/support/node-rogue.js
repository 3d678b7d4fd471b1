/** Somebody in a room with LiveKit's program for Node: no page and no element, and nothing of ours. */
import {
  AudioFrame,
  AudioSource,
  AudioStream,
  EncryptionType,
  LocalAudioTrack,
  LocalVideoTrack,
  Room,
  RoomEvent,
  TrackKind,
  TrackPublishOptions,
  TrackSource,
  VideoBufferType,
  VideoFrame,
  VideoSource,
  VideoStream,
} from '@livekit/rtc-node';

import { barIn, shareOfTone } from './recognised.js';
import { until } from './until.js';

const RATE = 48_000;
/** A tenth of a second: no tone that changes is lost in it. */
const WINDOW = RATE / 10;
/** A tone has nearly all of the energy of a sound to itself. */
const IS_TONE = 0.5;
/** Packets that have to have arrived: some seconds of both. */
const ENOUGH = { audio: 100, video: 30 };

/** One key for everybody is all that the program knows. */
const sealing = (key) =>
  key && {
    encryption: {
      encryptionType: EncryptionType.GCM,
      keyProviderOptions: { sharedKey: new TextEncoder().encode(key) },
    },
  };

/**
 * Comes into a room with a pass, takes all that it is given, and plays none of it.
 *
 * @param {{ url: string, token: string }} pass
 * @param {{ key?: string, of: { hertz: number } }} how with which key it opens what comes, if any; the tone to listen for
 * @returns {Promise<{ attends: () => Promise<Attention>, says: (topic: string, bytes: Uint8Array) => Promise<void>,
 *   leave: () => Promise<void> }>} `attends` looks and listens until much has arrived since it came in; `says` something to everybody
 *
 * @typedef {object} Attention
 * @property {number[]} bars the hues of bars in the pictures that could be decoded
 * @property {number} pictures how many those were
 * @property {number} tones in how many of the `sounds` the tone was
 * @property {number} sounds tenths of a second of sound that could be decoded
 */
export async function nodeRogue({ url, token }, { key, of: { hertz } }) {
  const room = new Room();
  const attention = { bars: [], pictures: 0, tones: 0, sounds: 0 };
  const looks = async (track) => {
    for await (const { frame } of new VideoStream(track)) {
      attention.pictures += 1;
      const hue = barIn(frame.convert(VideoBufferType.RGBA));
      if (hue !== null) attention.bars.push(hue);
    }
  };
  const listens = async (track) => {
    let window = [];
    for await (const { data } of new AudioStream(track, RATE, 1)) {
      window.push(...data);
      if (window.length < WINDOW) continue;
      attention.sounds += 1;
      if (shareOfTone(window, { hertz, rate: RATE }) > IS_TONE) attention.tones += 1;
      window = [];
    }
  };
  room.on(RoomEvent.TrackSubscribed, (track) => {
    void (track.kind === TrackKind.KIND_VIDEO ? looks(track) : listens(track));
  });
  await room.connect(url, token, { autoSubscribe: true, dynacast: false, ...sealing(key) });
  return {
    attends: async () => {
      await until(
        'packets of sound and picture',
        () => packets(room),
        (now) => Object.keys(ENOUGH).every((kind) => now[kind] > ENOUGH[kind]),
      );
      return attention;
    },
    says: (topic, bytes) => room.localParticipant.publishData(bytes, { reliable: true, topic }),
    leave: () => room.disconnect(),
  };
}

/** How many have arrived, of each kind. */
async function packets(room) {
  const count = { audio: 0, video: 0 };
  const { subscriberStats, publisherStats } = await room.getRtcStats();
  for (const { stats } of [...subscriberStats, ...publisherStats])
    if (stats.case === 'inboundRtp') {
      const { stream, received } = stats.value;
      count[stream.kind] += Number(received.packetsReceived);
    }
  return count;
}

const SIZE = { width: 320, height: 180, bar: 48 };

/**
 * Comes into a room and sends a bar of a colour and a tone of a pitch, in clear or under a key.
 *
 * @param {{ url: string, token: string }} pass
 * @param {{ key?: string, of: { colour: string, hertz: number } }} how
 * @returns {Promise<{ leave: () => Promise<void> }>}
 */
export async function nodeSender({ url, token }, { key, of: { colour, hertz } }) {
  const room = new Room();
  await room.connect(url, token, { autoSubscribe: false, dynacast: false, ...sealing(key) });
  const picture = new VideoSource(SIZE.width, SIZE.height);
  const sound = new AudioSource(RATE, 1);
  const camera = LocalVideoTrack.createVideoTrack('picture', picture);
  const microphone = LocalAudioTrack.createAudioTrack('sound', sound);
  const send = (track, source) =>
    room.localParticipant.publishTrack(track, new TrackPublishOptions({ source, simulcast: false }));
  await send(camera, TrackSource.SOURCE_CAMERA);
  await send(microphone, TrackSource.SOURCE_MICROPHONE);

  let drawn = 0;
  const timer = setInterval(() => {
    drawn += 1;
    picture.captureFrame(new VideoFrame(bar(colour, drawn), SIZE.width, SIZE.height, VideoBufferType.RGBA));
  }, 100);
  let said = 0;
  const speak = async () => {
    while (room.isConnected) {
      // Waits itself, as long as the last of it is not said.
      await sound.captureFrame(new AudioFrame(tone(hertz, said), RATE, 1, WINDOW));
      said += WINDOW;
    }
  };
  const spoken = speak().catch(() => undefined);
  return {
    leave: async () => {
      clearInterval(timer);
      await room.disconnect();
      await spoken;
    },
  };
}

function bar(colour, drawn) {
  const data = new Uint8Array(4 * SIZE.width * SIZE.height).fill(180);
  const inside = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const left = (drawn * 8) % (SIZE.width - SIZE.bar);
  for (let row = 0; row < SIZE.height; row += 1)
    for (let x = left; x < left + SIZE.bar; x += 1) data.set(inside, 4 * (row * SIZE.width + x));
  return data;
}

/** 16-bit PCM, `WINDOW` samples from a moment on. */
function tone(hertz, from) {
  return Int16Array.from({ length: WINDOW }, (_, at) =>
    Math.round(12_000 * Math.sin((2 * Math.PI * hertz * (from + at)) / RATE)),
  );
}
