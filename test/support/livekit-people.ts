/** People on a LiveKit server, each with a colour and a tone of their own, and what a test waits for with them. */
import { expect } from '@open-wc/testing';
import type { MediaKind, PersonId, TransportFact } from '../../src/core/session-snapshot.js';
import type { ConnectOptions, Pass } from '../../src/core/session-transport.js';
import type { LivekitEnd, LivekitRig } from './livekit-rig.js';
import {
  barTrack,
  isPitch,
  pitchMeter,
  showsHue,
  SIGNATURES,
  toneTrack,
  type ContentTrack,
} from './media-content.js';
import { giveKeys } from './media-keys.js';
import { waitUntil } from './wait-until.js';

export type Name = keyof typeof SIGNATURES;

export const KINDS: readonly MediaKind[] = ['microphone', 'camera'];

/** LiveKit itself mends a line for three quarters of a minute. */
const PATIENCE = { timeout: 60_000, interval: 50 };

export class LivekitPerson {
  readonly facts: TransportFact[] = [];
  readonly content: Readonly<Record<MediaKind, ContentTrack>>;
  readonly #elements: HTMLMediaElement[] = [];

  static async enter(rig: LivekitRig, name: Name): Promise<LivekitPerson> {
    return new LivekitPerson(rig, name, await rig.end(name, name === 'therapist' ? 'therapist' : 'client'));
  }

  private constructor(
    readonly rig: LivekitRig,
    readonly name: Name,
    readonly end: LivekitEnd,
  ) {
    const { hue, pitch } = SIGNATURES[name];
    this.content = { camera: barTrack(hue), microphone: toneTrack(pitch) };
    end.transport.onFact = (fact) => this.facts.push(fact);
  }

  get transport() {
    return this.end.transport;
  }

  allow(...people: PersonId[]): void {
    this.transport.allow(people.map((person) => ({ person, identity: this.rig.identityOf(person) })));
  }

  /** Everything that the server says to this page over sockets that are opened from now on; it grows. */
  overhears(): readonly string[] {
    const heard: string[] = [];
    const { window } = this.end.page;
    const { WebSocket: Socket } = window as Window & typeof globalThis;
    Object.assign(window, {
      WebSocket: class extends Socket {
        constructor(url: string | URL) {
          super(url);
          this.addEventListener('message', ({ data }) =>
            heard.push(new TextDecoder('latin1').decode(data as ArrayBuffer)),
          );
        }
      },
    });
    return heard;
  }

  /** How the parameters of senders are set in their page from now on; each setting takes long. It grows. */
  setsParameters(): { readonly times: number; readonly atOnce: number } {
    const seen = { times: 0, atOnce: 0 };
    const { prototype } = (this.end.page.window as Window & typeof globalThis).RTCRtpSender;
    const setParameters = Reflect.get(prototype, 'setParameters') as (...given: unknown[]) => Promise<void>;
    const underWay = new Map<RTCRtpSender, number>();
    prototype.setParameters = async function (...given: unknown[]) {
      const others = underWay.get(this) ?? 0;
      underWay.set(this, others + 1);
      seen.times += 1;
      seen.atOnce = Math.max(seen.atOnce, others + 1);
      try {
        await setParameters.apply(this, given);
        await new Promise((resolve) => setTimeout(resolve, 100));
      } finally {
        underWay.set(this, others);
      }
    };
    return seen;
  }

  /** Each context of sound that is opened in their page from now on, and with what; it grows. */
  opensSound(): readonly { readonly options: unknown; readonly context: AudioContext }[] {
    const opened: { options: unknown; context: AudioContext }[] = [];
    const { window } = this.end.page;
    const { AudioContext: Sound } = window as Window & typeof globalThis;
    Object.assign(window, {
      AudioContext: class extends Sound {
        constructor(options?: AudioContextOptions) {
          super(options);
          opened.push({ options, context: this });
        }
      },
    });
    return opened;
  }

  /** With `renew`, comes back by itself as often as a fresh pass is handed out. */
  async connect(
    pass: Pass = this.end.pass,
    renew?: () => Promise<Pass>,
    how: Pick<ConnectOptions, 'unasked' | 'pictureSize'> = {},
  ): Promise<void> {
    const others = Object.keys(SIGNATURES).filter((person) => person !== this.name);
    await giveKeys(this.transport, this.name, others);
    const { signal } = new AbortController();
    await this.transport.connect(pass, { signal, ...(renew && { renew }), ...how });
  }

  want(person: PersonId, wanted = true): void {
    for (const kind of KINDS) this.transport.setWanted(person, kind, wanted);
  }

  async publish(): Promise<void> {
    await Promise.all(KINDS.map((kind) => this.transport.publish(kind, this.content[kind].track)));
  }

  unpublish(): void {
    for (const kind of KINDS) this.transport.unpublish(kind);
  }

  told(type: TransportFact['type']): TransportFact[] {
    return this.facts.filter((fact) => fact.type === type);
  }

  learns(type: TransportFact['type'], times = 1): Promise<void> {
    return waitUntil(() => this.told(type).length >= times, `${this.name} learns ${type}`, PATIENCE);
  }

  get connection(): string | undefined {
    return this.facts.flatMap((fact) => (fact.type === 'connection-changed' ? [fact.connection] : [])).at(-1);
  }

  isConnected(connection = 'connected'): Promise<void> {
    return waitUntil(() => this.connection === connection, `${this.name} is ${connection}`, PATIENCE);
  }

  /** So many were opened, and all but the last are closed. */
  async hasOnlyTheLastConnection(opened: number): Promise<void> {
    const states = (): string[] => this.end.page.connections.map(({ signalingState }) => signalingState);
    await waitUntil(() => states().at(-1) === 'stable', 'the last connection stands', PATIENCE);
    expect(states()).to.deep.equal([...Array<string>(opened - 1).fill('closed'), 'stable']);
  }

  /** An element for somebody's picture. */
  screen(person: PersonId): HTMLVideoElement {
    const video = document.createElement('video');
    document.body.append(video);
    this.#elements.push(video);
    this.transport.attach(person, 'camera', video);
    return video;
  }

  async sees(person: Name, video = this.screen(person)): Promise<void> {
    await waitUntil(() => showsHue(video, SIGNATURES[person].hue), `${this.name} sees ${person}`, PATIENCE);
  }

  async hears(person: Name): Promise<void> {
    const audio = new Audio();
    const detach = this.transport.attach(person, 'microphone', audio);
    await waitUntil(() => audio.srcObject, `the sound of ${person}`, PATIENCE);
    const meter = pitchMeter(audio.srcObject as MediaStream);
    await waitUntil(
      () => isPitch(meter.read(), SIGNATURES[person].pitch),
      `${this.name} hears ${person}`,
      PATIENCE,
    );
    expect(isPitch(meter.read(), SIGNATURES[this.name].pitch), 'an echo of oneself').to.be.false;
    meter.close();
    detach();
  }

  /** Waits until nothing was counted from one look to the next three times over, and gives the last count. */
  async settled(part: 'packetsSent' | 'packetsReceived'): Promise<number> {
    let last = -1;
    let same = 0;
    await waitUntil(
      async () => {
        const { microphone, camera } = (await this.transport.evidence())[part];
        same = microphone + camera === last ? same + 1 : 0;
        last = microphone + camera;
        return same >= 3;
      },
      `${part} of ${this.name} come to rest`,
      { ...PATIENCE, interval: 200 },
    );
    return last;
  }

  leave(): void {
    this.transport.disconnect();
    for (const kind of KINDS) this.content[kind].stop();
    for (const element of this.#elements) element.remove();
  }
}

export const codeOf = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise;
    return undefined;
  } catch (error) {
    return (error as { code?: unknown }).code ?? error;
  }
};
