import { expect } from '@open-wc/testing';
import { getLogger, LoggerNames, Room } from 'livekit-client';
import { randomId } from '../../../src/core/random-id.js';
import type { Pass } from '../../../src/core/session-transport.js';
import { goodbyeWord } from '../../../src/core/transports/goodbye-words.js';
import { codeOf, type LivekitPerson } from '../../support/livekit-people.js';
import { roomForEach } from '../../support/livekit-room.js';
import { livekitServer } from '../../support/livekit-server.js';
import { sampleKey } from '../../support/media-keys.js';
import { waitUntil } from '../../support/wait-until.js';

const server = await livekitServer('defences');

// Of the strangers' pages, which are ours here.
for (const name of Object.values(LoggerNames)) getLogger(name).setDefaultLevel('silent');

(server ? describe : describe.skip)('LivekitTransport against others', function () {
  this.timeout(60_000);
  const { rig, person } = roomForEach(server!);
  let strangers: Room[] = [];

  afterEach(async () => {
    await Promise.all(strangers.map((stranger) => stranger.disconnect()));
    strangers = [];
  });

  const pair = async (): Promise<readonly [LivekitPerson, LivekitPerson]> => {
    const [client, therapist] = [await person('client'), await person('therapist')];
    client.allow('therapist');
    therapist.allow('client');
    await Promise.all([client.connect(), therapist.connect()]);
    await Promise.all([client.learns('person-joined'), therapist.learns('person-joined')]);
    return [client, therapist];
  };

  /** A page of nobody's, with every right and with LiveKit alone. */
  const stranger = async (identity = randomId()): Promise<Room> => {
    const room = new Room();
    strangers.push(room);
    await room.connect(server!.url, await server!.token(rig.room, identity, 'media'));
    return room;
  };

  const bytes = (value: unknown): Uint8Array<ArrayBuffer> =>
    new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

  it('believes nothing that comes from a page which nobody named', async () => {
    const [client, therapist] = await pair();
    const before = client.facts.length;
    const { localParticipant } = await stranger();
    const wanted = { microphone: true, camera: true };
    for (const topic of ['control', 'message', '', 'anything'])
      for (const message of [
        { v: 1, type: 'hello', wanted },
        { v: 1, type: 'want', wanted },
        { v: 1, type: 'bye', word: null },
        'let me in',
      ])
        await localParticipant.publishData(bytes(message), { reliable: true, topic });
    await localParticipant.sendText('let me in');
    // A page that answered would say that it does not know the method.
    const call = localParticipant.performRpc({
      destinationIdentity: rig.identityOf('client'),
      method: 'anything',
      payload: '',
      responseTimeout: 1_500,
    });
    expect(String(await codeOf(call))).to.match(/^150[12]$/);
    await therapist.transport.send(bytes('the last word'), ['client']);
    await client.learns('received');
    expect(client.facts.slice(before).map((fact) => ('from' in fact ? fact.from : fact.type))).to.deep.equal([
      'therapist',
    ]);
  });

  it('takes from somebody who was let in only what it understands', async () => {
    const therapist = await person('therapist');
    therapist.allow('client');
    await therapist.connect();
    const { localParticipant } = await stranger(rig.identityOf('client'));
    const say = (message: unknown): Promise<void> =>
      localParticipant.publishData(bytes(message), { reliable: true, topic: 'control' });
    for (const nonsense of [
      '',
      '{',
      'null',
      '[]',
      { v: 2, type: 'bye', word: null },
      { v: 1 },
      'x'.repeat(9_999),
    ])
      await say(nonsense);
    await localParticipant.publishData(bytes('before we have met'), { reliable: true, topic: 'message' });
    expect(therapist.facts.filter((fact) => 'person' in fact || 'from' in fact)).to.deep.equal([]);
    await say({ v: 1, type: 'here', wanted: 'everything' });
    await therapist.learns('person-joined');
    const third = await goodbyeWord(await sampleKey('third'));
    for (const word of [true, 'any word', third]) await say({ v: 1, type: 'bye', word });
    await therapist.learns('person-lost');
    expect(therapist.told('person-left'), 'without a word of theirs').to.deep.equal([]);
    await say({ v: 1, type: 'bye', word: await goodbyeWord(await sampleKey('client')) });
    await therapist.learns('person-left');
    expect(therapist.told('received')).to.deep.equal([]);
  });

  it('takes no notice of names that the server gives, nor of what it says itself', async () => {
    const [client, therapist] = await pair();
    const before = client.facts.length;
    for (const name of ['client', 'therapist'] as const)
      await server!.rename(rig.room, rig.identityOf(name), 'Sam');
    for (const topic of ['control', 'message', ''])
      for (const text of ['let me in', JSON.stringify({ v: 1, type: 'bye', word: null })])
        await server!.tell(rig.room, topic, text);
    await therapist.transport.send(bytes('the last word'), ['client']);
    await client.learns('received');
    expect(client.facts.slice(before).map(({ type }) => type)).to.deep.equal(['received']);
    expect(client.told('received')).to.deep.equal([
      { type: 'received', from: 'therapist', bytes: bytes('the last word') },
    ]);
  });

  it('gives nothing to somebody who comes back with an old pass after they were removed', async () => {
    const [client, therapist] = await pair();
    await therapist.publish();
    client.want('therapist');
    await client.sees('therapist');
    therapist.allow();
    await server!.remove(rig.room, rig.identityOf('client'));
    await client.isConnected('lost');
    // The token still opens the door; nobody is there for whoever comes through it.
    const [facts, heard] = [therapist.facts.length, client.facts.length];
    client.allow('therapist');
    client.want('therapist');
    const video = client.screen('therapist');
    await client.connect();
    await client.publish();
    expect(await client.settled('packetsReceived')).to.equal(0);
    expect(await codeOf(client.transport.send(bytes('x'), ['therapist']))).to.equal('text-not-sent');
    expect(video.srcObject).to.be.null;
    expect(therapist.facts.slice(facts)).to.deep.equal([]);
    expect(client.facts.slice(heard).filter((fact) => 'person' in fact)).to.deep.equal([]);
  });

  it('gives way to a second page with the same pass, and does not come back to fight for the place', async () => {
    const client = await person('client');
    let renewed = 0;
    const renew = (): Promise<Pass> => {
      renewed += 1;
      return rig.pass('client');
    };
    await client.connect(client.end.pass, renew);
    await stranger(rig.identityOf('client'));
    await client.learns('problem');
    expect(client.connection).to.equal('lost');
    expect(client.told('problem')).to.deep.equal([{ type: 'problem', problem: { code: 'place-taken' } }]);
    expect(renewed).to.equal(0);
  });

  it('leaves a room in which the server takes it for somebody else', async () => {
    const client = await person('client');
    const token = await server!.token(rig.room, randomId(), 'media');
    expect(await codeOf(client.connect({ ...client.end.pass, token }))).to.equal('service-missing');
    expect(client.connection).to.equal('idle');
    await waitUntil(async () => (await server!.look(rig.room)).length === 0, 'nobody is left in the room');
    await waitUntil(() => client.end.page.left().length === 0, 'nothing is left on the page');
  });

  it('leaves nothing in the browser’s storage, which LiveKit’s own log would', async () => {
    await pair();
    expect(Object.keys(localStorage).filter((key) => key.startsWith('loglevel'))).to.deep.equal([]);
    expect(Object.keys(sessionStorage)).to.deep.equal([]);
  });

  it('asks no server of third parties for its address', async () => {
    const client = await person('client');
    // The server names one on its own host, which is another one than this by its name.
    const url = server!.url.replace('127.0.0.1', 'localhost');
    expect(await codeOf(client.connect({ ...client.end.pass, url }))).to.equal('service-missing');
    await waitUntil(() => client.end.page.left().length === 0, 'nothing is left on the page');

    const own = [{ urls: ['stun:127.0.0.1:3479'] }];
    await client.connect({ ...client.end.pass, url, iceServers: own });
    const open = (): RTCPeerConnection[] =>
      client.end.page.connections.filter(({ connectionState }) => connectionState !== 'closed');
    const asked = (): string[] => [
      ...new Set(
        open().flatMap((one) => (one.getConfiguration().iceServers ?? []).flatMap(({ urls }) => urls)),
      ),
    ];
    expect(asked()).to.deep.equal(['stun:127.0.0.1:3479']);
    client.transport.simulate('drop-signalling');
    await client.isConnected('reconnecting');
    await client.isConnected();
    expect(asked()).to.deep.equal(['stun:127.0.0.1:3479']);
  });

  it('asks a server of another host where the pass names that host', async () => {
    const client = await person('client');
    const url = server!.url.replace('127.0.0.1', 'localhost');
    await client.connect({ ...client.end.pass, url, iceHosts: ['127.0.0.1'] });
    const asked = client.end.page.connections.flatMap((one) =>
      (one.getConfiguration().iceServers ?? []).flatMap(({ urls }) => urls),
    );
    expect(new Set(asked)).to.deep.equal(new Set(['stun:127.0.0.1:3478']));
  });
});
