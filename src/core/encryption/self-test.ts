/**
 * Whether this browser, on this page, really seals and opens: a made-up picture goes through the real worker, over a connection of
 * the page with itself, and back. No device is opened, and nothing leaves the page.
 */
import { SessionError } from '../problems.js';
import { sealAway } from './sealed-away.js';
import { canSealFrames, FrameWorker, sealedConnection } from './frame-worker.js';
import { loadFrameWorker, type WorkerOptions } from './worker-loader.js';

export interface SelfTestOptions extends WorkerOptions {
  /** Ends it, and leaves nothing running. */
  readonly signal?: AbortSignal | undefined;
}

/** Mostly it takes well under a second. */
const PATIENCE_MS = 10_000;
const PICTURE_MS = 50;

/** Any two different names: the worker opens nothing of whoever it seals for. */
const [SELF, OTHER] = ['here', 'there'] as const;

interface MadeUpPicture {
  readonly track: MediaStreamTrack;
  end(): void;
}

const madeUpPicture = (): MadeUpPicture => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 });
  const pen = canvas.getContext('2d');
  let drawn = 0;
  const timer = setInterval(() => {
    drawn += 1;
    pen?.fillRect(drawn % canvas.width, 0, 1, canvas.height);
  }, PICTURE_MS);
  const [track] = canvas.captureStream().getVideoTracks();
  if (!track) throw new TypeError('a canvas without a picture');
  return {
    track,
    end: () => {
      clearInterval(timer);
      track.stop();
    },
  };
};

/** Two ends in one page: what the first sends arrives at the second. */
class Loop {
  readonly from = new RTCPeerConnection(sealedConnection({ iceServers: [] }));
  readonly to = new RTCPeerConnection(sealedConnection({ iceServers: [] }));

  constructor() {
    this.from.onicecandidate = ({ candidate }) => void this.to.addIceCandidate(candidate ?? undefined);
    this.to.onicecandidate = ({ candidate }) => void this.from.addIceCandidate(candidate ?? undefined);
  }

  async join(): Promise<void> {
    await this.from.setLocalDescription();
    if (this.from.localDescription) await this.to.setRemoteDescription(this.from.localDescription);
    await this.to.setLocalDescription();
    if (this.to.localDescription) await this.from.setRemoteDescription(this.to.localDescription);
  }

  end(): void {
    this.from.close();
    this.to.close();
  }
}

/** Resolves when a frame was seen to be sealed and to open again; throws what the worker raised. */
const throughWorker = async (
  worker: Worker,
  { loop, track, signal }: { loop: Loop; track: MediaStreamTrack; signal: AbortSignal | undefined },
): Promise<void> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const opened = new Promise<void>((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    const frames = new FrameWorker(worker, SELF, {
      counted: ({ sealed, people }) => {
        if (sealed > 0 && (people[OTHER]?.opened ?? 0) > 0) resolve();
      },
      needsPicture: () => frames.freshPicture(sender),
      alarm: (why) =>
        reject(new SessionError('encryption-unsupported', `the worker raised an alarm: ${why}`)),
    });
    const sender = loop.from.addTrack(track);
    frames.seal(sender, 'camera');
    loop.to.ontrack = ({ receiver }) => frames.open(receiver, 'camera', OTHER);
    const random = crypto.getRandomValues(new Uint8Array(32));
    sealAway(random).then((material) => {
      const key = { epoch: 0, keyIndex: 0, material };
      frames.openWith(OTHER, key);
      frames.sealWith(key);
    }, reject);
    timer = setTimeout(() => reject(noResult(loop)), PATIENCE_MS);
  });
  try {
    await Promise.all([loop.join(), opened]);
  } finally {
    clearTimeout(timer);
  }
};

const noResult = ({ from }: Loop): SessionError =>
  from.connectionState === 'connected'
    ? new SessionError('encryption-unsupported', 'what was sealed did not arrive open')
    : new SessionError('media-unreachable', 'the page could not connect to itself');

/**
 * Rejects with `encryption-unsupported`, `worker-blocked`, or `media-unreachable` where the browser makes no connection at all;
 * and with the signal's reason.
 */
export const selfTest = async ({ signal, ...options }: SelfTestOptions = {}): Promise<void> => {
  signal?.throwIfAborted();
  if (!canSealFrames())
    throw new SessionError('encryption-unsupported', 'this browser cannot seal what it sends');
  const worker = await loadFrameWorker(options);
  const running = [() => worker.terminate()];
  const end = (): void => {
    for (const stop of running.splice(0)) stop();
  };
  // In the task in which it is not wanted any more.
  signal?.addEventListener('abort', end, { once: true });
  try {
    signal?.throwIfAborted();
    const loop = new Loop();
    running.push(() => loop.end());
    const picture = madeUpPicture();
    running.push(() => picture.end());
    await throughWorker(worker, { loop, track: picture.track, signal });
  } finally {
    signal?.removeEventListener('abort', end);
    end();
  }
};
