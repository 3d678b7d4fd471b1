import type {
  Agreed,
  AgreementOutcome,
  AgreementStep,
} from '../../../../src/core/encryption/agreement-outcomes.js';
import type { Bytes } from '../../../../src/core/encryption/encoding.js';
import { KeyAgreement } from '../../../../src/core/encryption/key-agreement.js';
import { pairContext, type PairContext, type Party } from '../../../../src/core/encryption/party.js';
import { BROWSER_RANDOMNESS, type Randomness } from '../../../../src/core/encryption/randomness.js';

export const PLACE = { appointment: 'sample-appointment', room: 'sample-room' };
/** Side 0. */
export const CLIENT: Party = { identity: 'p-client', role: 'client' };
/** Side 1. */
export const THERAPIST: Party = { identity: 'p-therapist', role: 'therapist' };

export const contextOf = async (self: Party, other: Party, place = PLACE): Promise<PairContext> => {
  const context = await pairContext(place, self, other);
  if (!context) throw new Error('These two cannot agree.');
  return context;
};

export interface Carried {
  /** The side that said it. */
  readonly from: 0 | 1;
  readonly bytes: Bytes;
}

/** Two pages and the relay between them, which carries what it is told to. Index 0 is side 0. */
export class TwoPages {
  readonly underWay: Carried[] = [];
  /** Everything that was ever said. */
  readonly said: Carried[] = [];
  readonly outcomes: [AgreementOutcome[], AgreementOutcome[]] = [[], []];

  constructor(readonly ends: readonly [KeyAgreement, KeyAgreement]) {}

  static async meet(randomness: readonly [Randomness, Randomness] | null = null): Promise<TwoPages> {
    const [client, therapist] = randomness ?? [BROWSER_RANDOMNESS, BROWSER_RANDOMNESS];
    return new TwoPages([
      new KeyAgreement(await contextOf(CLIENT, THERAPIST), client),
      new KeyAgreement(await contextOf(THERAPIST, CLIENT), therapist),
    ]);
  }

  async begin(side: 0 | 1): Promise<AgreementOutcome> {
    return this.#note(side, await this.ends[side].begin());
  }

  async deliver(to: 0 | 1, bytes: Uint8Array, at = 0): Promise<AgreementOutcome> {
    return this.#note(to, await this.ends[to].receive(bytes, at));
  }

  /** As an honest relay: in order, until nobody has anything to say. */
  async settle(): Promise<void> {
    for (let next = this.underWay.shift(); next; next = this.underWay.shift())
      await this.deliver(next.from === 0 ? 1 : 0, next.bytes);
  }

  /** An agreement without anybody in between. */
  async agree(): Promise<readonly [Agreed, Agreed]> {
    await this.begin(0);
    await this.settle();
    return this.agreed();
  }

  agreed(): readonly [Agreed, Agreed] {
    const [one, other] = [this.ends[0].agreed, this.ends[1].agreed];
    if (!one || !other) throw new Error('They do not agree.');
    return [one, other];
  }

  #note(side: 0 | 1, { send, outcome }: AgreementStep): AgreementOutcome {
    const carried = send.map((bytes) => ({ from: side, bytes }));
    this.underWay.push(...carried);
    this.said.push(...carried);
    this.outcomes[side].push(outcome);
    return outcome;
  }
}
