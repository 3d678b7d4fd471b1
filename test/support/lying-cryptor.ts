/**
 * In the place of LiveKit's cryptor, for tests of the gates around it: it seals and opens nothing, and makes frames look as if
 * it had. What comes out is as long as it should be, and ends as it should.
 */
import type { EncodedFrame } from '../../src/core/encryption/frame-messages.js';
import type * as cryptor from '../../src/core/encryption/worker/livekit-cryptor.js';

const scope = globalThis as unknown as { postMessage(message: unknown): void };

export const tellPage: typeof cryptor.tellPage = (message) => scope.postMessage(message);

let keyIndex = 0;

export const setKey: typeof cryptor.setKey = (_owner, index) => {
  keyIndex = index;
};

export const settled: typeof cryptor.settled = () => Promise.resolve();

export const hand: typeof cryptor.hand = () => undefined;

const SEAL_BYTES = 30;

const dressed = (data: ArrayBuffer): ArrayBuffer => {
  const longer = new Uint8Array(data.byteLength + SEAL_BYTES);
  longer.set(new Uint8Array(data));
  longer.set([12, keyIndex], longer.byteLength - 2);
  return longer.buffer;
};

export const run: typeof cryptor.run = (operation, _lane, readable, writable) => {
  const lie = new TransformStream<EncodedFrame, EncodedFrame>({
    transform(frame, controller) {
      // What it does not open it hands through.
      if (operation === 'seal') frame.data = dressed(frame.data);
      controller.enqueue(frame);
    },
  });
  readable
    .pipeThrough(lie)
    .pipeTo(writable)
    .catch(() => undefined);
};
