import { expect } from '@open-wc/testing';
import type { FrameCounts } from '../../../src/core/encryption/frame-messages.js';
import type * as frameWorker from '../../../src/core/encryption/frame-worker.js';
import { loadFrameWorker } from '../../../src/core/encryption/worker-loader.js';
import { barIn, barTrack, showsHue, SIGNATURES, type ContentTrack } from '../../support/media-content.js';
import { sampleKey } from '../../support/media-keys.js';
import { SealedLoop, tapInto } from '../../support/sealed-loop.js';
import { openSecondPage, type SecondPage } from '../../support/second-page.js';
import { waitUntil } from '../../support/wait-until.js';

type Realm = Window & Pick<typeof globalThis, 'RTCPeerConnection' | 'RTCRtpSender' | 'Worker'>;

/** What LiveKit's own page would ask of LiveKit's own worker, to send or show plain frames. */
const SWITCHES = [
  { kind: 'enable', data: { enabled: false, participantIdentity: 'own' } },
  { kind: 'enable', data: { enabled: false, participantIdentity: 'client' } },
  { kind: 'setSifTrailer', data: { trailer: new Uint8Array([1, 2, 3]) } },
  { kind: 'init', data: { loglevel: 5, keyProviderOptions: { sharedKey: true, keyringSize: 16 } } },
  { kind: 'removeTransform', data: { participantIdentity: 'own', trackId: '1' } },
  { kind: 'ratchetRequest', data: { participantIdentity: 'own', keyIndex: 1 } },
  { type: 'disable' },
  { type: 'lane-without-a-seal', lane: 1 },
];

/** One person's worker, and what it told. */
interface Sent {
  readonly type: string;
  readonly framesEncoded: number;
  readonly keyFramesEncoded: number;
  readonly pliCount: number;
}

const NOTHING_SENT: Sent = { type: '', framesEncoded: 0, keyFramesEncoded: 0, pliCount: 0 };

interface Party {
  readonly worker: Worker;
  readonly frames: frameWorker.FrameWorker;
  readonly alarms: string[];
  counts: FrameCounts;
}

/** Chromium's own; other browsers have the standard alone. */
const givesStreams = 'createEncodedStreams' in RTCRtpSender.prototype;

for (const path of ['encoded streams', 'script transforms'] as const)
  (path === 'encoded streams' && !givesStreams ? describe.skip : describe)(
    `the strict worker, by ${path}`,
    function () {
      this.timeout(40_000);
      let page: SecondPage;
      let realm: Realm;
      let code: typeof frameWorker;
      let loops: SealedLoop[] = [];
      let parties: Party[] = [];
      let bar: ContentTrack;
      let videos: HTMLVideoElement[] = [];

      beforeEach(async () => {
        page = openSecondPage();
        realm = page.window as Realm;
        // A browser that has the standard alone.
        if (path === 'script transforms')
          Reflect.deleteProperty(realm.RTCRtpSender.prototype, 'createEncodedStreams');
        code = await page.load<typeof frameWorker>('core/encryption/frame-worker.ts');
        bar = barTrack(SIGNATURES.therapist.hue);
      });

      afterEach(() => {
        for (const loop of loops) loop.close();
        for (const { frames } of parties) frames.end();
        for (const video of videos) video.remove();
        bar.stop();
        page.close();
        loops = [];
        parties = [];
        videos = [];
      });

      const party = async (self: string): Promise<Party> => {
        const place = new URL('../../../src/core/encryption/strict-worker.js', import.meta.url);
        const worker = await loadFrameWorker({ createWorker: () => new realm.Worker(place) });
        const alarms: string[] = [];
        const counts: FrameCounts = { sealed: 0, dropped: 0, people: {} };
        const frames = new code.FrameWorker(worker, self, {
          counted: (now) => (made.counts = now),
          needsPicture: () => undefined,
          alarm: (why) => alarms.push(why),
        });
        const made: Party = { worker, frames, alarms, counts };
        parties.push(made);
        return made;
      };

      /** Both ends of the loop are pages of ours, and whatever lies between them is the test's. */
      const ownLoop = (): SealedLoop => {
        const loop = new SealedLoop(code.sealedConnection({ iceServers: [] }), realm);
        loops.push(loop);
        return loop;
      };

      const screen = (receiver: RTCRtpReceiver): HTMLVideoElement => {
        const video = document.createElement('video');
        video.muted = true;
        video.srcObject = new MediaStream([receiver.track]);
        document.body.append(video);
        videos.push(video);
        void video.play().catch(() => undefined);
        return video;
      };

      const counted = (one: Party, holds: (counts: FrameCounts) => boolean, note: string): Promise<void> =>
        waitUntil(() => holds(one.counts), note);

      /** Frames of the therapist on their way to a client, who takes them as `as`'s. */
      const call = async (as: string | null = 'therapist') => {
        const [therapist, client] = [await party('therapist'), await party('client')];
        const loop = ownLoop();
        therapist.frames.seal(loop.from.addTrack(bar.track), 'camera');
        // In the task in which it is there: a later one is too late for script transforms.
        const coming = loop.received((receiver) => client.frames.open(receiver, 'camera', as));
        await loop.join();
        const receiver = await coming;
        return { therapist, client, loop, receiver, video: screen(receiver) };
      };

      const arrived = (counts: FrameCounts): number => counts.people.therapist?.arrived ?? 0;
      const opened = (counts: FrameCounts): number => counts.people.therapist?.opened ?? 0;

      it('carries a picture to whoever has the key', async () => {
        const { therapist, client, video } = await call();
        client.frames.openWith('therapist', await sampleKey('therapist'));
        therapist.frames.sealWith(await sampleKey('therapist'));
        await waitUntil(() => showsHue(video, SIGNATURES.therapist.hue), 'the picture');
        expect(therapist.alarms.concat(client.alarms)).to.deep.equal([]);
      });

      it('begins with two whole pictures, for whoever only takes notice with the first', async () => {
        const [therapist, client] = [await party('therapist'), await party('client')];
        const key = await sampleKey('therapist');
        therapist.frames.sealWith(key);
        client.frames.openWith('therapist', key);
        const asked: string[] = [];
        const post = therapist.worker.postMessage.bind(therapist.worker);
        therapist.worker.postMessage = (ask: { type: string }, transfer?: unknown) => {
          asked.push(ask.type);
          post(ask, transfer as Transferable[]);
        };
        const loop = ownLoop();
        const sender = loop.from.addTrack(bar.track);
        therapist.frames.seal(sender, 'camera');
        void loop.received((receiver) => client.frames.open(receiver, 'camera', 'therapist'));
        await loop.join();
        const sent = async (): Promise<Sent> => {
          const report = (await sender.getStats()) as ReadonlyMap<string, Sent>;
          return [...report.values()].find(({ type }) => type === 'outbound-rtp') ?? NOTHING_SENT;
        };
        await waitUntil(async () => (await sent()).framesEncoded >= 8, 'some pictures');
        const { keyFramesEncoded, pliCount } = await sent();
        expect(pliCount, 'nobody asked').to.equal(0);
        // Script transforms of Firefox and Safari take a word to the encoder; those of Chromium do not.
        if (path === 'script transforms')
          expect(asked.filter((type) => type === 'whole-picture')).to.have.length(1);
        else expect(keyFramesEncoded).to.equal(2);
      });

      it('drops everything while it has no key, whatever it is told', async () => {
        const { therapist, client, video } = await call();
        for (const message of SWITCHES) therapist.worker.postMessage(message);
        await counted(therapist, ({ dropped }) => dropped > 10, 'frames are dropped');
        expect(therapist.counts.sealed).to.equal(0);
        expect(arrived(client.counts)).to.equal(0);
        expect(barIn(video)).to.equal(null);
        expect(therapist.alarms).to.deep.equal(SWITCHES.map(() => 'not-ours'));
      });

      it('goes on sealing and opening whatever it is told', async () => {
        const { therapist, client, video } = await call();
        const key = await sampleKey('therapist');
        client.frames.openWith('therapist', key);
        therapist.frames.sealWith(key);
        await waitUntil(() => showsHue(video, SIGNATURES.therapist.hue), 'the picture');
        for (const { worker } of [therapist, client])
          for (const message of SWITCHES) worker.postMessage(message);
        await waitUntil(() => client.alarms.length === SWITCHES.length, 'it was told');
        const { sealed, dropped } = therapist.counts;
        const before = opened(client.counts);
        await counted(client, (counts) => opened(counts) > before + 20, 'frames open');
        expect(therapist.counts.sealed).to.be.greaterThan(sealed);
        expect(therapist.counts.dropped).to.equal(dropped);
        // Some are always on their way, and the counts of both are told a moment later. More arrive than are sealed: browsers
        // send some twice while they find out how much the line carries.
        await counted(
          client,
          (counts) => therapist.counts.sealed - sealed <= opened(counts) - before + 5,
          'all but the latest are opened',
        );
      });

      it('is one person’s and stays theirs', async () => {
        const { therapist } = await call();
        therapist.worker.postMessage({ type: 'begin', self: 'therapist' });
        therapist.worker.postMessage({ type: 'begin', self: 'client' });
        await waitUntil(() => therapist.alarms.length > 0, 'the alarm');
        expect(therapist.alarms).to.deep.equal(['not-ours']);
      });

      it('opens nothing as somebody’s that is another’s, and hands it on when it is known whose it is', async () => {
        const { therapist, client, receiver, video } = await call('third');
        const key = await sampleKey('therapist');
        client.frames.openWith('third', await sampleKey('third'));
        client.frames.openWith('therapist', key);
        therapist.frames.sealWith(key);
        await counted(client, ({ people }) => (people.third?.arrived ?? 0) > 10, 'frames arrive');
        expect(client.counts.people.third?.opened).to.equal(0);
        expect(barIn(video)).to.equal(null);
        client.frames.open(receiver, 'camera', 'therapist');
        await waitUntil(() => {
          askAgain(therapist);
          return showsHue(video, SIGNATURES.therapist.hue);
        }, 'the picture');
      });

      it('keeps the streams of nobody, and shows them once they are somebody’s', async () => {
        const { therapist, client, receiver, video } = await call(null);
        const key = await sampleKey('therapist');
        client.frames.openWith('therapist', key);
        therapist.frames.sealWith(key);
        await counted(therapist, ({ sealed }) => sealed > 10, 'frames leave');
        expect(client.counts.people).to.deep.equal({});
        expect(barIn(video)).to.equal(null);
        client.frames.open(receiver, 'camera', 'therapist');
        await waitUntil(() => {
          askAgain(therapist);
          return showsHue(video, SIGNATURES.therapist.hue);
        }, 'the picture');
      });

      it('does not open its own frames, which only a server would send back', async () => {
        const { therapist, client } = await call('client');
        const key = await sampleKey('client');
        client.frames.openWith('client', key);
        therapist.frames.sealWith(key);
        await counted(client, ({ people }) => (people.client?.arrived ?? 0) > 10, 'frames arrive');
        expect(client.counts.people.client?.opened).to.equal(0);
      });

      it('closes a key at once, and lets nothing leave when its own is taken away', async () => {
        const { therapist, client } = await call();
        const key = await sampleKey('therapist');
        client.frames.openWith('therapist', key);
        therapist.frames.sealWith(key);
        await counted(client, (counts) => opened(counts) > 5, 'frames open');
        client.frames.closeTo('therapist', key.keyIndex);
        const at = client.counts;
        await counted(client, (counts) => arrived(counts) > arrived(at) + 20, 'frames arrive');
        const after = client.counts;
        await counted(client, (counts) => arrived(counts) > arrived(after) + 5, 'frames arrive');
        expect(opened(client.counts)).to.equal(opened(after));
        therapist.frames.sealWith(null);
        await counted(therapist, ({ dropped }) => dropped > 5, 'frames are dropped');
        const { sealed, dropped } = therapist.counts;
        await counted(therapist, (counts) => counts.dropped > dropped + 5, 'and more');
        expect(therapist.counts.sealed).to.equal(sealed);
        expect(therapist.alarms).to.deep.equal([]);
      });

      /** As the transport does when the other side needs a whole picture. */
      const askAgain = ({ frames }: Party): void => {
        for (const { from } of loops) for (const sender of from.getSenders()) frames.freshPicture(sender);
      };
    },
  );

(givesStreams ? describe : describe.skip)('the strict worker, and whoever is in between', function () {
  this.timeout(40_000);
  let ends: (() => void)[] = [];
  afterEach(() => {
    for (const end of ends) end();
    ends = [];
  });

  const setUp = async () => {
    const { FrameWorker } = await import('../../../src/core/encryption/frame-worker.js');
    const bar = barTrack(SIGNATURES.therapist.hue);
    const loop = new SealedLoop();
    ends.push(
      () => bar.stop(),
      () => loop.close(),
    );
    const watched = async (self: string, workerUrl?: URL) => {
      const told = { counts: { sealed: 0, dropped: 0, people: {} } as FrameCounts, alarms: [] as string[] };
      const frames = new FrameWorker(await loadFrameWorker({ workerUrl }), self, {
        counted: (counts) => (told.counts = counts),
        needsPicture: () => undefined,
        alarm: (why) => told.alarms.push(why),
      });
      ends.push(() => frames.end());
      return { frames, told };
    };
    return { bar, loop, watched };
  };

  it('gets sealed frames and nothing else', async () => {
    const { bar, loop, watched } = await setUp();
    const { frames, told } = await watched('therapist');
    const seen: Uint8Array[] = [];
    frames.seal(loop.from.addTrack(bar.track), 'camera');
    const coming = loop.received();
    await loop.join();
    tapInto(await coming, (frame) => {
      seen.push(new Uint8Array(frame.data.slice(0)));
      return frame;
    });
    frames.sealWith(await sampleKey('therapist', 5));
    await waitUntil(() => seen.length > 20, 'frames');
    for (const epoch of [6, 7, 8, 9, 10]) frames.sealWith(await sampleKey('therapist', epoch));
    await waitUntil(() => seen.at(-1)?.at(-1) === 10, 'frames under the newest key');
    const enough = seen.length + 10;
    await waitUntil(() => seen.length > enough, 'more frames');
    for (const frame of seen) {
      expect(frame.at(-2)).to.equal(12);
      expect(frame.at(-1)).to.be.within(5, 10);
      expect(frame.byteLength).to.be.greaterThan(30);
    }
    expect(told.alarms).to.deep.equal([]);
    await waitUntil(() => told.counts.sealed > 20, 'they were counted');
  });

  it('shows nobody anything plain, anything changed, or anything with a false end', async () => {
    const { bar, loop, watched } = await setUp();
    const { frames, told } = await watched('client');
    const key = await sampleKey('therapist');
    frames.openWith('therapist', key);
    let number = 0;
    tapInto(loop.from.addTrack(bar.track), (frame) => {
      number += 1;
      const plain = new Uint8Array(frame.data);
      const longer = new Uint8Array(plain.byteLength + 30);
      longer.set(plain);
      longer.set([12, number % 2 ? key.keyIndex : 7], longer.byteLength - 2);
      if (number % 3 > 0) frame.data = longer.buffer;
      return frame;
    });
    const coming = loop.received();
    await loop.join();
    const receiver = await coming;
    frames.open(receiver, 'camera', 'therapist');
    const video = document.createElement('video');
    video.srcObject = new MediaStream([receiver.track]);
    void video.play().catch(() => undefined);
    await waitUntil(() => (told.counts.people.therapist?.arrived ?? 0) > 20, 'frames arrive');
    expect(told.counts.people.therapist?.opened).to.equal(0);
    expect(barIn(video)).to.equal(null);
    expect(told.alarms).to.deep.equal([]);
  });

  /** Around a cryptor that neither seals nor opens, and makes it look as if it had. */
  const LYING = new URL('../../support/lying-worker.js', import.meta.url);

  it('gets nothing where the cryptor only pretends to seal, and the page learns it', async () => {
    const { bar, loop, watched } = await setUp();
    const { frames, told } = await watched('therapist', LYING);
    let seen = 0;
    frames.seal(loop.from.addTrack(bar.track), 'camera');
    const coming = loop.received();
    await loop.join();
    tapInto(await coming, (frame) => {
      seen += 1;
      return frame;
    });
    frames.sealWith(await sampleKey('therapist'));
    await waitUntil(() => told.alarms.length > 10, 'the alarms');
    expect(new Set(told.alarms)).to.deep.equal(new Set(['not-sealed']));
    expect(seen).to.equal(0);
    expect(told.counts.sealed).to.equal(0);
  });

  it('has nothing shown where the cryptor only pretends to open, and the page learns it', async () => {
    const { bar, loop, watched } = await setUp();
    const therapist = await watched('therapist');
    const client = await watched('client', LYING);
    therapist.frames.seal(loop.from.addTrack(bar.track), 'camera');
    const coming = loop.received((receiver) => client.frames.open(receiver, 'camera', 'therapist'));
    await loop.join();
    await coming;
    const key = await sampleKey('therapist');
    client.frames.openWith('therapist', key);
    therapist.frames.sealWith(key);
    await waitUntil(() => client.told.alarms.length > 10, 'the alarms');
    expect(new Set(client.told.alarms)).to.deep.equal(new Set(['not-opened']));
    expect(client.told.counts.people.therapist?.opened ?? 0).to.equal(0);
  });
});
