/** The worker that seals media, as the page sees it. What it holds is gone when it is ended. */
import { SessionError } from '../problems.js';
import { changeParameters } from '../sender-parameters.js';
import type { MediaKind, PersonId } from '../session-snapshot.js';
import type { MediaKey } from '../session-transport.js';
import type { EncodedFrame, FrameAsk, FrameCounts, FrameNews, FrameOperation } from './frame-messages.js';

export interface FrameListener {
  counted(counts: FrameCounts): void;
  needsPicture(person: PersonId): void;
  /** Something was about to leave, or to be shown, that was not sealed. Or the worker broke. */
  alarm(why: string): void;
  /** The first picture of a sender has been sealed, and a whole one after it has been asked for. */
  pictureSent?(): void;
}

interface Streams {
  readonly readable: ReadableStream<EncodedFrame>;
  readonly writable: WritableStream<EncodedFrame>;
}

/** What Chromium has instead of the standard, which it had first and does better so far. */
interface WithStreams {
  createEncodedStreams(): Streams;
}

interface WithKeyFrames {
  setParameters(
    parameters: RTCRtpSendParameters,
    options: { readonly encodingOptions: readonly { readonly keyFrame: boolean }[] },
  ): Promise<void>;
}

type Transformed = RTCRtpSender | RTCRtpReceiver;

/** Where it does, none goes anywhere before its streams were taken. Elsewhere there are script transforms. */
export const givesStreams = (): boolean =>
  typeof RTCRtpSender !== 'undefined' && 'createEncodedStreams' in RTCRtpSender.prototype;

/** Whether this browser lets a page seal what it sends. */
export const canSealFrames = (): boolean =>
  typeof crypto === 'object' &&
  'subtle' in crypto &&
  (givesStreams() || typeof RTCRtpScriptTransform !== 'undefined');

/** For every `RTCPeerConnection`: where frames are given as streams, none goes anywhere before its streams were taken. */
export const sealedConnection = (configuration: RTCConfiguration): RTCConfiguration =>
  givesStreams() ? Object.assign({ encodedInsertableStreams: true }, configuration) : configuration;

export class FrameWorker {
  #lanes = 0;
  readonly #senders = new Map<RTCRtpSender, number>();
  readonly #receivers = new WeakMap<RTCRtpReceiver, number>();

  /** `worker`: as `loadFrameWorker` gives it. Throws `encryption-unsupported`. */
  constructor(
    private readonly worker: Worker,
    self: PersonId,
    listener: FrameListener,
  ) {
    if (!canSealFrames())
      throw new SessionError('encryption-unsupported', 'no encoded streams and no script transform');
    worker.addEventListener('error', () => listener.alarm('the worker broke'));
    worker.addEventListener('message', ({ data }: MessageEvent<FrameNews>) => {
      switch (data.type) {
        case 'counted':
          listener.counted(data.counts);
          break;
        case 'needs-picture':
          listener.needsPicture(data.person);
          break;
        case 'began':
          this.#begun(data.lane);
          listener.pictureSent?.();
          break;
        case 'alarm':
          listener.alarm(data.why);
          break;
        case 'ready':
          break;
        default:
          data satisfies never;
      }
    });
    this.#ask({ type: 'begin', self });
  }

  sealWith(key: MediaKey | null): void {
    this.#ask({ type: 'seal-with', key: key && { keyIndex: key.keyIndex, material: key.material } });
  }

  openWith(person: PersonId, { keyIndex, material }: MediaKey): void {
    this.#ask({ type: 'open-with', person, keyIndex, material });
  }

  closeTo(person: PersonId, keyIndex: number | null): void {
    this.#ask({ type: 'close-to', person, keyIndex });
  }

  /** Everything that this sender sends goes through the worker. To be called before anything is sent; once is enough. */
  seal(sender: RTCRtpSender, kind: MediaKind): void {
    if (this.#senders.has(sender)) return;
    this.#senders.set(sender, this.#lay(sender, 'seal', kind));
  }

  /** Whether anything of this sender goes anywhere; at first it does. */
  carry(sender: RTCRtpSender, on: boolean): void {
    const lane = this.#senders.get(sender);
    if (lane !== undefined) this.#ask({ type: 'carry', lane, on });
  }

  /** The next picture of this sender is a whole one, which needs none before it. */
  freshPicture(sender: RTCRtpSender): void {
    const lane = this.#senders.get(sender);
    if (lane === undefined) return;
    if (!givesStreams()) {
      this.#ask({ type: 'whole-picture', lane });
      return;
    }
    // Chromium alone, and newer than the types of the platform.
    const chromiums = sender as unknown as WithKeyFrames;
    changeParameters(sender, (parameters) => {
      const encodingOptions = parameters.encodings.map(() => ({ keyFrame: true }));
      return chromiums.setParameters(parameters, { encodingOptions });
    }).catch(() => {
      // The connection was closed.
    });
  }

  /** Everything that this receiver gets is opened as this person's, from now on; as nobody's (`null`) it is dropped. */
  open(receiver: RTCRtpReceiver, kind: MediaKind, person: PersonId | null): void {
    this.#ask({ type: 'assign', lane: this.hold(receiver, kind), person });
  }

  /** What this receiver gets goes to the worker, which drops it until it is said whose it is. Gives the number of its lane. */
  hold(receiver: RTCRtpReceiver, kind: MediaKind): number {
    const lane = this.#receivers.get(receiver) ?? this.#lay(receiver, 'open', kind);
    this.#receivers.set(receiver, lane);
    return lane;
  }

  /** Synchronous: the keys are gone, and no frame goes anywhere any more. */
  end(): void {
    this.worker.terminate();
  }

  /** A media server takes notice with the first picture, and can pass on none but a whole one: the second is whole, too. */
  #begun(lane: number): void {
    for (const [sender, its] of this.#senders) if (its === lane) this.freshPicture(sender);
  }

  #lay(of: Transformed, operation: FrameOperation, kind: MediaKind): number {
    this.#lanes += 1;
    const name = { lane: this.#lanes, operation, kind };
    if (givesStreams()) {
      // Chromium alone, and not in the types of the platform.
      const { readable, writable } = (of as unknown as WithStreams).createEncodedStreams();
      this.#ask({ type: 'lane', ...name, readable, writable }, [readable, writable]);
    } else of.transform = new RTCRtpScriptTransform(this.worker, name);
    return this.#lanes;
  }

  #ask(ask: FrameAsk, transfer: Transferable[] = []): void {
    this.worker.postMessage(ask, transfer);
  }
}
