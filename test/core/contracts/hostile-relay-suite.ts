import { expect } from '@open-wc/testing';
import { DisconnectReason, LeaveRequest_Action } from '@livekit/protocol';
import type * as problems from '../../../src/core/problems.js';
import { DEEDS } from '../../support/hostile/deeds.js';
import { hostileRig, type FramePath, type HostileRig } from '../../support/hostile/rig.js';
import { Scene } from '../../support/hostile/scene.js';
import { codeOf, LivekitPerson } from '../../support/livekit-people.js';
import { waitUntil } from '../../support/wait-until.js';

/** What holds in a call whatever its media server does; the same for both ways in which browsers hand frames over. */
export const hostileRelaySuite = (path: FramePath): void => {
  describe(`LivekitTransport and a media server that does what it likes, by ${path}`, function () {
    this.timeout(60_000);

    describe('in one call', () => {
      let scene: Scene;
      before(async () => {
        scene = await Scene.open(path);
      });
      after(() => scene.close());

      it('sees and hears what the other sends, and hands over nothing that is not sealed', async () => {
        await scene.isWell();
        await scene.staysClean();
        await scene.handedOverSealed();
        expect(scene.relay.frames.length).to.be.greaterThan(100);
      });

      for (const deed of DEEDS)
        it(`comes to no harm by one that ${deed.name}, and goes on`, async () => {
          try {
            await deed.act(scene);
          } finally {
            scene.relay.beHonest();
          }
          await scene.isWell();
          await scene.handedOverSealed();
        });
    });

    describe('on its way in and out', () => {
      let rig: HostileRig;
      let client: LivekitPerson;
      beforeEach(async () => {
        rig = hostileRig(path);
        client = await LivekitPerson.enter(rig, 'client');
      });
      afterEach(() => {
        client.leave();
        rig.close();
      });

      /** By what the practice's service says, and not by what the media server does. */
      const isOver = async (code: string): Promise<void> => {
        await client.learns('problem');
        expect(client.connection).to.equal('lost');
        expect(client.told('problem')).to.deep.equal([{ type: 'problem', problem: { code } }]);
        await waitUntil(() => client.end.page.left().length === 0, 'nothing is left on the page');
      };

      const rename = (): void => {
        rig.relay.welcome = (answer) => {
          answer.participant!.identity = 'somebody else';
          return answer;
        };
      };

      it('does not stay where it is given another name', async () => {
        rename();
        expect(await codeOf(client.connect())).to.equal('service-missing');
        await waitUntil(() => client.end.page.left().length === 0, 'nothing is left on the page');
      });

      it('does not come back to where it is given another name', async () => {
        await client.connect(client.end.pass, () => rig.pass('client'));
        rename();
        rig.relay.leave(rig.identityOf('client'), LeaveRequest_Action.RECONNECT);
        await isOver('service-missing');
      });

      it('leaves a room to which it is moved, and comes back to its own', async () => {
        await client.connect(client.end.pass, () => rig.pass('client'));
        const identity = rig.identityOf('client');
        const before = rig.relay.peer(identity).sid;
        rig.relay.tell(identity, {
          case: 'roomMoved',
          value: { room: { sid: 'RM_2', name: 'another room' }, token: 'another one' },
        });
        await client.isConnected('reconnecting');
        await client.isConnected();
        expect(rig.relay.peer(identity).sid, 'another connection').not.to.equal(before);
        expect(client.told('problem')).to.deep.equal([]);
      });

      it('asks the practice where it is sent away, and says what that says', async () => {
        const { SessionError } = await client.end.page.load<typeof problems>('core/problems.ts');
        const refused = new SessionError('appointment-over', 'as the practice says');
        await client.connect(client.end.pass, () => Promise.reject(refused));
        const { ROOM_DELETED } = DisconnectReason;
        rig.relay.leave(rig.identityOf('client'), LeaveRequest_Action.DISCONNECT, ROOM_DELETED);
        await isOver('appointment-over');
      });
    });
  });
};
