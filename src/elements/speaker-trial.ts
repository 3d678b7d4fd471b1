import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SpeakerAnswer } from '../core/device-check.js';
import { playSpeakerTest } from '../core/speaker-test.js';

/** The soft notes that a person plays to hear whether they hear, and what they said about them. */
export class SpeakerTrial implements ReactiveController {
  state: 'idle' | 'playing' | 'played' | 'failed' = 'idle';
  answer: SpeakerAnswer | null = null;
  chosen = '';
  #playing: AbortController | undefined;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  /** Whether there was something to hear. */
  get played(): boolean {
    return this.state === 'playing' || this.state === 'played';
  }

  /** To be called in the task of a press. */
  async play(): Promise<void> {
    this.stop();
    const { signal } = (this.#playing = new AbortController());
    this.answer = null;
    this.#become('playing');
    try {
      if (await playSpeakerTest({ deviceId: this.chosen, signal })) this.#become('played');
    } catch {
      if (!signal.aborted) this.#become('failed');
    }
  }

  /** What was said about another speaker does not count for this one. */
  choose(deviceId: string): void {
    this.stop();
    this.chosen = deviceId;
    this.answer = null;
    this.#become('idle');
  }

  /** Silent at once. Somebody who stops the notes has heard them, or has heard that there was nothing. */
  stop(): void {
    this.#playing?.abort();
    if (this.state === 'playing') this.#become('played');
  }

  #become(state: SpeakerTrial['state']): void {
    this.state = state;
    this.host.requestUpdate();
  }
}
