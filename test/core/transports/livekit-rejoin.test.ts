import { expect } from '@open-wc/testing';
import type * as problems from '../../../src/core/problems.js';
import type { Pass } from '../../../src/core/session-transport.js';
import { rejoinDelayMs } from '../../../src/core/transports/livekit-rejoin.js';
import type { Name } from '../../support/livekit-people.js';
import { roomForEach } from '../../support/livekit-room.js';
import { livekitServer } from '../../support/livekit-server.js';
import { waitUntil } from '../../support/wait-until.js';

const server = await livekitServer('rejoin');

describe('when to come back', () => {
  it('is at once, then less and less often, and not for ever', () => {
    const delays = [0, 1, 2, 3, 4, 5, 99].map((tries) => rejoinDelayMs(tries, 0, 0));
    expect(delays).to.deep.equal([0, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
    expect(rejoinDelayMs(3, 119_999, 0)).to.equal(4_000);
    expect(rejoinDelayMs(0, 120_000, 0)).to.be.null;
  });

  it('is not the same moment for everybody', () => {
    expect(rejoinDelayMs(2, 0, 1)).to.equal(1_600);
    expect(rejoinDelayMs(2, 0, 0.5)).to.equal(1_800);
  });
});

(server ? describe : describe.skip)('LivekitTransport after a break', function () {
  this.timeout(90_000);
  const { rig, person } = roomForEach(server!);

  it('is lost where the room was closed and nobody hands out a fresh pass', async () => {
    const client = await person('client');
    await client.connect();
    await server!.closeRoom(rig.room);
    await client.isConnected('lost');
    expect(client.told('problem')).to.deep.equal([]);
    expect(client.end.page.left()).to.deep.equal([]);
  });

  for (const code of ['appointment-over', 'not-admitted', 'not-allowed'] as const)
    it(`ends with ${code} where the service refuses with it`, async () => {
      const client = await person('client');
      const { SessionError } = await client.end.page.load<typeof problems>('core/problems.ts');
      const refuse = (): Promise<Pass> => Promise.reject(new SessionError(code, 'refused'));
      await client.connect(client.end.pass, refuse);
      await server!.closeRoom(rig.room);
      await client.learns('problem');
      expect(client.connection).to.equal('lost');
      expect(client.told('problem')).to.deep.equal([{ type: 'problem', problem: { code } }]);
    });

  it('is one page, where somebody is let in while they were coming back to stand by', async () => {
    const client = await person('client');
    let handOut: ((pass: Pass) => void) | undefined;
    const late = (): Promise<Pass> => new Promise((resolve) => (handOut = resolve));
    await client.connect(client.end.waiting, late);
    await server!.remove(rig.room, rig.identityOf('client'));
    await waitUntil(() => handOut, 'a fresh pass is asked for');
    await client.connect(client.end.pass, () => rig.pass('client'));
    handOut!(await rig.pass('client', 'none'));
    await client.settled('packetsReceived');
    const told = client.told('connection-changed').map((fact) => 'connection' in fact && fact.connection);
    expect(told).to.deep.equal(['connecting', 'connected']);
    await client.hasOnlyTheLastConnection(2);
  });

  it('asks the service again where it could not be reached', async () => {
    const client = await person('client');
    const { SessionError } = await client.end.page.load<typeof problems>('core/problems.ts');
    let asked = 0;
    const renew = (): Promise<Pass> => {
      asked += 1;
      return asked === 1
        ? Promise.reject(new SessionError('service-unreachable', 'no answer'))
        : rig.pass('client');
    };
    await client.connect(client.end.pass, renew);
    await server!.remove(rig.room, rig.identityOf('client'));
    await client.isConnected('reconnecting');
    await client.isConnected();
    expect(asked).to.equal(2);
  });

  it('takes a pass without rights for a refusal', async () => {
    const client = await person('client');
    await client.connect(client.end.pass, () => rig.pass('client', 'none'));
    await server!.remove(rig.room, rig.identityOf('client'));
    await client.learns('problem');
    expect(client.told('problem')).to.deep.equal([{ type: 'problem', problem: { code: 'not-admitted' } }]);
    expect(client.connection).to.equal('lost');
  });

  it('comes back when the media server was started anew, and a pause stays a pause', async () => {
    const [client, therapist] = [await person('client'), await person('therapist')];
    client.allow('therapist');
    therapist.allow('client');
    client.want('therapist');
    therapist.want('client');
    const renew = (name: Name) => async (): Promise<Pass> => {
      // As the practice's server does with every pass: the media server has forgotten its rooms.
      await server!.openRoom(rig.room);
      return rig.pass(name);
    };
    await client.connect(client.end.pass, renew('client'));
    await therapist.connect(therapist.end.pass, renew('therapist'));
    await Promise.all([client.publish(), therapist.publish()]);
    const video = client.screen('therapist');
    await Promise.all([client.sees('therapist', video), therapist.sees('client')]);
    client.unpublish();
    const atRest = await client.settled('packetsSent');
    await server!.kill();
    await client.isConnected('reconnecting');
    await server!.restart();
    await Promise.all([client.isConnected(), therapist.isConnected()]);
    await client.sees('therapist', video);
    await client.hears('therapist');
    expect(await client.settled('packetsSent')).to.equal(atRest);
    await client.publish();
    await therapist.sees('client');
  });

  it('comes back when a page thaws that the browser had frozen', async () => {
    const client = await person('client');
    await client.connect(client.end.pass, () => rig.pass('client'));
    client.end.page.window.dispatchEvent(new Event('freeze'));
    await client.isConnected('reconnecting');
    await client.isConnected();
    expect(
      client.end.page.connections.filter(({ signalingState }) => signalingState !== 'closed'),
    ).to.have.lengthOf(1);
  });

  it('keeps no line in a page that is put aside, and connects again when it is told to', async () => {
    const [client, therapist] = [await person('client'), await person('therapist')];
    client.allow('therapist');
    therapist.allow('client');
    client.want('therapist');
    await Promise.all([client.connect(), therapist.connect()]);
    await therapist.publish();
    const video = client.screen('therapist');
    await client.sees('therapist', video);
    client.end.page.window.dispatchEvent(new Event('pagehide'));
    expect(client.connection).to.equal('lost');
    expect(video.srcObject).to.be.null;
    expect(client.end.page.left(), 'closed in the same task').to.deep.equal([]);
    await therapist.learns('person-lost');
    client.allow('therapist');
    client.want('therapist');
    await client.connect(await rig.pass('client'));
    await client.sees('therapist', video);
  });
});
