import { readUint32, type Bytes } from '../../../../src/core/encryption/encoding.js';
import { MessageLine } from '../../../../src/core/encryption/message-line.js';
import { CLIENT, PLACE, THERAPIST } from './two-pages.js';

/** Nobody can tell them from derived ones. */
export const freshKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

/** The two ends of a line between a client and a therapist, and their keys. */
export class TwoLines {
  readonly client = new MessageLine(PLACE, CLIENT.identity, THERAPIST.identity);
  readonly therapist = new MessageLine(PLACE, THERAPIST.identity, CLIENT.identity);

  /** Both have the keys of epoch 0. */
  static async make(): Promise<TwoLines> {
    const lines = new TwoLines();
    await lines.change(0);
    return lines;
  }

  /** New keys in both directions. Resolves with the client's, which the therapist does not have yet. */
  async change(epoch: number, { installed = true } = {}): Promise<CryptoKey> {
    const [fromClient, fromTherapist] = [await freshKey(), await freshKey()];
    this.client.sendWith(epoch, fromClient);
    this.therapist.sendWith(epoch, fromTherapist);
    this.client.receiveWith(epoch, fromTherapist);
    if (installed) this.therapist.receiveWith(epoch, fromClient);
    return fromClient;
  }
}

export const epochOf = (envelope: Bytes): number => readUint32(envelope, 2);
export const sequenceOf = (envelope: Bytes): number => readUint32(envelope, 6);
