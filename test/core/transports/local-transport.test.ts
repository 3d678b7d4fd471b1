import { expect } from '@open-wc/testing';
import { waitUntil } from '../../support/wait-until.js';
import fc from 'fast-check';
import { randomId } from '../../../src/core/random-id.js';
import type { PersonId, Role, TransportFact } from '../../../src/core/session-snapshot.js';
import type { SessionTransport } from '../../../src/core/session-transport.js';
import type { WorkerOptions } from '../../../src/core/encryption/worker-loader.js';
import type * as module from '../../../src/core/transports/local-transport.js';
import { readSignalling } from '../../../src/core/transports/local-signalling.js';
import { barTrack } from '../../support/media-content.js';
import { giveKeys } from '../../support/media-keys.js';
import { heldLocks, openWatchedPage, type WatchedPage } from '../../support/watched-page.js';
import { transportContract, type TransportEnd, type TransportRig } from '../contracts/transport-contract.js';

/** Each person on a page of their own, so that a page can crash. */
const localRig = (
  /** What is done to a page before anything of ours is on it, and with which worker it begins. */
  { prepare, ...options }: WorkerOptions & { prepare?: (page: Window & typeof globalThis) => void } = {},
): TransportRig & { hide: (end: TransportEnd) => void } => {
  const room = randomId();
  const pages = new Map<SessionTransport, WatchedPage>();
  return {
    async end(person: PersonId, role: Role): Promise<TransportEnd> {
      const page = openWatchedPage();
      prepare?.(page.window as Window & typeof globalThis);
      const { LocalTransport } = await page.load<typeof module>('core/transports/local-transport.ts');
      const transport = new LocalTransport(options);
      pages.set(transport, page);
      return {
        transport,
        pass: { room, person, identity: person, role, rights: 'media' },
        crash: () => page.crash(),
      };
    },
    identityOf: (person) => person,
    hide: ({ transport }) => pages.get(transport)?.window.dispatchEvent(new Event('pagehide')),
    leftovers: async () => [
      ...[...pages.values()].flatMap((page) => page.left()),
      ...(await heldLocks(room)),
    ],
    close: () => {
      for (const page of pages.values()) page.close();
    },
  };
};

transportContract('LocalTransport', localRig);

const join = async (
  rig: TransportRig,
  person: PersonId,
  role: Role,
): Promise<TransportEnd & { facts: TransportFact[] }> => {
  const end = await rig.end(person, role);
  const facts: TransportFact[] = [];
  end.transport.onFact = (fact) => facts.push(fact);
  end.transport.allow(
    ['client', 'therapist', 'elsewhere']
      .filter((other) => other !== person)
      .map((other) => ({ person: other, identity: other })),
  );
  await end.transport.connect(end.pass, { signal: new AbortController().signal });
  return { ...end, facts };
};

const learns = (facts: readonly TransportFact[], type: TransportFact['type']): Promise<void> =>
  waitUntil(() => facts.some((fact) => fact.type === type), type, { timeout: 8_000 });

/** What is said on its channels arrives here long after everything else. */
const hearsLate = (page: Window & typeof globalThis): void => {
  page.BroadcastChannel = class extends page.BroadcastChannel {
    override set onmessage(handler: typeof BroadcastChannel.prototype.onmessage) {
      super.onmessage = (event) =>
        setTimeout(() => {
          handler?.call(this, event);
        }, 300);
    }
  };
};

const codeOf = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    return await promise;
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
};

describe('LocalTransport', () => {
  let rig: ReturnType<typeof localRig>;

  beforeEach(() => {
    rig = localRig();
  });

  afterEach(() => {
    rig.close();
  });

  it('ignores whatever else is said on its channel', async () => {
    const client = await join(rig, 'client', 'client');
    const channel = new BroadcastChannel(`safe-session:${client.pass.room}:media`);
    const stranger = { page: 'x', person: 'stranger', role: 'client' };
    const signals: unknown[] = [];
    channel.onmessage = ({ data }) => signals.push(data);
    fc.assert(
      fc.property(fc.anything(), (value) => {
        try {
          channel.postMessage(value);
        } catch {
          // What cannot be cloned cannot be sent.
        }
        expect(() => readSignalling(value)).not.to.throw();
      }),
    );
    for (const from of [null, {}, { ...stranger, role: 'admin' }, { ...stranger, page: 'x'.repeat(65) }])
      channel.postMessage({ v: 1, type: 'hello', from });
    channel.postMessage({ v: 2, type: 'hello', from: stranger });
    channel.postMessage({ v: 1, type: 'hello', from: { ...stranger, person: 'client' } });
    channel.postMessage({
      v: 1,
      type: 'description',
      from: stranger,
      description: { type: 'offer', sdp: 'v=0' },
    });
    const therapist = await join(rig, 'therapist', 'therapist');
    channel.postMessage({ v: 1, type: 'hello', from: stranger });
    channel.postMessage({
      v: 1,
      type: 'description',
      from: stranger,
      description: { type: 'offer', sdp: 'v=0' },
    });
    channel.postMessage({ v: 1, type: 'candidate', from: stranger, candidate: { candidate: 'nonsense' } });
    await learns(client.facts, 'person-joined');
    await learns(therapist.facts, 'person-joined');
    channel.close();
    expect(client.facts.filter((fact) => 'person' in fact && fact.person === 'stranger')).to.deep.equal([]);
  });

  it('tells the others that the line broke when a tab closes, because nobody chose to leave', async () => {
    const client = await join(rig, 'client', 'client');
    const therapist = await join(rig, 'therapist', 'therapist');
    await learns(therapist.facts, 'person-joined');
    rig.hide(client);
    await learns(therapist.facts, 'person-lost');
    expect(therapist.facts.some(({ type }) => type === 'person-left')).to.be.false;
    expect(client.facts.at(-1)).to.deep.equal({
      type: 'connection-changed',
      connection: 'lost',
    });
  });

  it('misses nobody who connects anew, however late their greeting is heard', async () => {
    rig.close();
    rig = localRig({ prepare: hearsLate });
    const client = await join(rig, 'client', 'client');
    const therapist = await join(rig, 'therapist', 'therapist');
    await learns(client.facts, 'person-joined');
    await learns(therapist.facts, 'person-joined');
    therapist.facts.length = 0;
    therapist.transport.simulate('reconnect');
    await waitUntil(
      () => therapist.facts.some((fact) => 'connection' in fact && fact.connection === 'connected'),
      'the new line',
    );
    expect(client.facts.filter(({ type }) => type === 'person-lost')).to.deep.equal([]);
  });

  it('keeps a person in a room of their own apart from other rooms', async () => {
    const other = localRig();
    const client = await join(rig, 'client', 'client');
    const elsewhere = await join(other, 'elsewhere', 'therapist');
    const therapist = await join(rig, 'therapist', 'therapist');
    await learns(therapist.facts, 'person-joined');
    await learns(client.facts, 'person-joined');
    expect(elsewhere.facts.some(({ type }) => type === 'person-joined')).to.be.false;
    other.close();
  });

  it('rejects a track that has stopped, and publishing without a connection', async () => {
    const end = await rig.end('client', 'client');
    const bar = barTrack(0);
    expect(await codeOf(end.transport.publish('camera', bar.track))).to.equal('connection-lost');
    await end.transport.connect(end.pass, { signal: new AbortController().signal });
    bar.stop();
    expect(await codeOf(end.transport.publish('camera', bar.track))).to.equal('device-failed');
  });

  it('gives up connecting when it is told to disconnect meanwhile', async () => {
    const end = await rig.end('client', 'client');
    const connecting = end.transport.connect(end.pass, { signal: new AbortController().signal });
    end.transport.disconnect();
    expect(await codeOf(connecting)).to.equal('connection-lost');
    await waitUntil(async () => (await rig.leftovers()).length === 0, 'nothing is left');
  });

  it('stops in the task in which its worker finds that something would leave unsealed', async () => {
    const lying = localRig({ workerUrl: new URL('../../support/lying-worker.js', import.meta.url) });
    const therapist = await lying.end('therapist', 'therapist');
    const facts: TransportFact[] = [];
    therapist.transport.onFact = (fact) => facts.push(fact);
    const client = await join(rig, 'client', 'client');
    client.transport.setWanted('therapist', 'camera', true);
    await giveKeys(client.transport, 'client', ['therapist']);
    await giveKeys(therapist.transport, 'therapist', ['client']);
    therapist.transport.allow([{ person: 'client', identity: 'client' }]);
    const { signal } = new AbortController();
    const bar = barTrack(0);
    await therapist.transport.connect({ ...therapist.pass, room: client.pass.room }, { signal });
    await therapist.transport.publish('camera', bar.track);
    await learns(facts, 'tampering');
    expect(facts.slice(-2)).to.deep.equal([
      { type: 'connection-changed', connection: 'lost' },
      { type: 'tampering' },
    ]);
    expect((await client.transport.evidence()).packetsReceived.camera).to.equal(0);
    expect(client.facts.filter(({ type }) => type === 'frames')).to.deep.equal([]);
    await learns(client.facts, 'person-lost');
    await waitUntil(async () => (await lying.leftovers()).length === 0, 'nothing is left');
    bar.stop();
    lying.close();
  });

  it('connects nobody whose worker does not start, or whose browser cannot seal', async () => {
    const unable = (page: Window & typeof globalThis): void => {
      Reflect.deleteProperty(page.RTCRtpSender.prototype, 'createEncodedStreams');
      Reflect.deleteProperty(page, 'RTCRtpScriptTransform');
    };
    for (const [options, code] of [
      [{ workerUrl: '/nothing/is/here.js' }, 'worker-blocked'],
      [{ prepare: unable }, 'encryption-unsupported'],
    ] as const) {
      const other = localRig(options);
      const { transport, pass } = await other.end('client', 'client');
      const facts: TransportFact[] = [];
      transport.onFact = (fact) => facts.push(fact);
      expect(await codeOf(transport.prepare({ kind: 'tabs' }))).to.equal(code);
      expect(await codeOf(transport.connect(pass, { signal: new AbortController().signal }))).to.equal(code);
      expect(facts.map((fact) => ('connection' in fact ? fact.connection : fact.type))).to.deep.equal([
        'connecting',
        'idle',
      ]);
      expect(await other.leftovers()).to.deep.equal([]);
      other.close();
    }
  });
});
