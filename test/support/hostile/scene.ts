/** A client and a therapist in a call that goes through a relay of the test's, and what has to hold whatever it does. */
import { expect } from '@open-wc/testing';
import type { TransportFact } from '../../../src/core/session-snapshot.js';
import { KINDS, LivekitPerson, type Name } from '../livekit-people.js';
import { barIn, isPitch, pitchMeter, showsHue, SIGNATURES, type PitchMeter } from '../media-content.js';
import { waitUntil } from '../wait-until.js';
import { Opener } from './opened.js';
import type { HostileRelay } from './relay.js';
import { hostileRig, type FramePath, type HostileRig } from './rig.js';

const PATIENCE = { timeout: 30_000, interval: 30 };

/** Frames of somebody's picture; there are ten a second. */
const A_WHILE = 20;

export class Scene {
  readonly relay: HostileRelay;
  readonly #opener = new Opener();
  #judged = 0;

  static async open(path: FramePath): Promise<Scene> {
    const rig = hostileRig(path);
    // A server could mark frames of its own, which LiveKit's own client would show.
    rig.relay.welcome = (answer) => Object.assign(answer, { sifTrailer: SERVERS_OWN });
    const [client, therapist] = [
      await LivekitPerson.enter(rig, 'client'),
      await LivekitPerson.enter(rig, 'therapist'),
    ];
    client.allow('therapist');
    therapist.allow('client');
    client.want('therapist');
    therapist.want('client');
    await Promise.all([client.connect(), therapist.connect()]);
    await Promise.all([client.publish(), therapist.publish()]);
    const video = client.screen('therapist');
    const audio = new Audio();
    client.transport.attach('therapist', 'microphone', audio);
    return new Scene(rig, client, therapist, video, audio);
  }

  private constructor(
    readonly rig: HostileRig,
    readonly client: LivekitPerson,
    readonly therapist: LivekitPerson,
    readonly video: HTMLVideoElement,
    private readonly audio: HTMLAudioElement,
  ) {
    this.relay = rig.relay;
  }

  identity(name: Name): string {
    return this.rig.identityOf(name);
  }

  /** How many frames of somebody's picture were handed over so far. */
  pictures(of: Name): number {
    return this.relay.frames.filter(({ from, kind }) => from === this.identity(of) && kind === 'camera')
      .length;
  }

  /** Each sees the other's picture move, and hears the other. */
  async isWell(hue: number = SIGNATURES.therapist.hue): Promise<void> {
    const places = new Set<number>();
    await waitUntil(
      () => {
        if (showsHue(this.video, hue)) places.add(barIn(this.video)!.x);
        return places.size > 2;
      },
      'the picture of the therapist moves',
      PATIENCE,
    );
    await this.client.hears('therapist');
    await this.therapist.hears('client');
  }

  /**
   * Looks and listens as the client, for as long as `goesOn` says and a while besides: only what the therapist sends now is seen
   * and heard, or nothing.
   */
  async staysClean(
    goesOn: () => boolean = () => false,
    hues: readonly number[] = [SIGNATURES.therapist.hue],
  ): Promise<void> {
    const start = this.pictures('therapist');
    const listening = new Listening(this.audio);
    try {
      await waitUntil(
        () => {
          const bar = barIn(this.video);
          const known = hues.some((hue) => showsHue(this.video, hue));
          if (bar) expect(known, `a bar of hue ${bar.hue}`).to.equal(true);
          for (const other of ['client', 'third'] as const)
            expect(isPitch(listening.read(), SIGNATURES[other].pitch), `the tone of ${other}`).to.equal(
              false,
            );
          return !goesOn() && this.pictures('therapist') >= start + A_WHILE;
        },
        'a while goes by',
        PATIENCE,
      );
    } finally {
      listening.close();
    }
  }

  /** What was told to somebody while `act` went on. */
  async toldMeanwhile(to: Name, act: () => Promise<void>): Promise<readonly TransportFact[]> {
    const { facts } = to === 'client' ? this.client : this.therapist;
    const before = facts.length;
    await act();
    return facts.slice(before);
  }

  /** Everything that was handed over since the last time was sealed with the key of whoever handed it over. */
  async handedOverSealed(): Promise<void> {
    const frames = this.relay.frames.slice(this.#judged);
    this.#judged += frames.length;
    const names = new Map((['client', 'therapist'] as const).map((name) => [this.identity(name), name]));
    for (const { from, kind, data } of frames)
      expect(
        await this.#opener.fault(names.get(from)!, kind, data),
        `${kind} of ${names.get(from)}`,
      ).to.equal(null);
    for (const person of [this.client, this.therapist]) expect(person.told('tampering')).to.deep.equal([]);
  }

  close(): void {
    for (const person of [this.client, this.therapist]) person.leave();
    this.rig.close();
  }
}

/** The trailer that this server says its own frames have. */
export const SERVERS_OWN = new TextEncoder().encode('frames of the server');

/** To whatever an element plays, also when that becomes another one. */
class Listening {
  #stream: MediaProvider | null = null;
  #meter: PitchMeter | null = null;

  constructor(private readonly audio: HTMLAudioElement) {}

  read(): number | null {
    if (this.audio.srcObject !== this.#stream) {
      this.#meter?.close();
      this.#stream = this.audio.srcObject;
      this.#meter = this.#stream && pitchMeter(this.#stream as MediaStream);
    }
    return this.#meter?.read() ?? null;
  }

  close(): void {
    this.#meter?.close();
  }
}

export const stopEverything = (person: LivekitPerson): void => {
  for (const kind of KINDS) person.transport.unpublish(kind);
};
