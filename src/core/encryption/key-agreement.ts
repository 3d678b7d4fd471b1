/**
 * TS-SAS/1, the agreement on keys between two pages over a relay that nobody trusts: commit, reveal, confirm. Messages
 * and the clock go in, messages and an outcome come out; whatever arrives, the outcome is one of those below and never an
 * exception. `docs/encryption.md`, 4 to 7.
 */
import type {
  Agreed,
  AgreementFailure,
  AgreementOutcome,
  AgreementRefusal,
  AgreementStep,
} from './agreement-outcomes.js';
import {
  decodeAgreement,
  encodeCommit,
  encodeHello,
  encodeReveal,
  MAX_NOTE_BYTES,
  sealedHeader,
  type AgreementMessage,
  type Revealed,
  type SealedMessage,
} from './agreement-messages.js';
import { commitmentOf, keyFault, makeOwnValues, transcriptOf, type OwnValues } from './agreement-values.js';
import { concat, hashOf, sameBytes, toHex, type Bytes } from './encoding.js';
import { PairChannel } from './pair-channel.js';
import type { PairContext, Side } from './party.js';
import type { Randomness } from './randomness.js';
import { codeDigest } from './safety-code.js';

/** Each run gives whoever is in between one more try, so there are few, and people are told how many there were. */
export const MAX_RUNS = 5;

/** Milliseconds for a run, from the moment on in which the other side has answered. */
const ANSWER_WITHIN = 15_000;

interface Run {
  readonly id: Bytes;
  readonly own: OwnValues;
  readonly commitment: Bytes;
}

type State =
  | { readonly phase: 'idle' }
  /** Side 1 has asked for a run. */
  | { readonly phase: 'asked'; readonly request: Bytes }
  /** Side 0 has committed and waits for the other's commitment; `asked` once it has said so twice, for a request. */
  | { readonly phase: 'committed'; readonly run: Run; readonly asked: boolean }
  /** Both have committed, and our own values are shown. */
  | { readonly phase: 'revealed'; readonly run: Run; readonly theirs: Bytes; readonly since: number }
  | { readonly phase: 'confirming'; readonly id: Bytes; readonly agreed: Agreed; readonly since: number }
  | { readonly phase: 'agreed'; readonly id: Bytes; readonly agreed: Agreed }
  | { readonly phase: 'failed' };

type Kind<K extends AgreementMessage['kind']> = Extract<AgreementMessage, { readonly kind: K }>;

const UNDER_WAY: AgreementOutcome = { type: 'under-way' };

const sending = (...send: readonly Bytes[]): AgreementStep => ({ send, outcome: UNDER_WAY });
const refused = (reason: AgreementRefusal): AgreementStep => ({
  send: [],
  outcome: { type: 'refused', reason },
});
const EXHAUSTED: AgreementStep = { send: [], outcome: { type: 'exhausted' } };

export class KeyAgreement {
  #state: State = { phase: 'idle' };
  #runs: number;
  /** Requests that were answered and runs that were taken part in: neither serves twice. */
  readonly #seen = new Set<string>();
  #turn: Promise<unknown> = Promise.resolve();

  /** `runs`: how many were begun on this page with this person before. */
  constructor(
    private readonly context: PairContext,
    private readonly randomness: Randomness,
    runs = 0,
  ) {
    this.#runs = runs;
  }

  /** How many runs were begun on this page with this person. */
  get runs(): number {
    return this.#runs;
  }

  get agreed(): Agreed | null {
    return this.#state.phase === 'agreed' ? this.#state.agreed : null;
  }

  /**
   * Begins a run, or asks the other side for one; said again before there is an answer, it sends the same once more.
   * Rejects only where the browser has no X25519.
   */
  begin(): Promise<AgreementStep> {
    return this.#inTurn(() => (this.context.side === 0 ? this.#commit() : this.#ask()));
  }

  /** `at` in milliseconds, of a clock that never goes back. */
  receive(bytes: Uint8Array, at: number): Promise<AgreementStep> {
    return this.#inTurn(() => this.#take(bytes, at));
  }

  /** The clock went on: a run that nobody answers fails. */
  tick(at: number): Promise<AgreementStep> {
    return this.#inTurn(() => {
      const state = this.#state;
      const waits = state.phase === 'revealed' || state.phase === 'confirming';
      return Promise.resolve(
        waits && at - state.since >= ANSWER_WITHIN ? this.#fail('no-answer') : sending(),
      );
    });
  }

  /** `null` where there is no channel, or the note is too large for one. */
  seal(note: Bytes): Promise<Bytes | null> {
    return this.#inTurn(async () => {
      const state = this.#state;
      if (state.phase !== 'agreed' || note.byteLength === 0 || note.byteLength > MAX_NOTE_BYTES) return null;
      return this.#sealed('sealed', state.id, state.agreed.channel, note);
    });
  }

  /** Forgets every key, after what is being computed right now; nothing begins again. */
  end(): Promise<void> {
    this.#runs = MAX_RUNS;
    return this.#inTurn(() => {
      this.#state = { phase: 'failed' };
      return Promise.resolve();
    });
  }

  /** One input after the other: each has to find the state that the one before it left. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #ask(): Promise<AgreementStep> {
    if (this.#runs >= MAX_RUNS) return EXHAUSTED;
    const request = this.#state.phase === 'asked' ? this.#state.request : this.randomness.bytes(16);
    this.#state = { phase: 'asked', request };
    return Promise.resolve(sending(encodeHello({ side: 1, run: request }, this.context.hash)));
  }

  async #commit(): Promise<AgreementStep> {
    if (this.#state.phase === 'committed') return sending(this.#commitMessage(this.#state.run));
    const run = await this.#newRun(this.randomness.bytes(16));
    if (!run) return EXHAUSTED;
    this.#state = { phase: 'committed', run, asked: false };
    return sending(this.#commitMessage(run));
  }

  async #newRun(id: Bytes): Promise<Run | null> {
    if (this.#runs >= MAX_RUNS) return null;
    this.#runs += 1;
    this.#seen.add(toHex(id));
    const own = await makeOwnValues(this.randomness);
    return { id, own, commitment: await commitmentOf(this.context, this.context.self, id, own.revealed) };
  }

  #commitMessage({ id, commitment }: Run): Bytes {
    return encodeCommit({ side: this.context.side, run: id }, this.context.hash, commitment);
  }

  #revealMessage({ id, own }: Run): Bytes {
    return encodeReveal({ side: this.context.side, run: id }, own.revealed);
  }

  async #take(bytes: Uint8Array, at: number): Promise<AgreementStep> {
    const decoded = decodeAgreement(bytes);
    if (decoded.outcome !== 'message') return refused(decoded.outcome);
    const { message } = decoded;
    if (message.side === this.context.side) return refused('reflected');
    if ('context' in message && !sameBytes(message.context, this.context.hash))
      return refused('wrong-context');
    switch (message.kind) {
      case 'hello':
        return this.#takeHello(message);
      case 'commit':
        return this.context.side === 0 ? this.#takeAnswer(message, at) : this.#takeCommit(message, at);
      case 'reveal':
        return this.#takeReveal(message, at);
      case 'confirm':
        return this.#takeConfirm(message);
      case 'sealed':
        return this.#takeSealed(message);
      default:
        return message satisfies never;
    }
  }

  /** The other page is new, or lost the channel: side 0 begins. */
  async #takeHello({ run: request }: Kind<'hello'>): Promise<AgreementStep> {
    if (this.context.side !== 0) return refused('unexpected');
    const key = toHex(request);
    if (this.#seen.has(key))
      // Our answer may have been lost. The same once more tells nobody anything new, and costs no run.
      return this.#state.phase === 'committed' ? this.#commit() : refused('repeated');
    if (this.#state.phase === 'committed') {
      // Both began at once, or our commitment was lost: it still serves. But whoever asks again has no use for it.
      const { run, asked } = this.#state;
      this.#state = asked ? { phase: 'failed' } : { phase: 'committed', run, asked: true };
    }
    const step = await this.#commit();
    if (step !== EXHAUSTED) this.#seen.add(key);
    return step;
  }

  /** At side 1: side 0 begins a run. Only now that its commitment is here do we show anything. */
  async #takeCommit({ run: id, commitment }: Kind<'commit'>, since: number): Promise<AgreementStep> {
    if (this.#seen.has(toHex(id))) return this.#takeOldCommit(id);
    const run = await this.#newRun(id);
    if (!run) return EXHAUSTED;
    this.#state = { phase: 'revealed', run, theirs: commitment, since };
    return sending(this.#commitMessage(run), this.#revealMessage(run));
  }

  /** What we showed for it once must not serve again, so where side 0 still waits in it, it needs another one. */
  async #takeOldCommit(id: Bytes): Promise<AgreementStep> {
    if (this.#state.phase !== 'asked') return refused(this.#isCurrent(id) ? 'repeated' : 'stale');
    this.#state = { phase: 'failed' };
    return this.#ask();
  }

  /** At side 0: the other has committed as well. */
  async #takeAnswer({ run: id, commitment }: Kind<'commit'>, since: number): Promise<AgreementStep> {
    if (!this.#isCurrent(id)) return refused('stale');
    if (this.#state.phase !== 'committed') return refused('repeated');
    const { run } = this.#state;
    // From here on these values are known to the other side and never serve for another commitment.
    this.#state = { phase: 'revealed', run, theirs: commitment, since };
    return Promise.resolve(sending(this.#revealMessage(run)));
  }

  async #takeReveal({ run: id, revealed }: Kind<'reveal'>, since: number): Promise<AgreementStep> {
    if (!this.#isCurrent(id)) return refused('stale');
    const state = this.#state;
    if (state.phase === 'committed') return refused('unexpected');
    if (state.phase !== 'revealed') return refused('repeated');
    const { run, theirs: commitment } = state;
    const expected = await commitmentOf(this.context, this.context.other, id, revealed);
    if (!sameBytes(expected, commitment)) return this.#fail('commitment-differs');
    const fault = await keyFault(run.own, revealed);
    if (fault) return this.#fail(fault);
    const agreed = await this.#agree(run, commitment, revealed);
    this.#state = { phase: 'confirming', id, agreed, since };
    const confirmation = await this.#confirmation(agreed.transcript, this.context.side);
    return sending(await this.#sealed('confirm', id, agreed.channel, confirmation));
  }

  async #agree(run: Run, commitment: Bytes, revealed: Revealed): Promise<Agreed> {
    const own = { commitment: run.commitment, revealed: run.own.revealed };
    const transcript = await transcriptOf(this.context, run.id, own, { commitment, revealed });
    const channel = await PairChannel.between(run.own, revealed, transcript);
    const code = await codeDigest(this.context.side, transcript, channel);
    return { run: toHex(run.id), transcript, code, channel };
  }

  #confirmation(transcript: Bytes, side: Side): Promise<Bytes> {
    const { self, other } = this.context;
    const { identity } = side === this.context.side ? self : other;
    return hashOf('ts-sas/1 confirm', transcript, identity);
  }

  async #takeConfirm(message: SealedMessage): Promise<AgreementStep> {
    if (!this.#isCurrent(message.run)) return refused('stale');
    const state = this.#state;
    if (state.phase === 'agreed') return refused('repeated');
    if (state.phase !== 'confirming') return refused('unexpected');
    const { agreed } = state;
    const opened = await agreed.channel.open(message.ciphertext, message.covered, message.sequence);
    const expected = await this.#confirmation(agreed.transcript, message.side);
    if (opened.outcome !== 'opened' || !sameBytes(opened.plaintext, expected))
      return this.#fail('confirmation-differs');
    this.#state = { phase: 'agreed', id: state.id, agreed };
    return { send: [], outcome: { type: 'agreed', agreed } };
  }

  async #takeSealed(message: SealedMessage): Promise<AgreementStep> {
    if (!this.#isCurrent(message.run)) return refused('stale');
    if (this.#state.phase !== 'agreed') return refused('unexpected');
    const { channel } = this.#state.agreed;
    const opened = await channel.open(message.ciphertext, message.covered, message.sequence);
    if (opened.outcome === 'repeated') return refused('repeated');
    if (opened.outcome === 'broken') return this.#fail('channel-broken');
    return { send: [], outcome: { type: 'note', plaintext: opened.plaintext } };
  }

  async #sealed(
    kind: 'confirm' | 'sealed',
    run: Bytes,
    channel: PairChannel,
    plaintext: Bytes,
  ): Promise<Bytes> {
    const covered = sealedHeader(kind, { side: this.context.side, run }, channel.nextSequence);
    return concat(covered, await channel.seal(plaintext, covered));
  }

  #fail(reason: AgreementFailure): AgreementStep {
    this.#state = { phase: 'failed' };
    return { send: [], outcome: { type: 'failed', reason } };
  }

  #isCurrent(id: Bytes): boolean {
    const state = this.#state;
    if ('run' in state) return sameBytes(state.run.id, id);
    return 'id' in state && sameBytes(state.id, id);
  }
}
