/**
 * The worker that holds the keys for media: what this person sends leaves it sealed or not at all, what others sent is opened or
 * dropped. Built into one file without imports (`scripts/strict-worker.js`), and ended when the session ends.
 */
import type { FrameAsk, LaneName } from '../frame-messages.js';
import { FrameShell, type LaneStreams } from './frame-shell.js';
import { tellPage } from './livekit-cryptor.js';

interface Transformer extends LaneStreams {
  readonly options: LaneName;
}

// The types of the platform take every file for one of a page, and know no worker's `rtctransform`.
const scope = globalThis as unknown as {
  addEventListener(type: 'message', listener: (event: MessageEvent<FrameAsk>) => void): void;
  addEventListener(type: 'rtctransform', listener: (event: { transformer: Transformer }) => void): void;
};

const newBlank = (): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', crypto.getRandomValues(new Uint8Array(32)), 'HKDF', false, [
    'deriveBits',
    'deriveKey',
  ]);

const shell = newBlank().then((blank) => new FrameShell(blank, tellPage));

scope.addEventListener('message', ({ data }) => void shell.then((it) => it.take(data)));
// Browsers that hand the streams of a sender or a receiver over themselves.
scope.addEventListener('rtctransform', ({ transformer }) => {
  void shell.then((it) => it.lay(transformer.options, transformer));
});
