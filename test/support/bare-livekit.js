import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

import { AccessToken, RoomServiceClient } from 'livekit-server-sdk';

const SDK = readFileSync('node_modules/livekit-client/dist/livekit-client.esm.mjs');

/**
 * A room of its own on a LiveKit server.
 *
 * @param {{ httpUrl: string, apiKey: string, apiSecret: string }} livekit
 * @returns {Promise<{ tokenFor: (identity: string) => Promise<string> }>} a token with all rights of a participant
 */
export async function createRoom({ httpUrl, apiKey, apiSecret }) {
  const name = crypto.randomUUID();
  await new RoomServiceClient(httpUrl, apiKey, apiSecret).createRoom({ name });
  return {
    tokenFor: (identity) => {
      const token = new AccessToken(apiKey, apiSecret, { identity, ttl: '10m' });
      token.addGrant({ room: name, roomJoin: true, canPublish: true, canSubscribe: true });
      return token.toJwt();
    },
  };
}

/**
 * Serves a page with nothing but `livekit-client`. A page that Playwright makes up would not do: Chromium does not know
 * where it comes from, and keeps it from servers on this machine.
 *
 * `open` opens it: `bare.join(url, token, colour)` connects and sends a picture of one colour with a moving bar,
 * `bare.sees()` tells the last picture of somebody else, and `bare.states` are the states that the room went through.
 *
 * @returns {Promise<{ open: (context: import('playwright-core').BrowserContext) => Promise<import('playwright-core').Page>,
 *   close: () => Promise<void> }>}
 */
export async function serveBarePage() {
  const server = createServer((request, response) => {
    const isScript = request.url === '/livekit-client.js';
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? SDK : '<!doctype html><link rel="icon" href="data:,">');
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  return {
    open: async (context) => {
      const page = await context.newPage();
      await page.goto(`http://localhost:${server.address().port}/`);
      await page.evaluate(definePage);
      return page;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function definePage() {
  const { Room, RoomEvent, Track } = await import('/livekit-client.js');

  /** A canvas that sends nothing while nothing changes. */
  const drawn = (colour) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
    const pen = canvas.getContext('2d');
    setInterval(() => {
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 320, 180);
      pen.fillStyle = '#fff';
      pen.fillRect(performance.now() % 320, 0, 4, 20);
    }, 100);
    return canvas.captureStream(10).getVideoTracks()[0];
  };

  const room = new Room({ singlePeerConnection: true });
  const states = [];
  room.on(RoomEvent.ConnectionStateChanged, (state) => states.push(state));
  room.on(RoomEvent.TrackSubscribed, (track) => document.body.replaceChildren(track.attach()));
  globalThis.bare = {
    states,
    join: async (url, token, colour) => {
      await room.connect(url, token);
      await room.localParticipant.publishTrack(drawn(colour), {
        source: Track.Source.Camera,
        simulcast: false,
      });
    },
    sees: () => {
      const video = document.querySelector('video');
      if (!video?.videoWidth) return undefined;
      const canvas = new OffscreenCanvas(1, 1);
      const pen = canvas.getContext('2d');
      pen.drawImage(video, 0, video.videoHeight / 2, video.videoWidth, 1, 0, 0, 1, 1);
      const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
      return { red, green, blue, frames: video.getVideoPlaybackQuality().totalVideoFrames };
    },
  };
}
