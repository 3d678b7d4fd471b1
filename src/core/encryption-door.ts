/**
 * What the session holds of its encryption and of what is said through it: fetched behind the welcome, asked one thing after
 * the other. Before it is there nothing leaves this page.
 */
import type { EncryptionPort, SessionEncryption } from './encryption/session-encryption.js';
import { SessionError } from './problems.js';
import type { StateMessage } from './session-machine.js';
import type { SessionMessenger } from './session-messenger.js';
import type { MessageFact, PersonId, SessionSnapshot } from './session-snapshot.js';

export interface DoorPort extends Omit<EncryptionPort, 'heard' | 'learn'> {
  readonly learn: (fact: MessageFact | Parameters<EncryptionPort['learn']>[0]) => void;
}

interface Inside {
  readonly encryption: SessionEncryption;
  readonly messenger: SessionMessenger;
}

const enter = async (port: DoorPort): Promise<Inside> => {
  const [{ SessionEncryption }, { SessionMessenger }, { CODE_WORDS }] = await Promise.all([
    import('./encryption/session-encryption.js'),
    import('./session-messenger.js'),
    import('./encryption/code-words.js'),
  ]);
  const messenger: SessionMessenger = new SessionMessenger((content, to) => {
    void encryption.say(content, to);
  }, port.learn);
  const heard: EncryptionPort['heard'] = (from, content) => messenger.receive(from, content);
  const encryption = new SessionEncryption({ ...port, heard }, CODE_WORDS);
  return { encryption, messenger };
};

export class EncryptionDoor {
  #inside: Promise<Inside> | null = null;
  #isOver = false;

  constructor(private readonly port: DoorPort) {}

  /** After every change. Before the first press there is nobody to agree with. */
  follow(snapshot: SessionSnapshot): void {
    if (this.#inside || snapshot.self !== '') this.#do(({ encryption }) => encryption.follow(snapshot));
  }

  letIn(person: PersonId, snapshot: SessionSnapshot): void {
    this.#do(({ encryption }) => encryption.letIn(person, snapshot));
  }

  /** `id` is the message's own, so that a double is known as such. */
  tell(message: StateMessage, id: string, to: readonly PersonId[]): void {
    this.#do(({ messenger }) => messenger.tell(message, id, to));
  }

  receive(from: PersonId, bytes: Uint8Array): void {
    this.#do(({ encryption }) => encryption.receive(from, bytes));
  }

  agreeAnew(person: PersonId): void {
    this.#do(({ encryption }) => encryption.agreeAnew(person));
  }

  /** For good. */
  end(): void {
    this.#isOver = true;
    void this.#inside?.then(
      ({ encryption }) => encryption.end(),
      () => undefined,
    );
  }

  #do(act: (inside: Inside) => void): void {
    const inside = (this.#inside ??= enter(this.port));
    void inside.then(
      (there) => {
        if (!this.#isOver) act(there);
      },
      (cause: unknown) => {
        // It is asked for again with the next change, and told once for all that waited.
        if (this.#inside !== inside) return;
        this.#inside = null;
        this.port.fail(new SessionError('part-missing', 'the encryption did not arrive', { cause }));
      },
    );
  }
}
