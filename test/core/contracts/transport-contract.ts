/** What every media path must do. Each implementation brings a rig; the suite stays the same. */
import { expect } from '@open-wc/testing';
import { giveKeys, sampleKey } from '../../support/media-keys.js';
import { waitUntil } from '../../support/wait-until.js';
import type { MediaKind, PersonId, Role, TransportFact } from '../../../src/core/session-snapshot.js';
import type { Pass, SessionTransport } from '../../../src/core/session-transport.js';
import {
  barIn,
  barTrack,
  isPitch,
  pitchMeter,
  showsHue,
  SIGNATURES,
  toneTrack,
  type ContentTrack,
} from '../../support/media-content.js';

export interface TransportEnd {
  readonly transport: SessionTransport;
  readonly pass: Pass;
  /** A pass without rights, where this path lets people stand by in the room; elsewhere nobody comes in with one. */
  readonly waiting?: Pass;
  /** The page is gone without a goodbye. */
  crash(): void;
}

/** One room of one implementation. */
export interface TransportRig {
  end(person: PersonId, role: Role): Promise<TransportEnd>;
  /** What the media path calls somebody's page. */
  identityOf(person: PersonId): string;
  /** What of this room is still there after everybody disconnected: names for the failing test. */
  leftovers(): Promise<readonly string[]>;
  close(): void;
}

/** How long the world may take, on a busy machine. */
const PATIENCE = { timeout: 15_000, interval: 25 };

const KINDS: readonly MediaKind[] = ['microphone', 'camera'];

interface Party extends TransportEnd {
  readonly facts: TransportFact[];
  readonly person: PersonId;
  readonly content: Readonly<Record<MediaKind, ContentTrack>>;
}

const told = (party: Party, type: TransportFact['type'], person?: PersonId): TransportFact[] =>
  party.facts.filter(
    (fact) => fact.type === type && (!person || ('person' in fact && fact.person === person)),
  );

const waitForFact = (party: Party, type: TransportFact['type'], person?: PersonId): Promise<void> =>
  waitUntil(() => told(party, type, person).length > 0, `${party.person} learns ${type}`, PATIENCE);

const connections = (party: Party): string[] =>
  party.facts.flatMap((fact) => (fact.type === 'connection-changed' ? [fact.connection] : []));

const text = (value: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(value);

const received = (party: Party): string[] =>
  party.facts.flatMap((fact) => (fact.type === 'received' ? [new TextDecoder().decode(fact.bytes)] : []));

const rejection = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise;
    return null;
  } catch (error) {
    return (error as { code?: unknown }).code ?? error;
  }
};

export const transportContract = (
  name: string,
  makeRig: () => TransportRig | Promise<TransportRig>,
): void => {
  describe(`${name}: the transport contract`, function () {
    this.timeout(40_000);
    let rig: TransportRig;
    let parties: Party[] = [];
    let elements: HTMLMediaElement[] = [];

    beforeEach(async () => {
      rig = await makeRig();
    });

    afterEach(() => {
      for (const { transport, content } of parties) {
        transport.disconnect();
        for (const kind of KINDS) content[kind].stop();
      }
      for (const element of elements) element.remove();
      parties = [];
      elements = [];
      rig.close();
    });

    const party = async (person: keyof typeof SIGNATURES, role: Role = 'client'): Promise<Party> => {
      const end = await rig.end(person, role);
      const facts: TransportFact[] = [];
      end.transport.onFact = (fact) => facts.push(fact);
      const { hue, pitch } = SIGNATURES[person];
      const content = { camera: barTrack(hue), microphone: toneTrack(pitch) };
      const made: Party = { ...end, facts, person, content };
      parties.push(made);
      return made;
    };

    const allow = (one: Party, ...people: string[]): void =>
      one.transport.allow(people.map((person) => ({ person, identity: rig.identityOf(person) })));

    const othersOf = (one: Party): string[] =>
      Object.keys(SIGNATURES).filter((person) => person !== one.person);

    /** Connects with whoever is allowed already, without a key. */
    const enterWithout = (one: Party): Promise<void> =>
      one.transport.connect(one.pass, { signal: new AbortController().signal });

    /** Connects with whoever is allowed already, and with everybody's keys. */
    const enter = async (one: Party): Promise<void> => {
      await giveKeys(one.transport, one.person, othersOf(one));
      await enterWithout(one);
    };

    /** Everybody of these tests was let in. */
    const connect = (one: Party): Promise<void> => {
      allow(one, ...othersOf(one));
      return enter(one);
    };

    const pair = async (): Promise<readonly [Party, Party]> => {
      const [client, therapist] = [await party('client'), await party('therapist', 'therapist')];
      await Promise.all([connect(client), connect(therapist)]);
      await waitForFact(client, 'person-joined', 'therapist');
      await waitForFact(therapist, 'person-joined', 'client');
      return [client, therapist];
    };

    const want = (one: Party, other: Party, wanted = true): void => {
      for (const kind of KINDS) one.transport.setWanted(other.person, kind, wanted);
    };

    const publish = async (one: Party): Promise<void> => {
      for (const kind of KINDS) await one.transport.publish(kind, one.content[kind].track);
    };

    const screen = (one: Party, other: Party): { video: HTMLVideoElement; detach: () => void } => {
      const video = document.createElement('video');
      document.body.append(video);
      elements.push(video);
      return { video, detach: one.transport.attach(other.person, 'camera', video) };
    };

    const waitForPicture = (video: HTMLVideoElement, of: keyof typeof SIGNATURES): Promise<void> =>
      waitUntil(() => showsHue(video, SIGNATURES[of].hue), `the picture of ${of}`, PATIENCE);

    const waitForSound = async (one: Party, other: Party): Promise<void> => {
      const audio = new Audio();
      const detach = one.transport.attach(other.person, 'microphone', audio);
      await waitUntil(() => audio.srcObject, `the sound of ${other.person}`, PATIENCE);
      const meter = pitchMeter(audio.srcObject as MediaStream);
      const own = SIGNATURES[one.person as keyof typeof SIGNATURES].pitch;
      const theirs = SIGNATURES[other.person as keyof typeof SIGNATURES].pitch;
      await waitUntil(() => isPitch(meter.read(), theirs), `the tone of ${other.person}`, PATIENCE);
      expect(isPitch(meter.read(), own), 'an echo of oneself').to.be.false;
      meter.close();
      detach();
    };

    /** Waits until nothing was counted from one look to the next three times over, and gives the last count. */
    const settled = async (one: Party, part: 'packetsSent' | 'packetsReceived'): Promise<number> => {
      const count = async (): Promise<number> => {
        const counted = (await one.transport.evidence())[part];
        return counted.camera + counted.microphone;
      };
      let last = -1;
      let same = 0;
      await waitUntil(
        async () => {
          const now = await count();
          same = now === last ? same + 1 : 0;
          last = now;
          return same >= 3;
        },
        `${part} of ${one.person} come to rest`,
        { ...PATIENCE, interval: 200 },
      );
      return last;
    };

    it('is connecting, then connected though nobody else is there, and idle after disconnecting', async () => {
      const one = await party('client');
      await connect(one);
      expect(connections(one)).to.deep.equal(['connecting', 'connected']);
      await connect(one);
      expect(connections(one), 'connecting again does nothing').to.deep.equal(['connecting', 'connected']);
      one.transport.disconnect();
      expect(connections(one)).to.deep.equal(['connecting', 'connected', 'idle']);
      one.transport.disconnect();
      expect(connections(one)).to.have.lengthOf(3);
    });

    it('tells nothing to anybody without the right to media, and does not connect after an abort', async () => {
      const one = await party('client');
      const { signal } = new AbortController();
      const pass: Pass = one.waiting ?? { ...one.pass, rights: 'none' };
      const refused = await rejection(one.transport.connect(pass, { signal }));
      expect(refused).to.equal(one.waiting ? null : 'not-admitted');
      expect(one.facts).to.deep.equal([]);
      const reason = new Error('gone');
      const aborted = one.transport.connect(one.pass, { signal: AbortSignal.abort(reason) });
      expect(await rejection(aborted)).to.equal(reason);
      expect(connections(one)).not.to.include('connected');
    });

    it('gives nothing to a stranger who connects, and learns nothing of them', async () => {
      const [client, therapist, third] = [
        await party('client'),
        await party('therapist', 'therapist'),
        await party('third'),
      ];
      allow(client, 'therapist');
      allow(therapist, 'client');
      await Promise.all([enter(client), enter(therapist), connect(third)]);
      await waitForFact(client, 'person-joined', 'therapist');
      await waitForFact(therapist, 'person-joined', 'client');
      want(third, client);
      want(client, third);
      await Promise.all([publish(client), publish(third)]);
      const unreached = third.transport.send(text('let me in'), ['client']);
      expect(await rejection(unreached)).to.equal('text-not-sent');
      expect(await rejection(client.transport.send(text('x'), ['third']))).to.equal('text-not-sent');
      expect(await settled(third, 'packetsReceived')).to.equal(0);
      expect(await settled(client, 'packetsSent')).to.equal(0);
      expect(client.facts.filter((fact) => 'person' in fact && fact.person === 'third')).to.deep.equal([]);
      expect(third.facts.map(({ type }) => type)).not.to.include.members(['person-joined']);
      expect(received(client).concat(received(third))).to.deep.equal([]);
    });

    it('meets whoever is allowed later, whoever of the two is asked first, and is silent when it is taken away', async () => {
      for (const [first, second] of [
        ['client', 'therapist'],
        ['therapist', 'client'],
      ] as const) {
        const [one, other] = [await party(first), await party(second)];
        await Promise.all([enter(one), enter(other)]);
        want(one, other);
        want(other, one);
        await Promise.all([publish(one), publish(other)]);
        allow(one, second);
        expect(await settled(one, 'packetsSent')).to.equal(0);
        expect(told(one, 'person-joined').concat(told(other, 'person-joined'))).to.deep.equal([]);
        allow(other, first);
        const { video } = screen(one, other);
        await waitForPicture(video, second);
        await waitForPicture(screen(other, one).video, first);
        allow(one);
        expect(video.srcObject, 'covered in the same task').to.be.null;
        expect(await rejection(one.transport.send(text('x'), [second]))).to.equal('text-not-sent');
        await waitForFact(other, 'person-lost', first);
        const atRest = await settled(one, 'packetsSent');
        expect(await settled(one, 'packetsSent')).to.equal(atRest);
        expect(await rejection(other.transport.send(text('x'), [first]))).to.equal('text-not-sent');
        expect(connections(one).at(-1)).to.equal('connected');
        allow(one, second);
        await waitForPicture(video, second);
        one.transport.disconnect();
        other.transport.disconnect();
      }
    });

    it('forgets who was allowed when it disconnects', async () => {
      const [client, therapist] = await pair();
      client.transport.disconnect();
      await waitForFact(therapist, 'person-left', 'client');
      await enter(client);
      expect(await rejection(client.transport.send(text('x'), ['therapist']))).to.equal('text-not-sent');
      expect(told(client, 'person-joined')).to.have.lengthOf(1);
      allow(client, 'therapist');
      await waitUntil(() => told(client, 'person-joined').length === 2, 'met again', PATIENCE);
    });

    it('shows and plays the other, moving, and never oneself', async () => {
      const [client, therapist] = await pair();
      want(client, therapist);
      want(therapist, client);
      const screens = [screen(client, therapist).video, screen(therapist, client).video] as const;
      await Promise.all([publish(client), publish(therapist)]);
      await Promise.all([waitForPicture(screens[0], 'therapist'), waitForPicture(screens[1], 'client')]);
      const before = barIn(screens[0])?.x;
      await waitUntil(() => barIn(screens[0])?.x !== before, 'the picture moves', PATIENCE);
      await waitForSound(client, therapist);
      await waitForSound(therapist, client);
      expect(told(client, 'person-media', 'therapist')).to.have.deep.members(
        KINDS.map((kind) => ({ type: 'person-media', person: 'therapist', kind, on: true })),
      );
    });

    it('shows nobody who is not wanted, and sends nothing to a page that wants nothing', async () => {
      const [client, therapist] = await pair();
      const { video } = screen(client, therapist);
      await publish(therapist);
      await waitForFact(client, 'person-media', 'therapist');
      expect(video.srcObject).to.be.null;
      expect(await settled(therapist, 'packetsSent')).to.equal(0);
      client.transport.setWanted('therapist', 'camera', true);
      await waitForPicture(video, 'therapist');
    });

    it('covers and silences in the task in which somebody is no longer wanted', async () => {
      const [client, therapist] = await pair();
      want(client, therapist);
      const { video } = screen(client, therapist);
      const audio = new Audio();
      client.transport.attach('therapist', 'microphone', audio);
      await publish(therapist);
      await waitForPicture(video, 'therapist');
      await waitUntil(() => audio.srcObject, 'sound', PATIENCE);
      want(client, therapist, false);
      expect(video.srcObject).to.be.null;
      expect(audio.srcObject).to.be.null;
      want(client, therapist);
      await waitForPicture(video, 'therapist');
    });

    it('sends no packet after a pause, and sends again when published again', async () => {
      const [client, therapist] = await pair();
      want(client, therapist);
      const { video } = screen(client, therapist);
      await publish(therapist);
      await waitForPicture(video, 'therapist');
      expect((await therapist.transport.evidence()).packetsSent.microphone).to.be.greaterThan(0);
      for (const kind of KINDS) therapist.transport.unpublish(kind);
      await waitUntil(() => video.srcObject === null, 'the picture is gone', PATIENCE);
      const atRest = await settled(therapist, 'packetsSent');
      const arrived = await settled(client, 'packetsReceived');
      for (const kind of KINDS) expect(therapist.content[kind].track.readyState).to.equal('live');
      expect(await settled(therapist, 'packetsSent')).to.equal(atRest);
      expect(await settled(client, 'packetsReceived')).to.equal(arrived);
      await publish(therapist);
      await waitForPicture(video, 'therapist');
    });

    it('swaps a track without the others noticing a stop', async () => {
      const [client, therapist] = await pair();
      want(client, therapist);
      const { video } = screen(client, therapist);
      await publish(therapist);
      await waitForPicture(video, 'therapist');
      const facts = told(client, 'person-media').length;
      const other = barTrack(SIGNATURES.third.hue);
      await therapist.transport.replace('camera', other.track);
      await waitForPicture(video, 'third');
      expect(told(client, 'person-media')).to.have.lengthOf(facts);
      other.stop();
    });

    it('empties an element that is detached, and fills another', async () => {
      const [client, therapist] = await pair();
      want(client, therapist);
      const first = screen(client, therapist);
      await publish(therapist);
      await waitForPicture(first.video, 'therapist');
      first.detach();
      expect(first.video.srcObject).to.be.null;
      await waitForPicture(screen(client, therapist).video, 'therapist');
    });

    it('carries messages in order, of 16 kB and in every script', async () => {
      const [client, therapist] = await pair();
      const sent = ['first', 'Grüße, ðŸ ﷽ 你好 🌿\u0000', 'x'.repeat(16_384), ...Array.from('abcdefghij')];
      for (const one of sent) await client.transport.send(text(one), ['therapist']);
      await waitUntil(() => received(therapist).length === sent.length, 'all messages', PATIENCE);
      expect(received(therapist)).to.deep.equal(sent);
      expect(received(client)).to.deep.equal([]);
    });

    it('rejects a message that is too long or cannot reach everybody', async () => {
      const [client, therapist] = await pair();
      const long = new Uint8Array(1_000_000);
      expect(await rejection(client.transport.send(long, ['therapist']))).to.equal('text-not-sent');
      const some = client.transport.send(text('hello'), ['therapist', 'nobody']);
      expect(await rejection(some)).to.equal('text-not-sent');
      await waitUntil(() => received(therapist).length === 1, 'who can be reached gets it', PATIENCE);
      client.transport.disconnect();
      expect(await rejection(client.transport.send(text('x'), ['therapist']))).to.equal('text-not-sent');
    });

    it('stops everything in the task of disconnecting, and the other learns that they left', async () => {
      const [client, therapist] = await pair();
      want(client, therapist);
      const { video } = screen(client, therapist);
      await publish(therapist);
      await waitForPicture(video, 'therapist');
      client.transport.disconnect();
      expect(video.srcObject).to.be.null;
      expect(connections(client).at(-1)).to.equal('idle');
      await waitForFact(therapist, 'person-left', 'client');
      expect(told(therapist, 'person-lost')).to.deep.equal([]);
      expect(connections(therapist).at(-1)).to.equal('connected');
    });

    it('keeps the place of somebody who disconnects without having chosen to go', async () => {
      const [client, therapist] = await pair();
      client.transport.disconnect({ left: false });
      expect(connections(client).at(-1)).to.equal('idle');
      await waitForFact(therapist, 'person-lost', 'client');
      expect(told(therapist, 'person-left')).to.deep.equal([]);
    });

    it('meets somebody who comes later, whoever was first', async () => {
      for (const [first, second] of [
        ['client', 'therapist'],
        ['therapist', 'client'],
      ] as const) {
        const early = await party(first);
        await connect(early);
        const late = await party(second);
        early.transport.setWanted(second, 'camera', true);
        late.transport.setWanted(first, 'camera', true);
        await early.transport.publish('camera', early.content.camera.track);
        await connect(late);
        await late.transport.publish('camera', late.content.camera.track);
        await waitForPicture(screen(late, early).video, first);
        await waitForPicture(screen(early, late).video, second);
        early.transport.disconnect();
        late.transport.disconnect();
      }
    });

    it('keeps three people apart', async () => {
      const [client, therapist] = await pair();
      const third = await party('third');
      await connect(third);
      await waitForFact(third, 'person-joined', 'client');
      await waitForFact(third, 'person-joined', 'therapist');
      want(third, client);
      want(third, therapist);
      await Promise.all([publish(client), publish(therapist)]);
      await waitForPicture(screen(third, client).video, 'client');
      await waitForPicture(screen(third, therapist).video, 'therapist');
      await third.transport.send(text('only you'), ['client']);
      await waitUntil(() => received(client).length === 1, 'the message', PATIENCE);
      expect(received(therapist)).to.deep.equal([]);
    });

    for (const fault of ['drop-signalling', 'restart-ice', 'reconnect'] as const) {
      it(`goes on after ${fault}, and a pause stays a pause`, async () => {
        const [client, therapist] = await pair();
        want(client, therapist);
        want(therapist, client);
        const { video } = screen(client, therapist);
        await publish(therapist);
        await waitForPicture(video, 'therapist');
        await publish(client);
        for (const kind of KINDS) client.transport.unpublish(kind);
        therapist.transport.simulate(fault);
        if (fault === 'reconnect') {
          // The other side may meet the new page before it misses the old one, and then says nothing.
          await waitUntil(() => connections(therapist).includes('reconnecting'), 'reconnecting', PATIENCE);
          await waitUntil(() => connections(client).at(-1) === 'connected', 'connected', PATIENCE);
          await waitUntil(() => connections(therapist).at(-1) === 'connected', 'connected', PATIENCE);
        }
        await waitForPicture(video, 'therapist');
        await client.transport.send(text('still here'), ['therapist']);
        await waitUntil(() => received(therapist).includes('still here'), 'a message', PATIENCE);
        expect(told(client, 'person-left').concat(told(client, 'person-lost'))).to.deep.equal([]);
        const atRest = await settled(client, 'packetsSent');
        expect(await settled(client, 'packetsSent')).to.equal(atRest);
      });
    }

    it('tells that the right to media was taken away, and is silent', async () => {
      const [client, therapist] = await pair();
      want(client, therapist);
      const { video } = screen(client, therapist);
      await publish(therapist);
      await waitForPicture(video, 'therapist');
      client.transport.simulate('revoke-rights');
      expect(video.srcObject).to.be.null;
      await waitForFact(client, 'rights-changed');
      await waitUntil(
        () => told(therapist, 'person-left').concat(told(therapist, 'person-lost')).length > 0,
        'the other learns it',
        PATIENCE,
      );
    });

    it('learns that a page crashed, and meets the person again when they are back', async () => {
      const [client, therapist] = await pair();
      want(therapist, client);
      const { video } = screen(therapist, client);
      await publish(client);
      await waitForPicture(video, 'client');
      client.crash();
      // Nothing can be asked of a page that is gone.
      parties = parties.filter((one) => one !== client);
      for (const kind of KINDS) client.content[kind].stop();
      await waitForFact(therapist, 'person-lost', 'client');
      expect(video.srcObject).to.be.null;
      const unreached = therapist.transport.send(text('are you there'), ['client']);
      expect(await rejection(unreached)).to.equal('text-not-sent');
      const back = await party('client');
      await connect(back);
      await waitUntil(() => told(therapist, 'person-joined', 'client').length === 2, 'joined', PATIENCE);
      await publish(back);
      await waitForPicture(video, 'client');
    });

    describe('and its seals', () => {
      /** Nobody has a key yet. */
      const pairWithout = async (): Promise<readonly [Party, Party, HTMLVideoElement]> => {
        const [client, therapist] = [await party('client'), await party('therapist', 'therapist')];
        allow(client, 'therapist');
        allow(therapist, 'client');
        await Promise.all([enterWithout(client), enterWithout(therapist)]);
        await waitForFact(client, 'person-joined', 'therapist');
        await waitForFact(therapist, 'person-joined', 'client');
        want(client, therapist);
        const { video } = screen(client, therapist);
        await publish(therapist);
        return [client, therapist, video];
      };

      const framesOf = (one: Party): TransportFact | undefined => told(one, 'frames').at(-1);

      it('lets nothing leave without a key, and everything sealed once there is one', async () => {
        const [client, therapist, video] = await pairWithout();
        await waitForFact(client, 'person-media', 'therapist');
        client.transport.openWith('therapist', await sampleKey('therapist'));
        expect(await settled(therapist, 'packetsSent')).to.equal(0);
        expect(barIn(video)).to.equal(null);
        expect(framesOf(therapist)).to.equal(undefined);
        therapist.transport.sealWith(await sampleKey('therapist'));
        await waitForPicture(video, 'therapist');
        expect(framesOf(therapist)).to.deep.equal({ type: 'frames', sealed: true, opened: [] });
        expect(framesOf(client)).to.deep.equal({ type: 'frames', sealed: false, opened: ['therapist'] });
        therapist.transport.sealWith(null);
        expect(framesOf(therapist)).to.deep.equal({ type: 'frames', sealed: false, opened: [] });
        const atRest = await settled(therapist, 'packetsSent');
        expect(await settled(therapist, 'packetsSent')).to.equal(atRest);
        expect(told(therapist, 'tampering')).to.deep.equal([]);
      });

      it('shows and plays nothing that was sealed with another key, and says so', async () => {
        const [client, therapist, video] = await pairWithout();
        const audio = new Audio();
        client.transport.attach('therapist', 'microphone', audio);
        client.transport.openWith('therapist', await sampleKey('somebody else'));
        therapist.transport.sealWith(await sampleKey('therapist'));
        await waitForFact(client, 'cannot-open', 'therapist');
        expect((await client.transport.evidence()).packetsReceived.microphone).to.be.greaterThan(0);
        expect(barIn(video)).to.equal(null);
        const meter = pitchMeter(audio.srcObject as MediaStream);
        expect(meter.read()).to.equal(null);
        meter.close();
        client.transport.openWith('therapist', await sampleKey('therapist'));
        await waitForPicture(video, 'therapist');
        expect(told(client, 'cannot-open').at(-1)).to.deep.equal({
          type: 'cannot-open',
          person: 'therapist',
          cannot: false,
        });
      });

      it('goes from key to key while the picture moves on, and closes the old ones', async () => {
        const [client, therapist, video] = await pairWithout();
        await giveKeys(therapist.transport, 'therapist', ['client']);
        await giveKeys(client.transport, 'client', ['therapist']);
        await waitForPicture(video, 'therapist');
        for (const epoch of [2, 3, 18]) {
          const key = await sampleKey('therapist', epoch);
          client.transport.openWith('therapist', key);
          therapist.transport.sealWith(key);
          if (epoch === 18) client.transport.closeTo('therapist', 3);
          const x = barIn(video)?.x;
          await waitUntil(
            () => showsHue(video, SIGNATURES.therapist.hue) && barIn(video)?.x !== x,
            'moves',
            PATIENCE,
          );
        }
        expect(told(client, 'cannot-open')).to.deep.equal([]);
        client.transport.closeTo('therapist', null);
        expect(framesOf(client)).to.deep.include({ opened: [] });
        await waitForFact(client, 'cannot-open', 'therapist');
        expect(told(client, 'tampering').concat(told(therapist, 'tampering'))).to.deep.equal([]);
      });

      it('shows the picture soon when the key comes late', async () => {
        const [client, therapist, video] = await pairWithout();
        therapist.transport.sealWith(await sampleKey('therapist'));
        await waitUntil(
          async () => (await client.transport.evidence()).packetsReceived.camera > 5,
          'frames arrive',
          PATIENCE,
        );
        expect(barIn(video)).to.equal(null);
        client.transport.openWith('therapist', await sampleKey('therapist'));
        await waitForPicture(video, 'therapist');
      });
    });

    it('leaves nothing behind', async () => {
      const [client, therapist] = await pair();
      want(client, therapist);
      await publish(therapist);
      await waitForFact(client, 'person-media', 'therapist');
      for (const { transport } of [client, therapist]) transport.disconnect();
      await waitUntil(async () => (await rig.leftovers()).length === 0, 'nothing is left', PATIENCE);
      for (const kind of KINDS) expect(therapist.content[kind].track.readyState).to.equal('live');
    });
  });
};
