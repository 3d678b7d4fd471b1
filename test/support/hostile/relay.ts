/**
 * A media server in the hands of a test, in the same browser: it speaks LiveKit's protocol to pages of ours, and carries their frames
 * and packets without a key. As it is made it is honest, as far as a server can be seen to be; a test changes what it says and what
 * it does with what goes through it.
 */
import {
  DataPacket,
  Encryption_Type,
  JoinResponse,
  type LeaveRequest_Action,
  ParticipantInfo,
  ParticipantInfo_State,
  ReconnectResponse,
  SignalResponse,
  TrackInfo,
  TrackType,
  DisconnectReason,
  type ParticipantPermission,
  type SignalRequest,
} from '@livekit/protocol';
import type { MediaKind } from '../../../src/core/session-snapshot.js';
import { addressesOf } from './packets.js';
import { RelayPeer } from './peer.js';
import { connectPage, type Arrival, type SignalLine } from './socket.js';

/** A frame on its way from one page to the others. */
export interface PassingFrame {
  readonly from: string;
  readonly kind: MediaKind;
  readonly track: string;
  readonly data: ArrayBuffer;
}

type Told = NonNullable<NonNullable<ConstructorParameters<typeof SignalResponse>[0]>['message']>;

const EVERY_RIGHT: Partial<ParticipantPermission> = {
  canSubscribe: true,
  canPublish: true,
  canPublishData: true,
};

const HONEST: Pick<HostileRelay, 'onFrame' | 'onPacket' | 'routed' | 'describe' | 'welcome'> = {
  onFrame: ({ data }) => [data],
  onPacket: (packet) => [packet],
  routed: (track) => track,
  describe: (info) => info,
  welcome: (answer) => answer,
};

export class HostileRelay {
  /** Everything that pages handed over, in order. */
  readonly frames: PassingFrame[] = [];
  readonly packets: DataPacket[] = [];
  /** What becomes of a frame: nothing, one, or several, for everybody who takes the track. */
  onFrame: (frame: PassingFrame) => readonly ArrayBuffer[] = HONEST.onFrame;
  /** What becomes of a packet, for each of those whom it is for. */
  onPacket: (packet: DataPacket, to: string) => readonly DataPacket[] = HONEST.onPacket;
  /** Whose frames somebody gets on the lane that they were told is this track. */
  routed: (track: string, to: string) => string = HONEST.routed;
  /** What is said of somebody, to whom. */
  describe: (info: ParticipantInfo, to: string) => ParticipantInfo = HONEST.describe;
  /** What is said when somebody comes in. */
  welcome: (answer: JoinResponse) => JoinResponse = HONEST.welcome;
  readonly #peers = new Map<string, RelayPeer>();
  readonly #ghosts: ParticipantInfo[] = [];
  #count = 0;
  #version = 1;

  /** That page comes here, whatever address it is given. The token of its pass is its identity. */
  serve(page: Window): void {
    connectPage(page, { arrive: (line, arrival) => this.#arrive(line, arrival) });
  }

  peer(identity: string): RelayPeer {
    const peer = this.#peers.get(identity);
    if (!peer) throw new Error(`nobody is ${identity} here`);
    return peer;
  }

  tell(to: string, message: Told): void {
    this.peer(to).line.tell(new SignalResponse({ message }));
  }

  /** Says anew who is there, and what they send and may do. */
  announce(): void {
    for (const to of this.#peers.keys()) {
      const participants = [...this.#others(to), this.#infoOf(this.peer(to), to)];
      this.tell(to, { case: 'update', value: { participants } });
    }
  }

  /** Whatever it did, it does no more. */
  beHonest(): void {
    Object.assign(this, HONEST);
    this.#ghosts.length = 0;
    for (const { lanes } of this.#peers.values()) for (const lane of lanes) lane.plain = null;
    this.announce();
  }

  /** By its own account: that of a page is what the page says. */
  trackOf(identity: string, kind: MediaKind): string {
    const type = kind === 'microphone' ? TrackType.AUDIO : TrackType.VIDEO;
    const found = [...this.peer(identity).published.values()].findLast((track) => track.type === type);
    if (!found) throw new Error(`${identity} publishes no ${kind}`);
    return found.sid;
  }

  /** Tells a page that these tracks of its own are off, or on. */
  mute(identity: string, tracks: readonly string[], muted: boolean): void {
    for (const sid of tracks) this.tell(identity, { case: 'mute', value: { sid, muted } });
  }

  /** Somebody whom there is not. */
  addGhost(identity: string, tracks: readonly Partial<TrackInfo>[] = []): void {
    const sid = this.newSid('PA');
    this.#ghosts.push(
      new ParticipantInfo({
        ...{
          sid,
          identity,
          state: ParticipantInfo_State.ACTIVE,
          tracks: tracks.map((one) => new TrackInfo(one)),
        },
        permission: EVERY_RIGHT,
      }),
    );
    this.announce();
  }

  /** As if it came from there, whether it did or not. */
  inject(from: string, to: string, packet: Partial<DataPacket>): void {
    const participantSid = this.#peers.get(from)?.sid ?? this.newSid('PA');
    this.peer(to).send(new DataPacket({ participantIdentity: from, participantSid, ...packet }));
  }

  leave(to: string, action: LeaveRequest_Action, reason = DisconnectReason.UNKNOWN_REASON): void {
    this.tell(to, { case: 'leave', value: { action, reason } });
  }

  /** A frame to everybody who takes that track, whoever made it. */
  forward(track: string, data: ArrayBuffer): void {
    for (const peer of this.#peers.values())
      peer.put((lane) => this.routed(lane, peer.identity) === track, data);
  }

  newSid(kind: 'PA' | 'TR'): string {
    this.#count += 1;
    return `${kind}_${this.#count}`;
  }

  close(): void {
    for (const peer of this.#peers.values()) peer.close();
    this.#peers.clear();
  }

  #arrive(line: SignalLine, { token: identity, request }: Arrival): (request: SignalRequest) => void {
    const before = this.#peers.get(identity);
    if (request.reconnect && before) {
      before.line = line;
      line.tell(new SignalResponse({ message: { case: 'reconnect', value: new ReconnectResponse() } }));
      return (asked) => this.#heed(before, asked);
    }
    if (before) this.#part(before);
    const peer = new RelayPeer(this, identity, line);
    this.#peers.set(identity, peer);
    const answer = new JoinResponse({
      room: { sid: 'RM_1', name: 'room' },
      participant: this.#infoOf(peer, identity),
      otherParticipants: this.#others(identity),
      serverInfo: { version: '1.13.5', protocol: 16 },
    });
    line.tell(new SignalResponse({ message: { case: 'join', value: this.welcome(answer) } }));
    if (request.publisherOffer) void peer.answer(request.publisherOffer);
    this.announce();
    return (asked) => this.#heed(peer, asked);
  }

  #heed(peer: RelayPeer, { message }: SignalRequest): void {
    switch (message.case) {
      case 'offer':
        void peer.answer(message.value).then(() => this.announce());
        break;
      case 'trickle':
        peer.takeCandidate(message.value.candidateInit);
        break;
      case 'addTrack': {
        const { cid, type, source, muted } = message.value;
        const sid = this.newSid('TR');
        const track = new TrackInfo({ sid, type, source, muted, encryption: Encryption_Type.GCM });
        peer.published.set(cid, track);
        this.tell(peer.identity, { case: 'trackPublished', value: { cid, track } });
        break;
      }
      case 'mute':
        for (const track of peer.published.values())
          if (track.sid === message.value.sid) track.muted = message.value.muted;
        this.announce();
        break;
      case 'subscription':
        for (const sid of message.value.trackSids) this.#subscribe(peer, sid, message.value.subscribe);
        break;
      case 'leave':
        this.#part(peer);
        break;
      default:
      // Whatever else it asks for makes no difference to what it is sent.
    }
  }

  #part(peer: RelayPeer): void {
    peer.close();
    if (this.#peers.get(peer.identity) !== peer) return;
    this.#peers.delete(peer.identity);
    const state = ParticipantInfo_State.DISCONNECTED;
    const gone = new ParticipantInfo({
      sid: peer.sid,
      identity: peer.identity,
      state,
      version: (this.#version += 1),
    });
    for (const to of this.#peers.keys()) this.tell(to, { case: 'update', value: { participants: [gone] } });
  }

  #subscribe(peer: RelayPeer, track: string, wanted: boolean): void {
    for (const owner of [...this.#peers.values(), ...this.#ghosts]) {
      const tracks = owner instanceof RelayPeer ? [...owner.published.values()] : owner.tracks;
      const found = tracks.find(({ sid }) => sid === track);
      if (found) peer.subscribe(owner.sid, found, wanted);
    }
    // Has the page make an offer, to which the answer is other than before.
    this.tell(peer.identity, { case: 'mediaSectionsRequirement', value: peer.missing });
  }

  /** From a page. */
  framed(frame: PassingFrame): void {
    this.frames.push({ ...frame, data: frame.data.slice(0) });
    for (const data of this.onFrame(frame)) this.forward(frame.track, data);
  }

  /** From a page. */
  packed(from: RelayPeer, packet: DataPacket): void {
    this.packets.push(packet.clone());
    packet.participantIdentity = from.identity;
    packet.participantSid = from.sid;
    for (const identity of addressesOf(packet))
      for (const one of this.onPacket(packet.clone(), identity)) this.#peers.get(identity)?.send(one);
  }

  #infoOf(peer: RelayPeer, to: string): ParticipantInfo {
    const info = new ParticipantInfo({
      sid: peer.sid,
      identity: peer.identity,
      state: ParticipantInfo_State.ACTIVE,
      tracks: [...peer.published.values()].filter(({ sid }) => peer.identity === to || peer.sends(sid)),
      permission: EVERY_RIGHT,
      version: (this.#version += 1),
    });
    return this.describe(info, to);
  }

  #others(to: string): ParticipantInfo[] {
    const others = [...this.#peers.values()].filter(({ identity }) => identity !== to);
    const ghosts = this.#ghosts.map((ghost) =>
      Object.assign(ghost.clone(), { version: (this.#version += 1) }),
    );
    return [...others.map((peer) => this.#infoOf(peer, to)), ...ghosts];
  }
}
