import { expect } from '@open-wc/testing';
import {
  ExternalE2EEKeyProvider,
  getLogger,
  LoggerNames,
  Room,
  RoomEvent,
  Track,
  RemoteTrack,
  type RoomOptions,
} from 'livekit-client';
import { codeOf, type LivekitPerson, type Name } from '../../support/livekit-people.js';
import { roomForEach } from '../../support/livekit-room.js';
import { livekitServer } from '../../support/livekit-server.js';
import { barIn, barTrack, isPitch, pitchMeter, SIGNATURES, toneTrack } from '../../support/media-content.js';
import { giveKeys, sampleKey } from '../../support/media-keys.js';
import { tapInto } from '../../support/sealed-loop.js';
import { waitUntil } from '../../support/wait-until.js';

const server = await livekitServer('rogues');

// Of the rogues' pages, which are ours here.
for (const name of Object.values(LoggerNames)) getLogger(name).setDefaultLevel('silent');

const PATIENCE = { timeout: 30_000, interval: 50 };

/**
 * Somebody whom the server lets into the room, and to whom it gives everything, with LiveKit alone. What they hear is loud noise, so
 * their elements are muted.
 */
class Rogue {
  readonly #elements: HTMLMediaElement[] = [];
  readonly #meters: ReturnType<typeof pitchMeter>[] = [];

  constructor(
    readonly room: Room,
    private readonly shows = true,
  ) {
    room.on(RoomEvent.TrackSubscribed, (track) => this.#got(track));
  }

  /** What the server gives them right now. */
  get tracks(): readonly RemoteTrack[] {
    const publications = [...this.room.remoteParticipants.values()].flatMap((one) => [
      ...one.trackPublications.values(),
    ]);
    return publications.flatMap(({ track }) => (track instanceof RemoteTrack ? [track] : []));
  }

  /** Packets of each track that arrived. */
  async packets(): Promise<readonly number[]> {
    const reports = await Promise.all(this.tracks.map((track) => track.getRTCStatsReport()));
    return reports.map((report) => {
      const entries = [...((report ?? new Map()) as ReadonlyMap<string, RTCInboundRtpStreamStats>).values()];
      return entries.reduce(
        (sum, { type, packetsReceived = 0 }) => sum + (type === 'inbound-rtp' ? packetsReceived : 0),
        0,
      );
    });
  }

  /** Waits until much has arrived from now on, and looks and listens all the while. Gives what was recognised. */
  async attends(
    of: Name,
  ): Promise<{ readonly seen: boolean; readonly heard: number; readonly looks: number }> {
    const before = await this.packets();
    let seen = false;
    let heard = 0;
    let looks = 0;
    await waitUntil(
      async () => {
        looks += 1;
        seen ||= this.#elements.some((video) => video instanceof HTMLVideoElement && barIn(video) !== null);
        if (this.#meters.some((meter) => isPitch(meter.read(), SIGNATURES[of].pitch))) heard += 1;
        const now = await this.packets();
        return now.length >= 2 && now.every((packets, at) => packets > (before[at] ?? 0) + 60);
      },
      'packets of sound and picture',
      PATIENCE,
    );
    return { seen, heard, looks };
  }

  async leave(): Promise<void> {
    await this.room.disconnect();
    for (const element of this.#elements) element.remove();
    for (const meter of this.#meters) meter.close();
  }

  #got(track: RemoteTrack): void {
    if (!this.shows) return;
    const element = track.attach();
    element.muted = true;
    document.body.append(element);
    this.#elements.push(element);
    if (track.kind === Track.Kind.Audio)
      this.#meters.push(pitchMeter(new MediaStream([track.mediaStreamTrack])));
  }
}

(server ? describe : describe.skip)('LivekitTransport and whoever has no key', function () {
  this.timeout(90_000);
  const { rig, person } = roomForEach(server!);
  let rogues: Rogue[] = [];
  let ends: (() => void)[] = [];

  afterEach(async () => {
    await Promise.all(rogues.map((rogue) => rogue.leave()));
    for (const end of ends) end();
    rogues = [];
    ends = [];
  });

  /** The server thinks that the third may have everything. */
  const call = async (): Promise<readonly [LivekitPerson, LivekitPerson]> => {
    const [client, therapist] = [await person('client'), await person('therapist')];
    client.allow('therapist');
    therapist.allow('client', 'third');
    await Promise.all([client.connect(), therapist.connect()]);
    await client.learns('person-joined');
    client.want('therapist');
    await therapist.publish();
    await client.sees('therapist');
    return [client, therapist];
  };

  const rogue = async (
    options: RoomOptions = {},
    connect: RTCConfiguration = {},
    shows = true,
  ): Promise<Rogue> => {
    const made = new Rogue(new Room(options), shows);
    rogues.push(made);
    await made.room.connect(server!.url, await server!.token(rig.room, rig.identityOf('third'), 'media'), {
      rtcConfig: connect,
    });
    return made;
  };

  const expectNothing = async (one: Rogue): Promise<void> => {
    const { seen, heard, looks } = await one.attends('therapist');
    expect(seen, 'a picture').to.equal(false);
    expect(looks).to.be.at.least(8);
    // Noise is loudest at any pitch for a moment; a tone is so nearly always.
    expect(heard * 3, `heard at ${heard} of ${looks} looks`).to.be.at.most(looks);
  };

  const goThrough = async (one: Rogue, [client, therapist]: readonly [LivekitPerson, LivekitPerson]) => {
    await expectNothing(one);
    await client.hears('therapist');
    for (const epoch of [2, 3]) {
      const key = await sampleKey('therapist', epoch);
      client.transport.openWith('therapist', key);
      therapist.transport.sealWith(key);
    }
    await expectNothing(one);
    const old = one.tracks;
    therapist.transport.simulate('reconnect');
    await therapist.isConnected('reconnecting');
    await therapist.isConnected();
    await client.sees('therapist');
    const isNew = (): boolean => one.tracks.length >= 2 && one.tracks.every((track) => !old.includes(track));
    await waitUntil(isNew, 'the server gives them what is new', PATIENCE);
  };

  it('gives a page without any encryption no picture and no sound, also while keys change and lines are made anew', async () => {
    const pair = await call();
    const one = await rogue();
    await goThrough(one, pair);
    await expectNothing(one);
  });

  it('gives a page with another key no picture and no sound', async () => {
    await call();
    const keyProvider = new ExternalE2EEKeyProvider({ keySize: 256 });
    const worker = new Worker('/node_modules/livekit-client/dist/livekit-client.e2ee.worker.js');
    ends.push(() => worker.terminate());
    const room = { e2ee: { keyProvider, worker } };
    await keyProvider.setKey('not the key');
    const one = new Rogue(new Room(room));
    rogues.push(one);
    await one.room.setE2EEEnabled(true);
    await one.room.connect(server!.url, await server!.token(rig.room, rig.identityOf('third'), 'media'));
    await expectNothing(one);
  });

  it('hands the server sealed frames and nothing else', async () => {
    const [, therapist] = await call();
    const one = await rogue({}, { encodedInsertableStreams: true } as RTCConfiguration, false);
    const seen: Uint8Array[] = [];
    const tap = (track: RemoteTrack): void =>
      tapInto(track.receiver!, (frame) => {
        seen.push(new Uint8Array(frame.data.slice(0)));
        return null;
      });
    one.tracks.forEach(tap);
    one.room.on(RoomEvent.TrackSubscribed, tap);
    await waitUntil(() => seen.length > 60, 'frames', PATIENCE);
    therapist.transport.sealWith(await sampleKey('therapist', 2));
    const enough = seen.length + 60;
    await waitUntil(() => seen.length > enough, 'frames under another key', PATIENCE);
    for (const frame of seen) {
      expect(frame.at(-2)).to.equal(12);
      expect([1, 2]).to.include(frame.at(-1));
      expect(frame.byteLength).to.be.greaterThan(30);
    }
    expect(therapist.told('tampering')).to.deep.equal([]);
  });

  it('shows and plays nothing of a page that sits in somebody’s place and seals nothing', async () => {
    const therapist = await person('therapist');
    therapist.allow('third');
    await therapist.connect();
    therapist.want('third');
    const one = await rogue();
    const [bar, tone] = [barTrack(SIGNATURES.third.hue), toneTrack(SIGNATURES.third.pitch)];
    ends.push(
      () => bar.stop(),
      () => tone.stop(),
    );
    const here = { v: 1, type: 'here', wanted: { microphone: true, camera: true } };
    await one.room.localParticipant.publishData(new TextEncoder().encode(JSON.stringify(here)), {
      reliable: true,
      topic: 'control',
    });
    await therapist.learns('person-joined');
    const video = therapist.screen('third');
    const audio = new Audio();
    therapist.transport.attach('third', 'microphone', audio);
    await one.room.localParticipant.publishTrack(bar.track, { source: Track.Source.Camera });
    await one.room.localParticipant.publishTrack(tone.track, { source: Track.Source.Microphone });
    await therapist.learns('cannot-open');
    await waitUntil(() => audio.srcObject, 'a sound', PATIENCE);
    const meter = pitchMeter(audio.srcObject as MediaStream);
    ends.push(() => meter.close());
    const before = (await therapist.transport.evidence()).packetsReceived;
    await waitUntil(
      async () => {
        const now = (await therapist.transport.evidence()).packetsReceived;
        expect(barIn(video)).to.equal(null);
        expect(meter.read()).to.equal(null);
        return now.microphone > before.microphone + 60 && now.camera > before.camera + 20;
      },
      'packets',
      PATIENCE,
    );
    expect(therapist.told('frames')).to.deep.equal([]);
  });

  it('leaves no worker, and forgets its keys, when it disconnects', async () => {
    const [client, therapist] = await call();
    therapist.transport.disconnect();
    expect(therapist.end.page.left().filter((what) => what === 'worker')).to.deep.equal([]);
    await client.learns('person-left');
    const { signal } = new AbortController();
    therapist.allow('client');
    await therapist.transport.connect(await rig.pass('therapist'), { signal });
    await client.learns('person-joined', 2);
    await therapist.publish();
    expect(await therapist.settled('packetsSent')).to.equal(0);
    await giveKeys(therapist.transport, 'therapist', ['client'], 4);
    client.transport.openWith('therapist', await sampleKey('therapist', 4));
    await client.sees('therapist');
    expect(await codeOf(therapist.transport.connect(await rig.pass('therapist'), { signal }))).to.equal(
      undefined,
    );
  });
});
