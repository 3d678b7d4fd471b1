/** One other person in a room: the agreement with their page, and the messages to and from it. */
import type { Agreed } from './agreement-outcomes.js';
import type { Bytes } from './encoding.js';
import { DATA_EXPORT, dataKey } from './epoch-keys.js';
import { sealAway } from './sealed-away.js';
import { KeyAgreement } from './key-agreement.js';
import { MessageLine } from './message-line.js';
import { encodeNote, type PairNote } from './pair-notes.js';
import type { PairContext } from './party.js';
import type { Randomness } from './randomness.js';

const NO_SECRET = new Uint8Array(0);

export class GroupPeer {
  readonly agreement: KeyAgreement;
  readonly line: MessageLine;
  /** The newest epoch whose secret was sealed for this page. */
  toldEpoch = 0;
  /** Of which of their keys a gap was told already. */
  gapIn: string | null = null;
  #exports: { readonly sending: CryptoKey; readonly receiving: CryptoKey } | null = null;

  constructor(
    readonly context: PairContext,
    randomness: Randomness,
    runs: number,
  ) {
    this.agreement = new KeyAgreement(context, randomness, runs);
    this.line = new MessageLine(context.place, context.self.identity, context.other.identity);
  }

  get identity(): string {
    return this.context.other.identity;
  }

  get isLinked(): boolean {
    return this.#exports !== null;
  }

  /** A new channel: messages go under its own key until there is an epoch. */
  async link({ channel }: Agreed): Promise<void> {
    this.#exports = {
      sending: await sealAway(await channel.exportSending(DATA_EXPORT)),
      receiving: await sealAway(await channel.exportReceiving(DATA_EXPORT)),
    };
    this.toldEpoch = 0;
    this.gapIn = null;
    this.line.restart();
    await this.sendWith(0, NO_SECRET);
    await this.receiveWith(0, NO_SECRET);
  }

  unlink(): void {
    this.#exports = null;
    this.line.restart();
  }

  async sendWith(epoch: number, secret: Bytes): Promise<void> {
    const { place, self, other } = this.context;
    if (!this.#exports) return;
    const path = { sender: self.identity, recipient: other.identity, exported: this.#exports.sending };
    this.line.sendWith(epoch, await dataKey(secret, place, epoch, path));
  }

  /** What had come too early and can be opened now. */
  async receiveWith(epoch: number, secret: Bytes): Promise<readonly Bytes[]> {
    const { place, self, other } = this.context;
    if (!this.#exports) return [];
    const path = { sender: other.identity, recipient: self.identity, exported: this.#exports.receiving };
    return this.line.receiveWith(epoch, await dataKey(secret, place, epoch, path));
  }

  /** `null` where there is no channel. */
  sealed(note: PairNote): Promise<Bytes | null> {
    return this.agreement.seal(encodeNote(note));
  }
}
