import { expect } from '@open-wc/testing';
import { DisconnectReason, Encryption_Type, LeaveRequest_Action } from '@livekit/protocol';
import type { Person, Role } from '../../../src/core/session-snapshot.js';
import { trustOf } from '../../../src/core/trust-view.js';
import { said, user } from '../../support/hostile/packets.js';
import { FRAME_PATHS } from '../../support/hostile/rig.js';
import { ROLES, SECRET, SessionScene } from '../../support/hostile/session-scene.js';
import { KINDS } from '../../support/livekit-people.js';
import { waitUntil } from '../../support/wait-until.js';

/** What people are told, where what carries their sound and picture does what it likes. */
for (const path of FRAME_PATHS)
  describe(`a session through a media server that does what it likes, by ${path}`, function () {
    this.timeout(60_000);
    let scene: SessionScene;
    before(async () => {
      scene = new SessionScene(path);
      await scene.begin();
    });
    after(() => scene.close());

    /** After whatever it did, all is as it was, and nothing was handed over that was not sealed. */
    afterEach(async () => {
      scene.relay.beHonest();
      await scene.isWell();
      scene.handedOverSealed();
      for (const role of ROLES) {
        expect(scene.sessions.of(role).snapshot.people, 'nobody else').to.have.length(1);
        expect(scene.sessions.of(role).snapshot.phase.name).to.equal('session');
      }
    });

    const therapist = (): Person => scene.other('client')!;

    const mute = (role: Role, muted: boolean): void => {
      const identity = scene.identity(role);
      const tracks = KINDS.map((kind) => scene.relay.trackOf(identity, kind));
      scene.relay.mute(identity, tracks, muted);
    };

    const saysThatNothingOpens = (): Promise<void> =>
      waitUntil(
        () => trustOf(therapist().safety) === 'cannot-open',
        'the client reads that it cannot be opened',
      );

    it('says that nothing can be opened, where another picture and sound are put in their place', async () => {
      for (const lane of scene.relay.peer(scene.identity('client')).lanes) lane.plain = new Uint8Array(0);
      await saysThatNothingOpens();
    });

    it('says that nothing can be opened, where each frame is changed', async () => {
      scene.relay.onFrame = ({ data }) => {
        const bytes = new Uint8Array(data.slice(0));
        bytes[bytes.byteLength >> 1]! ^= 1;
        return [bytes.buffer];
      };
      await saysThatNothingOpens();
    });

    it('takes names and keys from nobody who carries: what a server calls people is not shown', async () => {
      scene.relay.describe = (info) => {
        for (const track of info.tracks) track.encryption = Encryption_Type.NONE;
        return Object.assign(info, { name: 'Sam', metadata: 'Sam', attributes: { name: 'Sam' } });
      };
      scene.relay.announce();
      scene.sessions.client.send({ type: 'send-text', text: SECRET });
      await scene.sessions.until('therapist', ({ texts }) => texts.at(-1)?.text === SECRET, 'has the text');
      expect(JSON.stringify(scene.sessions.client.snapshot)).not.to.include('Sam');
    });

    it('shows a text once and in order, where everything that is told is repeated', async () => {
      const { client, therapist: other } = scene.sessions;
      const before = other.snapshot.texts.length;
      scene.relay.onPacket = (packet) => [packet, packet.clone(), packet.clone()];
      for (const text of [`${SECRET} 1`, `${SECRET} 2`]) client.send({ type: 'send-text', text });
      await scene.sessions.until(
        'client',
        ({ texts }) => texts.at(-1)?.state === 'delivered',
        'knows that it arrived',
      );
      expect(other.snapshot.texts.slice(before).map(({ text }) => text)).to.deep.equal([
        `${SECRET} 1`,
        `${SECRET} 2`,
      ]);
    });

    it('meets nobody who is not there, and reads nothing that they write', async () => {
      const before = scene.sessions.client.snapshot.texts.length;
      scene.relay.addGhost('ghost');
      for (const type of ['hello', 'here', 'want', 'picture', 'bye'])
        scene.relay.inject('ghost', scene.identity('client'), said({ type, wanted: { camera: true } }));
      for (const from of ['ghost', scene.identity('therapist')])
        scene.relay.inject(
          from,
          scene.identity('client'),
          user('message', new TextEncoder().encode('let me in')),
        );
      scene.sessions.therapist.send({ type: 'send-text', text: SECRET });
      await scene.sessions.until('client', ({ texts }) => texts.length > before, 'has the last text');
      expect(scene.sessions.client.snapshot.texts.slice(before)).to.have.length(1);
    });

    it('says that somebody’s line broke, and never that they left, where a goodbye is made up', async () => {
      const states = new Set<string>();
      const watch = (): void => void states.add(therapist().state);
      scene.sessions.client.addEventListener('change', watch);
      scene.relay.inject(
        scene.identity('therapist'),
        scene.identity('client'),
        said({ type: 'bye', word: 'any' }),
      );
      await waitUntil(() => states.has('lost'), 'it is told');
      await scene.isWell();
      scene.sessions.client.removeEventListener('change', watch);
      expect([...states].sort()).to.deep.equal(['here', 'lost']);
    });

    it('says that sound and picture are off, where the server switches them off, and switches nothing on', async () => {
      mute('therapist', true);
      await waitUntil(
        () => KINDS.every((kind) => !therapist().media[kind]),
        'the client reads that they are off',
      );
      mute('therapist', false);
    });

    it('stays silent in a pause, whatever the server says', async () => {
      const { client } = scene.sessions;
      client.send({ type: 'pause' });
      await scene.sessions.until('therapist', ({ phase }) => phase.name === 'paused', 'pauses');
      const sent = (): number => scene.relay.frames.length;
      let last = -1;
      await waitUntil(
        () => {
          const rests = sent() === last;
          last = sent();
          return rests;
        },
        'the last frame is handed over',
        { interval: 500 },
      );
      for (const role of ROLES) {
        mute(role, false);
        scene.relay.leave(scene.identity(role), LeaveRequest_Action.RECONNECT);
      }
      await scene.sessions.until(
        'client',
        ({ connection }) => connection === 'reconnecting',
        'connects anew',
      );
      await scene.sessions.until('client', ({ connection }) => connection === 'connected', 'is there again');
      expect(sent(), 'frames in the pause').to.equal(last);
      client.send({ type: 'resume' });
      for (const role of ROLES) {
        await scene.sessions.until(role, ({ phase }) => phase.name === 'session', 'goes on');
        scene.sessions.of(role).send({ type: 'microphone-on' });
        scene.sessions.of(role).send({ type: 'camera-on' });
      }
    });

    it('comes back where it is sent away, by a pass of the practice’s', async () => {
      const { ROOM_DELETED } = DisconnectReason;
      scene.relay.leave(scene.identity('client'), LeaveRequest_Action.DISCONNECT, ROOM_DELETED);
      await scene.sessions.until('client', ({ connection }) => connection !== 'connected', 'is away');
    });
  });
