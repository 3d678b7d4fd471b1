/**
 * The only file that knows `livekit-client`; everybody else gets it by `import()`, so that it weighs nothing until it is
 * needed. What is of the vendor stays in here: its rooms are `Room`s of ours outside, and its errors our codes.
 */
import {
  ConnectionState,
  DisconnectReason,
  EngineEvent,
  MediaDeviceFailure,
  ParticipantEvent,
  RemoteVideoTrack,
  Room as VendorRoom,
  RoomEvent,
  setLogLevel,
  Track,
  VideoPresets,
  type ConnectionErrorReason,
  type RemoteParticipant,
  type RemoteTrack,
  type RemoteTrackPublication,
  type SimulationScenario,
} from 'livekit-client';
import { SessionError } from '../problems.js';
import type { MediaKind } from '../session-snapshot.js';
import type { Pass, SimulatedFault } from '../session-transport.js';
import { foreignIceServers } from './ice-servers.js';
import { LivekitSession } from './livekit-session.js';
import {
  KINDS,
  type CountedConnection,
  type Kinds,
  type LineOpinion,
  type Room,
  type RoomListener,
  type RoomRights,
} from './livekit-port.js';
import {
  asSessionError,
  CONNECTION_ERRORS,
  DEVICE_FAILURES,
  ROOM_ENDS,
  type Trouble,
} from './livekit-trouble.js';
import { picturePlace, type PicturePlace } from './picture-place.js';

// Its messages hold addresses, and addresses of its socket hold tokens.
setLogLevel('silent');

// Nothing that it can say is missing in the tables, and nothing in them is made up.
ROOM_ENDS satisfies Record<keyof typeof DisconnectReason, Trouble>;
CONNECTION_ERRORS satisfies Record<keyof typeof ConnectionErrorReason, Trouble>;
DEVICE_FAILURES satisfies Record<Exclude<keyof typeof MediaDeviceFailure, 'getFailure'>, unknown>;

const SOURCES: Readonly<Record<MediaKind, Track.Source>> = {
  microphone: Track.Source.Microphone,
  camera: Track.Source.Camera,
};

/** Only camera and microphone are anything to us. */
const withKind = (source: Track.Source, act: (kind: MediaKind) => void): void => {
  const found = KINDS.find((kind) => SOURCES[kind] === source);
  if (found) act(found);
};

/** What the server says when a connection is made. */
interface JoinAnswer {
  readonly participant?: { readonly identity: string };
  readonly iceServers: readonly {
    readonly urls: string[];
    readonly username: string;
    readonly credential: string;
  }[];
}

const iceServer = ({ urls, username, credential }: JoinAnswer['iceServers'][number]): RTCIceServer => ({
  urls,
  ...(username && { username, credential }),
});

const publishError = (error: unknown, kind: MediaKind): SessionError => {
  const failure = error instanceof DOMException ? MediaDeviceFailure.getFailure(error) : undefined;
  return failure
    ? new SessionError(DEVICE_FAILURES[failure], `the ${kind} cannot be sent`)
    : asSessionError(error, 'connection-lost', `the ${kind} was not published`);
};

/** Which scenario of LiveKit's each fault is; some are brought about by other means. */
const SCENARIOS: Readonly<Partial<Record<SimulatedFault, SimulationScenario>>> = {
  'drop-signalling': 'signal-reconnect',
  reconnect: 'full-reconnect',
  'resume-fails': 'resume-reconnect',
  'signalling-lost-while-resuming': 'disconnect-signal-on-resume',
  'server-leaves': 'server-leave',
  'server-asks-to-reconnect': 'leave-full-reconnect',
  'server-dies': 'node-failure',
  'server-moves-us': 'migration',
  'tcp-only': 'force-tcp',
};

const newVendorRoom = (): VendorRoom =>
  new VendorRoom({
    adaptiveStream: true,
    dynacast: true,
    // `beforeunload` also comes for links to a telephone. The session does it, on `pagehide`.
    disconnectOnPageLeave: false,
    stopLocalTrackOnUnpublish: false,
    singlePeerConnection: true,
    webAudioMix: false,
    // We take no streams at all; this is for those that are sent to us nevertheless.
    dataStream: { maxPayloadByteLength: 1_000_000 },
    publishDefaults: {
      videoCodec: 'vp8',
      backupCodec: false,
      simulcast: true,
      // The small one beside the real size: two, and no third.
      videoSimulcastLayers: [VideoPresets.h180],
      // Double packets are of no use to ciphertext, which the next step sends.
      red: false,
      stopMicTrackOnMute: false,
    },
  });

class LivekitRoom implements Room {
  readonly #room = newVendorRoom();
  readonly #places = new Map<RemoteVideoTrack, Map<HTMLMediaElement, PicturePlace>>();
  #pass: Pass | null = null;
  #refusal: SessionError | null = null;
  #entered = false;
  #mending = false;
  #closed: Promise<void> | null = null;

  constructor(private readonly listener: RoomListener) {
    const tell =
      <A extends readonly unknown[]>(act: (...given: A) => void) =>
      (...given: A): void => {
        if (!this.#closed) act(...given);
      };
    const arrived = tell(({ identity, isActive }: RemoteParticipant) => {
      if (isActive) listener.arrived(identity);
      else listener.changed(identity);
    });
    const changed = tell((_: unknown, { identity }: RemoteParticipant) => listener.changed(identity));
    const changedTrack = tell((track: RemoteTrack, _: unknown, { identity }: RemoteParticipant) => {
      this.#forgetPlaces(track);
      listener.changed(identity);
    });
    this.#room
      .on(
        RoomEvent.SignalReconnecting,
        tell(() => this.#mend()),
      )
      .on(
        RoomEvent.Reconnecting,
        tell(() => this.#mend()),
      )
      .on(
        RoomEvent.Disconnected,
        tell((reason) => this.#ended(reason)),
      )
      .on(RoomEvent.ParticipantConnected, arrived)
      // Told before the participant itself says so.
      .on(
        RoomEvent.ParticipantActive,
        tell(({ identity }) => listener.arrived(identity)),
      )
      .on(
        RoomEvent.ParticipantDisconnected,
        tell(({ identity }) => listener.departed(identity)),
      )
      .on(RoomEvent.TrackPublished, changed)
      .on(RoomEvent.TrackUnpublished, changed)
      .on(
        RoomEvent.TrackMuted,
        tell((_, { identity }) => listener.changed(identity)),
      )
      .on(
        RoomEvent.TrackUnmuted,
        tell((_, { identity }) => listener.changed(identity)),
      )
      .on(RoomEvent.TrackSubscribed, changedTrack)
      .on(RoomEvent.TrackUnsubscribed, changedTrack)
      .on(
        RoomEvent.DataReceived,
        tell((bytes, participant, _, topic = '') => {
          if (participant) listener.received(participant.identity, topic, bytes);
        }),
      )
      .on(
        RoomEvent.LocalTrackSubscribed,
        tell(({ source }) => withKind(source, (kind) => listener.taken(kind))),
      )
      .on(
        RoomEvent.LocalTrackUnpublished,
        tell(() => {
          // LiveKit does that itself before it publishes again on a new connection.
          if (this.steady) listener.withdrawn();
        }),
      )
      .on(
        RoomEvent.ParticipantPermissionsChanged,
        tell((_, { isLocal }) => {
          if (isLocal && this.#entered) listener.rightsChanged();
        }),
      );
    this.#room.localParticipant.on(
      ParticipantEvent.LocalSenderCreated,
      tell((sender, { source }) => {
        withKind(source, (kind) => listener.senderMade(kind, sender));
      }),
    );
    this.#room.engine
      .on(
        EngineEvent.Joined,
        tell((answer) => this.#joined(answer)),
      )
      // Not `Reconnected`: that is told before the connection stands, and what is sent then is lost without a word.
      .on(EngineEvent.Restarted, () => this.#mended())
      .on(EngineEvent.Resumed, () => this.#mended());
  }

  async connect(pass: Pass): Promise<void> {
    const { url, token, iceServers } = pass;
    if (!url || !token) throw new SessionError('service-missing', 'a pass without a media server');
    this.#pass = pass;
    try {
      await this.#room.connect(url, token, {
        autoSubscribe: false,
        ...(iceServers && { rtcConfig: { iceServers: [...iceServers] } }),
      });
    } catch (error) {
      throw this.#refusal ?? asSessionError(error, 'media-unreachable', 'no connection to the media server');
    }
    if (this.#refusal) throw this.#refusal;
    this.#entered = true;
  }

  get rights(): RoomRights {
    const { canPublish, canSubscribe, canPublishData } = this.#room.localParticipant.permissions ?? {};
    return { publish: canPublish === true, subscribe: canSubscribe === true, tell: canPublishData === true };
  }

  get steady(): boolean {
    return this.#entered && !this.#mending && !this.#closed && this.#room.state === ConnectionState.Connected;
  }

  get lineOpinion(): LineOpinion {
    return this.#room.localParticipant.connectionQuality;
  }

  pages(): readonly string[] {
    return [...this.#room.remoteParticipants.values()].flatMap(({ identity, isActive }) =>
      isActive ? [identity] : [],
    );
  }

  sends(identity: string): Kinds {
    const sends = (kind: MediaKind): boolean =>
      this.#publications(identity, kind).some(({ isMuted }) => !isMuted);
    return { microphone: sends('microphone'), camera: sends('camera') };
  }

  take(identity: string, kind: MediaKind, wanted: boolean): void {
    const publications = this.#publications(identity, kind);
    for (const publication of publications) {
      const isWanted = wanted && publication === publications.at(-1);
      if (publication.isDesired !== isWanted) publication.setSubscribed(isWanted);
    }
  }

  trackOf(identity: string, kind: MediaKind): MediaStreamTrack | null {
    return this.#publications(identity, kind).at(-1)?.track?.mediaStreamTrack ?? null;
  }

  showsIn(identity: string, elements: ReadonlySet<HTMLMediaElement>): void {
    const track = this.#publications(identity, 'camera').at(-1)?.track;
    if (!(track instanceof RemoteVideoTrack)) return;
    const places = this.#places.get(track) ?? new Map<HTMLMediaElement, PicturePlace>();
    this.#places.set(track, places);
    for (const [element, place] of places)
      if (!elements.has(element)) {
        places.delete(element);
        track.stopObservingElementInfo(place);
      }
    for (const element of elements)
      if (!places.has(element)) {
        const place = picturePlace(element);
        places.set(element, place);
        track.observeElementInfo(place);
      }
  }

  permit(identities: readonly string[]): void {
    if (this.#closed) return;
    this.#room.localParticipant.setTrackSubscriptionPermissions(
      false,
      identities.map((participantIdentity) => ({ participantIdentity, allowAll: true })),
    );
  }

  async publish(kind: MediaKind, track: MediaStreamTrack): Promise<void> {
    try {
      await this.#room.localParticipant.publishTrack(track, { source: SOURCES[kind] });
    } catch (error) {
      throw publishError(error, kind);
    }
  }

  publishes(kind: MediaKind): boolean {
    return this.#room.localParticipant.getTrackPublication(SOURCES[kind]) !== undefined;
  }

  async unpublish(kind: MediaKind): Promise<void> {
    const { localParticipant } = this.#room;
    const track = localParticipant.getTrackPublication(SOURCES[kind])?.track;
    if (track) await localParticipant.unpublishTrack(track, false);
  }

  async send(topic: string, bytes: Uint8Array<ArrayBuffer>, to: readonly string[]): Promise<void> {
    await this.#room.localParticipant.publishData(bytes, {
      reliable: true,
      topic,
      destinationIdentities: [...to],
    });
  }

  connections(): readonly CountedConnection[] {
    const { publisher, subscriber } = this.#transports();
    return [publisher, subscriber].flatMap((one) => (one ? [one as CountedConnection] : []));
  }

  simulate(fault: SimulatedFault): void {
    const scenario = SCENARIOS[fault];
    if (scenario) void this.#room.simulateScenario(scenario).catch(() => undefined);
    else if (fault === 'restart-ice') void this.#transports().manager?.triggerIceRestart();
  }

  close(): Promise<void> {
    this.#closed ??= this.#leave();
    return this.#closed;
  }

  closeNow(): void {
    const { publisher, subscriber } = this.#transports();
    void this.close();
    publisher?.close();
    subscriber?.close();
  }

  async #leave(): Promise<void> {
    for (const places of this.#places.values()) for (const place of places.values()) place.stopObserving();
    this.#places.clear();
    await this.#room.disconnect(false);
  }

  #transports() {
    // LiveKit takes its engine away when it has disconnected.
    const manager = (this.#room.engine as VendorRoom['engine'] | undefined)?.pcManager;
    return { manager, publisher: manager?.publisher, subscriber: manager?.subscriber };
  }

  /** Told at every connection that is made anew, before any address is looked for. */
  #joined({ iceServers, participant }: JoinAnswer): void {
    const pass = this.#pass;
    if (!pass?.url) return;
    const used = [...(pass.iceServers ?? iceServers.map((server) => iceServer(server)))];
    const foreign = foreignIceServers(used, pass.iceServers, pass.url);
    if (participant?.identity !== pass.identity)
      this.#refuse('the media server takes this page for another one');
    else if (foreign.length > 0)
      this.#refuse(`the media server names servers of third parties: ${foreign.join(' ')}`);
    // From here on LiveKit keeps to what was looked at.
    else this.#room.engine.rtcConfig = { ...this.#room.engine.rtcConfig, iceServers: used };
  }

  #mend(): void {
    this.#mending = true;
    this.listener.steady(false);
  }

  #mended(): void {
    // LiveKit itself thinks that it is still at it, until its task is done.
    setTimeout(() => {
      this.#mending = false;
      if (this.steady) this.listener.steady(true);
    });
  }

  #refuse(why: string): void {
    this.#refusal = new SessionError('service-missing', why);
    // On the way in `connect` says it; later the way back in does.
    if (this.#entered) this.#ended(DisconnectReason.JOIN_FAILURE);
    this.closeNow();
  }

  #ended(reason = DisconnectReason.UNKNOWN_REASON): void {
    if (this.#entered) this.listener.ended(DisconnectReason[reason]);
  }

  /** The newest last: while LiveKit publishes again there are two for a moment. */
  #publications(identity: string, kind: MediaKind): RemoteTrackPublication[] {
    const participant = this.#room.remoteParticipants.get(identity);
    const publications = [...(participant?.trackPublications.values() ?? [])];
    return publications.filter(({ source }) => source === SOURCES[kind]);
  }

  #forgetPlaces(track: RemoteTrack): void {
    if (!(track instanceof RemoteVideoTrack)) return;
    for (const place of this.#places.get(track)?.values() ?? []) place.stopObserving();
    this.#places.delete(track);
  }
}

/** The media path through a LiveKit server, encrypted by the browser up to that server. See `LivekitSession`. */
export class LivekitTransport extends LivekitSession {
  constructor() {
    super((listener) => new LivekitRoom(listener));
  }
}
