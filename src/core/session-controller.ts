/**
 * Holds the snapshot, takes asks and facts, runs effects through the ports and tells listeners. It decides
 * nothing itself: that is `reduce`, a pure function.
 */
import { admissible } from './admissible-people.js';
import type { Capture } from './capture.js';
import type { Way } from './encryption/carrier.js';
import type { WorkerOptions } from './encryption/worker-loader.js';
import { EncryptionDoor } from './encryption-door.js';
import { MediaKeys } from './media-keys.js';
import type { PracticeService } from './practice-service.js';
import { SessionError, type ProblemCode } from './problems.js';
import { randomId } from './random-id.js';
import { can, reduce, type Effect, type Input } from './session-machine.js';
import { isReachedInRoom } from './session-changes.js';
import { MediaStage } from './session-stage.js';
import { serve } from './session-calls.js';
import { everybodyWaitsInRoom } from './session-way-in.js';
import {
  isWayOut,
  personOf,
  type MediaKind,
  type MediaRoute,
  type PhaseName,
  type PersonId,
  type Problem,
  type SessionAsk,
  type SessionFact,
  type SessionSnapshot,
  type SupportRow,
} from './session-snapshot.js';
import type { Pass, RouteTrial, SessionTransport } from './session-transport.js';

/** The only way a picture or a sound reaches an element. */
export interface SessionMedia {
  /** Shows a person's picture; the element is emptied in the task in which a pause, a leave or an exit happens. */
  attach(person: PersonId, video: HTMLVideoElement): () => void;
  /** Shows this person their own running camera. */
  preview(video: HTMLVideoElement): () => void;
  /** Loudness of the own running microphone, 0 to 1, until the signal aborts. */
  level(listener: (level: number) => void, signal: AbortSignal): void;
  /** To be called in the task of a press. */
  startSound(): void;
  /** The owner of the devices, loaded when first asked for: the tech check and the device list work with it. */
  capture(): Promise<Capture>;
  /** Tries the way to the practice's media server with a made-up tone. `null` where there is no such server. */
  tryRoute(signal: AbortSignal): Promise<RouteTrial | null>;
  /** Seals a made-up picture, sends it from this page to itself and opens it. See `selfTest`. */
  trySealing(signal: AbortSignal): Promise<void>;
}

/** The controller's whole face, so that a fixed snapshot can stand in for it in examples. */
export interface Session extends EventTarget {
  readonly snapshot: SessionSnapshot;
  readonly media: SessionMedia;
  /** Nothing is drawn before this: drawing the room keeps a page busy, and the way into it is laid first. */
  readonly wayIn?: Promise<void> | undefined;
  /** Asks for something. Ways out have silenced everything when it returns. */
  send(ask: SessionAsk): void;
  can(ask: SessionAsk): boolean;
  dispose(): void;
}

/** What is outside, each made when it is first needed and never before a person pressed something. */
export interface SessionPorts {
  readonly service: () => Promise<PracticeService>;
  readonly transport: (route: MediaRoute) => Promise<SessionTransport>;
  readonly capture: () => Promise<Capture>;
  /** Where the worker that seals media comes from. Left out: from beside our own files. */
  readonly worker?: () => WorkerOptions;
  /** Asked before an ask is taken; `false` means that the page does it itself. Never asked about a way out. */
  readonly consult?: (ask: SessionAsk) => boolean;
}

/** A vendor's error never reaches a person; what is not ours becomes the code given here. */
const codeOf = (error: unknown, otherwise: ProblemCode): ProblemCode =>
  error instanceof SessionError ? error.code : otherwise;

/** So long a track waits for the other one that is on its way: both are then made known to the others in one go. */
const TOGETHER_MS = 200;

/**
 * How long the room is not drawn, at most, from when the page is free again: until what is to be sent has been offered, and where
 * a picture is sent until it has gone out. Drawing keeps a page busy, and whoever it meets waits for its answers.
 */
const OFFERED_MS = 60;
const SENT_MS = 250;

/** What the practice keeps. */
const RECORDED: readonly SessionAsk['type'][] = [
  'give-consent',
  'attest-consent',
  'withdraw-consent',
  'send-feedback',
];

/** A port that breaks must not keep anything else from being stopped, covered and told. */
const safely = (act: () => void): void => {
  try {
    act();
  } catch (error) {
    console.error(error);
  }
};

export class SessionController extends EventTarget implements Session {
  #snapshot: SessionSnapshot;
  #service: PracticeService | undefined;
  #transport: SessionTransport | undefined;
  #opened: Promise<SessionTransport> | undefined;
  #capture: Capture | undefined;
  #capturing: Promise<Capture> | undefined;
  /** The latest try to start a device: an earlier one that comes late changes nothing. */
  readonly #starts = new Map<MediaKind, symbol>();
  /** Devices that are being opened. */
  readonly #openings = new Map<MediaKind, Promise<unknown>>();
  #opening = false;
  #phase = new AbortController();
  #room: AbortController | undefined;
  /** With what this page stands by in the room; only `renew` makes anything of its token again. */
  #standing: Promise<Pass> | null = null;
  /** Resolves as soon as something can be handed to the transport to be sent. */
  #comingIn: Promise<SessionTransport> | undefined;
  #disposed = false;
  readonly #stage = new MediaStage(
    () => this.#transport,
    () => this.#capture,
  );
  readonly #keys = new MediaKeys(() => this.#transport);
  readonly #encryption = new EncryptionDoor({
    carry: (bytes, to) => this.#carry(bytes, to),
    keys: this.#keys,
    learn: (fact) => {
      this.#learn(fact);
    },
    fail: (error) => {
      console.error(error);
      this.#learn({ type: 'problem', problem: { code: error.code } });
    },
  });
  /** Ends `wayIn`. */
  #drawn: (() => void) | undefined;
  wayIn: Promise<void> | undefined;
  readonly media: SessionMedia = {
    attach: (person, video) => this.#stage.attach(person, video),
    preview: (video) => this.#stage.preview(video),
    level: (listener, signal) => {
      this.#capture?.level(listener, { signal });
    },
    startSound: () => {
      void this.#transport?.startSound().catch(() => undefined);
    },
    capture: () => this.#openCapture(),
    tryRoute: (signal) => this.#tryRoute(signal),
    trySealing: async (signal) => {
      const { selfTest } = await import('./encryption/self-test.js');
      await selfTest({ signal, ...this.ports.worker?.() });
    },
  };

  /** Goes on from `beginning`: what a welcome has shown already. */
  constructor(
    beginning: SessionSnapshot,
    private readonly ports: SessionPorts,
  ) {
    super();
    this.#snapshot = beginning;
  }

  get snapshot(): SessionSnapshot {
    return this.#snapshot;
  }

  can(ask: SessionAsk): boolean {
    return can(this.#snapshot, ask, Date.now());
  }

  send(ask: SessionAsk): void {
    const wayOut = isWayOut(ask);
    if (wayOut) this.#take({ ask });
    const goOn = this.ports.consult?.(ask) ?? true;
    if (goOn && !wayOut) this.#take({ ask });
  }

  /** The practice's support list changed while running. */
  configure({ support }: { readonly support: readonly SupportRow[] }): void {
    this.#learn({ type: 'settings-changed', support });
  }

  /** Tells of something that only the page can know, such as a part of our own that did not arrive. */
  report(problem: Problem): void {
    this.#learn({ type: 'problem', problem });
  }

  /** Stops everything at once and tells nobody any more. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#phase.abort();
    safely(() => this.#stage.show(false, this.#snapshot.people));
    // Nobody chose to leave: a page that closes or reloads keeps its place, and its pause.
    this.#leaveRoom({ left: false });
    safely(() => this.#capture?.dispose());
    this.#encryption.end();
    safely(() => this.#service?.close());
  }

  #learn(fact: SessionFact): void {
    this.#take({ fact });
  }

  #take(input: Input): void {
    if (this.#disposed) return;
    const before = this.#snapshot;
    const { snapshot, effects } = reduce(before, input, { now: Date.now(), id: randomId() });
    // Kept before the effects run, so that whatever they call back into finds what is true.
    this.#snapshot = Object.freeze(snapshot);
    if (snapshot.phase.name !== before.phase.name) this.#beginPhase(before.phase.name);
    // Before the effects: whom something is told has to be met by then.
    if (snapshot !== before && (snapshot.self !== '' || before.self !== ''))
      this.#encryption.through((talk) => talk.follow(snapshot));
    for (const effect of effects) safely(() => this.#run(effect));
    if (this.#snapshot !== before) this.dispatchEvent(new Event('change'));
  }

  /** Previews, polling and timers take this signal, so nothing outlives its screen. */
  #beginPhase(before: PhaseName): void {
    this.#phase.abort();
    this.#phase = new AbortController();
    const { phase, plan } = this.#snapshot;
    // Where nobody looks, browsers let a page wait for long.
    if (before === 'waiting' && phase.name === 'session' && !document.hidden)
      this.wayIn = new Promise((resolve) => {
        this.#drawn = resolve;
        setTimeout(() => setTimeout(resolve, this.#snapshot.media.camera === 'off' ? OFFERED_MS : SENT_MS));
      });
    if (phase.name !== 'waiting' || plan.opensAt === null) return;
    const left = plan.opensAt - Date.now();
    if (left <= 0) return;
    const timer = setTimeout(() => {
      this.#learn({ type: 'opened' });
    }, left);
    this.#phase.signal.addEventListener('abort', () => {
      clearTimeout(timer);
    });
  }

  #run(effect: Effect): void {
    switch (effect.type) {
      case 'show-others':
        this.#stage.show(effect.shown, this.#snapshot.people);
        return;
      case 'show-pictures':
        this.#stage.showPictures(effect.shown, this.#snapshot.people);
        return;
      case 'prepare-media':
        void this.#prepareMedia();
        return;
      case 'stand-by':
        void this.#standBy();
        return;
      case 'stop-own-media':
        this.#stop(...effect.kinds);
        return;
      case 'leave-room':
        this.#leaveRoom({ left: true });
        return;
      case 'allow':
        this.#transport?.allow(effect.seats);
        return;
      case 'forget':
        void this.#forget();
        return;
      case 'start-own-media':
        void this.#start(effect.kind);
        return;
      case 'choose-device':
        void this.#choose(effect.kind, effect.deviceId);
        return;
      case 'start-sound':
        this.media.startSound();
        return;
      case 'open-service':
        void this.#openService();
        return;
      case 'ask-to-enter':
        void this.#askToEnter(effect.urgent);
        return;
      case 'enter-room':
        void this.#enterRoom();
        return;
      case 'fetch-proofs':
        void this.#fetchProofs(effect.records);
        return;
      case 'serve':
        // The keys go to whoever is let in side by side with the news of it: see `docs/encryption.md`, 8.
        if (effect.ask.type === 'admit') this.#letIn(effect.ask.person);
        void this.#serve(effect.ask);
        return;
      case 'agree-anew':
        this.#encryption.through((talk) => talk.agreeAnew(effect.person));
        return;
      case 'remember-device':
      case 'forget-device':
        this.#encryption.through((talk) => talk.pressed(effect));
        return;
      case 'tell':
        this.#encryption.through((talk) => talk.tell(effect.message, effect.id, effect.to));
        return;
      default:
        effect satisfies never;
    }
  }

  /** All ends at the source first, and then the sending. */
  #stop(...kinds: readonly MediaKind[]): void {
    for (const kind of kinds) safely(() => this.#capture?.stop(kind));
    for (const kind of kinds) safely(() => this.#transport?.unpublish(kind));
  }

  async #start(kind: MediaKind): Promise<void> {
    const { signal } = this.#phase;
    const attempt = Symbol(kind);
    this.#starts.set(kind, attempt);
    const isWanted = (): boolean =>
      this.#starts.get(kind) === attempt && this.#snapshot.media[kind] === 'starting';
    try {
      // Where it is there, the device is asked for before anything is drawn.
      const capture = this.#capture ?? (await this.#openCapture());
      // Switched off, paused or left while its file was on the way: nobody is asked for anything.
      if (!isWanted()) return;
      const opening = capture.start(kind, { signal });
      this.#openings.set(kind, opening);
      const track = await opening;
      await this.#together(kind);
      if (!isWanted()) {
        if (this.#snapshot.media[kind] === 'off') capture.stop(kind);
        return;
      }
      // Whoever begins at once does so before the pass is there; the transport takes the track as soon as it is.
      const transport = await this.#comingIn;
      if (!isWanted()) return;
      if (!transport) throw new SessionError('connection-lost', 'no room');
      await transport.publish(kind, track);
      if (isWanted()) this.#learn({ type: 'own-media', kind, state: 'on' });
    } catch (error) {
      if (signal.aborted || !isWanted()) return;
      this.#stop(kind);
      this.#learn({ type: 'problem', problem: { code: codeOf(error, 'device-failed'), kind } });
    }
  }

  async #together(kind: MediaKind): Promise<void> {
    const others = [...this.#openings].filter(
      ([other]) => other !== kind && this.#snapshot.media[other] === 'starting',
    );
    if (others.length === 0) return;
    const late = new Promise((resolve) => setTimeout(resolve, TOGETHER_MS));
    await Promise.race([late, Promise.allSettled(others.map(([, opening]) => opening))]);
  }

  /** What is off stays off and keeps its choice for later; a speaker that cannot be chosen leaves the usual one. */
  async #choose(kind: MediaKind | 'speaker', deviceId: string): Promise<void> {
    try {
      const capture = await this.#openCapture();
      capture.choose(kind, deviceId);
      if (kind === 'speaker') await this.#transport?.setSpeaker(deviceId);
      else if (this.#snapshot.media[kind] === 'on') {
        const track = await capture.start(kind, { signal: this.#phase.signal });
        await this.#transport?.replace(kind, track);
      }
    } catch (error) {
      if (kind === 'speaker' || this.#snapshot.media[kind] !== 'on') return;
      this.#stop(kind);
      this.#learn({ type: 'problem', problem: { code: codeOf(error, 'device-failed'), kind } });
    }
  }

  #openCapture(): Promise<Capture> {
    this.#capturing ??= this.ports.capture().then((capture) => {
      this.#capture = capture;
      capture.onFact = (fact) => {
        // "On" is true only when the transport has it; "off" was asked for, or comes with its reason: see #start.
        if (fact.type !== 'own-media') this.#learn(fact);
        if (fact.type === 'device-unplugged') this.#transport?.unpublish(fact.kind);
      };
      if (this.#disposed) capture.dispose();
      return capture;
    });
    // One that did not arrive is asked for again the next time.
    this.#capturing.catch(() => {
      this.#capturing = undefined;
    });
    return this.#capturing;
  }

  async #openService(): Promise<void> {
    if (this.#opening) return;
    this.#opening = true;
    try {
      this.#service?.close();
      const service = await this.ports.service();
      // The element was removed, or the person has gone: nobody is told that they were here.
      if (this.#disposed) return;
      this.#service = service;
      service.onFact = (fact) => {
        if (fact.type === 'relayed') this.#received(fact);
        else this.#learn(fact);
      };
      const appointment = await service.open({ signal: new AbortController().signal });
      this.#learn({ type: 'appointment-known', appointment });
    } catch (error) {
      this.#service?.close();
      this.#service = undefined;
      this.#fail(error, 'service-unreachable');
    } finally {
      this.#opening = false;
      if (this.#disposed) this.#service?.close();
    }
  }

  async #askToEnter(urgent: boolean): Promise<void> {
    try {
      await this.#service?.askToEnter({ urgent });
      this.#learn({ type: 'entry-asked' });
    } catch (error) {
      this.#fail(error, 'service-unreachable');
    }
  }

  /** Whoever stands by goes on from there; everybody else comes in from outside. */
  async #enterRoom(): Promise<void> {
    const standing = this.#standing;
    this.#standing = null;
    if (!standing) {
      this.#room?.abort();
      this.#comingIn = undefined;
    }
    const room = standing && this.#room ? this.#room : (this.#room = new AbortController());
    try {
      await this.#connect(room.signal, standing ? this.#letInFrom(standing) : this.#pass(), !!standing);
    } catch (error) {
      if (!room.signal.aborted) this.#fail(error, 'connection-lost');
    }
  }

  /** What does not work here is no trouble yet: whoever is let in then comes in from outside. */
  async #standBy(): Promise<void> {
    if (this.#standing) return;
    this.#room?.abort();
    this.#comingIn = undefined;
    const room = (this.#room = new AbortController());
    const standing = (this.#standing = this.#pass());
    try {
      await this.#connect(room.signal, standing);
    } catch {
      if (this.#standing === standing) this.#standing = null;
    }
  }

  /** Whoever stands by needs no other pass: their rights come by themselves. */
  async #letInFrom(standing: Promise<Pass>): Promise<Pass> {
    try {
      return { ...(await standing), rights: 'media' };
    } catch {
      return this.#pass();
    }
  }

  async #connect(signal: AbortSignal, pass: Promise<Pass>, standsBy = false): Promise<void> {
    const begun = this.#beginToConnect(signal, pass, standsBy);
    this.#comingIn ??= begun.then(({ transport }) => transport);
    // Who waits for it hears of it; where nobody does, the call below says it.
    this.#comingIn.catch(() => undefined);
    await (await begun).connected();
  }

  /** The transport is on its way into the room when this resolves; `connected` waits until it is there. */
  async #beginToConnect(
    signal: AbortSignal,
    coming: Promise<Pass>,
    standsBy: boolean,
  ): Promise<{ readonly transport: SessionTransport; readonly connected: () => Promise<void> }> {
    const [pass, transport] = await Promise.all([coming, this.#openTransport()]);
    signal.throwIfAborted();
    // The latest: it may have changed while the pass and the transport were on their way.
    transport.allow(admissible(this.#snapshot));
    this.#keys.handTo(transport);
    const connecting = transport.connect(pass, {
      signal,
      standsBy,
      unasked: everybodyWaitsInRoom(this.#snapshot),
      pictureSize: this.#capture?.pictureSize,
      renew: () => this.#pass(),
    });
    connecting.catch(() => undefined);
    return { transport, connected: () => connecting };
  }

  async #pass(): Promise<Pass> {
    if (!this.#service) throw new SessionError('service-unreachable', 'the service is not open');
    return this.#service.pass();
  }

  /** Only ahead of time: what did not arrive now is asked for again when it is needed, and told then. */
  async #prepareMedia(): Promise<void> {
    try {
      const transport = await this.#openTransport();
      await transport.prepare(this.#snapshot.route);
    } catch {
      // See above.
    }
  }

  async #tryRoute(signal: AbortSignal): Promise<RouteTrial | null> {
    const pass = await this.#service?.trialPass();
    if (!pass) return null;
    const transport = await this.#openTransport();
    return transport.tryRoute(pass, { signal });
  }

  /** One for all who ask, also at the same time. One that did not arrive is asked for again the next time. */
  async #openTransport(): Promise<SessionTransport> {
    this.#opened ??= this.ports.transport(this.#snapshot.route);
    try {
      this.#transport = await this.#opened;
    } catch (error) {
      this.#opened = undefined;
      throw error;
    }
    this.#transport.onFact = (fact) => {
      if (fact.type === 'received') this.#received(fact);
      else if (fact.type === 'picture-sent') this.#drawn?.();
      else this.#learn(fact);
    };
    this.#stage.refresh(this.#snapshot.people);
    return this.#transport;
  }

  #leaveRoom(how: { readonly left: boolean }): void {
    this.#standing = null;
    this.#comingIn = undefined;
    this.#room?.abort();
    safely(() => this.#capture?.stopAll());
    safely(() => this.#keys.forget());
    safely(() => this.#transport?.disconnect(how));
  }

  /** After an exit the service is told when everything is silent and covered, and nobody waits for its answer. */
  async #forget(): Promise<void> {
    const service = this.#service;
    this.#service = undefined;
    try {
      await service?.leave();
    } catch {
      // There is nobody left to tell.
    } finally {
      safely(() => service?.close());
    }
  }

  async #serve(ask: SessionAsk): Promise<void> {
    const service = this.#service;
    if (!service) return;
    try {
      await serve(service, ask);
      if (ask.type === 'send-feedback') this.#learn({ type: 'feedback-sent' });
    } catch (error) {
      const code = codeOf(error, 'service-unreachable');
      // Whoever has given an answer wants to know first of all that it was not stored.
      const lost = code === 'service-unreachable' && RECORDED.includes(ask.type);
      this.#learn({ type: 'ask-refused', ask: ask.type, code: lost ? 'not-recorded' : code });
    }
  }

  /** One after the other. What does not come now is asked for again when the consent is opened again. */
  async #fetchProofs(records: readonly string[]): Promise<void> {
    for (const recordId of records)
      try {
        const proof = await this.#service?.proof(recordId);
        if (proof) this.#learn({ type: 'proof-known', recordId, proof });
      } catch {
        // A copy without it says so.
      }
  }

  #letIn(person: PersonId): void {
    const snapshot = this.#snapshot;
    this.#encryption.through((talk) => talk.letIn(person, snapshot));
  }

  #received({ from, bytes }: { readonly from: PersonId; readonly bytes: Uint8Array }): void {
    this.#encryption.through((talk) => talk.receive(from, bytes));
  }

  /** Bytes that are sealed already, or that agree on what to seal with. */
  async #carry(bytes: Uint8Array<ArrayBuffer>, to: PersonId): Promise<Way> {
    const person = personOf(this.#snapshot, to);
    try {
      if (person && isReachedInRoom(this.#snapshot, person) && this.#transport) {
        await this.#transport.send(bytes, [to]);
        return 'room';
      }
    } catch {
      // What the room does not carry, the practice may.
    }
    if (!this.#service) throw new SessionError('service-unreachable', 'the service is not open');
    await this.#service.relay(to, bytes);
    return 'practice';
  }

  #fail(error: unknown, otherwise: ProblemCode): void {
    if (this.#disposed) return;
    // For the developer: which element, which attribute, what was expected. Holds nothing that a person entered.
    console.error(error);
    this.#learn({ type: 'ask-refused', ask: 'continue', code: codeOf(error, otherwise) });
  }
}
