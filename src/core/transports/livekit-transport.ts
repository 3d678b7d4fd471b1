/**
 * The only file that knows `livekit-client`, with `livekit-vendor.ts` beside it; everybody else gets it by `import()`, so that it
 * weighs nothing until it is needed. What is of the vendor stays in here: its rooms are `Room`s of ours outside, and its errors our
 * codes.
 */
import {
  ConnectionState,
  DisconnectReason,
  EngineEvent,
  ParticipantEvent,
  RemoteTrack,
  RemoteVideoTrack,
  type Room as VendorRoom,
  RoomEvent,
  Track,
  type Participant,
  type RemoteTrackPublication,
  type RoomEventCallbacks,
} from 'livekit-client';
import { SessionError } from '../problems.js';
import { givesStreams } from '../encryption/frame-worker.js';
import type { WorkerOptions } from '../encryption/worker-loader.js';
import { MEDIA_KINDS } from '../session-media.js';
import type { MediaKind } from '../session-snapshot.js';
import type { Pass, SimulatedFault } from '../session-transport.js';
import { asIceServer, foreignIceServers, type NamedIceServer } from './ice-servers.js';
import { LivekitSession } from './livekit-session.js';
import {
  type CountedConnection,
  type Kinds,
  type LineOpinion,
  type Room,
  type RoomFrames,
  type RoomListener,
  type RoomRights,
} from './livekit-port.js';
import {
  asOurs,
  closeForGood,
  newLocalTrack,
  newVendorRoom,
  SCENARIOS,
  type Closable,
} from './livekit-vendor.js';
import { PicturePlaces } from './picture-place.js';
import { PromptOffers, type Heard } from './prompt-offers.js';
import { keepSmall, mediaKindOf } from './small-description.js';

const SOURCES: Readonly<Record<MediaKind, Track.Source>> = {
  microphone: Track.Source.Microphone,
  camera: Track.Source.Camera,
};

/** Only camera and microphone are anything to us. */
const withKind = (source: Track.Source, act: (kind: MediaKind) => void): void => {
  const found = MEDIA_KINDS.find((kind) => SOURCES[kind] === source);
  if (found) act(found);
};

/** What the server says when a connection is made. */
interface JoinAnswer {
  readonly participant?: { readonly identity: string };
  readonly iceServers: readonly NamedIceServer[];
}

class LivekitRoom implements Room {
  readonly #room = newVendorRoom();
  readonly #places = new PicturePlaces();
  /** Every connection that was opened: one that is given up early is forgotten by LiveKit, and stays open. */
  readonly #opened = new Set<Closable>();
  #pass: Pass | null = null;
  #refusal: SessionError | null = null;
  #reached = false;
  #entered = false;
  /** A connection was made and its first description is not answered yet. */
  #laying = false;
  /** What is to be published and has no sender yet. */
  readonly #unplaced = new Set<MediaKind>();
  readonly #offers = new PromptOffers({
    isWhole: () => this.#isWhole(),
    isServed: () => this.#isServed(),
  });
  #mending = false;
  #closed: Promise<void> | null = null;

  constructor(
    private readonly listener: RoomListener,
    frames: RoomFrames,
  ) {
    const changed = (_: unknown, { identity }: Participant): void => listener.changed(identity);
    this.#on(RoomEvent.SignalConnected, () => {
      this.#reached = true;
      listener.reached();
    });
    this.#on(RoomEvent.SignalReconnecting, () => this.#mend());
    this.#on(RoomEvent.Reconnecting, () => this.#mend());
    this.#on(RoomEvent.Disconnected, (reason) => this.#ended(reason));
    this.#on(RoomEvent.ParticipantConnected, ({ identity, isActive }) => {
      if (isActive) listener.arrived(identity);
      else listener.changed(identity);
    });
    // Told before the participant itself says so.
    this.#on(RoomEvent.ParticipantActive, ({ identity }) => listener.arrived(identity));
    this.#on(RoomEvent.ParticipantDisconnected, ({ identity }) => listener.departed(identity));
    this.#on(RoomEvent.TrackPublished, changed);
    this.#on(RoomEvent.TrackUnpublished, changed);
    this.#on(RoomEvent.TrackMuted, changed);
    this.#on(RoomEvent.TrackUnmuted, changed);
    this.#on(RoomEvent.TrackSubscribed, (_track, publication, participant) => {
      changed(publication, participant);
    });
    this.#on(RoomEvent.TrackUnsubscribed, (track, publication, participant) => {
      if (track instanceof RemoteVideoTrack) this.#places.forget(track);
      changed(publication, participant);
    });
    this.#on(RoomEvent.LocalTrackSubscribed, ({ source }) => {
      withKind(source, (kind) => listener.taken(kind));
    });
    this.#on(RoomEvent.LocalTrackUnpublished, () => {
      // LiveKit does that itself before it publishes again on a new connection.
      if (this.steady) listener.withdrawn();
    });
    this.#on(RoomEvent.ParticipantPermissionsChanged, (_, { isLocal }) => {
      if (isLocal && this.#entered) listener.rightsChanged();
    });
    // A pass is for one room.
    this.#on(RoomEvent.Moved, () => this.#refuse('the media server has moved this page to another room'));
    this.#room.localParticipant.on(ParticipantEvent.LocalSenderCreated, (sender, { source }) => {
      withKind(source, (kind) => {
        this.#unplaced.delete(kind);
        frames.seal(sender, kind);
        listener.senderMade(kind, sender);
      });
    });
    this.#room.engine
      .on(EngineEvent.MediaTrackAdded, ({ kind }, _stream, receiver) => {
        frames.hold(receiver, mediaKindOf(kind));
      })
      .on(EngineEvent.TransportsCreated, (...opened) => {
        // What it hears of the server by is public there; its types come from a package that this one does not name.
        this.#offers.heed(this.#room.engine.client as unknown as Heard);
        for (const one of opened) {
          if (!one) continue;
          // LiveKit tries once more what was given up meanwhile.
          if (this.#closed) closeForGood(one);
          this.#opened.add(one);
          this.#laying = true;
          this.#offers.govern(one);
          keepSmall(
            one,
            () => this.#laying,
            (receiver, kind) => {
              // Long before it is told what comes by them. With the transform of the standard, what comes before it is set
              // goes on as it came, and Chromium takes none that is set later.
              if (!givesStreams()) frames.hold(receiver, kind);
            },
          );
        }
      })
      .on(EngineEvent.Joined, (answer) => this.#joined(answer))
      .on(EngineEvent.SignalConnected, () => {
        this.#laying = false;
      })
      // Not `Reconnected`: that is told before the connection stands, and what is sent then is lost without a word.
      .on(EngineEvent.Restarted, () => this.#mended())
      .on(EngineEvent.Resumed, () => this.#mended())
      // Instead of LiveKit itself, which would answer calls of strangers, and take their streams and texts.
      .removeAllListeners(EngineEvent.DataPacketReceived)
      .on(EngineEvent.DataPacketReceived, ({ participantIdentity, value }) => {
        if (value.case === 'user' && !this.#closed)
          listener.received(
            participantIdentity,
            value.value.topic ?? '',
            value.value.payload as Uint8Array<ArrayBuffer>,
          );
      });
  }

  async connect(pass: Pass, { unasked } = { unasked: false }): Promise<void> {
    const { url, token, iceServers } = pass;
    if (!url || !token) throw new SessionError('service-missing', 'a pass without a media server');
    this.#pass = pass;
    try {
      await this.#room.setE2EEEnabled(true);
      await this.#room.connect(url, token, {
        autoSubscribe: unasked,
        ...(iceServers && { rtcConfig: { iceServers: [...iceServers] } }),
      });
    } catch (error) {
      throw this.#refusal ?? asOurs(error, 'media-unreachable', 'no connection to the media server');
    }
    if (this.#refusal) throw this.#refusal;
    this.#entered = true;
  }

  get rights(): RoomRights {
    const { canPublish, canSubscribe, canPublishData } = this.#room.localParticipant.permissions ?? {};
    return { publish: canPublish === true, subscribe: canSubscribe === true, tell: canPublishData === true };
  }

  get open(): boolean {
    const { state } = this.#room;
    const stands = state === ConnectionState.Connected || state === ConnectionState.Connecting;
    return this.#reached && !this.#mending && !this.#closed && stands;
  }

  get steady(): boolean {
    return this.#entered && this.open;
  }

  get lineOpinion(): LineOpinion {
    return this.#room.localParticipant.connectionQuality;
  }

  pages(): readonly string[] {
    return [...this.#room.remoteParticipants.values()].flatMap(({ identity, isActive }) =>
      isActive ? [identity] : [],
    );
  }

  offers(identity: string): Kinds {
    return this.#kindsOf(identity, () => true);
  }

  sends(identity: string): Kinds {
    return this.#kindsOf(identity, ({ isMuted }) => !isMuted);
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

  receiverOf(identity: string, kind: MediaKind): RTCRtpReceiver | null {
    const track = this.#publications(identity, kind).at(-1)?.track;
    return track instanceof RemoteTrack ? (track.receiver ?? null) : null;
  }

  showsIn(identity: string, elements: ReadonlySet<HTMLMediaElement>): void {
    const track = this.#publications(identity, 'camera').at(-1)?.track;
    if (track instanceof RemoteVideoTrack) this.#places.show(track, elements);
  }

  permit(identities: readonly string[]): void {
    if (this.#closed) return;
    this.#room.localParticipant.setTrackSubscriptionPermissions(
      false,
      identities.map((participantIdentity) => ({ participantIdentity, allowAll: true })),
    );
  }

  async publish(kind: MediaKind, track: MediaStreamTrack, { laid } = { laid: false }): Promise<void> {
    this.#unplaced.add(kind);
    try {
      const sent = newLocalTrack(kind, track);
      if (laid) await sent.mute();
      await this.#room.localParticipant.publishTrack(sent, { source: SOURCES[kind] });
    } catch (error) {
      throw asOurs(error, 'connection-lost', `the ${kind} was not published`);
    } finally {
      this.#unplaced.delete(kind);
    }
  }

  async use(kind: MediaKind): Promise<void> {
    await this.#room.localParticipant.getTrackPublication(SOURCES[kind])?.track?.unmute();
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
    try {
      await this.#room.localParticipant.publishData(bytes, {
        reliable: true,
        topic,
        destinationIdentities: [...to],
      });
    } catch (error) {
      throw asOurs(error, 'text-not-sent', 'not handed over');
    }
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
    void this.close();
    for (const one of this.#opened) closeForGood(one);
  }

  async #leave(): Promise<void> {
    this.#places.clear();
    await this.#room.disconnect(false);
    for (const one of this.#opened) closeForGood(one);
  }

  /** Of everybody who is there both are known, sound and picture, and what this page sends has its place. */
  #isWhole(): boolean {
    const pages = this.pages();
    const isKnown = (identity: string): boolean => MEDIA_KINDS.every((kind) => this.offers(identity)[kind]);
    return this.#unplaced.size === 0 && pages.length > 0 && pages.every(isKnown);
  }

  /** Everything that was taken has come. */
  #isServed(): boolean {
    const people = [...this.#room.remoteParticipants.values()];
    return people.every(({ trackPublications }) =>
      [...trackPublications.values()].every(({ isDesired, track }) => !isDesired || track),
    );
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
    const used = [...(pass.iceServers ?? iceServers.map(asIceServer))];
    const foreign = foreignIceServers(used, { ...pass, url: pass.url });
    if (participant?.identity !== pass.identity)
      this.#refuse('the media server takes this page for another one');
    else if (foreign.length > 0)
      this.#refuse(`the media server names servers of third parties: ${foreign.join(' ')}`);
    // From here on LiveKit keeps to what was looked at.
    else this.#room.engine.rtcConfig = { ...this.#room.engine.rtcConfig, iceServers: used };
  }

  /** Of a room that was closed nothing is told any more. */
  #on<E extends keyof RoomEventCallbacks>(event: E, act: RoomEventCallbacks[E]): void {
    const ifOpen = (...given: Parameters<RoomEventCallbacks[E]>): void => {
      if (!this.#closed) (act as (...given: Parameters<RoomEventCallbacks[E]>) => void)(...given);
    };
    this.#room.on(event, ifOpen as RoomEventCallbacks[E]);
  }

  #mend(): void {
    this.#mending = true;
    this.listener.steady(false);
  }

  #mended(): void {
    // LiveKit itself thinks that it is still at it, until its task is done.
    setTimeout(() => {
      this.#mending = false;
      if (this.#room.localParticipant.identity !== this.#pass?.identity)
        this.#refuse('the media server has given this page another name');
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

  #kindsOf(identity: string, holds: (publication: RemoteTrackPublication) => boolean): Kinds {
    const has = (kind: MediaKind): boolean => this.#publications(identity, kind).some(holds);
    return { microphone: has('microphone'), camera: has('camera') };
  }

  /** The newest last: while LiveKit publishes again there are two for a moment. */
  #publications(identity: string, kind: MediaKind): RemoteTrackPublication[] {
    const participant = this.#room.remoteParticipants.get(identity);
    const publications = [...(participant?.trackPublications.values() ?? [])];
    return publications.filter(({ source }) => source === SOURCES[kind]);
  }
}

/** The media path through a LiveKit server, which carries sealed frames and cannot open them. See `LivekitSession`. */
export class LivekitTransport extends LivekitSession {
  constructor(options: WorkerOptions = {}) {
    super((listener, frames) => new LivekitRoom(listener, frames), options);
  }
}
