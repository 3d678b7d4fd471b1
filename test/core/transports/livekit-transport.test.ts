import { expect } from '@open-wc/testing';
import { Room } from 'livekit-client';
import { randomId } from '../../../src/core/random-id.js';
import type { Pass, SimulatedFault } from '../../../src/core/session-transport.js';
import { codeOf, KINDS, type LivekitPerson, type Name } from '../../support/livekit-people.js';
import { roomForEach } from '../../support/livekit-room.js';
import { livekitServer } from '../../support/livekit-server.js';
import { barIn, SIGNATURES } from '../../support/media-content.js';
import { waitUntil } from '../../support/wait-until.js';

const server = await livekitServer('transport');

(server ? describe : describe.skip)('LivekitTransport', function () {
  this.timeout(90_000);
  const { rig, person } = roomForEach(server!);

  /** Both let in, both wanting the other. */
  const pair = async (
    renew?: (of: LivekitPerson) => () => Promise<Pass>,
  ): Promise<readonly [LivekitPerson, LivekitPerson]> => {
    const [client, therapist] = [await person('client'), await person('therapist')];
    client.allow('therapist');
    therapist.allow('client');
    client.want('therapist');
    therapist.want('client');
    await Promise.all([
      client.connect(client.end.pass, renew?.(client)),
      therapist.connect(therapist.end.pass, renew?.(therapist)),
    ]);
    await Promise.all([client.learns('person-joined'), therapist.learns('person-joined')]);
    return [client, therapist];
  };

  const freshPass =
    ({ name }: LivekitPerson) =>
    () =>
      rig.pass(name);

  /** How many tracks of somebody the server has. */
  const tracksOf = async (name: Name): Promise<number | undefined> => {
    const people = await server!.look(rig.room);
    return people.find(({ identity }) => identity === rig.identityOf(name))?.tracks;
  };

  /** How many messages of anybody's have come as far as the browser of this person. */
  const messagesTo = async ({ end }: LivekitPerson): Promise<number> => {
    const report = (await end.page.connections[0]!.getStats()) as ReadonlyMap<
      string,
      { readonly type: string; readonly messagesReceived?: number }
    >;
    const channels = [...report.values()].filter(({ type }) => type === 'data-channel');
    return channels.reduce((sum, { messagesReceived = 0 }) => sum + messagesReceived, 0);
  };

  describe('somebody who stands by', () => {
    it('learns nothing, receives nothing and tells nobody anything, until they are let in', async () => {
      const [client, therapist] = [await person('client'), await person('therapist')];
      const heard = client.overhears();
      therapist.allow();
      await therapist.connect();
      await therapist.publish();
      client.allow('therapist');
      client.want('therapist');
      const video = client.screen('therapist');
      await client.connect(client.end.waiting);
      const sending = client.publish();
      expect(await codeOf(client.transport.send(new Uint8Array(1), ['therapist']))).to.equal('text-not-sent');
      const third = await person('third');
      third.allow('therapist');
      therapist.allow('third');
      third.want('therapist');
      await third.connect();
      await third.sees('therapist');
      await therapist.transport.send(new Uint8Array([1]), ['third']);
      await third.learns('received');
      expect(await messagesTo(client), 'what is said to others has an address').to.equal(0);
      // The server hands what has none to everybody, also to those who wait; this page takes no notice of it.
      const stranger = new Room();
      await stranger.connect(server!.url, await server!.token(rig.room, randomId(), 'media'));
      await stranger.localParticipant.publishData(new Uint8Array([1, 2, 3]), { reliable: true });
      await waitUntil(async () => (await messagesTo(client)) > 0, 'the message is there');
      await stranger.disconnect();

      expect(await client.settled('packetsReceived')).to.equal(0);
      expect(await client.settled('packetsSent')).to.equal(0);
      expect(client.facts).to.deep.equal([]);
      expect(video.srcObject).to.be.null;
      expect(therapist.facts.some((fact) => 'person' in fact && fact.person === 'client')).to.be.false;
      // What the server says of the others is their random names and what they send.
      expect(heard.join('')).to.include(rig.identityOf('therapist'));
      for (const word of ['client', 'Sample', 'metadata']) expect(heard.join('')).not.to.include(word);

      therapist.allow('third', 'client');
      therapist.want('client');
      await server!.setRights(rig.room, rig.identityOf('client'), 'media');
      await sending;
      await Promise.all([client.sees('therapist', video), therapist.sees('client')]);
      await Promise.all([client.hears('therapist'), therapist.hears('client')]);
      expect(client.facts[0]).to.deep.equal({ type: 'rights-changed', rights: 'media' });
      expect(client.told('connection-changed')).to.deep.equal([]);
      await client.connect();
      expect(client.told('connection-changed')).to.deep.equal([
        { type: 'connection-changed', connection: 'connected' },
      ]);
    });

    it('waits a moment for the rights that the service has promised', async () => {
      const client = await person('client');
      await client.connect(client.end.waiting);
      const entered = client.connect();
      await server!.setRights(rig.room, rig.identityOf('client'), 'media');
      await entered;
      expect(client.facts.map((fact) => ('connection' in fact ? fact.connection : fact.type))).to.deep.equal([
        'rights-changed',
        'connected',
      ]);
      expect(client.end.page.connections).to.have.lengthOf(1);
    });

    it('comes in from outside where the rights do not come', async () => {
      const [client, therapist] = [await person('client'), await person('therapist')];
      therapist.allow('client');
      client.allow('therapist');
      client.want('therapist');
      await therapist.connect();
      await therapist.publish();
      await client.connect(client.end.waiting);
      await client.connect();
      await client.sees('therapist');
      await client.hasOnlyTheLastConnection(2);
    });

    it('is let in while they are still on their way in', async () => {
      const client = await person('client');
      const standing = client.connect(client.end.waiting);
      const entered = client.connect();
      await standing;
      await server!.setRights(rig.room, rig.identityOf('client'), 'media');
      await entered;
      expect(client.connection).to.equal('connected');
      expect(client.end.page.connections).to.have.lengthOf(1);
    });

    it('is let in although nothing came of standing by', async () => {
      const client = await person('client');
      const standing = codeOf(client.connect({ ...client.end.waiting!, token: 'no token' }));
      const entered = client.connect();
      expect(await standing).to.equal('connection-lost');
      await entered;
      expect(client.connection).to.equal('connected');
    });

    it('does not come in when they leave on their way', async () => {
      const client = await person('client');
      const standing = codeOf(client.connect(client.end.waiting));
      const entered = codeOf(client.connect());
      await waitUntil(() => client.end.page.connections.length > 0, 'under way');
      client.transport.disconnect();
      expect([await standing, await entered]).to.deep.equal(['connection-lost', 'connection-lost']);
      expect(client.facts).to.deep.equal([]);
    });

    it('goes without a word', async () => {
      const [client, therapist] = [await person('client'), await person('therapist')];
      therapist.allow('client');
      await therapist.connect();
      await client.connect(client.end.waiting);
      client.transport.disconnect();
      await waitUntil(async () => (await tracksOf('client')) === undefined, 'gone');
      expect(client.facts).to.deep.equal([]);
      expect(therapist.facts.map(({ type }) => type)).to.deep.equal([
        'connection-changed',
        'connection-changed',
      ]);
    });
  });

  it('is silent and covered at once when the rights are withdrawn, and stays where it is', async () => {
    const [client, therapist] = await pair();
    await Promise.all([client.publish(), therapist.publish()]);
    const [video, theirs] = [client.screen('therapist'), therapist.screen('client')];
    await Promise.all([client.sees('therapist', video), therapist.sees('client', theirs)]);
    await server!.setRights(rig.room, rig.identityOf('client'), 'none');
    await client.learns('rights-changed');
    expect(client.told('rights-changed')).to.deep.equal([{ type: 'rights-changed', rights: 'none' }]);
    expect(video.srcObject).to.be.null;
    const atRest = await client.settled('packetsSent');
    expect(await client.settled('packetsSent')).to.equal(atRest);
    await waitUntil(() => theirs.srcObject === null, 'the picture is gone over there');
    expect(await codeOf(client.transport.send(new Uint8Array(1), ['therapist']))).to.equal('text-not-sent');
  });

  it('sends nothing while the service has withdrawn that right, and goes on when it is given back', async () => {
    const [client, therapist] = await pair();
    await therapist.publish();
    const video = client.screen('therapist');
    await client.sees('therapist', video);
    await server!.setRights(rig.room, rig.identityOf('therapist'), 'receive');
    await therapist.learns('rights-changed');
    await waitUntil(() => video.srcObject === null, 'the picture is gone');
    const atRest = await therapist.settled('packetsSent');
    // What is asked for meanwhile waits, and does not fail.
    const publishing = therapist.publish();
    await client.publish();
    await therapist.sees('client');
    expect(await therapist.settled('packetsSent')).to.equal(atRest);
    expect(await tracksOf('therapist')).to.equal(0);
    await server!.setRights(rig.room, rig.identityOf('therapist'), 'media');
    await publishing;
    await client.sees('therapist', video);
    expect(therapist.told('rights-changed')).to.deep.equal(
      ['receive', 'media'].map((rights) => ({ type: 'rights-changed', rights })),
    );
    expect(client.told('person-lost').concat(client.told('person-left'))).to.deep.equal([]);
  });

  it('comes in during a pause, and sends nothing then', async () => {
    const [client, therapist] = [await person('client'), await person('therapist')];
    client.allow('therapist');
    therapist.allow('client');
    therapist.want('client');
    await therapist.connect();
    await client.connect(await rig.pass('client', 'receive'));
    await client.learns('person-joined');
    const publishing = client.publish();
    expect(await client.settled('packetsSent')).to.equal(0);
    expect(client.connection).to.equal('connected');
    await server!.setRights(rig.room, rig.identityOf('client'), 'media');
    await publishing;
    await therapist.sees('client');
  });

  const FAULTS: readonly SimulatedFault[] = [
    'drop-signalling',
    'reconnect',
    'resume-fails',
    'signalling-lost-while-resuming',
    'server-leaves',
    'server-dies',
    'server-moves-us',
    'tcp-only',
  ];

  for (const fault of FAULTS)
    it(`goes on after ${fault}, on either side, and sends nothing of somebody who has paused`, async () => {
      const [client, therapist] = await pair(freshPass);
      await Promise.all([client.publish(), therapist.publish()]);
      const video = client.screen('therapist');
      await Promise.all([client.sees('therapist', video), therapist.sees('client')]);
      client.unpublish();
      const atRest = await client.settled('packetsSent');
      for (const one of [therapist, client]) {
        one.transport.simulate(fault);
        await one.isConnected('reconnecting');
        await one.isConnected();
        await client.sees('therapist', video);
        const before = barIn(video)?.x;
        await waitUntil(() => barIn(video)?.x !== before, 'the picture moves', { timeout: 60_000 });
      }
      expect(await client.settled('packetsSent')).to.equal(atRest);
      expect(await tracksOf('client')).to.equal(0);
      await client.publish();
      await therapist.sees('client');
    });

  it('finds another way for its packets without a word', async () => {
    const [client, therapist] = await pair();
    await therapist.publish();
    const video = client.screen('therapist');
    await client.sees('therapist', video);
    const [connection] = therapist.end.page.connections;
    const ways = (): string[] => connection?.localDescription?.sdp.match(/a=ice-ufrag:\S+/g) ?? [];
    const before = ways();
    therapist.transport.simulate('restart-ice');
    await waitUntil(() => ways()[0] !== before[0], 'another way');
    await client.sees('therapist', video);
    expect(therapist.told('connection-changed')).to.have.lengthOf(2);
  });

  it('sends a picture of two sizes only when somebody wants it, and an empty one so that they learn of it', async () => {
    const [client, therapist] = await pair();
    client.want('therapist', false);
    const large = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
    const pen = large.getContext('2d')!;
    const draw = setInterval(() => {
      pen.fillStyle = `hsl(${SIGNATURES.therapist.hue} 100% 50%)`;
      pen.fillRect(0, 0, 640, 360);
    }, 100);
    const [track] = large.captureStream(10).getVideoTracks();
    await therapist.transport.publish('camera', track!);
    await client.learns('person-media');
    const atRest = await therapist.settled('packetsSent');
    expect(await therapist.settled('packetsSent')).to.equal(atRest);
    const [connection] = therapist.end.page.connections;
    const sizes = connection!.getSenders().map((sender) => sender.getParameters().encodings.length);
    expect(Math.max(...sizes)).to.equal(2);
    expect(connection!.getSenders().map((sender) => sender.track)).to.deep.equal(sizes.map(() => null));
    client.want('therapist');
    await client.sees('therapist');
    clearInterval(draw);
    track!.stop();
  });

  it('sends nothing of what was switched off again before it was on its way', async () => {
    const [client, therapist] = await pair();
    for (let times = 0; times < 3; times += 1) {
      const publishing = client.publish();
      client.unpublish();
      await publishing;
    }
    expect(await client.settled('packetsSent')).to.equal(0);
    await waitUntil(async () => (await tracksOf('client')) === 0, 'nothing is published');
    expect(await therapist.settled('packetsReceived')).to.equal(0);
    for (const kind of KINDS) expect(client.content[kind].track.readyState).to.equal('live');
  });

  it('listens to nothing of what it sends, not even to whether it is silent', async () => {
    const [client] = await pair();
    const theirs = client.end.page.window as Window & typeof globalThis;
    let listened = 0;
    theirs.AudioContext = class extends theirs.AudioContext {
      override createAnalyser(): AnalyserNode {
        listened += 1;
        return super.createAnalyser();
      }
    };
    await client.publish();
    await waitUntil(async () => (await tracksOf('client')) === 2, 'both are published');
    expect(listened).to.equal(0);
  });

  it('keeps what is to be sent through a line that breaks while it is published', async () => {
    const [client, therapist] = await pair(freshPass);
    therapist.transport.simulate('server-leaves');
    const publishing = therapist.publish();
    await client.sees('therapist');
    await publishing;
    expect(therapist.told('connection-changed').length).to.be.greaterThan(2);
  });

  it('says nothing on the console, where a token could be read', async () => {
    const client = await person('client');
    const said: unknown[] = [];
    const { console: theirs } = client.end.page.window as Window & typeof globalThis;
    for (const level of ['debug', 'log', 'info', 'warn', 'error', 'trace'] as const)
      theirs[level] = (...given: unknown[]) => said.push(given);
    await client.connect();
    client.transport.simulate('reconnect');
    await client.isConnected('reconnecting');
    await client.isConnected();
    client.transport.disconnect();
    const refused = client.connect({ ...client.end.pass, token: 'not-a-token' });
    expect(await codeOf(refused)).to.equal('connection-lost');
    expect(said).to.deep.equal([]);
  });
});
