import {
  AccessToken,
  RoomServiceClient,
  TrackSource,
  ServerError,
  WebhookReceiver,
  type ParticipantPermission,
  type VideoGrant,
} from 'livekit-server-sdk';
import { newOpaqueId } from '../secrets.js';
import type { MediaNews, MediaPass, MediaServer, SeatRights, Seated } from './media-server.js';

export interface LivekitKey {
  readonly key: string;
  readonly secret: string;
}

export interface LivekitMediaOptions {
  /** As pages reach it: `wss://…`. */
  readonly url: string;
  /** As this server reaches it: `http://…` or `https://…`; left out, made from `url`. */
  readonly apiUrl?: string;
  /** The first one signs; the others are still believed in notices, while keys are changed. */
  readonly keys: readonly [LivekitKey, ...LivekitKey[]];
  /** `strict` (default): no pass before admission. `warm`: clients wait in the room, hidden and without rights. */
  readonly waiting?: 'strict' | 'warm';
  /** The practice's own STUN and TURN servers, for the pages. Left out, the media server's own list counts. */
  readonly iceServers?: readonly RTCIceServer[];
  /**
   * Hosts whose STUN and TURN servers pages may ask as well, when the media server names them: names or addresses without a
   * port. Needed for LiveKit's own TURN, which it announces by its bare address. Servers beside the media server need no mention.
   */
  readonly iceHosts?: readonly string[];
}

/** Long enough to connect, short enough that an old pass is of little use. */
const PASS_TTL_SECONDS = 120;

/** How long an empty room is kept: a broken line, a reload. Longer than any pass lives. */
const EMPTY_ROOM_SECONDS = 15 * 60;

/** Eight people, and each page once more while it comes back. */
const MOST_PEOPLE = 16;

/** From LiveKit's own examples, which everybody knows; its development secret is shorter than any that may be kept. */
const EXAMPLE_KEYS: readonly string[] = ['devkey', 'key1', 'APIxxxxxxxxxxxx'];
const LEAST_SECRET_LENGTH = 32;

/** Whether a key is one that everybody knows, or too short to keep. */
const isExampleKey = ({ key, secret }: LivekitKey): boolean =>
  EXAMPLE_KEYS.includes(key) || secret.length < LEAST_SECRET_LENGTH;

/** Somebody waits for what the media server is asked. */
const ANSWERS_WITHIN_SECONDS = 5;

const SOURCES = [TrackSource.CAMERA, TrackSource.MICROPHONE];

/** What LiveKit lets somebody do; each may be given without the others. */
interface Allowed {
  readonly publish: boolean;
  readonly receive: boolean;
}

const ALLOWED: Readonly<Record<SeatRights, Allowed>> = {
  none: { publish: false, receive: false },
  ready: { publish: true, receive: false },
  receive: { publish: false, receive: true },
  media: { publish: true, receive: true },
};

const rightsOf = (permission: ParticipantPermission | undefined): SeatRights => {
  const { canPublish = false, canSubscribe = false } = permission ?? {};
  if (canSubscribe) return canPublish ? 'media' : 'receive';
  return canPublish ? 'ready' : 'none';
};

/** All of them spelled out: some of what is left out would be allowed. */
const grantOf = (room: string, { publish, receive }: Allowed): VideoGrant => ({
  roomJoin: true,
  roomCreate: false,
  roomList: false,
  roomAdmin: false,
  roomRecord: false,
  ingressAdmin: false,
  recorder: false,
  agent: false,
  canManageAgentSession: false,
  canSubscribeMetrics: false,
  room,
  canPublish: publish,
  canPublishSources: publish ? SOURCES : [],
  canSubscribe: receive,
  canPublishData: receive,
  canUpdateOwnMetadata: false,
  hidden: !receive,
});

const permissionOf = ({ publish, receive }: Allowed): Partial<ParticipantPermission> => ({
  canPublish: publish,
  canPublishSources: publish ? SOURCES : [],
  canSubscribe: receive,
  canPublishData: receive,
  canUpdateMetadata: false,
  hidden: !receive,
  canSubscribeMetrics: false,
});

/** Not there (any more): what was wanted is so already. */
const unlessGone = async (call: Promise<unknown>): Promise<void> => {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof ServerError && error.code === 'not_found')) throw error;
  }
};

const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])$/iu;

/** A host that is written wrongly would match none, and no session would begin. */
const checkHosts = (hosts: readonly string[]): void => {
  const wrong = hosts.find((host) => !HOST.test(host));
  if (wrong !== undefined)
    throw new TypeError(
      `[safe-session] livekitMedia: iceHosts: expected names or addresses such as "203.0.113.10" or "[2001:db8::10]", not "${wrong.slice(0, 60)}"`,
    );
};

const apiUrlOf = (url: string): string => url.replace(/^ws/u, 'http');

/**
 * A LiveKit server, one's own or rented. It learns random names alone: of rooms, new for every appointment, and of seats,
 * new for every page. No names of people, no metadata, no attributes, nobody hidden who is given anything.
 *
 * @throws TypeError for `iceHosts` that are none
 */
export const livekitMedia = (options: LivekitMediaOptions): MediaServer => {
  const { url, keys, waiting = 'strict', iceServers, iceHosts = [] } = options;
  checkHosts(iceHosts);
  const [{ key, secret }] = keys;
  const rooms = new RoomServiceClient(options.apiUrl ?? apiUrlOf(url), key, secret, {
    requestTimeout: ANSWERS_WITHIN_SECONDS,
  });

  const pass = async (room: string, identity: string, rights: SeatRights): Promise<MediaPass> => {
    const token = new AccessToken(key, secret, { identity, ttl: PASS_TTL_SECONDS });
    token.addGrant(grantOf(room, ALLOWED[rights]));
    return {
      url,
      token: await token.toJwt(),
      ...(iceServers ? { iceServers } : {}),
      ...(iceHosts.length > 0 ? { iceHosts } : {}),
    };
  };

  const openRoom = async (room: string): Promise<void> => {
    await rooms.createRoom({
      name: room,
      emptyTimeout: EMPTY_ROOM_SECONDS,
      departureTimeout: EMPTY_ROOM_SECONDS,
      maxParticipants: MOST_PEOPLE,
    });
  };

  return {
    route: { kind: 'server', url, waiting },
    summary: `Sound and picture go through the LiveKit server at ${url}; clients wait ${waiting === 'warm' ? 'in the room, hidden and without rights' : 'outside of it'}.`,
    hasExampleKeys: keys.some(isExampleKey),
    openRoom,
    pass,
    grant: (room, identity, rights) =>
      unlessGone(rooms.updateParticipant(room, identity, { permission: permissionOf(ALLOWED[rights]) })),
    remove: (room, identity) =>
      unlessGone(
        // Where the media server can call passes back (LiveKit Cloud), only those that were made before this moment.
        rooms.removeParticipant(room, identity, { revokeTokenTs: BigInt(Math.floor(Date.now() / 1000)) }),
      ),
    seated: async (room) => {
      try {
        const people = await rooms.listParticipants(room);
        return people.map(({ identity, permission, joinedAtMs }): Seated => ({
          identity,
          rights: rightsOf(permission),
          joinedAt: Number(joinedAtMs),
        }));
      } catch (error) {
        if (error instanceof ServerError && error.code === 'not_found') return [];
        throw error;
      }
    },
    closeRoom: (room) => unlessGone(rooms.deleteRoom(room)),
    trial: async (identity) => {
      const room = `trial-${newOpaqueId()}`;
      await rooms.createRoom({ name: room, emptyTimeout: 60, departureTimeout: 5, maxParticipants: 1 });
      return { room, ...(await pass(room, identity, 'media')) };
    },
    readNotice: (body, authorization) => readNotice(keys, body, authorization),
  };
};

/** Signed with one of the keys, and about exactly this body. */
const readNotice = async (
  keys: readonly LivekitKey[],
  body: string,
  authorization: string,
): Promise<MediaNews> => {
  let failure: unknown;
  for (const { key, secret } of keys)
    try {
      const { event, room } = await new WebhookReceiver(key, secret).receive(body, authorization);
      return {
        room: room?.name ?? '',
        moved: event === 'participant_joined' || event === 'participant_left',
      };
    } catch (error) {
      failure = error;
    }
  throw failure;
};
