/** The other end of an agreement in the hands of somebody who keeps to the form and not to the rules. */
import {
  decodeAgreement,
  encodeCommit,
  encodeReveal,
  sealedHeader,
  type Revealed,
} from '../../../../src/core/encryption/agreement-messages.js';
import {
  commitmentOf,
  makeOwnValues,
  transcriptOf,
  type OwnValues,
} from '../../../../src/core/encryption/agreement-values.js';
import { concat, hashOf, type Bytes } from '../../../../src/core/encryption/encoding.js';
import { PairChannel } from '../../../../src/core/encryption/pair-channel.js';
import { BROWSER_RANDOMNESS } from '../../../../src/core/encryption/randomness.js';
import { CLIENT, contextOf, THERAPIST, type TwoPages } from './two-pages.js';

/** Takes part as the therapist, on side 1; the client's page is the real one. */
export class Rogue {
  private constructor(
    readonly context: Awaited<ReturnType<typeof contextOf>>,
    readonly values: OwnValues,
    readonly run: Bytes,
    readonly theirCommitment: Bytes,
  ) {}

  /** After the client's page has committed. */
  static async facing(pages: TwoPages, self = THERAPIST): Promise<Rogue> {
    await pages.begin(0);
    const decoded = decodeAgreement(pages.underWay.shift()!.bytes);
    if (decoded.outcome !== 'message' || decoded.message.kind !== 'commit') throw new Error('No commitment.');
    const { run, commitment } = decoded.message;
    const values = await makeOwnValues(BROWSER_RANDOMNESS);
    return new Rogue(await contextOf(self, CLIENT), values, run, commitment);
  }

  async commitTo(revealed: Revealed): Promise<Bytes> {
    const commitment = await commitmentOf(this.context, this.context.self, this.run, revealed);
    return encodeCommit({ side: 1, run: this.run }, this.context.hash, commitment);
  }

  reveal(revealed: Revealed): Bytes {
    return encodeReveal({ side: 1, run: this.run }, revealed);
  }

  /** A confirmation that is sealed as it has to be, of whatever it says. */
  async confirm(theirs: Revealed, says: (transcript: Bytes) => Promise<Bytes>): Promise<Bytes> {
    const { context, run, values } = this;
    const commitment = await commitmentOf(context, context.self, run, values.revealed);
    const transcript = await transcriptOf(
      context,
      run,
      { commitment, revealed: values.revealed },
      { commitment: this.theirCommitment, revealed: theirs },
    );
    const channel = await PairChannel.between(values, theirs, transcript);
    const covered = sealedHeader('confirm', { side: 1, run }, 0);
    return concat(covered, await channel.seal(await says(transcript), covered));
  }
}

export const rightConfirmation = (transcript: Bytes): Promise<Bytes> =>
  hashOf('ts-sas/1 confirm', transcript, THERAPIST.identity);

export const revealedIn = (bytes: Bytes): Revealed => {
  const decoded = decodeAgreement(bytes);
  if (decoded.outcome !== 'message' || decoded.message.kind !== 'reveal')
    throw new Error('Nothing revealed.');
  return decoded.message.revealed;
};
