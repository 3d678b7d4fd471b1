/** One page's connection to the relay: its offers and answers, what it publishes, and the lanes by which it is sent something. */
import {
  DataPacket,
  SessionDescription,
  SignalResponse,
  SignalTarget,
  TrackType,
  type TrackInfo,
} from '@livekit/protocol';
import type { HostileRelay } from './relay.js';
import { readFrames, RelayLane } from './lanes.js';
import type { SignalLine } from './socket.js';

interface Section {
  readonly mid: string;
  readonly kind: 'audio' | 'video';
  /** Whether the page sends by it, receives by it, or neither. */
  readonly direction: string;
  /** What the page calls its track. */
  readonly cid: string | undefined;
}

const part = (text: string, pattern: RegExp): string | undefined => pattern.exec(text)?.[1];

const readSections = (sdp: string): Section[] =>
  sdp.split(/^m=/m).flatMap((text): Section[] => {
    const mid = part(text, /^a=mid:(\S+)/m);
    if (mid === undefined || !/^(audio|video)/.test(text)) return [];
    const direction = part(text, /^a=(sendonly|recvonly|sendrecv|inactive)/m) ?? 'inactive';
    const kind = text.startsWith('audio') ? 'audio' : 'video';
    return [{ mid, kind, direction, cid: part(text, /^a=msid:\S+ (\S+)/m) }];
  });

/** What a relay cannot write of its own pictures is not asked of it. */
const readable = (sdp: string): string => sdp.replaceAll(/a=extmap:\d+ \S*dependency-descriptor\S*\r\n/g, '');

export class RelayPeer {
  readonly sid: string;
  /** By what the page calls its tracks. */
  readonly published = new Map<string, TrackInfo>();
  readonly lanes: RelayLane[] = [];
  readonly #owners = new Map<string, string>();
  /** What it takes and has no place for yet: one is made by its next offer. */
  readonly #waiting = new Map<string, Section['kind']>();
  readonly #connection = new RTCPeerConnection({
    encodedInsertableStreams: true,
    iceServers: [],
  } as RTCConfiguration);
  readonly #channels = new Map<string, RTCDataChannel>();
  /** Which of its tracks comes by which receiver. */
  readonly #carried = new Map<RTCRtpReceiver, TrackInfo | null>();
  #sections: Section[] = [];
  #turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly relay: HostileRelay,
    readonly identity: string,
    public line: SignalLine,
  ) {
    this.sid = relay.newSid('PA');
    this.#connection.onicecandidate = ({ candidate }) => {
      if (!candidate) return;
      const value = { candidateInit: JSON.stringify(candidate), target: SignalTarget.PUBLISHER };
      this.line.tell(new SignalResponse({ message: { case: 'trickle', value } }));
    };
    this.#connection.ondatachannel = ({ channel }) => {
      channel.binaryType = 'arraybuffer';
      this.#channels.set(channel.label, channel);
      channel.onmessage = ({ data }) =>
        relay.packed(this, DataPacket.fromBinary(new Uint8Array(data as ArrayBuffer)));
    };
  }

  /** One after the other, as they came. */
  answer(offer: SessionDescription): Promise<void> {
    this.#turn = this.#turn.then(() => this.#answer(offer));
    return this.#turn;
  }

  takeCandidate(written: string): void {
    const candidate = JSON.parse(written) as RTCIceCandidateInit;
    void this.#turn.then(() => this.#connection.addIceCandidate(candidate)).catch(() => undefined);
  }

  sends(track: string): boolean {
    return [...this.#carried.values()].some((one) => one?.sid === track);
  }

  subscribe(owner: string, { sid, type }: TrackInfo, wanted: boolean): void {
    const lane = this.lanes.find(({ source }) => source === sid);
    this.#waiting.delete(sid);
    if (!wanted && lane) lane.source = null;
    if (!wanted || lane) return;
    this.#owners.set(sid, owner);
    this.#waiting.set(sid, type === TrackType.AUDIO ? 'audio' : 'video');
    this.#place();
  }

  /** How many places the page has to make before everything has one. */
  get missing(): { readonly numAudios: number; readonly numVideos: number } {
    const kinds = [...this.#waiting.values()];
    return {
      numAudios: kinds.filter((kind) => kind === 'audio').length,
      numVideos: kinds.filter((kind) => kind === 'video').length,
    };
  }

  #place(): void {
    for (const [sid, kind] of this.#waiting) {
      const free = this.lanes.find(
        (one) => one.source === null && one.transceiver.receiver.track.kind === kind,
      );
      const lane = free ?? this.#newLane(kind);
      if (!lane) continue;
      lane.source = sid;
      this.#waiting.delete(sid);
    }
  }

  /** To whichever lanes these are. */
  put(which: (track: string) => boolean, data: ArrayBuffer): void {
    for (const lane of this.lanes) if (lane.source !== null && which(lane.source)) lane.put(data);
  }

  send(packet: DataPacket): void {
    const channel = this.#channels.get('_reliable');
    if (channel?.readyState === 'open') channel.send(packet.toBinary().slice());
  }

  close(): void {
    this.#connection.close();
    for (const lane of this.lanes) lane.close();
  }

  #newLane(kind: Section['kind']): RelayLane | null {
    const used = new Set(this.lanes.map(({ transceiver }) => transceiver));
    const transceiver = this.#connection
      .getTransceivers()
      .find(
        (one) =>
          !used.has(one) && this.#section(one)?.kind === kind && this.#section(one)?.direction === 'recvonly',
      );
    if (!transceiver) return null;
    const lane = new RelayLane(transceiver, kind === 'audio' ? 'microphone' : 'camera');
    this.lanes.push(lane);
    return lane;
  }

  #section({ mid }: RTCRtpTransceiver): Section | undefined {
    return this.#sections.find((one) => one.mid === mid);
  }

  async #answer({ type, sdp, id }: SessionDescription): Promise<void> {
    if (this.#connection.signalingState === 'closed') return;
    this.#sections = readSections(sdp);
    await this.#connection.setRemoteDescription({ type: type as RTCSdpType, sdp: readable(sdp) });
    this.#place();
    for (const transceiver of this.#connection.getTransceivers()) this.#settle(transceiver);
    await this.#connection.setLocalDescription();
    const answer = this.#connection.localDescription!;
    const value = new SessionDescription({
      type: 'answer',
      sdp: this.#named(answer.sdp),
      id,
      midToTrackId: Object.fromEntries(
        this.lanes.flatMap(({ source, transceiver: { mid } }) => (source && mid ? [[mid, source]] : [])),
      ),
    });
    this.line.tell(new SignalResponse({ message: { case: 'answer', value } }));
  }

  #settle(transceiver: RTCRtpTransceiver): void {
    const section = this.#section(transceiver);
    const lane = this.lanes.find((one) => one.transceiver === transceiver);
    const receives = section?.direction === 'recvonly' || section?.direction === 'sendrecv';
    const sends = section?.direction === 'sendonly' || section?.direction === 'sendrecv';
    transceiver.direction = lane?.source && receives ? 'sendonly' : sends ? 'recvonly' : 'inactive';
    const { receiver } = transceiver;
    const track = sends ? this.published.get(section.cid ?? '') : undefined;
    if (!track) {
      if (this.#carried.has(receiver)) this.#carried.set(receiver, null);
      return;
    }
    const isNew = !this.#carried.has(receiver);
    this.#carried.set(receiver, track);
    if (isNew) readFrames(receiver, (data) => this.#framed(receiver, data));
  }

  #framed(receiver: RTCRtpReceiver, data: ArrayBuffer): void {
    const track = this.#carried.get(receiver);
    if (!track) return;
    const kind = track.type === TrackType.AUDIO ? 'microphone' : 'camera';
    this.relay.framed({ from: this.identity, kind, track: track.sid, data });
  }

  /** Says whose tracks these are: a browser gives its own ones names of its own. */
  #named(sdp: string): string {
    const [head = '', ...sections] = sdp.split(/^(?=m=)/m);
    const named = sections.map((text) => {
      const mid = part(text, /^a=mid:(\S+)/m);
      const source = this.lanes.find(({ transceiver }) => transceiver.mid === mid)?.source;
      if (!source) return text;
      const stream = `${this.#owners.get(source) ?? ''}|${source}`;
      return text
        .replaceAll(/^a=msid:.*$/gm, `a=msid:${stream} ${source}`)
        .replaceAll(/^a=ssrc:(\d+) msid:.*$/gm, `a=ssrc:$1 msid:${stream} ${source}`);
    });
    return [head, ...named].join('');
  }
}
