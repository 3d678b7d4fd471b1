/**
 * Port: the practice's server as seen from the page. It keeps what must not be left to the page: the
 * appointment, the consent records, who is let in, and the pass. Every rejection is a `SessionError`.
 */
import type {
  AppointmentFacts,
  AttestMethod,
  ConsentAnswers,
  FeedbackAnswers,
  Late,
  PersonId,
  ServiceFact,
} from './session-snapshot.js';
import type { Pass } from './session-transport.js';
import type { ConsentRecord, ReceiptProof } from './consent.js';

export interface PracticeService {
  /** Told from `open` on; set before it. */
  onFact: (fact: ServiceFact) => void;
  /**
   * Who am I, who is expected, what was done before. Starts the events. A person who comes back (a reload, a
   * crash, the next day) has the same id as before, and their pause still stands.
   */
  open(options: { readonly signal: AbortSignal }): Promise<AppointmentFacts>;
  record(answers: ConsentAnswers): Promise<ConsentRecord>;
  /** What proves that the practice holds a record. `null` where nobody holds it. */
  proof(recordId: string): Promise<ReceiptProof | null>;
  /** The therapist, topic by topic, after a talk. */
  attest(subject: PersonId, topics: readonly string[], method: AttestMethod): Promise<ConsentRecord>;
  /** Adds a record; erases nothing. Takes effect on the live session. */
  withdraw(topics: readonly string[]): Promise<ConsentRecord>;
  /**
   * The client asks to be let in. For a therapist it says that they are at the desk now: others learn `here`,
   * and nobody is let in by it.
   */
  askToEnter(options: { readonly urgent: boolean }): Promise<void>;
  admit(person: PersonId): Promise<void>;
  hold(person: PersonId, minutes: number): Promise<void>;
  /** `null` takes it back. */
  late(late: Late | null): Promise<void>;
  decline(person: PersonId, message: string): Promise<void>;
  /** For good: neither a link nor a pass of theirs lets them in again. */
  remove(person: PersonId): Promise<void>;
  /** Which page of a person counts, where two have asked for one place. */
  givePlace(person: PersonId, newer: boolean): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** This person is leaving, by their own choice. */
  leave(): Promise<void>;
  /**
   * Refused without admission, and without the consent that media need. Where the route is `warm`, whoever waits gets
   * one without rights.
   */
  pass(): Promise<Pass>;
  /** For a room of its own, in which this page tries the media route. `null` where there is no server to try. */
  trialPass(): Promise<Pass | null>;
  /** Opaque bytes to one person, also while waiting. Kept only until delivered. */
  relay(to: PersonId, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  sendFeedback(answers: FeedbackAnswers): Promise<void>;
  /** Synchronous in effect. */
  close(): void;
}
