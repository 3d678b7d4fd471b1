import type { ReactiveControllerHost } from 'lit';
import { keepsDevices } from '../core/encryption/device-marker.js';
import type { SessionSnapshot } from '../core/session-snapshot.js';

/** Whether this browser remembers any device, whoever is there, and the way to have all of it forgotten. */
export class KeptDevices {
  /** What came of the last press. */
  outcome: 'forgotten' | 'stuck' | null = null;
  #isSome = false;
  #seen: string | null = null;

  constructor(private readonly host: ReactiveControllerHost) {}

  /** Looks once, and again when the session has kept or forgotten one. */
  isSome({ people }: SessionSnapshot): boolean {
    const seen = people.map(({ safety }) => safety.device).join(' ');
    if (seen !== this.#seen) {
      this.#seen = seen;
      void this.#look();
    }
    return this.#isSome;
  }

  /** Never rejects. */
  async forgetAll(): Promise<void> {
    try {
      const { forgetEveryDevice } = await import('../core/encryption/device-store.js');
      await forgetEveryDevice();
      this.outcome = 'forgotten';
    } catch {
      this.outcome = 'stuck';
    }
    await this.#look();
  }

  async #look(): Promise<void> {
    this.#isSome = await keepsDevices();
    // What came of a press is told until something else is so.
    const holds = this.#isSome ? 'stuck' : 'forgotten';
    if (this.outcome !== holds) this.outcome = null;
    this.host.requestUpdate();
  }
}
