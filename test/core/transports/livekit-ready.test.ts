import { expect } from '@open-wc/testing';
import { livekitServer, type Looked } from '../../support/livekit-server.js';
import { roomForEach } from '../../support/livekit-room.js';
import { KINDS, type LivekitPerson, type Name } from '../../support/livekit-people.js';
import { waitUntil } from '../../support/wait-until.js';

const server = await livekitServer('ready');

const SMALL = { width: 320, height: 180 };
const LARGE = { width: 1280, height: 720 };

/** A therapist stands by with their places laid out, so that whoever they let in sees and hears them sooner. */
(server ? describe : describe.skip)('LivekitTransport, ready to send', function () {
  this.timeout(90_000);
  const { rig, person } = roomForEach(server!);

  /** As the server has them. */
  const seenTherapist = async (): Promise<Looked | undefined> =>
    (await server!.look(rig.room)).find(({ identity }) => identity === rig.identityOf('therapist'));

  const theyAre = (count: number): Promise<void> =>
    waitUntil(async () => (await seenTherapist())?.tracks === count, `the server has ${count} tracks`, {
      timeout: 20_000,
    });

  const standBy = async (
    therapist: LivekitPerson,
    { unasked = true, pictureSize = SMALL } = {},
  ): Promise<void> => {
    therapist.allow('client');
    therapist.want('client');
    const token = await server!.token(rig.room, rig.identityOf('therapist'), 'ready');
    await therapist.connect({ ...therapist.end.waiting!, token }, undefined, { unasked, pictureSize });
    // Of a picture in several sizes the server learns with its first packets alone.
    await theyAre(pictureSize === SMALL ? KINDS.length : 1);
  };

  const standingBy = async (how: Parameters<typeof standBy>[1] = {}): Promise<LivekitPerson> => {
    const therapist = await person('therapist');
    await standBy(therapist, how);
    return therapist;
  };

  const letIn = (...names: readonly Name[]): Promise<unknown> =>
    Promise.all(names.map((name) => server!.setRights(rig.room, rig.identityOf(name), 'media')));

  const waitingClient = async (): Promise<LivekitPerson> => {
    const client = await person('client');
    client.allow('therapist');
    client.want('therapist');
    await client.connect(client.end.waiting, undefined, { unasked: true });
    return client;
  };

  const meet = (client: LivekitPerson, therapist: LivekitPerson): Promise<unknown> =>
    Promise.all([
      client.sees('therapist'),
      client.hears('therapist'),
      therapist.sees('client'),
      therapist.hears('client'),
    ]);

  it('sends nothing and tells nobody anything, also with a track at hand, until somebody is let in', async () => {
    const therapist = await standingBy();
    const client = await person('client');
    const heard = client.overhears();
    client.allow('therapist');
    client.want('therapist');
    await client.connect(client.end.waiting, undefined, { unasked: true });
    const sending = therapist.publish();
    expect(await therapist.settled('packetsSent')).to.equal(0);
    expect(await client.settled('packetsReceived')).to.equal(0);
    expect([...therapist.facts, ...client.facts]).to.deep.equal([]);
    expect((await seenTherapist())?.sending).to.equal(0);
    expect(heard.join(''), 'of themselves').to.include(rig.identityOf('client'));
    expect(heard.join('')).not.to.include(rig.identityOf('therapist'));

    await letIn('client', 'therapist');
    await Promise.all([sending, client.publish()]);
    await meet(client, therapist);
    expect(therapist.end.page.connections).to.have.lengthOf(1);
  });

  it('opens no way to the speakers while nobody is heard', async () => {
    const therapist = await person('therapist');
    const opened = therapist.opensSound();
    const token = await server!.token(rig.room, rig.identityOf('therapist'), 'ready');
    await therapist.connect({ ...therapist.end.waiting!, token }, undefined, { pictureSize: SMALL });
    await theyAre(KINDS.length);
    const [silence] = opened;
    expect(opened).to.have.lengthOf(1);
    expect(silence?.options).to.deep.equal({ sinkId: { type: 'none' } });
    await waitUntil(() => silence?.context.state === 'suspended', 'silence is not made');
  });

  it('is not taken for somebody who sends, until they do', async () => {
    const therapist = await standingBy();
    const client = await waitingClient();
    await letIn('client', 'therapist');
    await Promise.all([client.learns('person-joined'), therapist.learns('person-joined')]);
    await client.publish();
    await Promise.all([therapist.sees('client'), therapist.hears('client')]);
    expect(client.told('person-media')).to.deep.equal([]);
    expect(await therapist.settled('packetsSent')).to.equal(0);

    await therapist.transport.publish('microphone', therapist.content.microphone.track);
    await client.hears('therapist');
    expect(client.told('person-media')).to.deep.equal([
      { type: 'person-media', person: 'therapist', kind: 'microphone', on: true },
    ]);
    therapist.unpublish();
    await client.learns('person-media', 2);
    await therapist.publish();
    await meet(client, therapist);
  });

  it('lays out a place for a large picture as well, which the server hears of once somebody is let in', async () => {
    const therapist = await standingBy({ pictureSize: LARGE });
    const client = await waitingClient();
    await letIn('client', 'therapist');
    await theyAre(KINDS.length);
    expect(client.told('person-media')).to.deep.equal([]);
    await Promise.all([client.publish(), therapist.publish()]);
    await meet(client, therapist);
  });

  it('sets what is sent in which size one after the other, whoever has it set', async () => {
    const therapist = await person('therapist');
    const set = therapist.setsParameters();
    await standBy(therapist, { pictureSize: LARGE });
    const client = await waitingClient();
    await letIn('client', 'therapist');
    await Promise.all([client.publish(), therapist.publish()]);
    await meet(client, therapist);
    expect(set.times).to.be.greaterThan(3);
    expect(set.atOnce).to.equal(1);
  });

  it('is met by somebody who comes from outside', async () => {
    const therapist = await standingBy({ unasked: false });
    const client = await person('client');
    client.allow('therapist');
    client.want('therapist');
    await letIn('therapist');
    await Promise.all([client.connect(), therapist.publish()]);
    await client.publish();
    await meet(client, therapist);
  });

  it('has nothing at the server during a pause, and sends after it', async () => {
    const therapist = await standingBy();
    const client = await waitingClient();
    await letIn('client', 'therapist');
    await client.learns('person-joined');
    await server!.setRights(rig.room, rig.identityOf('therapist'), 'receive');
    await theyAre(0);
    await letIn('therapist');
    await Promise.all([client.publish(), therapist.publish()]);
    await meet(client, therapist);
  });

  it('is ready again after its line broke', async () => {
    const therapist = await standingBy();
    therapist.transport.simulate('reconnect');
    await waitUntil(() => therapist.end.page.connections.length > 1, 'connected anew', { timeout: 20_000 });
    const client = await waitingClient();
    await theyAre(KINDS.length);
    await letIn('client', 'therapist');
    await Promise.all([client.publish(), therapist.publish()]);
    await meet(client, therapist);
  });
});
