/**
 * LiveKit's own worker, taken out of its place: it has no way to hear the page or to be heard by it, and does only what is
 * asked of it here. Its switches for plain frames, shared keys, ratchets and frames from the server have no name below.
 */
import 'livekit-client/e2ee-worker';
import type { MediaKind } from '../../session-snapshot.js';
import type { EncodedFrame, FrameOperation } from '../frame-messages.js';

interface WorkerScope {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onrtctransform?: ((event: never) => void) | null;
  postMessage: (message: unknown, transfer?: Transferable[]) => void;
}

// The types of the platform take every file for one of a page.
const scope = globalThis as unknown as WorkerScope;
const tellLivekit = scope.onmessage;
/** The way to the page, which is ours alone. */
export const tellPage = scope.postMessage.bind(scope);

scope.onmessage = null;
scope.onrtctransform = null;

let lastFence = 0;
const fences = new Map<unknown, () => void>();

/** LiveKit's logs and errors stay in here: what opened and what left is counted at the gates. */
scope.postMessage = (message) => {
  fences.get(message)?.();
  fences.delete(message);
};

/** LiveKit listens to its messages in order, one after the other. */
const tell = (kind: string, data: object): object => {
  const message = { kind, data };
  tellLivekit?.call(scope, { data: message });
  return message;
};

/** Above every level of its log. */
const SILENT = 5;

tell('init', {
  loglevel: SILENT,
  keyProviderOptions: {
    sharedKey: false,
    ratchetSalt: 'LKFrameEncryptionKey',
    // A frame that does not open never moves a key, and never wears one out.
    ratchetWindowSize: 0,
    failureTolerance: -1,
    keyringSize: 16,
    keySize: 256,
  },
});

/** Resolves when everything that was asked before is done. */
export const settled = (): Promise<void> =>
  new Promise((resolve) => {
    lastFence += 1;
    // The one message of LiveKit's that is answered, and with itself.
    fences.set(tell('enable', { enabled: true, participantIdentity: `fence ${lastFence}` }), resolve);
  });

/** `owner`: under which name LiveKit keeps the keys; one name, one ring of sixteen. `material`: HKDF, non-extractable. */
export const setKey = (owner: string, keyIndex: number, material: CryptoKey, current = true): void => {
  tell('setKey', {
    participantIdentity: owner,
    isPublisher: false,
    key: material,
    keyIndex,
    updateCurrentKeyIndex: current,
  });
};

export interface CryptorLane {
  readonly lane: number;
  readonly kind: MediaKind;
  readonly owner: string;
}

const named = ({ lane, kind, owner }: CryptorLane): object => ({
  trackId: String(lane),
  participantIdentity: owner,
  codec: kind === 'camera' ? 'vp8' : undefined,
  hasPacketTrailer: false,
});

/** Seals or opens with the keys of the owner whatever comes out of `readable`, and writes it to `writable`. */
export const run = (
  operation: FrameOperation,
  lane: CryptorLane,
  readable: ReadableStream<EncodedFrame>,
  writable: WritableStream<EncodedFrame>,
): void => {
  tell('enable', { enabled: true, participantIdentity: lane.owner });
  tell(operation === 'seal' ? 'encode' : 'decode', {
    ...named(lane),
    readableStream: readable,
    writableStream: writable,
  });
};

/** From here on with another owner's keys. */
export const hand = (lane: CryptorLane): void => {
  tell('enable', { enabled: true, participantIdentity: lane.owner });
  tell('updateCodec', named(lane));
};
