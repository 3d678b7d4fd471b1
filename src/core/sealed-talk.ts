/**
 * Between a session and the encryption of its room: what follows from the snapshot, what people tell each other, and what there
 * is to compare. It knows no key.
 */
import { DeviceDoor, type LoadDevices } from './device-door.js';
import { encryptionAim } from './encryption-aim.js';
import { codePictures, codeWords, groupPictures } from './encryption/code-numbers.js';
import { CODE_WORDS } from './encryption/code-words.js';
import type { EncryptionPort, SafetyEvent, SessionEncryption } from './encryption/session-encryption.js';
import { KeyRenewal } from './key-renewal.js';
import type { StateMessage } from './session-machine.js';
import { randomId } from './random-id.js';
import { SessionMessenger } from './session-messenger.js';
import type {
  ControllerFact,
  GroupTrust,
  MessageFact,
  PersonId,
  SessionSnapshot,
  TransportFact,
} from './session-snapshot.js';

type Tampering = Extract<TransportFact, { readonly type: 'tampering' }>;

export interface TalkPort extends Omit<EncryptionPort, 'heard' | 'happened'> {
  readonly learn: (fact: MessageFact | ControllerFact | Tampering) => void;
}

type Vouching = Extract<SafetyEvent, { readonly type: 'vouching' }>;

const groupOf = (event: Vouching): GroupTrust => {
  if (event.state === 'differ') return { state: 'differ', between: event.between };
  return event.state === 'open'
    ? { state: 'open' }
    : { state: 'agreed', pictures: groupPictures(event.code) };
};

const factOf = (event: SafetyEvent): ControllerFact | Tampering => {
  switch (event.type) {
    case 'agreed': {
      const { with: person, run, code, runs } = event;
      const words = codeWords(code).map((word) => CODE_WORDS[word] ?? '');
      return { type: 'code-agreed', person, run, pictures: codePictures(code), words, runs };
    }
    case 'gone':
      return { type: 'code-gone', person: event.with };
    case 'exhausted':
      return { type: 'agreement-failed', person: event.with };
    case 'alarm':
      return { type: 'tampering' };
    case 'vouching':
      return { type: 'group-told', group: groupOf(event) };
    default:
      return event satisfies never;
  }
};

export class SealedTalk {
  readonly #encryption: SessionEncryption;
  readonly #messenger: SessionMessenger;
  readonly #renewal = new KeyRenewal();
  readonly #devices: DeviceDoor;
  #lettingIn: PersonId | null = null;

  constructor(
    port: TalkPort,
    encrypt: (port: EncryptionPort) => SessionEncryption,
    loadDevices: LoadDevices,
  ) {
    this.#messenger = new SessionMessenger(
      (content, to) => void this.#encryption.say(content, to),
      (fact) => {
        if (fact.type === 'device-told') void this.#devices.told(fact);
        else port.learn(fact);
      },
    );
    this.#devices = new DeviceDoor(
      {
        say: (body, to) => {
          this.tell({ type: 'device', body }, randomId(), [to]);
        },
        learn: port.learn,
      },
      loadDevices,
    );
    this.#encryption = encrypt({
      ...port,
      heard: (from, content) => this.#messenger.receive(from, content),
      happened: (event) => {
        port.learn(factOf(event));
        if (event.type === 'agreed') this.#devices.agreed(event.with, event.run, event.code);
      },
    });
  }

  /** After every change. */
  follow(snapshot: SessionSnapshot): void {
    this.#encryption.follow(encryptionAim(snapshot, this.#lettingIn));
    this.#devices.follow(snapshot);
    if (this.#renewal.isDue(snapshot)) this.#encryption.renew();
  }

  /** A therapist lets somebody in: the keys for them are made and under way when this page's own news has not come yet. */
  letIn(person: PersonId, snapshot: SessionSnapshot): void {
    this.#lettingIn = person;
    this.follow(snapshot);
  }

  /** `id` is the message's own, so that a double is known as such. */
  tell(message: StateMessage, id: string, to: readonly PersonId[]): void {
    this.#messenger.tell(message, id, to);
  }

  /** Whatever somebody, or somebody in their name, has sent by either way. */
  receive(from: PersonId, bytes: Uint8Array): void {
    this.#encryption.receive(from, bytes);
  }

  agreeAnew(person: PersonId): void {
    this.#encryption.agreeAnew(person);
  }

  /** After a press. */
  remember(person: PersonId): void {
    void this.#devices.remember(person);
  }

  /** After a press. */
  forget(person: PersonId): void {
    void this.#devices.forget(person);
  }

  end(): void {
    this.#devices.end();
    this.#encryption.end();
  }
}
