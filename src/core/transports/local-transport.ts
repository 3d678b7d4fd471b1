import { SessionError } from '../problems.js';
import type { Connection, MediaKind, PersonId, TransportFact } from '../session-snapshot.js';
import type { WorkerOptions } from '../encryption/worker-loader.js';
import type {
  MediaKey,
  Pass,
  RouteTrial,
  Seat,
  SessionTransport,
  SimulatedFault,
  TransportEvidence,
} from '../session-transport.js';
import { FrameSealing } from './frame-sealing.js';
import { LocalRoom } from './local-room.js';
import { RemoteMedia } from './remote-media.js';

/** The largest message, in bytes. */
const MAX_MESSAGE_BYTES = 65_536;

/**
 * The media path between the pages of one browser: real connections, sealed by the same worker as everywhere, and no
 * server. For rehearsals, the demo and journeys in tests.
 */
export class LocalTransport implements SessionTransport {
  onFact: (fact: TransportFact) => void = () => undefined;
  readonly #remote = new RemoteMedia((needed) => this.onFact({ type: 'sound-needs-press', needed }));
  readonly #tracks: Record<MediaKind, MediaStreamTrack | null> = { microphone: null, camera: null };
  readonly #sealing: FrameSealing;
  #allowed: ReadonlySet<PersonId> = new Set();
  #room: LocalRoom | null = null;
  #ended = new AbortController();
  #connection: Connection = 'idle';

  constructor(options: WorkerOptions = {}) {
    this.#sealing = new FrameSealing(options, {
      tell: (fact) => this.onFact(fact),
      tampered: () => this.#tampered(),
      needsPicture: (person) => this.#room?.askForPicture(person),
    });
  }

  async prepare(): Promise<void> {
    if (typeof RTCPeerConnection === 'undefined' || typeof BroadcastChannel === 'undefined')
      throw new SessionError('browser-cannot', 'WebRTC or BroadcastChannel is missing');
    await this.#sealing.prepare();
  }

  async connect(pass: Pass, { signal }: { readonly signal: AbortSignal }): Promise<void> {
    signal.throwIfAborted();
    if (this.#room) return;
    if (pass.rights !== 'media') throw new SessionError('not-admitted', 'the pass gives no right to media');
    const ended = new AbortController();
    this.#ended = ended;
    // A page in the back and forward cache must not keep a line; whoever comes back connects again.
    addEventListener('pagehide', () => this.#end('lost'), { signal: ended.signal });
    const room = new LocalRoom(pass, this.#allowed, {
      tracks: this.#tracks,
      remote: this.#remote,
      sealing: this.#sealing,
      tell: (fact) => this.onFact(fact),
      steady: (steady) => {
        if (this.#connection === 'connected' || this.#connection === 'reconnecting')
          this.#tell(steady ? 'connected' : 'reconnecting');
      },
    });
    this.#room = room;
    this.#tell('connecting');
    try {
      await this.prepare();
      ended.signal.throwIfAborted();
      await this.#sealing.begin(pass.person);
      await room.enter(AbortSignal.any([signal, ended.signal]));
    } catch (cause) {
      if (!ended.signal.aborted) this.#end('idle');
      signal.throwIfAborted();
      throw cause instanceof SessionError
        ? cause
        : new SessionError('connection-lost', 'disconnected before the room was entered', { cause });
    }
    this.#tell('connected');
  }

  /** Between two tabs there is no server. */
  async tryRoute(): Promise<RouteTrial> {
    return Promise.reject(new SessionError('media-unreachable', 'no media server between two tabs'));
  }

  disconnect({ left } = { left: true }): void {
    this.#end('idle', left);
  }

  async publish(kind: MediaKind, track: MediaStreamTrack): Promise<void> {
    if (!this.#room) throw new SessionError('connection-lost', `no connection to send the ${kind} on`);
    if (track.readyState === 'ended') throw new SessionError('device-failed', `the ${kind} has stopped`);
    this.#tracks[kind] = track;
    await this.#room.send(kind, track);
  }

  async replace(kind: MediaKind, track: MediaStreamTrack): Promise<void> {
    await this.publish(kind, track);
  }

  unpublish(kind: MediaKind): void {
    this.#tracks[kind] = null;
    void this.#room?.send(kind, null);
  }

  allow(seats: readonly Seat[]): void {
    this.#allowed = new Set(seats.map(({ person }) => person));
    this.#room?.allow(this.#allowed);
  }

  setWanted(person: PersonId, kind: MediaKind, wanted: boolean): void {
    this.#remote.setWanted(person, kind, wanted);
    // Told when this task is done: whatever is to be silenced here comes before anything is sent.
    queueMicrotask(() => this.#room?.want(person));
  }

  sealWith(key: MediaKey | null): void {
    this.#sealing.sealWith(key);
  }

  openWith(person: PersonId, key: MediaKey): void {
    this.#sealing.openWith(person, key);
  }

  closeTo(person: PersonId, keyIndex: number | null): void {
    this.#sealing.closeTo(person, keyIndex);
  }

  attach(person: PersonId, kind: MediaKind, element: HTMLMediaElement): () => void {
    return this.#remote.attach(person, kind, element);
  }

  startSound(): Promise<void> {
    return this.#remote.startSound();
  }

  async setSpeaker(deviceId: string): Promise<void> {
    try {
      await this.#remote.setSpeaker(deviceId);
    } catch (cause) {
      throw new SessionError('device-failed', 'the speaker cannot be used', { cause });
    }
  }

  async send(bytes: Uint8Array<ArrayBuffer>, to: readonly PersonId[]): Promise<void> {
    await Promise.resolve();
    if (bytes.byteLength > MAX_MESSAGE_BYTES)
      throw new SessionError('text-not-sent', `more than ${MAX_MESSAGE_BYTES} bytes`);
    const missed = to.filter((person) => !this.#room?.write(bytes, person));
    if (missed.length > 0) throw new SessionError('text-not-sent', 'somebody cannot be reached');
  }

  async evidence(): Promise<TransportEvidence> {
    const nothing = { microphone: 0, camera: 0 };
    return (await this.#room?.evidence()) ?? { packetsSent: nothing, packetsReceived: nothing };
  }

  simulate(fault: SimulatedFault): void {
    switch (fault) {
      case 'drop-signalling':
        this.#room?.renewSignalling();
        break;
      case 'restart-ice':
        this.#room?.restartIce();
        break;
      case 'reconnect':
      case 'resume-fails':
      case 'signalling-lost-while-resuming':
      case 'server-leaves':
      case 'server-dies':
      case 'server-moves-us':
      case 'tcp-only':
        this.#room?.reconnect(this.#ended.signal).catch(() => this.#end('lost'));
        break;
      case 'revoke-rights':
        this.#end('lost');
        this.onFact({ type: 'rights-changed', rights: 'none' });
        break;
      default:
        fault satisfies never;
    }
  }

  /** Synchronous. Silences first and tells the others then. */
  #end(connection: 'idle' | 'lost', left = false): void {
    this.#allowed = new Set();
    this.#sealing.end();
    const room = this.#room;
    if (!room) return;
    this.#room = null;
    this.#ended.abort();
    this.#tracks.microphone = this.#tracks.camera = null;
    this.#remote.clear();
    room.close({ left });
    this.#tell(connection);
  }

  #tampered(): void {
    this.#end('lost');
    this.onFact({ type: 'tampering' });
  }

  #tell(connection: Connection): void {
    if (connection === this.#connection) return;
    this.#connection = connection;
    this.onFact({ type: 'connection-changed', connection });
  }
}
