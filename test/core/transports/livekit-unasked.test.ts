import { expect } from '@open-wc/testing';
import { Room, Track } from 'livekit-client';
import { randomId } from '../../../src/core/random-id.js';
import type { LivekitPerson } from '../../support/livekit-people.js';
import { roomForEach } from '../../support/livekit-room.js';
import { livekitServer } from '../../support/livekit-server.js';
import { SIGNATURES, toneTrack } from '../../support/media-content.js';

const server = await livekitServer('unasked');

/** Everybody waits in the room, and the server hands out what is sent without being asked for it. */
(server ? describe : describe.skip)('LivekitTransport, handed out unasked', function () {
  this.timeout(90_000);
  const { rig, person } = roomForEach(server!);

  const letIn = async (): Promise<readonly [LivekitPerson, LivekitPerson]> => {
    const [client, therapist] = [await person('client'), await person('therapist')];
    client.allow('therapist');
    therapist.allow('client');
    for (const one of [client, therapist]) {
      await one.connect(one.end.waiting, undefined, { unasked: true });
      await server!.setRights(rig.room, rig.identityOf(one.name), 'media');
    }
    await Promise.all([client.learns('person-joined'), therapist.learns('person-joined')]);
    return [client, therapist];
  };

  it('sends nothing to somebody who wants nothing, and both see and hear each other once they want it', async () => {
    const [client, therapist] = await letIn();
    await Promise.all([client.publish(), therapist.publish()]);
    await Promise.all([client.learns('person-media', 2), therapist.learns('person-media', 2)]);
    expect(await therapist.settled('packetsSent')).to.equal(0);
    expect(await client.settled('packetsSent')).to.equal(0);
    client.want('therapist');
    await Promise.all([client.sees('therapist'), client.hears('therapist')]);
    expect(await client.settled('packetsSent'), 'nobody wants it').to.equal(0);
    therapist.want('client');
    await Promise.all([therapist.sees('client'), therapist.hears('client')]);
  });

  it('takes nothing that a stranger sends', async () => {
    const [client, therapist] = await letIn();
    const stranger = new Room();
    await stranger.connect(server!.url, await server!.token(rig.room, randomId(), 'media'));
    const sound = toneTrack(SIGNATURES.third.pitch);
    await stranger.localParticipant.publishTrack(sound.track, { source: Track.Source.Microphone });
    // By then what the stranger sends would have come as well.
    client.want('therapist');
    await therapist.publish();
    await client.hears('therapist');
    therapist.unpublish();
    await client.settled('packetsReceived');
    await stranger.disconnect();
    sound.stop();
  });
});
