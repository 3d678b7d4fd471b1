import { RoomServiceClient } from 'livekit-server-sdk';

import { until } from './until.js';

/**
 * What the media server itself says of the room of a case.
 *
 * @param {import('./live-practice.js').LiveVisit} visit
 */
export async function roomOf({ practice, appointment, livekit }) {
  const { httpUrl, apiKey, apiSecret } = livekit;
  const room = await practice.roomOf(appointment.id);
  const client = new RoomServiceClient(httpUrl, apiKey, apiSecret);

  /** Nobody, too, where there is no room. */
  const people = async () => {
    const rooms = await client.listRooms([room]);
    return rooms.length > 0 ? client.listParticipants(room) : [];
  };
  return {
    name: room,
    people,
    /** @param {number} count */
    holds: (count) =>
      until(
        `${count} in the room`,
        async () => (await people()).map(({ identity }) => identity),
        (identities) => identities.length === count,
      ),
    room: async () => (await client.listRooms([room]))[0],
  };
}
