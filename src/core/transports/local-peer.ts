/**
 * The connection to one other page: two streams and two data channels that are agreed on once, so that starting
 * and stopping to send is a change of track and never a negotiation.
 */
import { sealedConnection } from '../encryption/frame-worker.js';
import type { MediaKind } from '../session-snapshot.js';
import type { TransportEvidence } from '../session-transport.js';
import { NO_KINDS, PICTURE, readControl, type Kinds, type PeerMedia } from './local-media.js';
import type { DescriptionSignal, Signal } from './local-signalling.js';

export interface PeerListener {
  signal(signal: Signal): void;
  /** The line between the two holds, and messages can be exchanged (`true`), or it is broken (`false`). */
  steady(steady: boolean): void;
  /** It stayed broken, and goes on trying. */
  lost(): void;
  told(on: Kinds): void;
  /** Before anything is sent by it, and before anything of it is shown. */
  laid(kind: MediaKind, transceiver: RTCRtpTransceiver): void;
  /** Whether this sender has anything to send. */
  carries(sender: RTCRtpSender, on: boolean): void;
  track(kind: MediaKind, track: MediaStreamTrack): void;
  /** The other side needs a whole picture of this sender. */
  pictureAsked(sender: RTCRtpSender): void;
  received(bytes: Uint8Array<ArrayBuffer>): void;
}

export const NO_PACKETS: TransportEvidence = {
  packetsSent: { microphone: 0, camera: 0 },
  packetsReceived: { microphone: 0, camera: 0 },
};

const RTP_KIND = { audio: 'microphone', video: 'camera' } as const;

/** How long a broken line is mended in silence before the person counts as lost. */
const MEND_MS = 8_000;

/** Beyond this nothing goes through any more, and whoever writes should learn it. */
const MAX_BUFFERED_BYTES = 1_048_576;

/** The types of the platform leave out that a report is a map. */
type StatsReport = ReadonlyMap<string, RTCInboundRtpStreamStats & RTCOutboundRtpStreamStats>;

/** The one form of picture that the worker seals, and what mends it on the way. */
const PICTURE_CODECS = ['video/vp8', 'video/rtx'];

const preferPictureCodec = (transceiver: RTCRtpTransceiver): void => {
  const known = RTCRtpReceiver.getCapabilities('video')?.codecs ?? [];
  transceiver.setCodecPreferences(
    known.filter(({ mimeType }) => PICTURE_CODECS.includes(mimeType.toLowerCase())),
  );
};

export class LocalPeer {
  readonly #connection = new RTCPeerConnection(sealedConnection({ iceServers: [] }));
  readonly #messages = this.#connection.createDataChannel('messages', { negotiated: true, id: 0 });
  readonly #control = this.#connection.createDataChannel('media', { negotiated: true, id: 1 });
  readonly #senders: Partial<Record<MediaKind, RTCRtpSender>> = {};
  readonly #tracks: Record<MediaKind, MediaStreamTrack | null> = { microphone: null, camera: null };
  #counted = NO_PACKETS;
  #wanted: Kinds = NO_KINDS;
  #theyWant: Kinds = NO_KINDS;
  #makingOffer = false;
  #ignoringOffer = false;
  /** Said once the connection stands: the channel may open before the browser calls it connected. */
  #steady = false;
  #mending: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  /** Signals are worked off one after the other. */
  #work: Promise<void> = Promise.resolve();

  /** One of the two begins, and gives way to nobody; the other one is polite. */
  constructor(
    private readonly begins: boolean,
    private readonly listener: PeerListener,
  ) {
    const connection = this.#connection;
    connection.onnegotiationneeded = () => {
      // The polite side only takes up what it was offered first, so that both speak of the same streams.
      if (begins || connection.remoteDescription) void this.#offer();
    };
    connection.onicecandidate = ({ candidate }) => {
      if (candidate) listener.signal({ type: 'candidate', candidate: candidate.toJSON() });
    };
    connection.onconnectionstatechange = () => this.#stateChanged();
    connection.ontrack = ({ track, transceiver }) => {
      const kind = RTP_KIND[track.kind as keyof typeof RTP_KIND];
      this.#lay(kind, transceiver);
      listener.track(kind, track);
      void this.#apply(kind);
    };
    this.#messages.binaryType = 'arraybuffer';
    this.#messages.onopen = () => this.#stateChanged();
    this.#messages.onmessage = ({ data }) => {
      if (data instanceof ArrayBuffer) listener.received(new Uint8Array(data));
    };
    this.#control.onopen = () => this.#tell();
    this.#control.onmessage = ({ data }) => this.#told(readControl(data));
    if (begins)
      for (const kind of ['audio', 'video'] as const) {
        const transceiver = connection.addTransceiver(kind, { direction: 'sendrecv' });
        this.#lay(RTP_KIND[kind], transceiver);
        listener.track(RTP_KIND[kind], transceiver.receiver.track);
      }
  }

  get reachable(): boolean {
    return this.#messages.readyState === 'open' && this.#connection.connectionState === 'connected';
  }

  /** Resolves when the track is handed over. `null` stops sending: the browser takes the track off at once. */
  async send(kind: MediaKind, track: MediaStreamTrack | null): Promise<void> {
    this.#tracks[kind] = track;
    this.#tell();
    await this.#apply(kind);
  }

  want(wanted: Kinds): void {
    this.#wanted = wanted;
    this.#tell();
  }

  /** Asks the other side for a whole picture. */
  askForPicture(): void {
    if (this.#control.readyState === 'open') this.#control.send(JSON.stringify(PICTURE));
  }

  /** `false` where it cannot be handed over. */
  write(bytes: Uint8Array<ArrayBuffer>): boolean {
    if (!this.reachable || this.#messages.bufferedAmount > MAX_BUFFERED_BYTES) return false;
    try {
      this.#messages.send(bytes);
      return true;
    } catch {
      return false;
    }
  }

  take(signal: Signal): void {
    this.#work = this.#work.then(() => this.#take(signal)).catch(() => undefined);
  }

  restartIce(): void {
    this.#connection.restartIce();
  }

  async evidence(): Promise<TransportEvidence> {
    const packetsSent = { microphone: 0, camera: 0 };
    const packetsReceived = { microphone: 0, camera: 0 };
    const report = (await this.#connection.getStats()) as StatsReport;
    for (const { type, kind, packetsSent: sent = 0, packetsReceived: received = 0 } of report.values()) {
      const of = RTP_KIND[kind as keyof typeof RTP_KIND];
      if (type === 'outbound-rtp') packetsSent[of] += sent;
      if (type === 'inbound-rtp') packetsReceived[of] += received;
    }
    this.#counted = { packetsSent, packetsReceived };
    return this.#counted;
  }

  /** Synchronous: nothing is sent or told any more. Gives what was counted last. */
  close(): TransportEvidence {
    if (this.#closed) return NO_PACKETS;
    this.#closed = true;
    clearTimeout(this.#mending);
    const connection = this.#connection;
    connection.onnegotiationneeded = connection.onicecandidate = connection.ontrack = null;
    connection.onconnectionstatechange = null;
    this.#messages.onopen = this.#messages.onmessage = null;
    this.#control.onopen = this.#control.onmessage = null;
    connection.close();
    return this.#counted;
  }

  /** Sends what there is and what is wanted over there, and nothing else. */
  async #apply(kind: MediaKind): Promise<void> {
    if (this.#closed) return;
    const sender = this.#senders[kind];
    if (!sender) return;
    const track = this.#theyWant[kind] ? this.#tracks[kind] : null;
    this.listener.carries(sender, track !== null);
    try {
      await sender.replaceTrack(track);
    } catch {
      // The connection was closed meanwhile.
    }
  }

  get #media(): PeerMedia {
    const on = { microphone: this.#tracks.microphone !== null, camera: this.#tracks.camera !== null };
    return { on, wanted: this.#wanted };
  }

  #tell(): void {
    if (this.#control.readyState === 'open') this.#control.send(JSON.stringify(this.#media));
  }

  #lay(kind: MediaKind, transceiver: RTCRtpTransceiver): void {
    if (kind === 'camera') preferPictureCodec(transceiver);
    this.#senders[kind] = transceiver.sender;
    this.listener.laid(kind, transceiver);
  }

  #told(media: PeerMedia | typeof PICTURE | null): void {
    if (!media) return;
    if (media === PICTURE) {
      if (this.#senders.camera) this.listener.pictureAsked(this.#senders.camera);
      return;
    }
    this.#theyWant = media.wanted;
    void this.#apply('microphone');
    void this.#apply('camera');
    this.listener.told(media.on);
  }

  /** The channel opens before or after the connection says that it is there. */
  #stateChanged(): void {
    const { connectionState } = this.#connection;
    if (connectionState === 'failed') this.#connection.restartIce();
    if (this.reachable === this.#steady) return;
    this.#steady = this.reachable;
    clearTimeout(this.#mending);
    this.listener.steady(this.#steady);
    if (!this.#steady) this.#mending = setTimeout(() => this.listener.lost(), MEND_MS);
  }

  async #offer(): Promise<void> {
    try {
      this.#makingOffer = true;
      await this.#connection.setLocalDescription();
      this.#describe();
    } catch {
      // Closed meanwhile, or overtaken by an offer of the other side, which is worked off instead.
    } finally {
      this.#makingOffer = false;
    }
  }

  #describe(): void {
    const { type, sdp } = this.#connection.localDescription ?? {};
    if (!this.#closed && sdp && (type === 'offer' || type === 'answer'))
      this.listener.signal({ type: 'description', description: { type, sdp }, media: this.#media });
  }

  async #take(signal: Signal): Promise<void> {
    if (this.#closed) return;
    if (signal.type === 'description') return this.#takeDescription(signal);
    try {
      await this.#connection.addIceCandidate(signal.candidate);
    } catch (cause) {
      if (!this.#ignoringOffer) throw cause;
    }
  }

  async #takeDescription({ description, media }: DescriptionSignal): Promise<void> {
    const connection = this.#connection;
    const collides =
      description.type === 'offer' && (this.#makingOffer || connection.signalingState !== 'stable');
    this.#ignoringOffer = this.begins && collides;
    if (this.#ignoringOffer) return;
    // The channel for it opens last of all. Once it is there, it alone knows what is so now.
    if (this.#control.readyState === 'connecting') this.#told(media);
    await connection.setRemoteDescription(description);
    if (description.type === 'answer') return;
    for (const transceiver of connection.getTransceivers()) transceiver.direction = 'sendrecv';
    await connection.setLocalDescription();
    this.#describe();
  }
}
