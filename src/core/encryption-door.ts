/**
 * What the session holds of its encryption and of what is said through it: fetched behind the welcome, asked one thing after
 * the other. Before it is there nothing leaves this page.
 */
import { SessionError } from './problems.js';
import type { SealedTalk, TalkPort } from './sealed-talk.js';

const enter = async (port: TalkPort): Promise<SealedTalk> => {
  const [{ SealedTalk: Talk }, { SessionEncryption, loadKnownDevices }] = await Promise.all([
    import('./sealed-talk.js'),
    import('./encryption/session-encryption.js'),
  ]);
  return new Talk(port, (inner) => new SessionEncryption(inner), loadKnownDevices);
};

/** Milliseconds before each further try: a server that begins anew, or a line that breaks off, is soon back. */
const AGAIN_MS = [1_000, 2_000, 4_000];

export class EncryptionDoor {
  #inside: Promise<SealedTalk> | null = null;
  #isOver = false;

  constructor(
    private readonly port: TalkPort,
    private readonly load = enter,
    private readonly againMs: readonly number[] = AGAIN_MS,
  ) {}

  /** Fetches it, where that has not been done; then hands it what is to be done, in the order of the calls. */
  through(act: (talk: SealedTalk) => void): void {
    const inside = (this.#inside ??= this.#enter());
    void inside.then(
      (talk) => {
        if (!this.#isOver) act(talk);
      },
      (cause: unknown) => {
        // It is asked for again the next time, and told once for all that waited.
        if (this.#isOver || this.#inside !== inside) return;
        this.#inside = null;
        this.port.fail(new SessionError('part-missing', 'the encryption did not arrive', { cause }));
      },
    );
  }

  async #enter(): Promise<SealedTalk> {
    for (const wait of this.againMs)
      try {
        return await this.load(this.port);
      } catch (error) {
        await new Promise((resolve) => setTimeout(resolve, wait));
        if (this.#isOver) throw error;
      }
    return this.load(this.port);
  }

  /** For good. */
  end(): void {
    this.#isOver = true;
    void this.#inside?.then(
      (talk) => talk.end(),
      () => undefined,
    );
  }
}
