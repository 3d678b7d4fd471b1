/** What a session asks of the practice's service, and what it learns from it. */
import type { PracticeService } from './practice-service.js';
import { SessionError } from './problems.js';
import { serve } from './session-calls.js';
import { codeOf, safely, type Inside } from './session-inside.js';
import type { PersonId, SessionAsk } from './session-snapshot.js';
import type { Pass } from './session-transport.js';

/** What the practice keeps. */
const RECORDED: readonly SessionAsk['type'][] = [
  'give-consent',
  'attest-consent',
  'withdraw-consent',
  'send-feedback',
];

export class PracticeLink {
  #service: PracticeService | undefined;
  #opening = false;
  #isOver = false;

  constructor(
    private readonly inside: Inside,
    private readonly make: () => Promise<PracticeService>,
  ) {}

  async open(): Promise<void> {
    if (this.#opening) return;
    this.#opening = true;
    const { learn, receive, fail } = this.inside;
    try {
      this.#service?.close();
      const service = await this.make();
      // The element was removed, or the person has gone: nobody is told that they were here.
      if (this.#isOver) return;
      this.#service = service;
      service.onFact = (fact) => {
        if (fact.type === 'relayed') receive(fact);
        else learn(fact);
      };
      const appointment = await service.open({ signal: new AbortController().signal });
      learn({ type: 'appointment-known', appointment });
    } catch (error) {
      this.#service?.close();
      this.#service = undefined;
      fail(error, 'service-unreachable');
    } finally {
      this.#opening = false;
      if (this.#isOver) this.#service?.close();
    }
  }

  async askToEnter(urgent: boolean): Promise<void> {
    try {
      await this.#service?.askToEnter({ urgent });
      this.inside.learn({ type: 'entry-asked' });
    } catch (error) {
      this.inside.fail(error, 'service-unreachable');
    }
  }

  pass(): Promise<Pass> {
    return this.#opened().pass();
  }

  async trialPass(): Promise<Pass | null> {
    return (await this.#service?.trialPass()) ?? null;
  }

  async relay(to: PersonId, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#opened().relay(to, bytes);
  }

  async serve(ask: SessionAsk): Promise<void> {
    const service = this.#service;
    if (!service) return;
    try {
      await serve(service, ask);
      if (ask.type === 'send-feedback') this.inside.learn({ type: 'feedback-sent' });
    } catch (error) {
      const code = codeOf(error, 'service-unreachable');
      // Whoever has given an answer wants to know first of all that it was not stored.
      const lost = code === 'service-unreachable' && RECORDED.includes(ask.type);
      this.inside.learn({ type: 'ask-refused', ask: ask.type, code: lost ? 'not-recorded' : code });
    }
  }

  /** One after the other. What does not come now is asked for again when the consent is opened again. */
  async fetchProofs(records: readonly string[]): Promise<void> {
    for (const recordId of records)
      try {
        const proof = await this.#service?.proof(recordId);
        if (proof) this.inside.learn({ type: 'proof-known', recordId, proof });
      } catch {
        // A copy without it says so.
      }
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
  close(): void {
    this.#isOver = true;
    this.#service?.close();
  }

  #opened(): PracticeService {
    if (!this.#service) throw new SessionError('service-unreachable', 'the service is not open');
    return this.#service;
  }
}
