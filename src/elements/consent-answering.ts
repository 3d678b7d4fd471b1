import type { LitElement, ReactiveController } from 'lit';
import { NO_ANSWERS, withAnswer, type ConsentDraft } from '../core/consent-answers.js';
import type { ConsentReceipt } from '../core/consent-document.js';
import { type ShownDocument } from '../core/consent-shown.js';
import type { ConsentScreen } from '../core/consent-screen.js';
import type { ConsentRecord, Decision } from '../core/consent.js';
import type { Session } from '../core/session-controller.js';
import { randomId } from '../core/random-id.js';
import type { ConsentAnswers, SessionAsk } from '../core/session-snapshot.js';
import { Draft } from './drafts.js';

/** Alone: whose consent it is, and what for. */
export interface WhoseConsent {
  readonly subject: string;
  readonly grantor: string;
  readonly appointment: string;
  readonly rehearsal: boolean;
}

interface AnsweringHost extends LitElement, WhoseConsent {
  session: Session | undefined;
}

interface Outcome {
  readonly ask: (ask: SessionAsk) => void;
  readonly receipt: (receipt: ConsentReceipt) => void;
  readonly failed: (message: string) => void;
}

/**
 * The answers of one person on their way from draft to record. In a session the practice's service makes the record;
 * alone it is made here and kept in memory, and the page keeps the receipt it is told.
 */
export class ConsentAnswering implements ReactiveController {
  /** The last press found something open. */
  checked = false;
  notSent = false;
  /** Topics that were answered before and are asked again, because the person wants to. */
  reopened: readonly string[] = [];
  /** Alone only. */
  records: readonly ConsentRecord[] = [];
  receipt: ConsentReceipt | null = null;
  readonly #draft: Draft<'consent'>;
  /** How many records there were when the person sent theirs; `null` while nothing is on its way. */
  #sentAfter: number | null = null;
  #presented = '';
  #presentedAt = 0;
  /** The person pressed something that changes the screen: the focus goes with it. */
  #focus = '';

  constructor(
    private readonly host: AnsweringHost,
    private readonly outcome: Outcome,
  ) {
    host.addController(this);
    this.#draft = new Draft(host, 'consent');
  }

  get draft(): ConsentDraft {
    return this.#draft.value ?? NO_ANSWERS;
  }

  get isSending(): boolean {
    return this.host.session?.snapshot.pending.includes('give-consent') ?? false;
  }

  answer(key: string, decision: Decision | null): void {
    this.#draft.value = withAnswer(this.draft, key, decision);
  }

  rename(name: string): void {
    this.#draft.value = { ...this.draft, name };
  }

  reopen(topic: string): void {
    this.reopened = [...this.reopened, topic];
    this.focusOn('.heading');
  }

  /** From now on the text counts as shown. */
  present({ id, language }: ShownDocument): void {
    if (this.#presented === `${language} ${id}`) return;
    this.#presented = `${language} ${id}`;
    this.#presentedAt = Date.now();
  }

  /** Something is still open: say so, and lead there. */
  holdBack(): void {
    this.checked = true;
    this.focusOn('#open');
  }

  send(
    { shown, records }: ConsentScreen,
    decisions: ConsentAnswers['decisions'],
    signature: ConsentAnswers['signature'],
  ): void {
    const answers = { language: shown.language, decisions, signature, presentedAt: this.#presentedAt };
    this.notSent = false;
    if (!this.host.session) void this.#recordAlone(shown, answers);
    else {
      this.#sentAfter = records.length;
      this.outcome.ask({ type: 'give-consent', answers });
    }
    this.host.requestUpdate();
  }

  withdraw({ shown, records }: ConsentScreen, topics: readonly string[]): void {
    if (this.host.session) this.#sentAfter = records.length;
    this.outcome.ask({ type: 'withdraw-consent', topics });
    if (this.host.session) return;
    const decisions = shown.topics
      .filter(({ id }) => topics.includes(id))
      .map(({ id, version }) => ({ topic: id, version, decision: 'withdrawn' as const }));
    const presentedAt = this.#presentedAt || Date.now();
    void this.#recordAlone(shown, { language: shown.language, decisions, signature: null, presentedAt });
  }

  /** What was begun is done with; what was recorded stays. */
  clearDraft(): void {
    this.#draft.value = undefined;
    this.reopened = [];
    this.checked = false;
    this.notSent = false;
    this.#sentAfter = null;
  }

  reset(): void {
    this.clearDraft();
    this.records = [];
    this.receipt = null;
  }

  focusOn(selector: string): void {
    this.#focus = selector;
    this.host.requestUpdate();
  }

  hostUpdate(): void {
    const snapshot = this.host.session?.snapshot;
    if (this.#sentAfter === null || !snapshot) return;
    if (snapshot.consent.records.length > this.#sentAfter) this.#recorded();
    else if (!this.isSending && snapshot.problems.some(({ code }) => code === 'not-recorded')) {
      this.#sentAfter = null;
      this.notSent = true;
    }
  }

  hostUpdated(): void {
    const selector = this.#focus;
    this.#focus = '';
    if (selector) this.host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  /** The screen with what was answered takes the focus, unless the person has gone elsewhere meanwhile. */
  #recorded(): void {
    this.clearDraft();
    const { activeElement, body } = this.host.ownerDocument;
    if (this.host.shadowRoot?.activeElement || activeElement === body) this.focusOn('.heading');
  }

  async #recordAlone(shown: ShownDocument, answers: ConsentAnswers): Promise<void> {
    const { subject, grantor, appointment, rehearsal } = this.host;
    const facts = { subject, grantor, appointment, rehearsal, recordId: randomId(), now: Date.now() };
    try {
      const { makeReceipt, makeRecord } = await import('../core/consent-document.js');
      const supersedes = this.records.at(-1)?.recordId ?? null;
      const record = await makeRecord(shown, answers, { ...facts, supersedes });
      this.records = [...this.records, record];
      this.receipt = makeReceipt(record, shown, null);
      this.#recorded();
      this.outcome.receipt(this.receipt);
    } catch (error) {
      this.notSent = true;
      this.outcome.failed(String(error));
      this.host.requestUpdate();
    }
  }
}
