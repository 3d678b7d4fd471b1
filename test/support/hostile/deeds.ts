/** What a media server could do in a call, and what has to come of it. Afterwards the call goes on, whatever it was. */
import { expect } from '@open-wc/testing';
import { Encryption_Type, LeaveRequest_Action, TrackSource, TrackType } from '@livekit/protocol';
import type { MediaKind } from '../../../src/core/session-snapshot.js';
import { KINDS, type LivekitPerson } from '../livekit-people.js';
import { barTrack } from '../media-content.js';
import { giveKeys } from '../media-keys.js';
import { waitUntil } from '../wait-until.js';
import { isWholePicture } from './opened.js';
import { addressesOf, said, STRANGE, user } from './packets.js';
import { SERVERS_OWN, stopEverything, type Scene } from './scene.js';

export interface Deed {
  /** Goes on the words "a media server that …". */
  readonly name: string;
  /** What it does, and what is seen, heard and told meanwhile. */
  act(scene: Scene): Promise<void>;
}

const YELLOW = 60;

/** From here on somebody gets one track of these two where they are told that it is the other. */
const confuse = ({ relay }: Scene, to: string, one: string, other: string): void => {
  relay.routed = (track, whom) => {
    if (whom !== to) return track;
    return track === one ? other : track === other ? one : track;
  };
};

const cannotOpen = (scene: Scene): Promise<void> => {
  const before = scene.client.told('cannot-open').length;
  return scene.staysClean(() => scene.client.told('cannot-open').length === before);
};

/** As it was told last of the only other. */
const showsOn = ({ facts }: LivekitPerson, kind: MediaKind): boolean =>
  facts.flatMap((fact) => (fact.type === 'person-media' && fact.kind === kind ? [fact.on] : [])).at(-1) ===
  true;

const reordered = (): ((frame: {
  readonly kind: MediaKind;
  readonly data: ArrayBuffer;
}) => ArrayBuffer[]) => {
  const kept = new Map<MediaKind, ArrayBuffer[]>();
  return ({ kind, data }) => {
    const waiting = kept.get(kind) ?? [];
    kept.set(kind, waiting);
    waiting.push(data);
    return waiting.length < 3 ? [] : waiting.splice(0).reverse();
  };
};

export const DEEDS: readonly Deed[] = [
  {
    name: 'says that nothing is encrypted, and gives people names',
    async act(scene) {
      const told = await scene.toldMeanwhile('client', async () => {
        scene.relay.describe = (info) => {
          for (const track of info.tracks) track.encryption = Encryption_Type.NONE;
          return Object.assign(info, { name: 'Sam', metadata: 'Sam', attributes: { name: 'Sam' } });
        };
        scene.relay.announce();
        await scene.staysClean();
        await scene.isWell();
      });
      expect(told).to.deep.equal([]);
    },
  },
  {
    name: 'puts a picture and a sound of its own in their place',
    async act(scene) {
      const { lanes } = scene.relay.peer(scene.identity('client'));
      for (const lane of lanes) lane.plain = new Uint8Array(0);
      await cannotOpen(scene);
      for (const lane of lanes) lane.plain = SERVERS_OWN;
      await scene.staysClean();
    },
  },
  {
    name: 'shows somebody their own picture as another’s',
    async act(scene) {
      const { relay } = scene;
      const [client, therapist] = [scene.identity('client'), scene.identity('therapist')];
      relay.routed = (track, to) => {
        const kind = KINDS.find((one) => track === relay.trackOf(therapist, one));
        return to === client && kind ? relay.trackOf(client, kind) : track;
      };
      await cannotOpen(scene);
    },
  },
  {
    name: 'sends sound as a picture and a picture as sound',
    async act(scene) {
      const therapist = scene.identity('therapist');
      const [sound, picture] = KINDS.map((kind) => scene.relay.trackOf(therapist, kind));
      confuse(scene, scene.identity('client'), sound!, picture!);
      await cannotOpen(scene);
    },
  },
  {
    name: 'changes a byte of each frame',
    async act(scene) {
      let at = 0;
      scene.relay.onFrame = ({ data }) => {
        const bytes = new Uint8Array(data.slice(0));
        at = (at + 7) % bytes.byteLength;
        bytes[at] = bytes[at]! ^ 1;
        return [bytes.buffer];
      };
      await cannotOpen(scene);
    },
  },
  {
    name: 'sends each frame three times, and all of them in another order',
    async act(scene) {
      scene.relay.onFrame = ({ data }) => [data, data, data];
      await scene.staysClean();
      await scene.isWell();
      scene.relay.onFrame = reordered();
      await scene.staysClean();
      await scene.client.hears('therapist');
    },
  },
  {
    name: 'shows again what it kept, in the place of what is sent now',
    async act(scene) {
      const { relay, therapist } = scene;
      const identity = scene.identity('therapist');
      const sent = relay.frames.filter(({ from, kind }) => from === identity && kind === 'camera');
      const other = barTrack(YELLOW);
      try {
        await therapist.transport.replace('camera', other.track);
        await scene.isWell(YELLOW);
        const track = relay.trackOf(identity, 'camera');
        // What the client has had: the first ones came before they asked for any.
        const kept = sent.slice(sent.findLastIndex(({ data }) => isWholePicture(new Uint8Array(data))));
        expect(isWholePicture(new Uint8Array(kept[0]!.data)), 'a whole picture among them').to.equal(true);
        let at = 0;
        relay.onFrame = ({ track: of, data }) => (of === track ? [kept[at++ % kept.length]!.data] : [data]);
        await scene.staysClean(undefined, [YELLOW]);
        relay.beHonest();
        await scene.isWell(YELLOW);
      } finally {
        await therapist.transport.replace('camera', therapist.content.camera.track);
        other.stop();
      }
    },
  },
  {
    name: 'withholds everything for a while',
    async act(scene) {
      scene.relay.onFrame = () => [];
      scene.relay.onPacket = () => [];
      await scene.staysClean();
    },
  },
  {
    name: 'adds somebody whom there is not',
    async act(scene) {
      const told = await scene.toldMeanwhile('client', async () => {
        const tracks = KINDS.map((kind) => ({
          sid: scene.relay.newSid('TR'),
          type: kind === 'microphone' ? TrackType.AUDIO : TrackType.VIDEO,
          source: kind === 'microphone' ? TrackSource.MICROPHONE : TrackSource.CAMERA,
        }));
        scene.relay.addGhost('ghost', tracks);
        for (const type of ['hello', 'here', 'want', 'picture', 'bye'])
          scene.relay.inject('ghost', scene.identity('client'), said({ type, wanted: { camera: true } }));
        scene.relay.inject('ghost', scene.identity('client'), user('message', new Uint8Array(300)));
        await scene.staysClean();
        const taken = scene.relay.peer(scene.identity('client')).lanes.map(({ source }) => source);
        for (const { sid } of tracks) expect(taken).not.to.include(sid);
        const wrote = scene.relay.packets.flatMap(addressesOf);
        expect(wrote).not.to.include('ghost');
      });
      // What is told of the other may still be of what was done before.
      const strange = told.filter(
        (fact) => 'from' in fact || ('person' in fact && fact.person !== 'therapist'),
      );
      expect(strange).to.deep.equal([]);
    },
  },
  {
    name: 'says in somebody’s place that they left',
    async act(scene) {
      const { client } = scene;
      const joined = client.told('person-joined').length;
      for (const word of [null, '', 'any word', true])
        scene.relay.inject(
          scene.identity('therapist'),
          scene.identity('client'),
          said({ type: 'bye', word }),
        );
      await client.learns('person-lost');
      await client.learns('person-joined', joined + 1);
      expect(client.told('person-left')).to.deep.equal([]);
    },
  },
  {
    name: 'floods a page with packets of every kind, and asks for whole pictures without end',
    async act(scene) {
      const [client, therapist] = [scene.identity('client'), scene.identity('therapist')];
      const before = scene.pictures('therapist');
      for (let round = 0; round < 300; round += 1) {
        scene.relay.inject(client, therapist, said({ type: 'picture' }));
        for (const packet of STRANGE) scene.relay.inject(client, therapist, packet);
      }
      await scene.staysClean();
      const sent = scene.relay.frames
        .filter(({ from, kind }) => from === therapist && kind === 'camera')
        .slice(before);
      const whole = sent.filter(({ data }) => isWholePicture(new Uint8Array(data))).length;
      expect(whole, `whole ones of ${sent.length}`).to.be.at.most(sent.length / 2);
    },
  },
  {
    name: 'takes somebody’s rights away and gives them back',
    async act(scene) {
      const { relay, therapist } = scene;
      const rights = (): unknown => therapist.told('rights-changed').at(-1);
      relay.describe = (info) => {
        if (info.identity === scene.identity('therapist')) info.permission!.canPublish = false;
        return info;
      };
      relay.announce();
      await waitUntil(() => rights(), 'it is told');
      expect(rights()).to.deep.equal({ type: 'rights-changed', rights: 'receive' });
      await therapist.settled('packetsSent');
      relay.beHonest();
      await waitUntil(() => therapist.told('rights-changed').length > 1, 'it is told again');
      expect(rights()).to.deep.equal({ type: 'rights-changed', rights: 'media' });
    },
  },
  {
    name: 'switches somebody’s sound and picture on where they are off, and off where they are on',
    async act(scene) {
      const { client, therapist, relay } = scene;
      const identity = scene.identity('therapist');
      const tracks = KINDS.map((kind) => relay.trackOf(identity, kind));
      const told = await scene.toldMeanwhile('therapist', async () => {
        stopEverything(therapist);
        const before = await therapist.settled('packetsSent');
        relay.mute(identity, tracks, false);
        expect(await therapist.settled('packetsSent'), 'packets of what is off').to.equal(before);
        await therapist.publish();
        await scene.isWell();
        const published = KINDS.map((kind) => relay.trackOf(identity, kind));
        relay.mute(identity, published, true);
        await waitUntil(
          () => KINDS.every((kind) => !showsOn(client, kind)),
          'the other reads that they are off',
        );
        relay.mute(identity, published, false);
        await waitUntil(
          () => KINDS.every((kind) => showsOn(client, kind)),
          'the other reads that they are on',
        );
      });
      expect(told.filter(({ type }) => type === 'problem' || type === 'rights-changed')).to.deep.equal([]);
    },
  },
  {
    name: 'has everybody connect anew, while keys change',
    async act(scene) {
      const { relay, client, therapist } = scene;
      for (const to of ['client', 'therapist'] as const)
        relay.leave(scene.identity(to), LeaveRequest_Action.RECONNECT);
      await Promise.all([client.isConnected('reconnecting'), therapist.isConnected('reconnecting')]);
      await giveKeys(client.transport, 'client', ['therapist'], 2);
      await giveKeys(therapist.transport, 'therapist', ['client'], 2);
      await Promise.all([client.isConnected(), therapist.isConnected()]);
    },
  },
  {
    name: 'breaks the line of signals in a pause, and has everybody connect anew in it',
    async act(scene) {
      const { relay, client, therapist } = scene;
      for (const person of [client, therapist]) stopEverything(person);
      for (const person of [client, therapist]) await person.settled('packetsSent');
      const before = relay.frames.length;
      for (const to of ['client', 'therapist'] as const) relay.peer(scene.identity(to)).line.drop();
      await Promise.all([client.isConnected('reconnecting'), therapist.isConnected('reconnecting')]);
      await Promise.all([client.isConnected(), therapist.isConnected()]);
      for (const to of ['client', 'therapist'] as const)
        relay.leave(scene.identity(to), LeaveRequest_Action.RECONNECT);
      await Promise.all([client.isConnected('reconnecting'), therapist.isConnected('reconnecting')]);
      await Promise.all([client.isConnected(), therapist.isConnected()]);
      for (const person of [client, therapist]) await person.settled('packetsSent');
      expect(relay.frames.length, 'frames in the pause').to.equal(before);
      await Promise.all([client.publish(), therapist.publish()]);
    },
  },
];
