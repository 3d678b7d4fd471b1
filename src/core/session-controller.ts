/**
 * Holds the snapshot, takes asks and facts, runs effects through the ports and tells listeners. It decides
 * nothing itself: that is `reduce`, a pure function.
 */
import type { Way } from './encryption/carrier.js';
import { EncryptionDoor } from './encryption-door.js';
import { MediaRoom } from './media-room.js';
import { OwnDevices } from './own-devices.js';
import { PracticeLink } from './practice-link.js';
import type { ProblemCode } from './problems.js';
import { randomId } from './random-id.js';
import { isReachedInRoom } from './session-changes.js';
import type { Session, SessionMedia, SessionPorts } from './session-face.js';
import { codeOf, safely, type Inside } from './session-inside.js';
import { can, reduce, type Effect, type Input } from './session-machine.js';
import {
  isWayOut,
  personOf,
  type PersonId,
  type Problem,
  type SessionAsk,
  type SessionFact,
  type SessionSnapshot,
  type SupportRow,
} from './session-snapshot.js';
import { MediaStage } from './session-stage.js';

export type { Session, SessionMedia, SessionPorts } from './session-face.js';

export class SessionController extends EventTarget implements Session {
  #snapshot: SessionSnapshot;
  #phase = new AbortController();
  #disposed = false;
  readonly #practice: PracticeLink;
  readonly #room: MediaRoom;
  readonly #devices: OwnDevices;
  readonly #stage: MediaStage;
  readonly #encryption: EncryptionDoor;
  readonly media: SessionMedia;

  /** Goes on from `beginning`: what a welcome has shown already. */
  constructor(
    beginning: SessionSnapshot,
    private readonly ports: SessionPorts,
  ) {
    super();
    this.#snapshot = beginning;
    const inside: Inside = {
      snapshot: () => this.#snapshot,
      learn: (fact) => this.#learn(fact),
      receive: ({ from, bytes }) => this.#encryption.through((talk) => talk.receive(from, bytes)),
      fail: (error, otherwise) => this.#fail(error, otherwise),
    };
    this.#practice = new PracticeLink(inside, ports.service);
    this.#room = new MediaRoom({
      ...inside,
      pass: () => this.#practice.pass(),
      make: ports.transport,
      arrived: () => this.#stage.refresh(this.#snapshot.people),
    });
    this.#devices = new OwnDevices(
      { ...inside, make: ports.capture, signal: () => this.#phase.signal },
      this.#room,
    );
    this.#stage = new MediaStage(
      () => this.#room.transport,
      () => this.#devices.capture,
    );
    this.#encryption = new EncryptionDoor({
      carry: (bytes, to) => this.#carry(bytes, to),
      keys: this.#room.keys,
      learn: inside.learn,
      fail: (error) => {
        console.error(error);
        this.report({ code: error.code });
      },
    });
    this.media = {
      attach: (person, video) => this.#stage.attach(person, video),
      preview: (video) => this.#stage.preview(video),
      level: (listener, signal) => {
        this.#devices.capture?.level(listener, { signal });
      },
      startSound: () => {
        void this.#room.transport?.startSound().catch(() => undefined);
      },
      capture: () => this.#devices.open(),
      tryRoute: async (signal) => {
        const pass = await this.#practice.trialPass();
        return pass && this.#room.tryRoute(pass, signal);
      },
      trySealing: async (signal) => {
        const { selfTest } = await import('./encryption/self-test.js');
        await selfTest({ signal, ...this.ports.worker?.() });
      },
    };
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
    safely(() => this.#devices.dispose());
    this.#encryption.end();
    safely(() => this.#practice.close());
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
    if (snapshot.phase.name !== before.phase.name) this.#beginPhase();
    // Before the effects: whom something is told has to be met by then.
    if (snapshot !== before && (snapshot.self !== '' || before.self !== ''))
      this.#encryption.through((talk) => talk.follow(snapshot));
    for (const effect of effects) safely(() => this.#run(effect));
    if (this.#snapshot !== before) this.dispatchEvent(new Event('change'));
  }

  /** Previews, polling and timers take this signal, so nothing outlives its screen. */
  #beginPhase(): void {
    this.#phase.abort();
    this.#phase = new AbortController();
    const { phase, plan } = this.#snapshot;
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
    const snapshot = this.#snapshot;
    switch (effect.type) {
      case 'show-others':
        this.#stage.show(effect.shown, snapshot.people);
        return;
      case 'show-pictures':
        this.#stage.showPictures(effect.shown, snapshot.people);
        return;
      case 'prepare-media':
        void this.#room.prepare();
        return;
      case 'stand-by':
        void this.#room.standBy();
        return;
      case 'stop-own-media':
        this.#devices.stop(...effect.kinds);
        return;
      case 'leave-room':
        this.#leaveRoom({ left: true });
        return;
      case 'allow':
        this.#room.transport?.allow(effect.seats);
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
        void this.#room.enter();
        return;
      case 'fetch-proofs':
        void this.#practice.fetchProofs(effect.records);
        return;
      case 'serve':
        // The keys go to whoever is let in side by side with the news of it: see `docs/encryption.md`, 8.
        if (effect.ask.type === 'admit') {
          const { person } = effect.ask;
          this.#encryption.through((talk) => talk.letIn(person, snapshot));
        }
        void this.#practice.serve(effect.ask);
        return;
      case 'agree-anew':
        this.#encryption.through((talk) => talk.agreeAnew(effect.person));
        return;
      case 'tell':
        this.#encryption.through((talk) => talk.tell(effect.message, effect.id, effect.to));
        return;
      default:
        effect satisfies never;
    }
  }

  #leaveRoom(how: { readonly left: boolean }): void {
    safely(() => this.#devices.capture?.stopAll());
    this.#room.leave(how);
  }

  /** Bytes that are sealed already, or that agree on what to seal with. */
  async #carry(bytes: Uint8Array<ArrayBuffer>, to: PersonId): Promise<Way> {
    const person = personOf(this.#snapshot, to);
    const { transport } = this.#room;
    try {
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
    this.#learn({ type: 'ask-refused', ask: 'continue', code: codeOf(error, otherwise) });
  }
}
