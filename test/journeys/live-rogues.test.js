/** Whoever holds a pass of the media server, and LiveKit's own program for Node: told by what it sees and hears, not by counters. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { dispose } from '@livekit/rtc-node';

import { STAND_IN } from '../../dist/core/stand-in-media.js';
import { writeControl } from '../../dist/core/transports/livekit-control.js';
import { createRoom } from '../support/bare-livekit.js';
import { meetAgain, openLivePractice } from './support/live-practice.js';
import { recordEverything } from './support/live-recorder.js';
import { nodeRogue, nodeSender } from './support/node-rogue.js';
import { isHue } from './support/person.js';

const { journey, livekit } = await openLivePractice();
after(() => dispose());

const of = STAND_IN.therapist;
const EVERYTHING = { microphone: true, camera: true };

/** The therapist's colour in any picture, and their tone in most of the sounds. */
const recognised = ({ bars, tones, sounds }) => ({
  seen: bars.some((hue) => isHue(hue, 'therapist')),
  heard: sounds > 0 && tones > sounds / 2,
});

for (const [what, keys, expected] of [
  ['a picture and a sound that are sent in clear', {}, true],
  ['what is sealed with the key that it has', { sent: 'sample key', own: 'sample key' }, true],
  ['nothing of what is sealed with another key', { sent: 'sample key', own: 'another key' }, false],
])
  test(`the rogue of these cases sees and hears ${what}`, { skip: livekit.skip }, async () => {
    const room = await createRoom(livekit);
    const pass = async (name) => ({ url: livekit.url, token: await room.tokenFor(name) });
    const sender = await nodeSender(await pass('sender'), { key: keys.sent, of });
    const rogue = await nodeRogue(await pass('rogue'), { key: keys.own, of });
    try {
      assert.deepEqual(recognised(await rogue.attends()), { seen: expected, heard: expected });
    } finally {
      await rogue.leave();
      await sender.leave();
    }
  });

journey(
  'whoever takes a client’s seat with their pass and LiveKit’s program for Node gets all that is sent, and sees and hears nothing, without a key and with a wrong one',
  async (visit) => {
    const client = await visit.client();
    const received = await recordEverything(client.page);
    const therapist = await visit.therapist();
    for (const person of [client, therapist]) await person.goesStraightToWait();
    await therapist.letsIn();
    await client.reaches('session');
    for (const person of [client, therapist]) await person.begins();
    await meetAgain(client, therapist);

    const { url, token } = received.passes().at(-1);
    for (const key of [undefined, 'not the key']) {
      const rogue = await nodeRogue({ url, token }, { key, of });
      // As a page of ours says that it is there, so that the therapist's page goes on sending. The first word may come before that
      // page has parted from whoever had the seat.
      const hello = writeControl({ type: 'hello', wanted: EVERYTHING });
      const greeting = setInterval(() => void rogue.says('control', hello), 500);
      try {
        const attention = await rogue.attends();
        assert.deepEqual(recognised(attention), { seen: false, heard: false }, JSON.stringify(attention));
        assert.ok(attention.tones * 10 <= attention.sounds, JSON.stringify(attention));
      } finally {
        clearInterval(greeting);
        await rogue.leave();
      }
    }
    await client.isAt('This session is open in another place');
  },
  { prepared: true },
);
