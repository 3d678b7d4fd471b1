/** What two people compare: a hash of everything they agreed on. `docs/encryption.md`, 7. */
import { hashOf, type Bytes } from './encoding.js';
import type { PairChannel } from './pair-channel.js';
import type { Side } from './party.js';

export { codePictures, codeWords, groupPictures } from './code-numbers.js';

const CODE = 'ts-sas/1 code';

/** Alike on both sides: both take it from the direction from side 0 to side 1. 32 bytes. */
export const codeDigest = async (side: Side, transcript: Bytes, channel: PairChannel): Promise<Bytes> => {
  const exported = await (side === 0 ? channel.exportSending(CODE) : channel.exportReceiving(CODE));
  return hashOf(CODE, transcript, exported);
};
