/** The line to the practice's service: opened by a press, asked, told, and closed. */
import type { PracticeService } from './practice-service.js';
import { problemCodeOf, safely } from './port-errors.js';
import { SessionError, type ProblemCode } from './problems.js';
import { serve } from './session-calls.js';
import type { PersonId, ServiceFact, SessionAsk, SessionFact } from './session-snapshot.js';
import type { Pass } from './session-transport.js';

export interface PracticeLineOwner {
  readonly load: () => Promise<PracticeService>;
  /** What the service says by itself. */
  readonly hear: (fact: ServiceFact) => void;
  readonly learn: (fact: SessionFact) => void;
  readonly fail: (error: unknown, otherwise: ProblemCode) => void;
}

/** What the practice keeps. */
const RECORDED: readonly SessionAsk['type'][] = [
  'give-consent',
  'attest-consent',
  'withdraw-consent',
  'send-feedback',
];

export class PracticeLine {
  #service: PracticeService | undefined;
  #opening = false;
  #isOver = false;

  constructor(private readonly owner: PracticeLineOwner) {}

  async open(): Promise<void> {
    if (this.#opening) return;
    this.#opening = true;
    try {
      this.#service?.close();
      const service = await this.owner.load();
      // The element was removed, or the person has gone: nobody is told that they were here.
      if (this.#isOver) return;
      this.#service = service;
      service.onFact = this.owner.hear;
      const appointment = await service.open({ signal: new AbortController().signal });
      this.owner.learn({ type: 'appointment-known', appointment });
    } catch (error) {
      this.#service?.close();
      this.#service = undefined;
      this.owner.fail(error, 'service-unreachable');
    } finally {
      this.#opening = false;
      if (this.#isOver) this.#service?.close();
    }
  }

  async askToEnter(urgent: boolean): Promise<void> {
    try {
      await this.#service?.askToEnter({ urgent });
      this.owner.learn({ type: 'entry-asked' });
    } catch (error) {
      this.owner.fail(error, 'service-unreachable');
    }
  }

  async serve(ask: SessionAsk): Promise<void> {
    const service = this.#service;
    if (!service) return;
    try {
      await serve(service, ask);
      if (ask.type === 'send-feedback') this.owner.learn({ type: 'feedback-sent' });
    } catch (error) {
      const code = problemCodeOf(error, 'service-unreachable');
      // Whoever has given an answer wants to know first of all that it was not stored.
      const lost = code === 'service-unreachable' && RECORDED.includes(ask.type);
      this.owner.learn({ type: 'ask-refused', ask: ask.type, code: lost ? 'not-recorded' : code });
    }
  }

  /** One after the other. What does not come now is asked for again when the consent is opened again. */
  async fetchProofs(records: readonly string[]): Promise<void> {
    for (const recordId of records)
      try {
        const proof = await this.#service?.proof(recordId);
        if (proof) this.owner.learn({ type: 'proof-known', recordId, proof });
      } catch {
        // A copy without it says so.
      }
  }

  async pass(): Promise<Pass> {
    return this.#opened().pass();
  }

  /** `null` where there is no media server to try, and where the service is not open. */
  async trialPass(): Promise<Pass | null> {
    return (await this.#service?.trialPass()) ?? null;
  }

  async relay(to: PersonId, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#opened().relay(to, bytes);
  }

  /** After an exit the service is told when everything is silent and covered, and nobody waits for its answer. */
  async forget(): Promise<void> {
    const service = this.#service;
    this.#service = undefined;
    try {
      await service?.leave();
    } catch {
      // There is nobody left to tell.
    } finally {
      safely(() => service?.close());
    }
  }

  /** For good. */
  end(): void {
    this.#isOver = true;
    this.#service?.close();
  }

  #opened(): PracticeService {
    if (!this.#service) throw new SessionError('service-unreachable', 'the service is not open');
    return this.#service;
  }
}
