import type { ConsentDocument, ConsentRecord, ReceiptProof } from '../consent.js';
import { makeRecord } from '../consent-document.js';
import { shownDocument, type ShownDocument } from '../consent-shown.js';
import type { PracticeService } from '../practice-service.js';
import { SessionError } from '../problems.js';
import { randomId } from '../random-id.js';
import {
  NO_PLAN,
  type AppointmentFacts,
  type AttestMethod,
  type ConsentAnswers,
  type FeedbackAnswers,
  type Late,
  type PersonId,
  type Plan,
  type Role,
  type ServiceFact,
} from '../session-snapshot.js';
import type { Pass } from '../session-transport.js';
import { refusalOf } from './practice-rules.js';
import { practicePerson, type PracticeCommand, type PracticeEntry } from './practice-state.js';
import { MAX_RELAY_BYTES, readCommand, type ChannelMessage } from './practice-channel.js';
import { appointmentFacts, factsBetween, type Self } from './practice-facts.js';
import { PracticeLine } from './practice-line.js';
import { attestation, languageOf, recordFactsFor, withdrawal } from './practice-records.js';
import { clockOf, emptyLog, withEntries } from './practice-log.js';

export interface LocalServiceOptions {
  readonly appointment: string;
  readonly role: Role;
  readonly plan?: Partial<Plan>;
  readonly consentDocument?: ConsentDocument | null;
  readonly circumstances?: readonly string[];
  /** Spelled out by whoever makes one, so that nobody takes it for a server. */
  readonly rehearsal: true;
}

/**
 * Plays the practice's server between the pages of one browser, for rehearsals. Each page keeps the rules, but
 * no server enforces them, and what was recorded is forgotten when the last page closes.
 */
export class LocalService implements PracticeService {
  onFact: (fact: ServiceFact) => void = () => undefined;
  readonly #options: LocalServiceOptions;
  readonly #closed = new AbortController();
  #log;
  #line: PracticeLine | null = null;
  #self: Self | null = null;

  constructor(options: LocalServiceOptions) {
    this.#options = options;
    this.#log = emptyLog(options.appointment);
  }

  async open({ signal }: { readonly signal: AbortSignal }): Promise<AppointmentFacts> {
    signal.throwIfAborted();
    if (this.#line) throw new SessionError('not-allowed', 'this service was opened before');
    const { appointment, role, plan, consentDocument: document, circumstances = [] } = this.#options;
    const line = new PracticeLine(appointment, role, (message) => this.#hear(message));
    this.#line = line;
    // A page in the back and forward cache must not keep its place; it comes back with a new service.
    addEventListener('pagehide', () => this.close(), { signal: this.#closed.signal });
    try {
      await line.join(signal);
    } catch (cause) {
      this.close();
      throw cause;
    }
    const known = this.#log.state.people.filter((person) => person.role === role).at(-1);
    const self = { id: known?.id ?? randomId(), role, plan: { ...NO_PLAN, ...plan, appointment } };
    this.#say({ type: 'arrive', role, seat: line.page, comesBack: true }, self.id);
    if (document && !this.#log.state.document)
      this.#say({ type: 'offer-document', document, circumstances }, self.id);
    this.#self = self;
    return appointmentFacts(this.#log.state, self);
  }

  async record(answers: ConsentAnswers): Promise<ConsentRecord> {
    const { id } = this.#me();
    const facts = recordFactsFor(this.#log.state, id);
    const record = await makeRecord(this.#shown(answers.language), answers, facts);
    this.#do({ type: 'record', record });
    return record;
  }

  async attest(subject: PersonId, topics: readonly string[], method: AttestMethod): Promise<ConsentRecord> {
    const { id } = this.#me();
    const { state } = this.#log;
    const shown = this.#shown(languageOf(state, subject));
    const record = await attestation(shown, topics, method, id, recordFactsFor(state, subject));
    this.#do({ type: 'record', record });
    return record;
  }

  async withdraw(topics: readonly string[]): Promise<ConsentRecord> {
    const shown = this.#shown(languageOf(this.#log.state, this.#me().id));
    return this.record(withdrawal(shown, topics));
  }

  /** Nobody holds what a rehearsal records. */
  async proof(_recordId: string): Promise<ReceiptProof | null> {
    this.#me();
    return Promise.resolve(null);
  }

  async askToEnter({ urgent }: { readonly urgent: boolean }): Promise<void> {
    await this.#ask({ type: 'ask-to-enter', urgent });
  }

  async admit(person: PersonId): Promise<void> {
    await this.#ask({ type: 'admit', person });
  }

  async hold(person: PersonId, minutes: number): Promise<void> {
    await this.#ask({ type: 'hold', person, minutes });
  }

  async late(late: Late | null): Promise<void> {
    await this.#ask({ type: 'tell-late', late: late && late.minutes > 0 ? late : null });
  }

  async decline(person: PersonId, message: string): Promise<void> {
    await this.#ask({ type: 'decline', person, message });
  }

  async remove(person: PersonId): Promise<void> {
    await this.#ask({ type: 'remove', person });
  }

  async givePlace(person: PersonId, newer: boolean): Promise<void> {
    await this.#ask({ type: 'give-place', person, newer });
  }

  async pause(): Promise<void> {
    await this.#ask({ type: 'pause' });
  }

  async resume(): Promise<void> {
    await this.#ask({ type: 'resume' });
  }

  async leave(): Promise<void> {
    await this.#ask({ type: 'leave' });
  }

  async pass(): Promise<Pass> {
    await this.#ask({ type: 'take-pass' });
    const { id, role } = this.#me();
    const identity = this.#line?.page ?? '';
    return { room: this.#options.appointment, person: id, identity, role, rights: 'media' };
  }

  /** From tab to tab there is no server that could be tried. */
  async trialPass(): Promise<Pass | null> {
    this.#me();
    return Promise.resolve(null);
  }

  async relay(to: PersonId, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const { id } = this.#me();
    if (bytes.byteLength > MAX_RELAY_BYTES)
      throw new SessionError('text-not-sent', 'the message is too long');
    this.#line?.say({ v: 1, type: 'relay', from: id, to, bytes });
    await Promise.resolve();
  }

  /** Goes nowhere: there is no practice behind a rehearsal. */
  async sendFeedback(_answers: FeedbackAnswers): Promise<void> {
    this.#me();
    await Promise.resolve();
  }

  close(): void {
    if (this.#closed.signal.aborted) return;
    this.#closed.abort();
    const { page } = this.#line ?? {};
    // The others would learn it from the lock; this reaches them where there are no locks.
    if (this.#self && page) this.#say({ type: 'vanish', person: this.#self.id, page }, this.#self.id);
    this.#line?.close();
    this.#self = null;
    this.onFact = () => undefined;
  }

  #me(): Self {
    if (!this.#self) throw new SessionError('service-unreachable', 'the service is not open');
    return this.#self;
  }

  /** Asynchronous like a server, so that a refusal is always a rejection. */
  async #ask(command: PracticeCommand): Promise<void> {
    this.#do(command);
    await Promise.resolve();
  }

  #do(command: PracticeCommand): void {
    const { id } = this.#me();
    const clean = readCommand(command);
    if (!clean) throw new SessionError('not-allowed', `"${command.type}" with values that make no sense`);
    const code = refusalOf(this.#log.state, this.#entry(clean, id));
    if (code) throw new SessionError(code, `"${command.type}" is refused`);
    this.#say(clean, id);
  }

  #entry(command: PracticeCommand, by: PersonId): PracticeEntry {
    return { at: clockOf(this.#log) + 1, page: this.#line?.page ?? '', by, now: Date.now(), command };
  }

  #say(command: PracticeCommand, by: PersonId): void {
    const entry = this.#entry(command, by);
    this.#line?.say({ v: 1, type: 'entries', entries: [entry] });
    this.#apply([entry]);
  }

  #hear(message: ChannelMessage): void {
    if (message.type === 'entries') this.#apply(message.entries);
    else if (message.type === 'swap') this.#line?.say({ v: 1, type: 'entries', entries: this.#log.entries });
    else if (message.to === this.#self?.id && practicePerson(this.#log.state, message.from))
      this.onFact({ type: 'relayed', from: message.from, bytes: message.bytes });
  }

  #apply(entries: readonly PracticeEntry[]): void {
    const before = this.#log.state;
    this.#log = withEntries(this.#log, entries);
    const now = this.#log.state;
    for (const { id, page } of now.people)
      this.#line?.watch(page, () => {
        if (this.#self) this.#say({ type: 'vanish', person: id, page }, this.#self.id);
      });
    if (!this.#self) return;
    for (const fact of factsBetween(before, now, this.#self)) this.onFact(fact);
  }

  #shown(language: string): ShownDocument {
    const { document, circumstances } = this.#log.state;
    if (!document) throw new SessionError('not-recorded', 'there is no consent document');
    return shownDocument(document, language, circumstances);
  }
}
