/** The other person's page, as far as a session with ports of the test can tell: it agrees on real keys, and seals what it says. */
import { encryptionAim } from '../../src/core/encryption-aim.js';
import { SessionEncryption, type EncryptionPort } from '../../src/core/encryption/session-encryption.js';
import { SessionError } from '../../src/core/problems.js';
import { decodeMessage, encodeMessage } from '../../src/core/message-codec.js';
import { stranger } from '../../src/core/session-people.js';
import type { SessionMessage } from '../../src/core/session-messages.js';
import { emptySnapshot, NO_PLAN, type SessionSnapshot } from '../../src/core/session-snapshot.js';
import type { FakePorts } from './fake-ports.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** A therapist called `other`, who has let `self` in; both are in the room. */
const SEEN_BY_OTHER: SessionSnapshot = {
  ...emptySnapshot('therapist', 'live'),
  self: 'other',
  phase: { name: 'session' },
  plan: { ...NO_PLAN, appointment: 'appointment' },
  people: [{ ...stranger('self', 'client'), state: 'here', acceptedBy: ['other'] }],
};

export class SealedOther {
  /** What was sealed for this person, and opened here. */
  readonly heard: SessionMessage[] = [];
  agreed = false;
  /** Whether anybody carries anything to them. */
  reachable = true;
  /** Under whose name the carrier hands it over. */
  name = 'other';
  readonly #encryption: SessionEncryption;

  constructor(private readonly ports: FakePorts) {
    ports.service.relay = (_to, bytes) => this.#take(bytes);
    ports.transport.send = (bytes) => this.#take(bytes);
    const port: EncryptionPort = {
      carry: (bytes) => {
        this.give(bytes);
        return Promise.resolve('practice');
      },
      keys: { sealWith: () => undefined, openWith: () => undefined, closeTo: () => undefined },
      happened: ({ type }) => {
        this.agreed ||= type === 'agreed';
      },
      heard: (_from, content) => {
        const decoded = decodeMessage(content);
        if (decoded.outcome === 'message') this.heard.push(decoded.message);
      },
      fail: (error) => {
        throw error;
      },
    };
    this.#encryption = new SessionEncryption(port);
    this.#encryption.follow(encryptionAim(SEEN_BY_OTHER));
  }

  say(message: SessionMessage): Promise<void> {
    return this.saySomething(encodeMessage(message));
  }

  /** Sealed, whatever it is. */
  saySomething(content: Bytes): Promise<void> {
    return this.#encryption.say(content, ['self']);
  }

  /** As it comes to the session. */
  give(bytes: Bytes): void {
    this.ports.service.onFact({ type: 'relayed', from: this.name, bytes });
  }

  #take(bytes: Bytes): Promise<void> {
    if (!this.reachable) return Promise.reject(new SessionError('service-unreachable', 'as the test says'));
    this.#encryption.receive('self', bytes);
    return Promise.resolve();
  }
}
