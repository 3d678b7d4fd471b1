import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { decisionsOf, needsSignature, talkFirstAbout } from '../core/consent-answers.js';
import { type ConsentReceipt } from '../core/consent-document.js';
import { translationFor } from '../core/consent-shown.js';
import { consentScreen, type ConsentScreen } from '../core/consent-screen.js';
import type { ConsentDocument, ConsentFacts, ConsentRecord } from '../core/consent.js';
import { FIELD_HOMES } from '../core/field-homes.js';
import { consentFacts } from '../core/session-journey.js';
import { LIMITS, plainText } from '../core/session-messages.js';
import type { ConsentState } from '../core/session-snapshot.js';
import consent from '../locales/en/consent.js';
import problems from '../locales/en/consent-problems.js';
import { consent as consentStyles } from '../styles/consent.js';
import { answered, type CopyKind } from './consent-answered.js';
import { ConsentAnswering } from './consent-answering.js';
import {
  languageChoice,
  languageNotice,
  loadingNotice,
  nothingToDecide,
  problemNotice,
  type NoticeView,
} from './consent-notice.js';
import { formHead, othersStand, questions, textsOnly, unreviewed } from './consent-questions.js';
import { NAME_ID, openAnswers, signing } from './consent-signing.js';
import { ConsentSource } from './consent-source.js';
import type { TopicView } from './consent-topic.js';
import { define } from './define.js';
import { FormElement } from './form-element.js';
import { SessionProblemEvent, SessionReceiptEvent } from './session-events.js';
import { Words } from './words.js';

/**
 * Lets a person read what online sessions mean, topic by topic, and decide: agree, decline, or talk about it first.
 * Afterwards it shows what they answered, and takes any answer back with one press.
 *
 * In a session it shows the session's document and asks for `give-consent` and `withdraw-consent`. Alone it takes the
 * document from `consentDocument`, `consent-src` or a `<script type="application/json">` inside, makes the record
 * itself, and takes part in a `<form>` around it: its value is the receipt as JSON. Drafts are in memory only.
 *
 * @tagname consent-form
 * @slot - a `<script type="application/json">` with the consent document, where the element stands alone
 * @fires session-request - `give-consent` in a session, `withdraw-consent`, and `continue` to go on
 * @fires session-receipt - the whole receipt, where the element stands alone
 * @fires session-problem - the document is missing, malformed or cannot be reached; what was expected, for developers
 * @csspart step - the whole form
 * @csspart heading - the title of the document
 * @csspart lead - what this is about
 * @csspart body - everything below
 * @csspart control - an answer, a field, a disclosure
 * @csspart actions - a row of buttons
 * @csspart primary - the button that signs and sends, or goes on
 * @csspart secondary - every other button
 * @csspart status - what is being sent
 * @csspart problem - what is still open, and what an answer means
 */
export class ConsentFormElement extends FormElement {
  static override styles = [FormElement.styles, consentStyles];

  /** Address of the consent document (JSON). Counts where the element stands alone. */
  @property({ attribute: 'consent-src' }) consentSrc = '';
  /** The consent document itself; checked before it is shown. Counts where the element stands alone. */
  @property({ attribute: false }) consentDocument: unknown = undefined;
  /** Alone: to try out. Receipts are marked so, and a text that nobody has checked can be signed. */
  @property({ type: Boolean, reflect: true }) rehearsal = false;
  /** Alone: whose care it is about. An opaque id, never a name. */
  @property({ attribute: false }) subject = 'self';
  /** Alone: who decides; somebody else than `subject` for a guardian. */
  @property({ attribute: false }) grantor = 'self';
  /** Alone: which appointment the answers are for. */
  @property({ attribute: false }) appointment = '';
  /** Alone: which topics with `appliesWhen` are asked. */
  @property({ attribute: false }) circumstances: readonly string[] = [];

  @state() private chosenLanguage = '';
  /** A record of which no exact copy can be made. */
  @state() private noCopyOf = '';

  readonly #words = new Words(this, 'consent', consent);
  readonly #problems = new Words(this, 'consentProblems', problems);
  readonly #source = new ConsentSource(this, (code, message) => {
    this.dispatchEvent(new SessionProblemEvent(code, message));
  });
  readonly #answering = new ConsentAnswering(this, {
    ask: (ask) => {
      this.request(ask);
    },
    receipt: (receipt) => {
      // Without a state of its own: the browser keeps nothing of it in the history of the tab.
      this.internals.setFormValue(JSON.stringify(receipt), null);
      this.dispatchEvent(new SessionReceiptEvent(receipt));
    },
    failed: (message) => {
      this.dispatchEvent(new SessionProblemEvent('not-recorded', message));
    },
  });

  /** Of the session around, if there is one. */
  get sessionConsent(): ConsentState | undefined {
    return this.snapshot?.consent;
  }

  /** The latest receipt, where the element stands alone. */
  get receipt(): ConsentReceipt | null {
    return this.#answering.receipt;
  }

  override formResetCallback(): void {
    this.#answering.reset();
    this.chosenLanguage = '';
    this.internals.setFormValue(null);
    this.requestUpdate();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const open = this.required && !this.session && this.#answering.records.length === 0;
    const anchor = this.renderRoot.querySelector<HTMLElement>('fieldset input, #send, .heading');
    if (open) this.internals.setValidity({ valueMissing: true }, this.#words.value.validity, anchor ?? this);
    else this.internals.setValidity({});
  }

  protected override body(): unknown {
    return html`<slot hidden @slotchange=${this.#slotChanged}></slot>${this.#content()}`;
  }

  readonly #slotChanged = (): void => {
    this.requestUpdate();
  };

  #content(): unknown {
    const source = this.#source.state;
    if (source.status === 'problem') return problemNotice(source.code, this.#notice());
    if (source.status !== 'ready')
      return source.status === 'none' ? nothingToDecide(this.#notice()) : loadingNotice(this.#notice());
    const { document } = source;
    const facts = this.#facts(document);
    const language = this.#textLanguage(document, facts);
    if (!language)
      return languageNotice(this.#words.wanted, document, this.#choose, this.language, this.#notice());
    const screen = consentScreen(document, language, facts, this.#answering.reopened, Date.now());
    return screen.asked.length > 0 ? this.#form(screen) : this.#answered(screen);
  }

  /** Chosen here, else the page's, else the one in which this person answered before; never another one. */
  #textLanguage(document: ConsentDocument, { records, subject }: ConsentFacts): string | null {
    const before = records.findLast((record) => record.subject === subject)?.document.language ?? '';
    const has = (tag: string): boolean => Object.hasOwn(document.translations, tag);
    if (has(this.chosenLanguage)) return this.chosenLanguage;
    return translationFor(document, this.#words.wanted) ?? (has(before) ? before : null);
  }

  readonly #choose = (language: string): void => {
    this.chosenLanguage = language;
  };

  #facts(document: ConsentDocument): ConsentFacts {
    if (this.snapshot) return { ...consentFacts(this.snapshot), document };
    const { subject, circumstances, appointment } = this;
    return { document, records: this.#answering.records, subject, circumstances, appointment };
  }

  get #isRehearsal(): boolean {
    return this.snapshot ? this.snapshot.mode === 'rehearsal' : this.rehearsal;
  }

  get #whoSees(): string {
    const { whoSeesDraft, whoSeesRehearsal, whoSeesAlone } = this.#words.value;
    const kept = this.common.audience[FIELD_HOMES.consent.audience];
    const then = this.#isRehearsal ? whoSeesRehearsal : this.session ? kept : whoSeesAlone;
    return `${whoSeesDraft} ${then}`;
  }

  #notice(): NoticeView {
    const { state } = this.#source;
    const phone = state.status === 'ready' ? state.document.practice.phone : this.snapshot?.plan.phone;
    return {
      words: this.#words.value,
      common: this.common,
      problems: this.#problems.value,
      phone: phone ?? '',
      goOn: this.#goOn(state.status === 'none' ? this.common.continue : this.#words.value.goOn, 'secondary'),
      tryAgain: () => {
        if (this.session && state.status === 'problem') this.request({ type: 'try-again', code: state.code });
        this.#source.again();
      },
    };
  }

  /** The way on, while the form is a step of the journey. */
  #goOn(label: string, rank: 'primary' | 'secondary'): unknown {
    if (this.snapshot?.phase.name !== 'consent') return nothing;
    const goOn = (): void => {
      this.request({ type: 'continue' });
    };
    return html`<button class=${rank} part=${rank} @click=${goOn}>${label}</button>`;
  }

  #view({ document, shown }: ConsentScreen): TopicView {
    return {
      words: this.#words.value,
      callPractice: this.common.callPractice,
      language: shown.language,
      document,
      draft: this.#answering.draft,
      disabled: this.isDisabled,
      answer: (key, decision) => {
        this.#answering.answer(key, decision);
      },
    };
  }

  #form(screen: ConsentScreen): TemplateResult {
    const { shown, document, records, asked } = screen;
    const answering = this.#answering;
    const words = this.#words.value;
    const signable = shown.reviewedBy !== null || this.#isRehearsal;
    const view = this.#view(screen);
    answering.present(shown);
    return html`
      <section class="step" part="step">
        ${formHead(shown, words, this.#whoSees)}
        <div class="body" part="body">
          ${languageChoice(shown.language, document, words.languageLabel, this.#choose)}
          ${shown.reviewedBy === null ? unreviewed(signable, words, this.#problems.value) : nothing}
          ${records.length > 0 ? othersStand(words, answering.reopened.length > 0 ? this.#keep : null) : nothing}
          ${
            signable
              ? [questions(asked, view), this.#signing(screen)]
              : textsOnly(asked, view, answering.notSent, () => {
                  answering.send(screen, talkFirstAbout(asked), null);
                })
          }
        </div>
      </section>
    `;
  }

  readonly #keep = (): void => {
    this.#answering.clearDraft();
    this.#answering.focusOn('.heading');
  };

  #signing(screen: ConsentScreen): TemplateResult {
    const words = this.#words.value;
    const answering = this.#answering;
    const { draft } = answering;
    return signing({
      words,
      language: screen.shown.language,
      draft,
      signature: needsSignature(screen.asked, draft),
      open: answering.checked ? openAnswers(screen.asked, draft, words) : [],
      disabled: this.isDisabled,
      sending: answering.isSending,
      notSent: answering.notSent,
      goTo: this.#goTo,
      rename: (name) => {
        answering.rename(name);
      },
      send: () => {
        this.#send(screen);
      },
    });
  }

  readonly #goTo = (id: string): void => {
    const place = this.renderRoot.querySelector<HTMLElement>(`[id="${id}"]`);
    (id === NAME_ID ? place : place?.querySelector<HTMLElement>('fieldset input'))?.focus();
  };

  #send(screen: ConsentScreen): void {
    const { asked } = screen;
    const { draft } = this.#answering;
    const words = this.#words.value;
    if (openAnswers(asked, draft, words).length > 0) {
      this.#answering.holdBack();
      return;
    }
    const name = plainText(draft.name, LIMITS.name).trim();
    const signature = needsSignature(asked, draft) ? { name, statement: words.statement } : null;
    const decisions = decisionsOf(asked, draft);
    // Everything could stay open and did: there is nothing to store, and nothing in the way.
    if (decisions.length === 0 && this.session) this.request({ type: 'continue' });
    else this.#answering.send(screen, decisions, signature);
  }

  #answered(screen: ConsentScreen): TemplateResult {
    const goOn = this.#goOn(this.common.continue, 'primary');
    const view = {
      ...this.#view(screen),
      ...screen,
      ownLanguage: this.language,
      noCopyOf: this.noCopyOf,
      change: (topic: string) => {
        this.#answering.reopen(topic);
      },
      withdraw: (topics: readonly string[]) => {
        this.#answering.withdraw(screen, topics);
      },
      copy: (record: ConsentRecord, kind: CopyKind) => void this.#copy(screen, record, kind),
    };
    return answered(
      view,
      goOn === nothing ? nothing : html`<div class="actions" part="actions">${goOn}</div>`,
    );
  }

  async #copy({ document }: ConsentScreen, record: ConsentRecord, kind: CopyKind): Promise<void> {
    const { circumstances } = this.#facts(document);
    const proof = this.sessionConsent?.proofs[record.recordId] ?? null;
    // Fetched for whoever wants a copy.
    const copying = import('./consent-copy.js');
    const saved = await copying.then(
      ({ saveCopy }) => saveCopy(this, document, circumstances, record, proof, kind, this.language),
      (cause: unknown) => {
        this.dispatchEvent(new SessionProblemEvent('part-missing', `<consent-form> copy: ${String(cause)}`));
        return false;
      },
    );
    this.noCopyOf = saved ? '' : record.recordId;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'consent-form': ConsentFormElement;
  }
}

define('consent-form', ConsentFormElement);
