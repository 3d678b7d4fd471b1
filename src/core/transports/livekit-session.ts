/** The media path through a LiveKit server, over as many rooms one after the other as it takes. */
import { SAMPLE_SECONDS } from '../line-watch.js';
import { SessionError, type ProblemCode } from '../problems.js';
import type { WorkerOptions } from '../encryption/worker-loader.js';
import type {
  Connection,
  Line,
  MediaKind,
  MediaRoute,
  PersonId,
  Rights,
  TransportFact,
} from '../session-snapshot.js';
import type {
  ConnectOptions,
  MediaKey,
  Pass,
  RouteTrial,
  Seat,
  SessionTransport,
  SimulatedFault,
  TransportEvidence,
} from '../session-transport.js';
import { FrameSealing } from './frame-sealing.js';
import { GoodbyeWords } from './goodbye-words.js';
import { Counters } from './livekit-counters.js';
import { LivekitOthers } from './livekit-others.js';
import { OutgoingMedia } from './livekit-outgoing.js';
import type { OpenRoom, Room, RoomFrames, RoomListener } from './livekit-port.js';
import { rejoinDelayMs } from './livekit-rejoin.js';
import { tryRoute } from './livekit-route-trial.js';
import { asSessionError, isFinal, roomEnd } from './livekit-trouble.js';
import { RemoteMedia } from './remote-media.js';
import { warmUpSilence } from './stand-in-track.js';

/** The largest message, in bytes: LiveKit takes 64 000, and puts an envelope around it. */
const MAX_MESSAGE_BYTES = 60_000;

/** How long the rights of somebody who stands by may take after the service let them in. */
const FLIP_MS = 1_500;

/** How long a goodbye may take, and how long it may be under way before the connection is closed behind it. */
const GOODBYE_MS = 500;
const ON_ITS_WAY_MS = 200;

const rightsOf = ({ rights: { publish, subscribe, tell } }: Room): Rights =>
  !subscribe && !tell ? 'none' : publish ? 'media' : 'receive';

const after = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** One stay, from connecting to its end; whatever rooms it takes belong to it. */
class Stay {
  readonly ended = new AbortController();
  readonly counters = new Counters();
  room: Room | null = null;
  /** What the server lets this page do. */
  rights: Rights = 'none';
  /** What was told of it. Nothing else is told of somebody who stands by without rights. */
  told: Rights;
  /** Settles when the page is in the room, or is not going to be. */
  entering: Promise<void> = Promise.resolve();
  /** It could not be entered, and nobody had asked for its end. */
  failed = false;
  /** Coming back by itself: over when somebody comes in from outside meanwhile. */
  returning: AbortController | null = null;
  /** Called when the rights come. */
  onRights: () => void = () => undefined;

  constructor(
    public pass: Pass,
    public renew: (() => Promise<Pass>) | undefined,
    readonly options: Pick<ConnectOptions, 'unasked' | 'pictureSize'>,
  ) {
    this.told = pass.rights;
  }
}

export class LivekitSession implements SessionTransport {
  onFact: (fact: TransportFact) => void = () => undefined;
  readonly #remote = new RemoteMedia((needed) => this.onFact({ type: 'sound-needs-press', needed }));
  readonly #outgoing = new OutgoingMedia((sender, on) => this.#sealing.carry(sender, on));
  readonly #words = new GoodbyeWords();
  readonly #others = new LivekitOthers({
    remote: this.#remote,
    words: this.#words,
    tell: (fact) => this.onFact(fact),
    demand: (demand) => this.#outgoing.demand(demand),
    open: (receiver, kind, person) => this.#sealing.open(receiver, kind, person),
    pictureAsked: () => this.#pictureAsked(),
  });
  readonly #sealing: FrameSealing;
  readonly #frames: RoomFrames = {
    seal: (sender, kind) => this.#sealing.seal(sender, kind),
    hold: (receiver, kind) => this.#sealing.hold(receiver, kind),
  };
  #stay: Stay | null = null;
  #connection: Connection = 'idle';
  #line: Line = 'good';
  /** The room before: the server would send one of the two away. */
  #leaving: Promise<void> = Promise.resolve();

  constructor(
    private readonly open: OpenRoom,
    private readonly options: WorkerOptions,
  ) {
    this.#sealing = new FrameSealing(options, {
      tell: (fact) => this.onFact(fact),
      tampered: () => this.#tampered(),
      needsPicture: (person) => this.#others.askForPicture(person),
    });
  }

  async prepare(route: MediaRoute): Promise<void> {
    if (typeof RTCPeerConnection === 'undefined')
      throw new SessionError('browser-cannot', 'WebRTC is missing');
    await this.#sealing.prepare();
    if (route.kind !== 'server') return;
    warmUpSilence();
    // Looks up the name and opens a connection, and says nothing of anybody.
    await fetch(route.url.replace(/^ws/, 'http'), {
      method: 'HEAD',
      mode: 'no-cors',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    }).catch(() => undefined);
  }

  async connect(pass: Pass, options: ConnectOptions): Promise<void> {
    const { signal, renew, standsBy } = options;
    signal.throwIfAborted();
    const standing = this.#stay;
    if (standing) {
      // Whoever stands by may be on their way in. If nothing came of that they come in anew, unless they were told to leave.
      await standing.entering;
      if (standing.failed) await this.connect(pass, options);
      else await this.#goOn(standing, pass, { signal, ...(renew && { renew }) });
      return;
    }
    if (standsBy && renew) {
      await this.connect(await renew(), { ...options, standsBy: false });
      return;
    }
    const stay = new Stay(pass, renew, options);
    this.#stay = stay;
    // A page in the back and forward cache must not keep a line; whoever comes back connects again.
    addEventListener('pagehide', () => this.#end('lost', { now: true }), { signal: stay.ended.signal });
    this.#watch(stay);
    await this.#enter(stay, signal);
  }

  tryRoute(pass: Pass, options: { readonly signal: AbortSignal }): Promise<RouteTrial> {
    return tryRoute(this.open, pass, { ...options, worker: this.options });
  }

  disconnect({ left } = { left: true }): void {
    this.#end('idle', { left });
  }

  async publish(kind: MediaKind, track: MediaStreamTrack): Promise<void> {
    if (!this.#stay) throw new SessionError('connection-lost', `no connection to send the ${kind} on`);
    if (track.readyState === 'ended') throw new SessionError('device-failed', `the ${kind} has stopped`);
    await this.#outgoing.publish(kind, track);
  }

  async replace(kind: MediaKind, track: MediaStreamTrack): Promise<void> {
    await this.publish(kind, track);
  }

  unpublish(kind: MediaKind): void {
    this.#outgoing.unpublish(kind);
  }

  allow(seats: readonly Seat[]): void {
    this.#others.allow(seats);
  }

  setWanted(person: PersonId, kind: MediaKind, wanted: boolean): void {
    this.#others.setWanted(person, kind, wanted);
  }

  sealWith(key: MediaKey | null): void {
    this.#sealing.sealWith(key);
    this.#words.sealWith(key);
  }

  openWith(person: PersonId, key: MediaKey): void {
    this.#sealing.openWith(person, key);
    this.#words.openWith(person, key);
  }

  closeTo(person: PersonId, keyIndex: number | null): void {
    this.#sealing.closeTo(person, keyIndex);
    this.#words.closeTo(person, keyIndex);
  }

  attach(person: PersonId, kind: MediaKind, element: HTMLMediaElement): () => void {
    return this.#others.attach(person, kind, element);
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
    if (bytes.byteLength > MAX_MESSAGE_BYTES)
      throw new SessionError('text-not-sent', `more than ${MAX_MESSAGE_BYTES} bytes`);
    let missed: readonly PersonId[];
    try {
      missed = await this.#others.send(bytes, to);
    } catch (error) {
      throw asSessionError(error, 'text-not-sent', 'not handed over');
    }
    if (missed.length > 0) throw new SessionError('text-not-sent', 'somebody cannot be reached');
  }

  async evidence(): Promise<TransportEvidence> {
    const stay = this.#stay;
    return (stay?.counters ?? new Counters()).evidence(stay?.room ?? null);
  }

  simulate(fault: SimulatedFault): void {
    if (fault !== 'revoke-rights') {
      this.#stay?.room?.simulate(fault);
      return;
    }
    this.#end('lost');
    this.onFact({ type: 'rights-changed', rights: 'none' });
  }

  /** Synchronous. Silences first, covers then, and tells the others last. */
  #end(connection: 'idle' | 'lost', { left = false, now = false } = {}): void {
    const stay = this.#stay;
    this.#stay = null;
    this.#sealing.end();
    this.#outgoing.clear();
    const goodbye = this.#others.sayGoodbye(left).then(() => after(ON_ITS_WAY_MS));
    this.#words.clear();
    this.#others.clear();
    this.#leaveRoom(stay, now ? 'now' : goodbye);
    if (!stay) return;
    stay.ended.abort();
    this.#tell(connection);
  }

  #leaveRoom(stay: Stay | null, goodbye: Promise<void> | 'now'): void {
    this.#others.leave();
    this.#outgoing.leave();
    const room = stay?.room;
    if (!stay || !room) return;
    stay.room = null;
    if (goodbye === 'now') room.closeNow();
    else this.#leaving = Promise.race([goodbye, after(GOODBYE_MS)]).then(() => room.close());
  }

  /** Somebody is there already: they stand by, or nothing is to be done. */
  async #goOn(stay: Stay, pass: Pass, { signal, renew }: ConnectOptions): Promise<void> {
    this.#mustStillBe(stay, signal);
    if (renew) stay.renew = renew;
    if (pass.rights === 'none' || this.#connection !== 'idle') return;
    const isSame = stay.pass.room === pass.room && stay.pass.identity === pass.identity;
    if (isSame && stay.room && stay.rights === 'none') await this.#waitForRights(stay, signal);
    this.#mustStillBe(stay, signal);
    if (isSame && stay.room && stay.rights !== 'none') {
      stay.pass = pass;
      stay.told = stay.rights;
      this.#tell('connected');
      return;
    }
    // What somebody stood by with lets nobody in.
    stay.pass = renew ? await renew() : pass;
    this.#mustStillBe(stay, signal);
    stay.told = stay.pass.rights;
    stay.returning?.abort();
    this.#leaveRoom(stay, Promise.resolve());
    await this.#enter(stay, signal);
  }

  #mustStillBe(stay: Stay, signal: AbortSignal): void {
    signal.throwIfAborted();
    if (this.#stay !== stay) throw new SessionError('connection-lost', 'disconnected meanwhile');
  }

  async #waitForRights(stay: Stay, signal: AbortSignal): Promise<void> {
    const come = new Promise<void>((resolve) => {
      stay.onRights = resolve;
    });
    await Promise.race([come, after(FLIP_MS, AbortSignal.any([signal, stay.ended.signal]))]);
  }

  /** From outside: whatever is in the way ends the stay, and is thrown. */
  #enter(stay: Stay, signal: AbortSignal): Promise<void> {
    const entering = this.#comeIn(stay, signal);
    stay.entering = entering.catch(() => undefined);
    return entering;
  }

  async #comeIn(stay: Stay, signal: AbortSignal): Promise<void> {
    const { pass } = stay;
    if (pass.rights !== 'none') this.#tell('connecting');
    try {
      await this.prepare({ kind: 'tabs' });
      stay.ended.signal.throwIfAborted();
      // Before anything is connected: what comes without a worker could not be opened, and what leaves not be sealed.
      await this.#sealing.begin(pass.person);
      await this.#openRoom(stay, pass, signal);
    } catch (error) {
      const over = stay.ended.signal.aborted;
      stay.failed = !over;
      if (!over) this.#end('idle');
      signal.throwIfAborted();
      throw over
        ? new SessionError('connection-lost', 'disconnected before the room was entered')
        : asSessionError(error, 'media-unreachable', 'no connection');
    }
    if (pass.rights !== 'none') this.#tell('connected');
  }

  /** Leaves nothing behind when it rejects. */
  async #openRoom(stay: Stay, pass: Pass, signal: AbortSignal): Promise<void> {
    await this.#leaving;
    const over = AbortSignal.any([stay.ended.signal, signal]);
    over.throwIfAborted();
    const room: Room = this.open(
      this.#listenTo(stay, () => room),
      this.#frames,
    );
    const giveUp = (): void => void room.close();
    over.addEventListener('abort', giveUp, { once: true });
    stay.room = room;
    stay.rights = 'none';
    try {
      room.permit([]);
      await room.connect(pass, { unasked: stay.options.unasked === true });
      over.throwIfAborted();
      if (pass.rights !== 'none' && rightsOf(room) === 'none')
        throw new SessionError('not-admitted', 'the media server gives no right to media');
    } catch (error) {
      if (stay.room === room) this.#leaveRoom(stay, Promise.resolve());
      await room.close();
      throw error;
    } finally {
      over.removeEventListener('abort', giveUp);
    }
    stay.pass = pass;
    this.#rightsChanged(stay);
  }

  #listenTo(stay: Stay, room: () => Room): RoomListener {
    const ifCurrent =
      <A extends readonly unknown[]>(act: (...given: A) => void) =>
      (...given: A): void => {
        if (this.#stay === stay && stay.room === room()) act(...given);
      };
    const ifLetIn = <A extends readonly unknown[]>(act: (...given: A) => void): ((...given: A) => void) =>
      ifCurrent((...given: A) => {
        if (stay.rights !== 'none') act(...given);
      });
    return {
      reached: ifCurrent(() => this.#takeUp(stay)),
      rightsChanged: ifCurrent(() => this.#rightsChanged(stay)),
      ended: ifCurrent((reason) => this.#roomEnded(stay, reason)),
      steady: ifLetIn((steady) => this.#steady(steady)),
      arrived: ifLetIn((identity) => this.#others.arrived(identity)),
      departed: ifLetIn((identity) => this.#others.departed(identity)),
      changed: ifLetIn((identity) => this.#others.changed(identity)),
      received: ifLetIn((identity, topic, bytes) => this.#others.received(identity, topic, bytes)),
      senderMade: ifCurrent((kind, sender) => this.#outgoing.senderMade(kind, sender)),
      taken: ifCurrent((kind) => {
        if (!stay.options.unasked) this.#outgoing.taken(kind);
      }),
      withdrawn: ifCurrent(() => this.#outgoing.refresh()),
    };
  }

  /** Does what the rights allow, and nothing else. */
  #takeUp(stay: Stay): void {
    const { room } = stay;
    if (!room) return;
    const had = stay.rights;
    stay.rights = rightsOf(room);
    if (stay.rights !== 'none') {
      this.#others.enter(room);
      this.#outgoing.enter(room);
      return;
    }
    if (had !== 'none') {
      // Synchronous. The page stays where it is, hidden and silent, until it is let in again or told to leave.
      this.#outgoing.clear();
      this.#others.clear();
      this.#others.leave();
      this.#outgoing.leave();
    }
    if (room.rights.publish) this.#outgoing.standBy(room, stay.options.pictureSize);
  }

  #rightsChanged(stay: Stay): void {
    this.#takeUp(stay);
    const { rights } = stay;
    if (rights !== stay.told) {
      stay.told = rights;
      this.onFact({ type: 'rights-changed', rights });
    }
    if (rights !== 'none') stay.onRights();
  }

  #steady(steady: boolean): void {
    this.#others.steady(steady);
    if (steady) this.#outgoing.refresh();
    if (this.#connection === 'connected' || this.#connection === 'reconnecting')
      this.#tell(steady ? 'connected' : 'reconnecting');
  }

  #roomEnded(stay: Stay, reason: string): void {
    const { code, then } = roomEnd(reason);
    this.#leaveRoom(stay, Promise.resolve());
    if (then === 'rejoin' && stay.renew) void this.#rejoin(stay, stay.renew, code);
    else this.#giveUp(code);
  }

  /** LiveKit has given up: a fresh pass, a new room, and again, until it works or the service refuses. */
  async #rejoin(stay: Stay, renew: () => Promise<Pass>, code: ProblemCode): Promise<void> {
    const returning = (stay.returning = new AbortController());
    const signal = AbortSignal.any([stay.ended.signal, returning.signal]);
    const isOver = (): boolean => signal.aborted;
    if (this.#connection === 'connected') this.#tell('reconnecting');
    const start = performance.now();
    for (let tries = 0; ; tries += 1) {
      const delay = rejoinDelayMs(tries, performance.now() - start, Math.random());
      if (delay === null) break;
      await after(delay, signal);
      if (isOver()) return;
      try {
        const pass = await renew();
        if (pass.rights === 'none' && stay.told !== 'none')
          throw new SessionError('not-admitted', 'the fresh pass gives no right to media');
        await this.#openRoom(stay, pass, signal);
        if (this.#connection === 'reconnecting') this.#tell('connected');
        return;
      } catch (error) {
        if (isOver()) return;
        if (isFinal(error)) {
          this.#giveUp(error.code);
          return;
        }
      }
    }
    this.#giveUp(code);
  }

  /** What happens to somebody who only stands by is no trouble of theirs yet, and is not told. */
  #giveUp(code: ProblemCode): void {
    const isTold = this.#connection !== 'idle';
    this.#end(isTold ? 'lost' : 'idle');
    if (isTold && code !== 'connection-lost') this.onFact({ type: 'problem', problem: { code } });
  }

  #pictureAsked(): void {
    const sender = this.#outgoing.senderOf('camera');
    if (sender) this.#sealing.freshPicture(sender);
  }

  #tampered(): void {
    this.#end('lost', { now: true });
    this.onFact({ type: 'tampering' });
  }

  #watch(stay: Stay): void {
    const timer = setInterval(() => {
      if (stay.rights !== 'none') this.#others.tick();
      void this.#look(stay);
    }, SAMPLE_SECONDS * 1_000);
    stay.ended.signal.addEventListener('abort', () => clearInterval(timer));
  }

  async #look(stay: Stay): Promise<void> {
    const line = await stay.counters.look(stay.room, this.#outgoing.sends('camera'));
    if (this.#stay === stay && this.#connection === 'connected') this.#tellLine(line);
  }

  #tell(connection: Connection): void {
    if (connection === this.#connection) return;
    this.#connection = connection;
    this.onFact({ type: 'connection-changed', connection });
    // What the line was like in an earlier stay is no matter of this one.
    if (connection === 'connected') this.#tellLine(this.#stay?.counters.line ?? 'good');
  }

  #tellLine(line: Line): void {
    if (line === this.#line) return;
    this.#line = line;
    this.onFact({ type: 'line-changed', line });
  }
}
