/**
 * Holds the snapshot, takes asks and facts, runs effects through the ports and tells listeners. It decides
 * nothing itself: that is `reduce`, a pure function.
 */
import type { Capture } from './capture.js';
import type { Way } from './encryption/carrier.js';
import type { WorkerOptions } from './encryption/worker-loader.js';
import { EncryptionDoor } from './encryption-door.js';
import { MediaKeys } from './media-keys.js';
import { OwnDevices } from './own-devices.js';
import { problemCodeOf, safely } from './port-errors.js';
import { PracticeLine } from './practice-line.js';
import type { PracticeService } from './practice-service.js';
import type { ProblemCode } from './problems.js';
import { randomId } from './random-id.js';
import { RoomDoor } from './room-door.js';
import { can, reduce, type Effect, type Input } from './session-machine.js';
import { isReachedInRoom } from './session-changes.js';
import { MediaStage } from './session-stage.js';
import {
  isWayOut,
  personOf,
  type MediaRoute,
  type PhaseName,
  type PersonId,
  type Problem,
  type SessionAsk,
  type SessionFact,
  type SessionSnapshot,
  type SupportRow,
} from './session-snapshot.js';
import type { RouteTrial, SessionTransport } from './session-transport.js';

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

/**
 * How long the room is not drawn, at most, from when the page is free again: until what is to be sent has been offered, and where
 * a picture is sent until it has gone out. Drawing keeps a page busy, and whoever it meets waits for its answers.
 */
const OFFERED_MS = 60;
const SENT_MS = 250;

export class SessionController extends EventTarget implements Session {
  #snapshot: SessionSnapshot;
  #phase = new AbortController();
  #disposed = false;
  readonly #practice = new PracticeLine({
    load: () => this.ports.service(),
    hear: (fact) => {
      if (fact.type === 'relayed') this.#received(fact);
      else this.#learn(fact);
    },
    learn: (fact) => {
      this.#learn(fact);
    },
    fail: (error, otherwise) => {
      this.#fail(error, otherwise);
    },
  });
  readonly #devices = new OwnDevices({
    snapshot: () => this.#snapshot,
    load: () => this.ports.capture(),
    signal: () => this.#phase.signal,
    transport: () => this.#door.transport,
    comingIn: () => this.#door.comingIn,
    learn: (fact) => {
      this.#learn(fact);
    },
  });
  readonly #keys = new MediaKeys(() => this.#door.transport);
  readonly #door: RoomDoor = new RoomDoor({
    snapshot: () => this.#snapshot,
    load: (route) => this.ports.transport(route),
    opened: (transport) => {
      this.#listenTo(transport);
    },
    pass: () => this.#practice.pass(),
    keys: this.#keys,
    pictureSize: () => this.#devices.capture?.pictureSize,
  });
  readonly #stage = new MediaStage(
    () => this.#door.transport,
    () => this.#devices.capture,
  );
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
      this.#devices.capture?.level(listener, { signal });
    },
    startSound: () => {
      void this.#door.transport?.startSound().catch(() => undefined);
    },
    capture: () => this.#devices.open(),
    tryRoute: async (signal) => {
      const pass = await this.#practice.trialPass();
      return pass && this.#door.tryRoute(pass, signal);
    },
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
    safely(() => this.#devices.end());
    this.#encryption.end();
    safely(() => this.#practice.end());
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
        void this.#door.prepare();
        return;
      case 'stand-by':
        void this.#door.standBy();
        return;
      case 'stop-own-media':
        this.#devices.stop(...effect.kinds);
        return;
      case 'leave-room':
        this.#leaveRoom({ left: true });
        return;
      case 'allow':
        this.#door.transport?.allow(effect.seats);
        return;
      case 'forget':
        void this.#practice.forget();
        return;
      case 'start-own-media':
        void this.#devices.start(effect.kind);
        return;
      case 'choose-device':
        void this.#devices.choose(effect.kind, effect.deviceId);
        return;
      case 'start-sound':
        this.media.startSound();
        return;
      case 'open-service':
        void this.#practice.open();
        return;
      case 'ask-to-enter':
        void this.#practice.askToEnter(effect.urgent);
        return;
      case 'enter-room':
        void this.#enterRoom();
        return;
      case 'fetch-proofs':
        void this.#practice.fetchProofs(effect.records);
        return;
      case 'serve':
        // The keys go to whoever is let in side by side with the news of it: see `docs/encryption.md`, 8.
        if (effect.ask.type === 'admit') this.#letIn(effect.ask.person);
        void this.#practice.serve(effect.ask);
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

  async #enterRoom(): Promise<void> {
    try {
      await this.#door.enter();
    } catch (error) {
      this.#fail(error, 'connection-lost');
    }
  }

  #listenTo(transport: SessionTransport): void {
    transport.onFact = (fact) => {
      if (fact.type === 'received') this.#received(fact);
      else if (fact.type === 'picture-sent') this.#drawn?.();
      else this.#learn(fact);
    };
    this.#stage.refresh(this.#snapshot.people);
  }

  #leaveRoom(how: { readonly left: boolean }): void {
    safely(() => this.#devices.capture?.stopAll());
    safely(() => this.#keys.forget());
    safely(() => this.#door.leave(how));
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
      const { transport } = this.#door;
      if (person && isReachedInRoom(this.#snapshot, person) && transport) {
        await transport.send(bytes, [to]);
        return 'room';
      }
    } catch {
      // What the room does not carry, the practice may.
    }
    await this.#practice.relay(to, bytes);
    return 'practice';
  }

  #fail(error: unknown, otherwise: ProblemCode): void {
    if (this.#disposed) return;
    // For the developer: which element, which attribute, what was expected. Holds nothing that a person entered.
    console.error(error);
    this.#learn({ type: 'ask-refused', ask: 'continue', code: problemCodeOf(error, otherwise) });
  }
}
