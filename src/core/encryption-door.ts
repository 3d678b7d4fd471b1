/**
 * What the session holds of its encryption: fetched behind the welcome, asked one thing after the other, and nothing leaves
 * this page before it is there.
 */
import type { SessionEncryption } from './encryption/session-encryption.js';
import type { Way } from './encryption/carrier.js';
import { SessionError } from './problems.js';
import type { ControllerFact, PersonId, SessionSnapshot, TransportFact } from './session-snapshot.js';
import type { SessionTransport } from './session-transport.js';

type Bytes = Uint8Array<ArrayBuffer>;

export interface EncryptionPort {
  /** Hands sealed bytes over, and says by which way they went. Rejects with a `SessionError` where nobody takes them. */
  readonly carry: (bytes: Bytes, to: PersonId) => Promise<Way>;
  readonly keys: Pick<SessionTransport, 'sealWith' | 'openWith' | 'closeTo'>;
  readonly learn: (fact: ControllerFact | Extract<TransportFact, { readonly type: 'tampering' }>) => void;
  /** What somebody sealed for this person, and it opened. */
  readonly heard: (from: PersonId, content: Bytes) => void;
  readonly fail: (error: SessionError) => void;
}

export class EncryptionDoor {
  #inside: Promise<SessionEncryption> | null = null;
  #isOver = false;

  constructor(private readonly port: EncryptionPort) {}

  /** After every change. Before the first press there is nobody to agree with. */
  follow(snapshot: SessionSnapshot): void {
    if (this.#inside || snapshot.self !== '') this.#do((inside) => inside.follow(snapshot));
  }

  letIn(person: PersonId, snapshot: SessionSnapshot): void {
    this.#do((inside) => inside.letIn(person, snapshot));
  }

  say(content: Bytes, to: readonly PersonId[]): void {
    this.#do((inside) => void inside.say(content, to));
  }

  receive(from: PersonId, bytes: Uint8Array): void {
    this.#do((inside) => inside.receive(from, bytes));
  }

  agreeAnew(person: PersonId): void {
    this.#do((inside) => inside.agreeAnew(person));
  }

  /** For good. */
  end(): void {
    this.#isOver = true;
    void this.#inside?.then(
      (inside) => inside.end(),
      () => undefined,
    );
  }

  #do(act: (inside: SessionEncryption) => void): void {
    this.#inside ??= import('./encryption/session-encryption.js').then(
      ({ SessionEncryption: Inside }) => new Inside(this.port),
    );
    this.#inside.then(
      (inside) => {
        if (!this.#isOver) act(inside);
      },
      (cause: unknown) => {
        // Without it nothing is sent. It is asked for again with the next change, and told once.
        if (this.#inside === null) return;
        this.#inside = null;
        this.port.fail(new SessionError('part-missing', 'the encryption did not arrive', { cause }));
      },
    );
  }
}
