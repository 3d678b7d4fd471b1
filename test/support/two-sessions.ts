/**
 * A client's and a therapist's session in one page, with real keys between them: a rehearsal's service, whose relay is in the
 * hands of the test, and a real connection from tab to tab.
 */
import { randomId } from '../../src/core/random-id.js';
import { LocalService } from '../../src/core/services/local-service.js';
import { beginningOf } from '../../src/core/session-beginning.js';
import { SessionController } from '../../src/core/session-controller.js';
import type {
  AppointmentFacts,
  PersonId,
  PersonSafety,
  Role,
  SessionSnapshot,
} from '../../src/core/session-snapshot.js';
import type { Capture } from '../../src/core/capture.js';
import type { MediaKey, Pass, SessionTransport } from '../../src/core/session-transport.js';
import { LocalTransport } from '../../src/core/transports/local-transport.js';
import { fakePorts } from './fake-ports.js';
import { waitUntil } from './wait-until.js';

export type Bytes = Uint8Array<ArrayBuffer>;

/** What the relay makes of a message: nothing, one, or several. */
export type Relay = (from: Role, bytes: Bytes) => readonly Bytes[];

const HONEST: Relay = (_from, bytes) => [bytes];

/** Everything that one page did with keys, in order. */
export type KeyEvent =
  | { readonly by: Role; readonly did: 'seal'; readonly key: MediaKey | null }
  | { readonly by: Role; readonly did: 'open'; readonly person: PersonId; readonly key: MediaKey }
  | { readonly by: Role; readonly did: 'close'; readonly person: PersonId; readonly keyIndex: number | null }
  /** Begins to come into the room, where what the others send can be had. */
  | { readonly by: Role; readonly did: 'connect' };

/** Tells the test that the other page is there. */
class WatchedTransport extends LocalTransport {
  met = false;
  constructor() {
    super();
    let told: LocalTransport['onFact'] = () => undefined;
    Object.defineProperty(this, 'onFact', {
      get: () => told,
      set: (listen: LocalTransport['onFact']) => {
        told = (fact) => {
          if (fact.type === 'person-joined') this.met = true;
          listen(fact);
        };
      },
    });
  }
}

/** Sound and picture by way of a media server, where they do not go from tab to tab. */
export interface MediaWay {
  transport(role: Role): Promise<SessionTransport>;
  /** What the practice's service hands out for it. */
  pass(pass: Pass): Pass;
  capture(role: Role): Capture;
}

export class TwoSessions {
  readonly appointment = randomId();
  /** Everything that was handed to the practice or to the room. */
  readonly carried: Bytes[] = [];
  readonly byRoom: Bytes[] = [];
  readonly keys: KeyEvent[] = [];
  relay: Relay = HONEST;
  readonly #transports = new Map<Role, WatchedTransport>();
  readonly client = this.#session('client');
  readonly therapist = this.#session('therapist');

  /** `subject`: the client's id over many appointments, as a practice gives it; a rehearsal has none. */
  constructor(
    private readonly subject: string | null = null,
    private readonly media: MediaWay | null = null,
  ) {}

  of(role: Role): SessionController {
    return role === 'client' ? this.client : this.therapist;
  }

  id(role: Role): PersonId {
    return this.of(role).snapshot.self;
  }

  /** How it stands with the other person, on this one's page. */
  safety(role: Role): PersonSafety | undefined {
    return this.of(role).snapshot.people[0]?.safety;
  }

  /** Both stand at the door: the client asks, the therapist is at the desk. */
  async wait(): Promise<void> {
    this.client.send({ type: 'go-in-now' });
    this.therapist.send({ type: 'continue' });
    await this.until('therapist', ({ phase }) => phase.name === 'tech-check', 'is known');
    this.therapist.send({ type: 'continue' });
    await this.until('client', ({ waiting }) => waiting.asked, 'asks');
    await this.until('therapist', ({ waiting }) => waiting.asked, 'is at the desk');
  }

  async agree(): Promise<void> {
    for (const role of ['client', 'therapist'] as const)
      await waitUntil(() => this.safety(role)?.pictures, `the code of the ${role}`);
  }

  /** Both are in the room, and each can reach the other there. */
  async meet(): Promise<void> {
    this.therapist.send({ type: 'admit', person: this.id('client') });
    for (const role of ['client', 'therapist'] as const) {
      await this.until(role, ({ connection }) => connection === 'connected', 'is in');
      await waitUntil(() => this.#transports.get(role)?.met, `${role} meets the other`);
    }
  }

  until(role: Role, holds: (snapshot: SessionSnapshot) => unknown, note: string): Promise<void> {
    return waitUntil(() => holds(this.of(role).snapshot), `${role} ${note}`);
  }

  /** As anybody could who carries: in the name of `from`, to the other page. */
  pretend(from: Role, bytes: Bytes): void {
    const channel = new BroadcastChannel(`safe-session:${this.appointment}`);
    const to = this.id(from === 'client' ? 'therapist' : 'client');
    channel.postMessage({ v: 1, type: 'relay', from: this.id(from), to, bytes });
    channel.close();
  }

  close(): void {
    this.client.dispose();
    this.therapist.dispose();
  }

  #session(role: Role): SessionController {
    const { media } = this;
    const capture = media?.capture(role) ?? fakePorts().capture;
    return new SessionController(beginningOf({ role, mode: 'rehearsal' }), {
      service: () => Promise.resolve(this.#service(role)),
      transport: () => media?.transport(role) ?? Promise.resolve(this.#transport(role)),
      capture: () => Promise.resolve(capture),
    });
  }

  #service(role: Role): LocalService {
    const service = new LocalService({ appointment: this.appointment, role, rehearsal: true });
    const open = service.open.bind(service);
    service.open = async (how) => this.#lasting(await open(how));
    let told: LocalService['onFact'] = () => undefined;
    Object.defineProperty(service, 'onFact', {
      get: () => told,
      set: (listen: LocalService['onFact']) => {
        told = (fact) => {
          const isAnew = fact.type === 'appointment-known';
          listen(isAnew ? { ...fact, appointment: this.#lasting(fact.appointment) } : fact);
        };
      },
    });
    const pass = service.pass.bind(service);
    service.pass = async () => (this.media ? this.media.pass(await pass()) : pass());
    const carry = service.relay.bind(service);
    service.relay = async (to, bytes) => {
      this.carried.push(bytes);
      for (const one of this.relay(role, bytes)) await carry(to, one);
    };
    return service;
  }

  #lasting(facts: AppointmentFacts): AppointmentFacts {
    const subject = facts.consent.person === null ? null : (this.subject ?? facts.consent.subject);
    return { ...facts, consent: { ...facts.consent, subject } };
  }

  #transport(role: Role): LocalTransport {
    const transport = new WatchedTransport();
    this.#transports.set(role, transport);
    const carry = transport.send.bind(transport);
    transport.send = async (bytes, to) => {
      await carry(bytes, to);
      this.carried.push(bytes);
      this.byRoom.push(bytes);
    };
    const { keys } = this;
    const connect = transport.connect.bind(transport);
    transport.connect = (pass, options) => {
      keys.push({ by: role, did: 'connect' });
      return connect(pass, options);
    };
    transport.sealWith = (key) => keys.push({ by: role, did: 'seal', key });
    transport.openWith = (person, key) => keys.push({ by: role, did: 'open', person, key });
    transport.closeTo = (person, keyIndex) => keys.push({ by: role, did: 'close', person, keyIndex });
    return transport;
  }
}

/** Whether this text can be read in any of it. */
export const canRead = (text: string, messages: readonly Uint8Array[]): boolean =>
  messages.some((bytes) => new TextDecoder().decode(bytes).includes(text));
