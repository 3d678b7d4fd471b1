import type { ConsentRecord, ReceiptProof } from '../consent.js';
import type { PracticeService } from '../practice-service.js';
import { SessionError, type ProblemCode } from '../problems.js';
import type {
  AppointmentFacts,
  AttestMethod,
  ConsentAnswers,
  FeedbackAnswers,
  Late,
  PersonId,
  ServiceFact,
} from '../session-snapshot.js';
import type { Pass } from '../session-transport.js';
import { NewsLine, type NewsRequest } from './news-line.js';
import { ServiceClient } from './service-client.js';
import {
  toBase64url,
  type AppointmentAnswer,
  type News,
  type RecordAnswer,
  type SessionEnd,
} from './service-protocol.js';
import { SessionUnknownError } from './service-refusal.js';
import { enter, type WaysIn } from './way-in.js';
import { factsFromWire } from './wire-facts.js';

export interface HttpServiceOptions extends WaysIn {
  /** Where the practice mounted its handler; absolute. */
  readonly url: string | URL;
}

/** `told`: the server has answered, or nothing says yet that it has not. */
interface PauseWish {
  readonly route: 'pause' | 'resume';
  told: boolean;
}

/** What whoever asks for something after the end is told. */
const AFTER_THE_END: Readonly<Record<SessionEnd, ProblemCode>> = {
  moved: 'place-taken',
  removed: 'not-allowed',
  over: 'appointment-over',
};

/** Several messages in a row are acknowledged together. Milliseconds. */
const ACKNOWLEDGE_AFTER_MS = 300;

/** What is tried again, or told in another way, when it fails. */
const quietly = (asked: Promise<unknown>): void => {
  asked.catch(() => undefined);
};

/** The practice's server, over HTTP: what it decides is enforced there. The wire is in `service-protocol.ts`. */
export class HttpService implements PracticeService {
  onFact: (fact: ServiceFact) => void = () => undefined;
  readonly #ways: WaysIn;
  readonly #client: ServiceClient;
  readonly #closed = new AbortController();
  readonly #proofs = new Map<string, ReceiptProof>();
  #opened = false;
  #line: NewsLine | null = null;
  #self: PersonId | null = null;
  #end: SessionEnd | null = null;
  #comingBack: Promise<void> | null = null;
  /** Whoever waits for their place, or for nothing. */
  #decided: (end: SessionEnd | null) => void = () => undefined;
  #pauseWish: PauseWish | null = null;
  #acknowledging: ReturnType<typeof setTimeout> | undefined;
  /** What came with the news of being let in, for the task in which these are told and no longer. */
  #given: Pass | null = null;

  constructor({ url, ...ways }: HttpServiceOptions) {
    this.#ways = ways;
    this.#client = new ServiceClient(url);
  }

  async open({ signal }: { readonly signal: AbortSignal }): Promise<AppointmentFacts> {
    signal.throwIfAborted();
    if (this.#opened) throw new SessionError('not-allowed', 'this service was opened before');
    this.#opened = true;
    // A page in the back and forward cache must not keep its place; it comes back with a new service.
    addEventListener('pagehide', () => this.close(), { signal: this.#closed.signal });
    try {
      return await this.#arrive(AbortSignal.any([signal, this.#closed.signal]));
    } catch (cause) {
      this.close();
      throw cause;
    }
  }

  async record(answers: ConsentAnswers): Promise<ConsentRecord> {
    return this.#recorded(await this.#post('consent/records', { answers }));
  }

  async attest(subject: PersonId, topics: readonly string[], method: AttestMethod): Promise<ConsentRecord> {
    return this.#recorded(await this.#post('consent/attestations', { subject, topics, method }));
  }

  async withdraw(topics: readonly string[]): Promise<ConsentRecord> {
    return this.#recorded(await this.#post('consent/withdrawals', { topics }));
  }

  async proof(recordId: string): Promise<ReceiptProof | null> {
    const known = this.#proofs.get(recordId);
    if (known) return known;
    const { proof } = await this.#asking((signal) =>
      this.#client.get<{ proof: ReceiptProof | null }>('consent/proofs/:id', { signal, id: recordId }),
    );
    return proof;
  }

  async askToEnter({ urgent }: { readonly urgent: boolean }): Promise<void> {
    await this.#post('entry', { urgent });
  }

  async admit(person: PersonId): Promise<void> {
    await this.#post('people/:id/admit', {}, person);
  }

  async hold(person: PersonId, minutes: number): Promise<void> {
    await this.#post('people/:id/hold', { minutes }, person);
  }

  async late(late: Late | null): Promise<void> {
    await this.#post('late', { late });
  }

  async decline(person: PersonId, message: string): Promise<void> {
    await this.#post('people/:id/decline', { message }, person);
  }

  async remove(person: PersonId): Promise<void> {
    await this.#post('people/:id/remove', {}, person);
  }

  async givePlace(person: PersonId, newer: boolean): Promise<void> {
    await this.#post('people/:id/place', { newer }, person);
  }

  async pause(): Promise<void> {
    await this.#tell('pause');
  }

  async resume(): Promise<void> {
    await this.#tell('resume');
  }

  /** Goes out even when the page, or this service, closes in the next moment. */
  async leave(): Promise<void> {
    this.#mustBeOpen();
    this.#pauseWish = null;
    await this.#client.post('leave', {}, { signal: new AbortController().signal, keepalive: true });
  }

  async pass(): Promise<Pass> {
    const given = this.#given;
    this.#given = null;
    return given ?? this.#post('pass', {});
  }

  async trialPass(): Promise<Pass | null> {
    const { pass } = await this.#post<{ pass: Pass | null }>('trial-pass', {});
    return pass;
  }

  async relay(to: PersonId, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#post('relay', { to, bytes: toBase64url(bytes) });
  }

  async sendFeedback(answers: FeedbackAnswers): Promise<void> {
    await this.#post('feedback', { answers });
  }

  close(): void {
    if (this.#closed.signal.aborted) return;
    this.onFact = () => undefined;
    this.#self = null;
    this.#stopListening();
    this.#closed.abort(new SessionError('service-unreachable', 'the service is closed'));
  }

  /** Says who is there, waits for the place where another page has it, and hears what is new from then on. */
  async #arrive(signal: AbortSignal): Promise<AppointmentFacts> {
    if ((await enter(this.#client, this.#ways, signal)) === 'asked') await this.#placeGiven(signal);
    const { facts, cursor } = await this.#client.get<AppointmentAnswer>('appointment', { signal });
    signal.throwIfAborted();
    this.#self = facts.self;
    this.#listen(cursor);
    return facts;
  }

  async #placeGiven(signal: AbortSignal): Promise<void> {
    this.onFact({ type: 'place-asked' });
    this.#listen('');
    await new Promise<void>((resolve, reject) => {
      this.#decided = (end) => {
        if (end) reject(new SessionError(AFTER_THE_END[end], 'the place was not given to this page'));
        else resolve();
      };
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });
  }

  #listen(cursor: string): void {
    if (this.#line) this.#line.goOnFrom(cursor);
    else
      this.#line = new NewsLine(cursor, {
        ask: (request) => this.#news(request),
        hear: (news) => this.#hear(news),
        lives: () => this.#tellAgain(),
        reach: (reached) => this.onFact({ type: 'service-reached', reached }),
      });
  }

  async #news(request: NewsRequest): Promise<Response> {
    try {
      return await this.#client.news(request);
    } catch (error) {
      // Not waited for: where another page has the place, it is on this line that its being given is heard.
      if (error instanceof SessionUnknownError && this.#self) quietly(this.#comeBack());
      throw error;
    }
  }

  #hear({ cursor, facts, pass, place, end }: News): void {
    this.#given = pass ?? null;
    if (this.#self) for (const fact of factsFromWire(facts)) this.onFact(fact);
    this.#given = null;
    if (facts.some(({ type }) => type === 'relayed')) this.#acknowledge(cursor);
    if (place === 'given') this.#decided(null);
    if (end) this.#finish(end);
  }

  #finish(end: SessionEnd): void {
    this.#decided(end);
    const self = this.#self;
    if (!self) return;
    this.#end = end;
    this.#stopListening();
    if (end === 'moved') this.onFact({ type: 'place-moved' });
    else if (end === 'removed') this.onFact({ type: 'removed', person: self });
  }

  #acknowledge(cursor: string): void {
    clearTimeout(this.#acknowledging);
    this.#acknowledging = setTimeout(() => {
      // What is not acknowledged comes again, and messages are known by their ids.
      quietly(this.#post('relay/seen', { cursor }));
    }, ACKNOWLEDGE_AFTER_MS);
  }

  #stopListening(): void {
    this.#line?.stop();
    clearTimeout(this.#acknowledging);
  }

  #recorded({ record, proof }: RecordAnswer): ConsentRecord {
    this.#proofs.set(record.recordId, proof);
    return record;
  }

  async #tell(route: 'pause' | 'resume'): Promise<void> {
    const wish: PauseWish = { route, told: true };
    this.#pauseWish = wish;
    try {
      await this.#post(route, {});
    } catch (error) {
      wish.told = !(error instanceof SessionError && error.code === 'service-unreachable');
      throw error;
    }
  }

  /** A pause, and its end, that a broken line kept from the server. */
  #tellAgain(): void {
    if (this.#pauseWish?.told === false) quietly(this.#tell(this.#pauseWish.route));
  }

  #mustBeOpen(): void {
    if (this.#end) throw new SessionError(AFTER_THE_END[this.#end], 'the session of this page is at its end');
    if (!this.#self) throw new SessionError('service-unreachable', 'the service is not open');
  }

  async #post<T = void>(route: string, body: unknown, id?: string): Promise<T> {
    return this.#asking((signal) => this.#client.post<T>(route, body, { signal, id }));
  }

  /** A server that does not know the session any more is told once more who is there. */
  async #asking<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.#mustBeOpen();
    const { signal } = this.#closed;
    try {
      return await ask(signal);
    } catch (error) {
      if (!(error instanceof SessionUnknownError)) throw error;
      await this.#comeBack();
      return ask(signal);
    }
  }

  #comeBack(): Promise<void> {
    this.#comingBack ??= this.#arriveAnew(this.#closed.signal).finally(() => {
      this.#comingBack = null;
    });
    return this.#comingBack;
  }

  async #arriveAnew(signal: AbortSignal): Promise<void> {
    const end = await this.#endOf(signal);
    if (end) this.#finish(end);
    this.#mustBeOpen();
    const appointment = await this.#arrive(signal);
    this.onFact({ type: 'appointment-known', appointment });
  }

  /** A session that has ended hears why; `null` where the server knows of none. */
  async #endOf(signal: AbortSignal): Promise<SessionEnd | null> {
    try {
      const { end = null } = await this.#client.get<News>('events', { signal });
      return end;
    } catch (error) {
      if (error instanceof SessionUnknownError) return null;
      throw error;
    }
  }
}
