/**
 * The same join by livekit-client alone, as it comes or with its own encryption: the script is loaded, the devices run, and
 * worker and key are there; then the pass is fetched, the room entered and both tracks are sent, and the first picture of
 * the other is waited for. Nothing keeps it safe.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

import { AccessToken, RoomServiceClient } from 'livekit-server-sdk';

const FILES = new Map(
  ['livekit-client.esm.mjs', 'livekit-client.e2ee.worker.mjs'].map((name) => [
    `/${name}`,
    readFileSync(`node_modules/livekit-client/dist/${name}`),
  ]),
);

/** @param {{ httpUrl: string, apiKey: string, apiSecret: string }} livekit */
export async function serveBareJoin({ httpUrl, apiKey, apiSecret }) {
  const rooms = new RoomServiceClient(httpUrl, apiKey, apiSecret);
  const pass = async (room, identity) => {
    const token = new AccessToken(apiKey, apiSecret, { identity, ttl: '10m' });
    token.addGrant({ room, roomJoin: true, canPublish: true, canSubscribe: true });
    return token.toJwt();
  };
  const server = createServer(async ({ url }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const file = FILES.get(pathname);
    if (file) return response.setHeader('content-type', 'text/javascript').end(file);
    if (pathname === '/pass')
      return response.end(await pass(searchParams.get('room'), searchParams.get('identity')));
    return response
      .setHeader('content-type', 'text/html')
      .end('<!doctype html><link rel="icon" href="data:,"><title>Bare join</title>');
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  return {
    port: server.address().port,
    openRoom: async () => {
      const name = crypto.randomUUID();
      await rooms.createRoom({ name });
      return name;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** In the page: makes everything ready, and gives back nothing until `join` is called. */
export async function prepareBareJoin({ sealed }) {
  const { ExternalE2EEKeyProvider, Room, RoomEvent } = await import('/livekit-client.esm.mjs');
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  const keyProvider = new ExternalE2EEKeyProvider();
  const room = new Room({
    adaptiveStream: true,
    dynacast: true,
    ...(sealed && {
      e2ee: { keyProvider, worker: new Worker('/livekit-client.e2ee.worker.mjs', { type: 'module' }) },
    }),
  });
  if (sealed) {
    await keyProvider.setKey('sample key for a sample session');
    await room.setE2EEEnabled(true);
  }
  room.on(RoomEvent.TrackSubscribed, (track) => document.body.append(track.attach()));
  globalThis.join = async (url, name, identity) => {
    const pass = await fetch(`/pass?room=${name}&identity=${identity}`);
    await room.connect(url, await pass.text());
    await Promise.all(stream.getTracks().map((track) => room.localParticipant.publishTrack(track)));
  };
}
