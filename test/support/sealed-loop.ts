/**
 * A connection of the page with itself, and somebody in the middle of it: a test sees each frame as it leaves, and can put others in
 * the place of what arrives. Made for frames as Chromium's encoded streams give them.
 */
import type { EncodedFrame } from '../../src/core/encryption/frame-messages.js';

interface WithStreams {
  createEncodedStreams(): {
    readonly readable: ReadableStream<EncodedFrame>;
    readonly writable: WritableStream<EncodedFrame>;
  };
}

const OPEN = { encodedInsertableStreams: true, iceServers: [] } as RTCConfiguration;

export class SealedLoop {
  readonly from: RTCPeerConnection;
  readonly to: RTCPeerConnection;

  /** `realm`: whose connections these are, where a test has one that is not its own. */
  constructor(
    configuration: RTCConfiguration = OPEN,
    realm: Pick<typeof globalThis, 'RTCPeerConnection'> = globalThis,
  ) {
    this.from = new realm.RTCPeerConnection(configuration);
    this.to = new realm.RTCPeerConnection(configuration);
    this.from.onicecandidate = ({ candidate }) => void this.to.addIceCandidate(candidate ?? undefined);
    this.to.onicecandidate = ({ candidate }) => void this.from.addIceCandidate(candidate ?? undefined);
  }

  async join(): Promise<void> {
    await this.from.setLocalDescription();
    await this.to.setRemoteDescription(this.from.localDescription!);
    await this.to.setLocalDescription();
    await this.from.setRemoteDescription(this.to.localDescription!);
  }

  /** Resolves with what brings the track; `act` has it before anything has come by it. */
  received(act: (receiver: RTCRtpReceiver) => void = () => undefined): Promise<RTCRtpReceiver> {
    return new Promise((resolve) => {
      this.to.ontrack = ({ receiver }) => {
        act(receiver);
        resolve(receiver);
      };
    });
  }

  close(): void {
    this.from.close();
    this.to.close();
  }
}

/** Takes the streams of a sender or a receiver, and lets `change` look at, change or drop each frame. */
export const tapInto = (
  of: RTCRtpSender | RTCRtpReceiver,
  change: (frame: EncodedFrame) => EncodedFrame | null,
): void => {
  const { readable, writable } = (of as unknown as WithStreams).createEncodedStreams();
  const tap = new TransformStream<EncodedFrame, EncodedFrame>({
    transform(frame, controller) {
      const changed = change(frame);
      if (changed) controller.enqueue(changed);
    },
  });
  readable
    .pipeThrough(tap)
    .pipeTo(writable)
    .catch(() => undefined);
};
