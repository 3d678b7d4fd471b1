/**
 * How livekit-client is set up here, what of it is taken out, and what its errors are called. Beside `livekit-transport.ts`, which
 * alone uses this, nobody knows it: what is marked as internal has types of the vendor's, and no types in the package.
 */
import {
  ConnectionError,
  ConnectionErrorReason,
  type DisconnectReason,
  getLogger,
  LocalAudioTrack,
  LocalVideoTrack,
  LoggerNames,
  MediaDeviceFailure,
  Room,
  VideoPresets,
  type BaseE2EEManager,
  type LocalTrack,
  type SimulationScenario,
} from 'livekit-client';
import { SessionError, type ProblemCode } from '../problems.js';
import { turnFor } from '../sender-parameters.js';
import type { MediaKind } from '../session-snapshot.js';
import type { SimulatedFault } from '../session-transport.js';
import {
  codeOfName,
  CONNECTION_ERRORS,
  DEVICE_FAILURES,
  ROOM_ENDS,
  type Trouble,
} from './livekit-trouble.js';

// Its messages hold addresses, and addresses of its socket hold tokens. Not by `setLogLevel`, which writes what it is told
// into the browser's storage.
for (const name of Object.values(LoggerNames)) getLogger(name).setDefaultLevel('silent');

// Nothing that it can say is missing in the tables, and nothing in them is made up.
ROOM_ENDS satisfies Record<keyof typeof DisconnectReason, Trouble>;
CONNECTION_ERRORS satisfies Record<keyof typeof ConnectionErrorReason, Trouble>;
DEVICE_FAILURES satisfies Record<Exclude<keyof typeof MediaDeviceFailure, 'getFailure'>, unknown>;

export interface Closable {
  close(): void;
}

/**
 * Of a connection that is closed LiveKit makes a new one as soon as something late comes for it, such as an answer that was on its
 * way; and nobody waits to hear that a closed one takes none. (`PCTransport.pc` and its `setRemoteDescription` of livekit-client
 * 2.23.0)
 */
export const closeForGood = (transport: Closable): void => {
  transport.close();
  Reflect.set(transport, 'createPC', () => {
    const closed = new RTCPeerConnection();
    closed.close();
    return closed;
  });
  Reflect.set(transport, 'setRemoteDescription', () => Promise.resolve(false));
};

/** LiveKit's own `reasonName` is not always that of its `reason`. */
const nameOf = (error: unknown): string =>
  error instanceof ConnectionError
    ? ConnectionErrorReason[error.reason as ConnectionErrorReason]
    : error instanceof Error
      ? error.name
      : 'no error';

/** The name is all that we keep of an error of LiveKit's: its text may hold an address, and the address a token. */
export const asOurs = (error: unknown, otherwise: ProblemCode, what: string): SessionError => {
  const name = nameOf(error);
  const failure = error instanceof DOMException ? MediaDeviceFailure.getFailure(error) : undefined;
  const code = failure ? DEVICE_FAILURES[failure] : codeOfName(name, otherwise);
  return new SessionError(code, `${what}: ${name}`);
};

/**
 * Which scenario of LiveKit's each fault is; some are brought about by other means.
 *
 * @internal
 */
export const SCENARIOS: Readonly<Partial<Record<SimulatedFault, SimulationScenario>>> = {
  'drop-signalling': 'signal-reconnect',
  reconnect: 'full-reconnect',
  'resume-fails': 'resume-reconnect',
  'signalling-lost-while-resuming': 'disconnect-signal-on-resume',
  'server-leaves': 'server-leave',
  'server-dies': 'node-failure',
  'server-moves-us': 'migration',
  'tcp-only': 'force-tcp',
};

/**
 * LiveKit's own way of encrypting takes part in nothing: what the server says of people, names and tracks would switch it. All it
 * is here for is that connections are made for frames that are sealed, and that the server is told so.
 */
const sealedElsewhere = (): BaseE2EEManager => {
  const refuse = (): Promise<never> => Promise.reject(new TypeError('data are sealed elsewhere'));
  const manager: BaseE2EEManager = {
    isEnabled: true,
    isDataChannelEncryptionEnabled: false,
    setup: () => undefined,
    setupEngine: () => undefined,
    setParticipantCryptorEnabled: () => undefined,
    setSifTrailer: () => undefined,
    encryptData: refuse,
    handleEncryptedData: refuse,
    on: () => manager,
  };
  return manager;
};

/** @internal */
export const newVendorRoom = (): Room => {
  const room = new Room({
    e2ee: { e2eeManager: sealedElsewhere() },
    adaptiveStream: true,
    dynacast: true,
    // `beforeunload` also comes for links to a telephone. The session does it, on `pagehide`.
    disconnectOnPageLeave: false,
    stopLocalTrackOnUnpublish: false,
    singlePeerConnection: true,
    webAudioMix: false,
    publishDefaults: {
      videoCodec: 'vp8',
      backupCodec: false,
      simulcast: true,
      // The small one beside the real size: two, and no third.
      videoSimulcastLayers: [VideoPresets.h180],
      // Of ciphertext no older packet can be put together from a newer one.
      red: false,
      stopMicTrackOnMute: false,
    },
  });
  // It opens a way to the speakers as soon as it connects, and keeps it open, also while nobody is let in. What others send is
  // played by elements of our own. (`Room.acquireAudioContext` of livekit-client 2.23.0)
  Reflect.set(room, 'acquireAudioContext', () => Promise.resolve());
  return room;
};

/** All that LiveKit holds of a sound is silence; it would open a way to the speakers, twice, to find that out. */
class Unheard extends LocalAudioTrack {
  override checkForSilence(): Promise<boolean> {
    return Promise.resolve(false);
  }
}

/** LiveKit sets the parameters of a sender too, by a lock of its own, and once without. */
class InTurn extends LocalVideoTrack {
  constructor(...given: ConstructorParameters<typeof LocalVideoTrack>) {
    super(...given);
    const lock = (): Promise<() => void> =>
      this.sender ? turnFor(this.sender) : Promise.resolve(() => undefined);
    Reflect.set(this, 'senderLock', { lock });
  }

  override async setDegradationPreference(preference: RTCDegradationPreference): Promise<void> {
    const done = this.sender && (await turnFor(this.sender));
    try {
      await super.setDegradationPreference(preference);
    } finally {
      done?.();
    }
  }
}

/** @internal */
export const newLocalTrack = (kind: MediaKind, track: MediaStreamTrack): LocalTrack => {
  const Sent = kind === 'microphone' ? Unheard : InTurn;
  // Its own types differ in how they leave a processor out.
  return new Sent(track, undefined, true) as LocalTrack;
};
