/** The secrets that the epoch machine speaks of: our newest, and what others told and is not used yet. Memory only. */
import type { Bytes } from './encoding.js';
import type { Randomness } from './randomness.js';

const SECRET_BYTES = 32;

export class EpochSecrets {
  #own: { readonly epoch: number; readonly secret: Bytes } | null = null;
  readonly #told = new Map<string, Bytes>();

  constructor(private readonly randomness: Randomness) {}

  /** A fresh one; the one before is wiped. */
  make(epoch: number): Bytes {
    this.#own?.secret.fill(0);
    const secret = this.randomness.bytes(SECRET_BYTES);
    this.#own = { epoch, secret };
    return secret;
  }

  own(epoch: number): Bytes | null {
    return this.#own?.epoch === epoch ? this.#own.secret : null;
  }

  told(from: string, epoch: number, secret: Bytes): void {
    this.#told.set(`${from} ${epoch}`, secret);
  }

  /** Hands it out and keeps it no longer. */
  take(from: string, epoch: number): Bytes | null {
    const name = `${from} ${epoch}`;
    const secret = this.#told.get(name) ?? null;
    this.#told.delete(name);
    return secret;
  }

  wipe(): void {
    this.#own?.secret.fill(0);
    this.#own = null;
    for (const secret of this.#told.values()) secret.fill(0);
    this.#told.clear();
  }
}
