/**
 * Asks the browser for one camera or microphone, and says in our codes why it gave none. The only caller of
 * `getUserMedia` in this package.
 */
import { SessionError, type ProblemCode } from './problems.js';
import type { MediaKind } from './session-snapshot.js';

/** Small and calm: enough for a face on a phone's line, and kind to old computers. */
const CAMERA: MediaTrackConstraints = {
  width: { ideal: 640 },
  height: { ideal: 360 },
  frameRate: { ideal: 24 },
};

const MICROPHONE: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true };

const constraints = (kind: MediaKind, deviceId: string): MediaStreamConstraints => {
  const device: ConstrainDOMString | null = deviceId ? { exact: deviceId } : null;
  return kind === 'camera'
    ? { video: { ...CAMERA, ...(device ? { deviceId: device } : { facingMode: { ideal: 'user' } }) } }
    : { audio: { ...MICROPHONE, ...(device && { deviceId: device }) } };
};

/** What is known besides the browser's error when it refused. */
export interface Refusal {
  /** `unknown` where the browser does not tell. */
  readonly permission: PermissionState | 'unknown';
  /** Whether the browser lists a device of this kind at all. */
  readonly listed: boolean;
  readonly framed: boolean;
}

/**
 * Names as in the W3C's Media Capture and Streams, 10.2. A refusal by Permissions-Policy looks like one by the
 * person where `featurePolicy` is missing (Firefox, Safari); there, a framed page that is not even told that a
 * device exists was refused by the page around it, because `enumerateDevices` obeys the same policy.
 */
export const codeOf = (errorName: string, refusal: Refusal): ProblemCode => {
  switch (errorName) {
    case 'NotAllowedError':
    case 'SecurityError':
      if (refusal.framed && !refusal.listed) return 'device-blocked-by-page';
      return refusal.permission === 'prompt' ? 'device-dismissed' : 'device-denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'device-missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'device-busy';
    default:
      return 'device-failed';
  }
};

/** Not in every browser, and in no type library: what this page was allowed by its own header or frame. */
interface PolicyDocument {
  readonly featurePolicy?: { allowsFeature(feature: string): boolean };
}

const WHY_NOT_ASKED = {
  'device-insecure-page': () => 'camera and microphone need https (or localhost)',
  'device-blocked-by-page': (kind: MediaKind) =>
    `this page's Permissions-Policy, or the frame's allow="${kind}", does not permit it`,
};

const refusedBeforeAsking = (kind: MediaKind): keyof typeof WHY_NOT_ASKED | null => {
  // An insecure page has no `mediaDevices`, whatever the types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!isSecureContext || !devices?.getUserMedia) return 'device-insecure-page';
  const allowed = (document as PolicyDocument).featurePolicy?.allowsFeature(kind);
  return allowed === false ? 'device-blocked-by-page' : null;
};

const permissionFor = async (kind: MediaKind): Promise<PermissionState | 'unknown'> => {
  try {
    return (await navigator.permissions.query({ name: kind })).state;
  } catch {
    return 'unknown';
  }
};

const isListed = async (kind: MediaKind): Promise<boolean> => {
  const listed = kind === 'camera' ? 'videoinput' : 'audioinput';
  return (await navigator.mediaDevices.enumerateDevices()).some((device) => device.kind === listed);
};

const whatIsKnown = async (kind: MediaKind): Promise<Refusal> => {
  const [permission, listed] = await Promise.all([permissionFor(kind), isListed(kind).catch(() => true)]);
  return { permission, listed, framed: globalThis.self !== globalThis.top };
};

const nameOf = (cause: unknown): string => (cause instanceof Error ? cause.name : '');

const isGone = (cause: unknown): boolean => ['NotFoundError', 'OverconstrainedError'].includes(nameOf(cause));

/**
 * One running track of this kind. A chosen device that vanished is asked for once more as "any".
 * Rejects with a `SessionError`.
 */
export const requestDevice = async (
  kind: MediaKind,
  deviceId: string,
  signal: AbortSignal,
): Promise<MediaStreamTrack> => {
  const refused = refusedBeforeAsking(kind);
  if (refused) throw new SessionError(refused, WHY_NOT_ASKED[refused](kind));
  const ask = (id: string): Promise<MediaStream> =>
    navigator.mediaDevices.getUserMedia(constraints(kind, id));
  try {
    const stream = await ask(deviceId).catch((cause: unknown) => {
      if (deviceId && isGone(cause) && !signal.aborted) return ask('');
      throw cause;
    });
    const [track] = stream.getTracks();
    if (!track) throw new Error('a stream without a track');
    return track;
  } catch (cause) {
    const code = codeOf(nameOf(cause), await whatIsKnown(kind));
    throw new SessionError(code, `${kind} did not start`, { cause });
  }
};
