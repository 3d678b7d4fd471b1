import { AccessToken, DataPacket_Kind, RoomServiceClient } from 'livekit-server-sdk';

import { livekitForTests } from '../../scripts/livekit.js';

/** As long as a room stays open for somebody to come, and for the last one to come back, in seconds. */
const PATIENCE = 300;

/** Each right is named, since what is left out has meanings of its own. */
const RIGHTS = {
  media: { canPublish: true, canSubscribe: true, canPublishData: true, hidden: false },
  receive: { canPublish: false, canSubscribe: true, canPublishData: true, hidden: false },
  ready: { canPublish: true, canSubscribe: false, canPublishData: false, hidden: true },
  none: { canPublish: false, canSubscribe: false, canPublishData: false, hidden: true },
};

/**
 * Lets a test in a page have a real LiveKit server: `executeServerCommand('livekit', { do: 'start', server: 'name' })`, and so
 * on, see `livekit-server.ts` beside it. A server is started when it is first asked for, and ends with the runner. Tests
 * that kill one take one with a name of their own.
 *
 * @returns {import('@web/test-runner').TestRunnerPlugin}
 */
export function livekitPlugin() {
  const servers = new Map();
  const serverOf = ({ server }) => {
    if (!servers.has(server)) servers.set(server, livekitForTests({ own: true }));
    return servers.get(server);
  };
  return {
    name: 'livekit',
    async executeCommand({ command, payload }) {
      if (command !== 'livekit') return undefined;
      const livekit = await serverOf(payload);
      if (payload.do === 'start') return { skip: livekit.skip, url: livekit.url, ports: livekit.ports };
      return (await act(livekit, payload)) ?? {};
    },
    async serverStop() {
      await Promise.all([...servers.values()].map(async (starting) => (await starting).stop()));
    },
  };
}

/** The practice's side. */
function act(livekit, { do: what, room, identity, rights, ttl, topic, text }) {
  const rooms = new RoomServiceClient(livekit.httpUrl, livekit.apiKey, livekit.apiSecret);
  switch (what) {
    case 'open-room':
      return rooms.createRoom({ name: room, emptyTimeout: PATIENCE, departureTimeout: PATIENCE });
    case 'close-room':
      return closed(rooms, room);
    case 'token':
      return tokenFor(livekit, { room, identity, rights, ttl });
    case 'set-rights':
      return rooms.updateParticipant(room, identity, { permission: RIGHTS[rights] });
    case 'rename':
      return rooms.updateParticipant(room, identity, { name: text, metadata: text, attributes: { text } });
    case 'tell':
      return rooms.sendData(room, new TextEncoder().encode(text), DataPacket_Kind.RELIABLE, { topic });
    case 'remove':
      return rooms.removeParticipant(room, identity);
    case 'look':
      return look(rooms, room);
    case 'kill':
      return livekit.kill();
    case 'restart':
      return livekit.restart();
    default:
      throw new Error(`livekit: nobody can ${what}`);
  }
}

/** No name, no metadata: what is not there cannot be read. */
function tokenFor({ apiKey, apiSecret }, { room, identity, rights, ttl = 120 }) {
  const token = new AccessToken(apiKey, apiSecret, { identity, ttl });
  token.addGrant({ roomJoin: true, room, canUpdateOwnMetadata: false, ...RIGHTS[rights] });
  return token.toJwt();
}

/** A server that was started anew has closed it already. */
async function closed(rooms, room) {
  try {
    await rooms.deleteRoom(room);
  } catch (error) {
    if (error.code !== 'not_found') throw error;
  }
}

/** Who is in the room, how many tracks of theirs the server has, and by how many of them they say that they send. */
async function look(rooms, room) {
  const people = await rooms.listParticipants(room);
  return people.map(({ identity, tracks }) => ({
    identity,
    tracks: tracks.length,
    sending: tracks.filter(({ muted }) => !muted).length,
  }));
}
