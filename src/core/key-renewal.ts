/** When everybody in the room needs new keys, apart from people coming and going: after a pause, and after a line made anew. */
import type { SessionSnapshot } from './session-snapshot.js';

export class KeyRenewal {
  #wasConnected = false;
  #isBroken = false;
  #wasPaused = false;

  /** After every change; `true` where it is time. */
  isDue({ phase, connection }: Pick<SessionSnapshot, 'phase' | 'connection'>): boolean {
    const isConnected = connection === 'connected';
    const isBack = isConnected && this.#isBroken;
    this.#isBroken = !isConnected && (this.#isBroken || this.#wasConnected);
    this.#wasConnected = isConnected;
    const goesOn = this.#wasPaused && phase.name === 'session';
    this.#wasPaused = phase.name === 'paused';
    return isBack || goesOn;
  }
}
